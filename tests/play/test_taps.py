"""Key events into the words of fingers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from game.music.moves import Finger, Move
from game.play.judgements import Release, Tap
from game.play.keymap import Binding, Keymap
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import Offset
from game.play.taps import Suppressed, TapReader, readings_of, taps_of
from game.timing import HostTime, SongClock, SongTime, ns_from_ms
from tests.play.strips import play_of

R2 = Move(Finger.R2)
R3 = Move(Finger.R3)
KEYMAP = Keymap(
    (
        Binding("pad", 1, R2),
        Binding("pad", 2, R3),
        Binding("pad", 9, None),
        Binding("glove", 1, R2),
    )
)
LOCK_OUT_NS = ns_from_ms(80)


def at(ms: float) -> HostTime:
    return HostTime(ns_from_ms(ms))


def song(ms: float) -> SongTime:
    return SongTime(ns_from_ms(ms))


def press(ms: float, key: int = 1, device: str = "pad") -> KeyPress:
    return KeyPress(at(ms), device, key, 64)


def release(ms: float, key: int = 1, device: str = "pad") -> KeyRelease:
    return KeyRelease(at(ms), device, key)


def reader(clock: SongClock | None = None, offsets: tuple[Offset, ...] = ()) -> TapReader:
    return TapReader(
        KEYMAP, offsets, LOCK_OUT_NS, clock or SongClock.starting(at(1_000), SongTime(0))
    )


def test_a_press_is_a_tap_at_the_songs_time_with_its_velocity() -> None:
    assert reader().read(press(1_250), 7) == Tap(R2, song(250), 64, 7)


def test_a_press_before_the_song_begins_is_a_tap_at_a_negative_time() -> None:
    assert reader().read(press(900), 0) == Tap(R2, song(-100), 64, 0)


def test_a_late_device_is_heard_earlier() -> None:
    offsets = (Offset("pad", ns_from_ms(30)),)
    assert reader(offsets=offsets).read(press(1_250), 0) == Tap(R2, song(220), 64, 0)
    assert reader(offsets=offsets).read(press(1_250, device="glove"), 0) == Tap(
        R2, song(250), 64, 0
    )


def test_keys_that_mean_no_finger_say_nothing() -> None:
    heard = reader()
    assert heard.read(press(1_000, key=5), 0) is None
    assert heard.read(press(1_000, device="unknown"), 1) is None
    assert heard.read(press(1_000, key=9), 2) is None
    assert heard.read(release(1_100, key=9), 3) is None


def test_a_press_while_the_song_stands_still_answers_nothing_but_a_release_is_heard() -> None:
    clock = SongClock.starting(at(1_000), SongTime(0))
    clock.pause(at(2_000))
    heard = reader(clock)
    assert heard.read(press(1_900), 0) == Tap(R2, song(900), 64, 0)
    assert heard.read(release(2_500), 1) == Release(R2, song(1_000), 0)
    assert heard.read(press(2_600), 2) is None
    clock.resume(at(3_000))
    assert heard.read(release(3_100), 3) is None
    assert heard.read(press(3_200), 4) == Tap(R2, song(1_200), 64, 4)


def test_a_key_struck_again_in_a_pause_is_still_let_go_of() -> None:
    clock = SongClock.starting(at(1_000), SongTime(0))
    clock.pause(at(2_000))
    heard = reader(clock)
    heard.read(press(1_900), 0)
    assert heard.read(press(2_500), 1) is None
    assert heard.read(release(2_600), 2) == Release(R2, song(1_000), 0)


def test_the_lock_out_counts_from_the_last_tap_and_not_from_what_it_suppressed() -> None:
    heard = reader()
    readings = [
        heard.read(press(ms), index) for index, ms in enumerate((1_000, 1_060, 1_079, 1_080))
    ]
    assert readings == [
        Tap(R2, song(0), 64, 0),
        Suppressed(R2, song(60), 1),
        Suppressed(R2, song(79), 2),
        Tap(R2, song(80), 64, 3),
    ]


def test_one_nanosecond_less_than_the_lock_out_is_suppressed() -> None:
    heard = reader()
    heard.read(press(1_000), 0)
    sooner = KeyPress(HostTime(at(1_000) + LOCK_OUT_NS - 1), "pad", 1)
    assert isinstance(heard.read(sooner, 1), Suppressed)


def test_two_keys_of_one_move_share_its_lock_out_and_other_moves_have_their_own() -> None:
    heard = reader()
    heard.read(press(1_000), 0)
    assert heard.read(press(1_040, device="glove"), 1) == Suppressed(R2, song(40), 1)
    assert heard.read(press(1_040, key=2), 2) == Tap(R3, song(40), 64, 2)


def test_a_press_that_is_read_too_late_is_locked_out_like_any_other() -> None:
    heard = reader()
    heard.read(press(1_500), 0)
    assert heard.read(press(1_430, device="glove"), 1) == Suppressed(R2, song(430), 1)
    assert heard.read(press(1_200, device="glove"), 2) == Tap(R2, song(200), 64, 2)
    assert heard.read(press(1_560), 3) == Suppressed(R2, song(560), 3)


def test_a_repeated_on_without_an_off_is_a_tap_and_the_off_belongs_to_it() -> None:
    heard = reader()
    heard.read(press(1_000), 0)
    assert heard.read(press(1_200), 1) == Tap(R2, song(200), 64, 1)
    assert heard.read(release(1_300), 2) == Release(R2, song(300), 1)
    assert heard.read(release(1_310), 3) is None


def test_a_release_belongs_to_the_press_of_its_own_key() -> None:
    heard = reader()
    heard.read(press(1_000), 0)
    heard.read(press(1_200, device="glove"), 1)
    assert heard.read(release(1_300), 2) == Release(R2, song(300), 0)
    assert heard.read(release(1_400, device="glove"), 3) == Release(R2, song(400), 1)


def test_a_suppressed_press_has_its_release_too() -> None:
    heard = reader()
    heard.read(press(1_000), 0)
    heard.read(release(1_010), 1)
    heard.read(press(1_030), 2)
    assert heard.read(release(1_400), 3) == Release(R2, song(400), 2)


def test_a_record_is_read_in_the_order_in_which_things_happened() -> None:
    events = (press(1_300, key=2), press(1_320), release(1_310, key=2))
    header = replace(play_of((), ()).header, keymap=KEYMAP, offsets=(Offset("pad", 0),))
    clock = SongClock.starting(at(1_000), SongTime(0))
    play = replace(play_of((), events), header=header, segments=clock.segments)
    assert list(readings_of(play)) == [
        Tap(R3, song(300), 64, 0),
        Release(R3, song(310), 0),
        Tap(R2, song(320), 64, 1),
    ]


def test_devices_are_put_in_order_by_what_happened_and_not_by_their_stamps() -> None:
    events = (press(1_290, device="glove"), press(1_300, key=2))
    header = replace(
        play_of((), ()).header, keymap=KEYMAP, offsets=(Offset("pad", ns_from_ms(50)),)
    )
    clock = SongClock.starting(at(1_000), SongTime(0))
    play = replace(play_of((), events), header=header, segments=clock.segments)
    assert taps_of(play).taps == (Tap(R3, song(250), 64, 1), Tap(R2, song(290), 64, 0))


EVENTS = st.lists(
    st.builds(
        lambda ms, key, down: press(ms, key) if down else release(ms, key),
        st.integers(0, 3_000),
        st.sampled_from([1, 2, 5, 9]),
        st.booleans(),
    ),
    max_size=40,
)


@given(EVENTS)
def test_live_reading_and_the_record_agree(drawn: list[KeyEvent]) -> None:
    events = tuple(sorted(drawn, key=lambda event: event.host_ns))
    clock = SongClock.starting(at(0), SongTime(0))
    clock.pause(at(1_000))
    clock.resume(at(1_500))
    header = replace(play_of((), ()).header, keymap=KEYMAP, lock_out_ns=LOCK_OUT_NS)
    play = replace(play_of((), events), header=header, segments=clock.segments)
    heard = reader(clock)
    live = [heard.read(event, index) for index, event in enumerate(events)]
    assert [reading for reading in live if reading is not None] == list(readings_of(play))


@given(EVENTS)
def test_taps_of_one_move_are_never_closer_than_the_lock_out(drawn: list[KeyEvent]) -> None:
    heard = reader(SongClock.starting(at(0), SongTime(0)))
    events = sorted(drawn, key=lambda event: event.host_ns)
    readings = [heard.read(event, index) for index, event in enumerate(events)]
    for move in (R2, R3):
        times = [r.time_ns for r in readings if isinstance(r, Tap) and r.move == move]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert all(gap >= LOCK_OUT_NS for gap in gaps)
