"""What holds for every chart and every hand: frames do not matter, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import RIGHT_TAPS
from game.play.judge import Judge
from game.play.judgements import Hit, Judgement, Miss, Stray, Tap
from game.timing import NS_PER_S, SongTime, ns_from_ms

WINDOWS = HitWindows()
FRAME_RATES = (1, *range(5, 198, 4))
MOVES = RIGHT_TAPS[:3]
# Times on a coarse grid meet edges and each other often; those off it meet everything else.
TIMES_NS = st.one_of(
    st.integers(0, 60).map(lambda step: step * ns_from_ms(100)), st.integers(0, 6 * NS_PER_S)
)


@st.composite
def charts(draw: st.DrawFn) -> tuple[Note, ...]:
    asked = draw(st.lists(st.tuples(TIMES_NS, st.sampled_from(MOVES), st.booleans()), max_size=15))
    notes = [Note(SongTime(t), ns_from_ms(400), move, 60, hold=hold) for t, move, hold in asked]
    return tuple(sorted(notes, key=lambda note: note.onset_ns))


@st.composite
def hands(draw: st.DrawFn) -> tuple[Tap, ...]:
    pressed = sorted(
        draw(st.lists(st.tuples(TIMES_NS, st.sampled_from(MOVES)), max_size=25)),
        key=lambda press: press[0],
    )
    return tuple(Tap(move, SongTime(t), 80, index) for index, (t, move) in enumerate(pressed))


def batch(notes: Sequence[Note], taps: Sequence[Tap]) -> list[Judgement]:
    judge = Judge(WINDOWS)
    judge.add_notes(notes)
    for tap in taps:
        judge.tap(tap)
    return judge.finish()


def live(notes: Sequence[Note], taps: Sequence[Tap], fps: int, grace_ns: int) -> list[Judgement]:
    """Frame by frame: notes come just before their reach opens, taps when the frame sees them."""
    judge = Judge(WINDOWS)
    judgements: list[Judgement] = []
    waiting_notes, waiting_taps = list(notes), list(taps)
    frame, now = 0, -NS_PER_S
    while now < 8 * NS_PER_S:
        frame += 1
        now = frame * NS_PER_S // fps - NS_PER_S
        next_frame = (frame + 1) * NS_PER_S // fps - NS_PER_S
        while waiting_notes and waiting_notes[0].onset_ns - WINDOWS.reach_ns <= next_frame:
            judge.add_notes([waiting_notes.pop(0)])
        while waiting_taps and waiting_taps[0].time_ns < now:
            judge.tap(waiting_taps.pop(0))
        judgements += judge.settle(SongTime(now - grace_ns))
    assert judge.late_taps == ()
    return judgements + judge.finish()


@settings(max_examples=25, deadline=None)
@given(charts(), hands(), st.integers(0, ns_from_ms(200)))
def test_fifty_frame_rates_judge_as_the_batch_does(
    notes: tuple[Note, ...], taps: tuple[Tap, ...], grace_ns: int
) -> None:
    assert len(FRAME_RATES) == 50
    wanted = batch(notes, taps)
    for fps in FRAME_RATES:
        assert live(notes, taps, fps, grace_ns) == wanted, f"{fps} fps"


@given(charts(), hands())
def test_every_note_gets_one_judgement_and_every_tap_at_most_one_place(
    notes: tuple[Note, ...], taps: tuple[Tap, ...]
) -> None:
    judge = Judge(WINDOWS)
    judge.add_notes(notes)
    for tap in taps:
        judge.tap(tap)
    judgements = judge.finish()
    answers = [word for word in judgements if not isinstance(word, Stray)]
    assert sorted(answer.index for answer in answers) == list(range(len(notes)))
    placed = [word.tap.press for word in judgements if word.tap] + [t.press for t in judge.refills]
    assert sorted(placed) == [tap.press for tap in taps]


@given(charts(), hands())
def test_answers_keep_the_order_of_their_taps_and_stay_within_reach(
    notes: tuple[Note, ...], taps: tuple[Tap, ...]
) -> None:
    answers = [word for word in batch(notes, taps) if not isinstance(word, Stray) and word.tap]
    for answer in answers:
        assert answer.tap is not None
        assert answer.tap.move == answer.note.move
        assert answer.error_ns is not None
        assert abs(answer.error_ns) <= WINDOWS.reach_ns
        assert isinstance(answer, Hit) == (abs(answer.error_ns) <= WINDOWS.hit_ns)
    for move in MOVES:
        of_move = [answer for answer in answers if answer.note.move == move]
        of_move.sort(key=lambda answer: (answer.note.onset_ns, answer.index))
        for earlier, later in pairwise(of_move):
            assert earlier.tap is not None
            assert later.tap is not None
            assert (earlier.tap.time_ns, earlier.tap.press) < (later.tap.time_ns, later.tap.press)


@given(charts())
def test_a_hand_exactly_on_time_hits_every_note_closely(notes: tuple[Note, ...]) -> None:
    once = list({(note.onset_ns, note.move): note for note in notes}.values())
    taps = [Tap(note.move, note.onset_ns, None, index) for index, note in enumerate(once)]
    judgements = batch(once, taps)
    assert all(isinstance(word, Hit) and word.error_ns == 0 for word in judgements)


@given(charts(), hands())
def test_judgements_come_in_the_order_of_their_decisions(
    notes: tuple[Note, ...], taps: tuple[Tap, ...]
) -> None:
    judgements = batch(notes, taps)
    dues = [w.note.onset_ns for w in judgements if isinstance(w, Hit | Miss)]
    strays = [w.tap.time_ns for w in judgements if isinstance(w, Stray)]
    assert dues == sorted(dues)
    assert strays == sorted(strays)


def test_three_thousand_notes_are_judged_one_by_one() -> None:
    notes = [Note(SongTime(n * ns_from_ms(300)), 1, MOVES[n % 3], 60) for n in range(3_000)]
    taps = [
        Tap(n.move, SongTime(n.onset_ns + ns_from_ms(40)), None, i) for i, n in enumerate(notes)
    ]
    assert [word.error_ns for word in batch(notes, taps) if isinstance(word, Hit)] == [
        ns_from_ms(40)
    ] * 3_000
