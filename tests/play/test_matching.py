"""The assignment in order against all assignments there are, and the lag that is learnt."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import Finger, Move
from game.play.judge import Judge
from game.play.judgements import Stray, Tap
from game.play.lag import LagEstimate
from game.play.matching import Costs, Matcher
from game.timing import SongTime, ns_from_ms

R2 = Move(Finger.R2)
REACH_NS = ns_from_ms(500)
COSTS = Costs.within(REACH_NS)


def least_cost(matcher: Matcher, onsets: Sequence[int], taps: Sequence[int], now_ns: int) -> int:
    """By trying everything; a first note of which nothing is known any more may stay open."""
    if not onsets:
        return len(taps) * matcher.costs.extra_ns
    waits = max(0, now_ns - onsets[0] - matcher.lag_ns)
    over = onsets[0] + matcher.reach_ns <= now_ns
    open_ns = matcher.costs.unanswered_ns if over else min(matcher.costs.unanswered_ns, waits)
    costs = [open_ns + least_cost(matcher, onsets[1:], taps, now_ns)]
    for place, tap in enumerate(taps):
        error = tap - onsets[0]
        if abs(error) <= matcher.reach_ns:
            distance = min(abs(error - matcher.lag_ns), matcher.costs.apart_ns - 1)
            rest = least_cost(matcher, onsets[1:], taps[place + 1 :], now_ns)
            costs.append(place * matcher.costs.extra_ns + distance + rest)
    return min(costs)


MS = st.integers(0, 1_000).map(ns_from_ms)


# Two notes at once, of which the second is as much over as the first; and one at the very reach.
@example([0, 0], [ns_from_ms(-1), 0], ns_from_ms(400))
@example([0, 0], [ns_from_ms(400), ns_from_ms(500)], ns_from_ms(400))
@given(
    st.lists(MS, min_size=1, max_size=4).map(sorted),
    st.lists(st.integers(-500, 500).map(ns_from_ms), max_size=5).map(sorted),
    st.integers(-150, 400).map(ns_from_ms),
)
def test_the_answer_belongs_to_a_cheapest_assignment(
    onsets: list[int], from_onset: list[int], lag_ns: int
) -> None:
    matcher = Matcher(COSTS, REACH_NS, lag_ns)
    taps = [onsets[0] + offset for offset in from_onset]
    now_ns = onsets[0] + REACH_NS
    place = matcher.answer(onsets, taps, now_ns)
    if place is None:
        rest = least_cost(matcher, onsets[1:], taps, now_ns)
        cost = COSTS.unanswered_ns + rest
    else:
        distance = min(abs(taps[place] - onsets[0] - lag_ns), COSTS.apart_ns - 1)
        rest = least_cost(matcher, onsets[1:], taps[place + 1 :], now_ns)
        cost = place * COSTS.extra_ns + distance + rest
    assert cost == least_cost(matcher, onsets, taps, now_ns)


def test_of_two_equally_good_assignments_the_one_that_answers_is_taken() -> None:
    tap_ns = ns_from_ms(450)
    next_ns = 2 * tap_ns - COSTS.unanswered_ns
    matcher = Matcher(COSTS, REACH_NS, 0)
    assert matcher.answer([0, next_ns], [tap_ns], REACH_NS) == 0
    assert matcher.answer([0, next_ns - 2], [tap_ns], REACH_NS) is None


@given(st.integers(1, 10**10))
def test_a_note_and_a_tap_within_reach_always_cost_less_together(reach_ns: int) -> None:
    assert Costs.within(reach_ns).apart_ns - 1 >= reach_ns


def lag_after(onsets_ms: Sequence[float], taps_ms: Sequence[float]) -> int:
    lag = LagEstimate(COSTS, REACH_NS)
    for ms in taps_ms:
        lag.tap(R2, SongTime(ns_from_ms(ms)))
    for ms in onsets_ms:
        lag.decide(R2, SongTime(ns_from_ms(ms)))
    return lag.lag_ns


def test_nobody_is_late_before_a_tap_is_heard() -> None:
    assert lag_after([], []) == 0
    assert lag_after([0, 500, 1_000], []) == 0


def test_one_late_tap_makes_nobody_late() -> None:
    assert lag_after([1_000], [1_300]) == 0


def test_a_habit_is_learnt_from_a_few_taps_and_unlearnt_again() -> None:
    onsets = [2_000 * index for index in range(40)]
    late = [onset + 250 for onset in onsets]
    assert lag_after(onsets[:4], late[:4]) == ns_from_ms(250)
    on_time_again = late[:30] + onsets[30:]
    assert lag_after(onsets, on_time_again) == 0


def test_half_an_interval_late_is_told_from_half_an_interval_early_by_the_first_note() -> None:
    onsets = [500 * index for index in range(20)]
    assert lag_after(onsets, [onset + 300 for onset in onsets]) == ns_from_ms(300)


def test_a_note_older_than_one_before_teaches_nothing() -> None:
    onsets = [2_000 * index for index in range(1, 10)]
    late = [onset + 200 for onset in onsets]
    assert lag_after([*onsets, 0], late) == lag_after(onsets, late) == ns_from_ms(200)


def test_taps_of_a_late_hand_find_their_notes_in_a_mixed_rhythm() -> None:
    """A paretic hand 350 ms late, a sixth of the notes left out, some taps too many."""
    gaps_ms = [400, 400, 800, 400, 1_200, 400, 400, 400, 800] * 12
    onsets = [ns_from_ms(sum(gaps_ms[:index])) for index in range(len(gaps_ms))]
    jitter_ms = [-60, 20, 45, -10, 0, 35, -30]
    answers = {
        index: onset + ns_from_ms(350 + jitter_ms[index % 7])
        for index, onset in enumerate(onsets)
        if index % 6 != 4
    }
    extra = {len(onsets) + index: onsets[index] + ns_from_ms(150) for index in range(5, 100, 19)}
    judge = Judge(HitWindows())
    judge.add_notes(Note(SongTime(onset), 1, R2, 60) for onset in onsets)
    for press, time in (answers | extra).items():
        judge.tap(Tap(R2, SongTime(time), None, press))
    found = sum(
        not isinstance(word, Stray) and word.tap is not None and word.tap.press == word.index
        for word in judge.finish()
    )
    assert found >= 0.9 * len(answers)
