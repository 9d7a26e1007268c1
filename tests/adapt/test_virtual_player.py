from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.adapt.people import PEOPLE, FingerSkill, Person
from game.adapt.virtual_player import KeySource, VirtualPlayer
from game.music.chart import Note
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Finger, Move, taps
from game.play.keymap import Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress, KeyRelease
from game.timing import HostTime, SongClock, SongTime, elapsed_ns, ns_from_ms, shifted

START = HostTime(5_000_000_000_000)
STEADY = FingerSkill(0.0, 0.0, 0.0, 0.0, 1.0, 50.0, wrong_neighbour=0.0, double_tap=0.0)


def clock() -> SongClock:
    return SongClock.starting(START, SongTime(0))


def person(**traits: float) -> Person:
    finger = replace(STEADY, **traits)
    return Person(dict.fromkeys(range(1, 6), finger), tiring=0.0)


def hand(somebody: Person, seed: int = 1, moves: Sequence[Move] = RIGHT_TAPS) -> VirtualPlayer:
    return VirtualPlayer(somebody, default_keymap(), moves, np.random.default_rng(seed))


def scale(
    notes: int, gap_ms: float = 500.0, moves: Sequence[Move] = RIGHT_TAPS, from_ms: float = 1000.0
) -> list[Note]:
    return [
        Note(
            SongTime(ns_from_ms(from_ms + index * gap_ms)),
            ns_from_ms(gap_ms / 2),
            moves[index % len(moves)],
            60,
        )
        for index in range(notes)
    ]


def presses(events: Sequence[KeyEvent]) -> list[KeyPress]:
    return [event for event in events if isinstance(event, KeyPress)]


def assert_keys_alternate(events: Sequence[KeyEvent]) -> None:
    """Every key goes down, up, down, up, at moments of their own."""
    for key in {event.key for event in events}:
        own = [event for event in events if event.key == key]
        assert all(type(a) is not type(b) for a, b in pairwise(own))
        assert all(a.host_ns < b.host_ns for a, b in pairwise(own))
        assert isinstance(own[0], KeyPress)


def test_a_steady_hand_presses_each_key_on_its_note() -> None:
    notes = scale(5)
    pressed = presses(hand(person()).answer(notes, clock()))
    assert [event.host_ns for event in pressed] == [START + note.onset_ns for note in notes]
    assert [event.key for event in pressed] == [17, 13, 14, 15, 51]
    assert {(event.device, event.velocity) for event in pressed} == {(KEYBOARD, None)}


def test_the_same_seed_is_the_same_hand() -> None:
    first, again, other = (
        hand(PEOPLE["severe"], seed).answer(scale(40), clock()) for seed in (3, 3, 4)
    )
    assert first == again
    assert first != other


def test_asynchrony_has_the_mean_and_the_spread_of_the_person() -> None:
    somebody = replace(person(mean_ms=-80.0, motor_sd_ms=30.0, weber=0.04), lag_1=0.0)
    notes = scale(5000, 1000.0)
    strokes = hand(somebody).strokes(notes)
    errors = [elapsed_ns(n.onset_ns, s.down_ns) / 1e6 for n, s in zip(notes, strokes, strict=True)]
    assert np.mean(errors) == pytest.approx(-80.0, abs=4 * 50 / np.sqrt(5000))
    assert np.std(errors) == pytest.approx(50.0, rel=0.05)


def test_one_error_is_like_the_next_by_the_lag_1_correlation() -> None:
    somebody = replace(person(motor_sd_ms=30.0), lag_1=0.5)
    notes = scale(5000, 1000.0)
    strokes = hand(somebody).strokes(notes)
    errors = [elapsed_ns(n.onset_ns, s.down_ns) for n, s in zip(notes, strokes, strict=True)]
    assert np.corrcoef(errors[:-1], errors[1:])[0, 1] == pytest.approx(0.5, abs=0.06)


def test_a_wrong_key_is_a_neighbour_of_the_same_hand() -> None:
    moves = (*LEFT_TAPS, *RIGHT_TAPS)
    notes = scale(400, moves=moves)
    strokes = hand(person(wrong_neighbour=1.0), moves=moves).strokes(notes)
    for note, stroke in zip(notes, strokes, strict=True):
        pressed = default_keymap().move_of(KEYBOARD, stroke.key)
        assert pressed is not None
        assert pressed.hand is note.move.hand
        assert abs(pressed.finger.number - note.move.finger.number) == 1


def test_a_finger_without_neighbours_presses_nothing_by_mistake() -> None:
    moves = taps(Finger.R1, Finger.R3, Finger.R5)
    player = hand(person(wrong_neighbour=1.0), moves=moves)
    assert player.strokes(scale(20, moves=moves)) == []


def test_a_double_tap_follows_on_the_same_key() -> None:
    strokes = hand(person(double_tap=1.0)).strokes(scale(5))
    assert len(strokes) == 10
    for first, second in zip(strokes[::2], strokes[1::2], strict=True):
        assert first.key == second.key
        assert first.up_ns < second.down_ns
        assert ns_from_ms(60) <= elapsed_ns(first.down_ns, second.down_ns) <= ns_from_ms(140)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PEOPLE)), st.integers(0, 999), st.floats(60.0, 700.0))
def test_no_key_goes_down_twice_without_going_up(name: str, seed: int, gap_ms: float) -> None:
    """Over phrase borders too, and when notes come faster than a person can play."""
    player = hand(PEOPLE[name], seed)
    events: list[KeyEvent] = []
    for phrase in range(3):
        notes = scale(12, gap_ms, RIGHT_TAPS[:2], from_ms=1000.0 + phrase * 12 * gap_ms)
        events += player.answer(notes, clock())
    assert_keys_alternate(events)


def test_a_hold_is_held_for_its_length() -> None:
    note = Note(SongTime(10**9), ns_from_ms(900), RIGHT_TAPS[1], 60, hold=True)
    (stroke,) = hand(person(dwell_sd_ms=0.0)).strokes([note])
    assert elapsed_ns(stroke.down_ns, stroke.up_ns) == ns_from_ms(900 + STEADY.dwell_ms)


def test_the_notes_of_a_chord_share_their_interval() -> None:
    """The second note of a chord is no note at an interval of nothing."""
    chord = [replace(scale(1)[0], move=move) for move in RIGHT_TAPS[:3]]
    assert len(hand(person(half_dropped_ms=400.0)).strokes(chord)) == 3


def test_a_hand_tires_with_notes_and_recovers_in_rest() -> None:
    player = hand(replace(person(), tiring=0.01, recovery_s=30.0))
    player.strokes(scale(100, 300.0))
    tired = player.fatigue
    player.strokes(scale(1, from_ms=1000.0 + 100 * 300.0 + 60_000.0))
    assert tired > 0.4
    assert player.fatigue < 0.2 * tired


def test_a_new_play_begins_as_tired_as_the_last_one_ended() -> None:
    player = hand(replace(person(), tiring=0.01))
    player.strokes(scale(100))
    tired = player.fatigue
    player.begin_play()
    assert player.fatigue == tired
    assert len(player.strokes(scale(5))) == 5


def test_a_midi_hand_strikes_with_velocity() -> None:
    somebody = person(velocity=64.0, velocity_sd=80.0)
    rng = np.random.default_rng(1)
    player = VirtualPlayer(somebody, default_keymap(), RIGHT_TAPS, rng, "Keys 1")
    pressed = presses(player.answer(scale(200), clock()))
    assert [event.key for event in pressed[:5]] == [60, 62, 64, 65, 67]
    velocities = {event.velocity for event in pressed}
    assert {1, 127} <= velocities
    assert None not in velocities
    assert {event.device for event in pressed} == {"Keys 1"}


def test_a_glove_pinches_where_it_was_taught() -> None:
    taught = Keymap(tuple(Binding("Glove 1", 70 + i, m) for i, m in enumerate(RIGHT_PINCHES)))
    rng = np.random.default_rng(1)
    player = VirtualPlayer(person(), taught, RIGHT_PINCHES, rng, "Glove 1")
    pressed = presses(player.answer(scale(5, moves=RIGHT_PINCHES), clock()))
    assert [event.key for event in pressed] == [70, 71, 72, 73, 74]


def test_a_move_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"R2\.key has no key on keyboard"):
        hand(person(), moves=RIGHT_PINCHES)


def test_a_note_that_the_person_does_not_play_is_left_out() -> None:
    strokes = hand(person(), moves=RIGHT_TAPS[:2]).strokes(scale(5))
    assert [stroke.key for stroke in strokes] == [17, 13]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(PEOPLE)), st.integers(1, 400))
def test_a_source_gives_the_same_events_however_often_it_is_read(name: str, every_ms: int) -> None:
    notes, song = scale(20), clock()
    expected = hand(PEOPLE[name]).answer(notes, song)
    source = KeySource(hand(PEOPLE[name]))
    source.answer(notes, song)
    got: list[KeyEvent] = []
    for read in range(14_000 // every_ms + 1):
        got += source.poll(shifted(START, ns_from_ms(read * every_ms)))
    assert got == expected


def test_a_source_gives_an_event_at_its_due_time_and_not_before() -> None:
    source = KeySource(hand(person()))
    assert source.next_due() is None
    source.answer(scale(1), clock())
    due = source.next_due()
    assert due == START + ns_from_ms(1000)
    assert source.poll(shifted(due, -1)) == []
    (event,) = source.poll(due)
    assert event.host_ns == due
    released = source.next_due()
    assert released is not None
    assert isinstance(source.poll(released)[0], KeyRelease)
    assert source.next_due() is None


def test_a_hand_waits_while_the_song_is_paused() -> None:
    source, song = KeySource(hand(person())), clock()
    source.answer(scale(2), song)
    source.poll(shifted(START, ns_from_ms(1400)))
    song.pause(shifted(START, ns_from_ms(1450)))
    assert source.next_due() is None
    assert source.poll(shifted(START, ns_from_ms(9000))) == []
    song.resume(shifted(START, ns_from_ms(9000)))
    assert source.next_due() == shifted(START, ns_from_ms(9050))


def test_another_clock_is_a_new_play() -> None:
    source = KeySource(hand(person()))
    source.answer(scale(5), clock())
    later = SongClock.starting(shifted(START, 10**12), SongTime(0))
    source.answer(scale(1), later)
    assert len(source.poll(shifted(START, 2 * 10**12))) == 2
