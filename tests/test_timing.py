from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.timing import (
    NS_PER_S,
    HostTime,
    Segment,
    SongClock,
    SongTime,
    elapsed_ns,
    ms_from_ns,
    ns_from_ms,
    ns_from_s,
    s_from_ns,
    shifted,
)

START = HostTime(1_000)


@st.composite
def clocks(draw: st.DrawFn) -> SongClock:
    """Starts anywhere, then pauses and goes on by turns, some of no length at all."""
    host = draw(st.integers(-(10**12), 10**12))
    clock = SongClock.starting(HostTime(host), SongTime(draw(st.integers(-(10**10), 10**10))))
    for wait in draw(st.lists(st.integers(0, 10**10), max_size=8)):
        host += wait
        if clock.running:
            clock.pause(HostTime(host))
        else:
            clock.resume(HostTime(host))
    return clock


def paused_from_10_to_25() -> SongClock:
    clock = SongClock.starting(HostTime(0), SongTime(-5))
    clock.pause(HostTime(10))
    clock.resume(HostTime(25))
    return clock


def test_units_of_people_become_whole_nanoseconds_and_back() -> None:
    assert ns_from_ms(0.5) == 500_000
    assert ns_from_s(1.5) == 1_500_000_000
    assert ms_from_ns(ns_from_ms(12.25)) == 12.25
    assert s_from_ns(3 * NS_PER_S) == 3.0


def test_shifting_and_elapsed_undo_each_other() -> None:
    assert shifted(SongTime(100), -30) == 70
    assert elapsed_ns(SongTime(100), SongTime(70)) == -30


def test_a_song_runs_with_the_host_from_its_lead_in() -> None:
    clock = SongClock.starting(START, SongTime(-200))
    assert clock.song_at(START) == -200
    assert clock.song_at(HostTime(1_250)) == 50
    assert clock.host_at(SongTime(0)) == 1_200


def test_before_its_first_segment_a_song_runs_too() -> None:
    clock = SongClock.starting(START, SongTime(0))
    assert clock.song_at(HostTime(900)) == -100
    assert clock.host_at(SongTime(-100)) == 900
    assert clock.running_at(HostTime(900))


def test_a_pause_holds_song_time_where_it_stood() -> None:
    clock = paused_from_10_to_25()
    assert [clock.song_at(HostTime(host)) for host in (9, 10, 17, 25, 26)] == [4, 5, 5, 5, 6]


def test_a_press_at_the_first_instant_of_a_pause_is_in_it_and_at_its_last_is_out() -> None:
    clock = paused_from_10_to_25()
    running = [clock.running_at(HostTime(host)) for host in (9, 10, 24, 25)]
    assert running == [True, False, False, True]


def test_song_time_of_a_pause_is_reached_when_the_pause_begins() -> None:
    clock = paused_from_10_to_25()
    assert clock.host_at(SongTime(4)) == 9
    assert clock.host_at(SongTime(5)) == 10
    assert clock.host_at(SongTime(6)) == 26


def test_what_an_open_pause_hides_has_no_host_time() -> None:
    clock = SongClock.starting(HostTime(0), SongTime(0))
    clock.pause(HostTime(10))
    assert clock.host_at(SongTime(10)) == 10
    assert clock.host_at(SongTime(11)) is None


def test_pausing_twice_and_going_on_twice_change_nothing() -> None:
    clock = SongClock.starting(HostTime(0), SongTime(0))
    clock.resume(HostTime(5))
    clock.pause(HostTime(10))
    clock.pause(HostTime(20))
    assert clock.segments == (
        Segment(HostTime(0), SongTime(0), running=True),
        Segment(HostTime(10), SongTime(10), running=False),
    )
    clock.resume(HostTime(30))
    clock.resume(HostTime(40))
    assert [segment.running for segment in clock.segments] == [True, False, True]


def test_a_pause_of_no_length_leaves_no_mark_on_song_time() -> None:
    clock = SongClock.starting(HostTime(0), SongTime(0))
    clock.pause(HostTime(10))
    clock.resume(HostTime(10))
    assert clock.song_at(HostTime(15)) == 15
    assert clock.host_at(SongTime(15)) == 15


def test_song_time_may_jump_ahead() -> None:
    clock = SongClock.starting(HostTime(0), SongTime(0))
    clock.append(Segment(HostTime(10), SongTime(100), running=True))
    assert clock.song_at(HostTime(9)) == 9
    assert clock.song_at(HostTime(10)) == 100


def test_a_clock_needs_a_segment() -> None:
    with pytest.raises(ValueError, match="first segment"):
        SongClock([])


def test_segments_follow_each_other_on_the_host() -> None:
    clock = SongClock.starting(HostTime(10), SongTime(0))
    with pytest.raises(ValueError, match="before the last one"):
        clock.append(Segment(HostTime(9), SongTime(5), running=True))


def test_song_time_never_runs_back() -> None:
    clock = SongClock.starting(HostTime(0), SongTime(0))
    with pytest.raises(ValueError, match="run back"):
        clock.append(Segment(HostTime(10), SongTime(9), running=True))


@given(clocks(), st.integers(-(10**12), 10**12))
def test_host_at_gives_a_host_time_with_that_song_time(clock: SongClock, song: int) -> None:
    host = clock.host_at(SongTime(song))
    if host is None:
        assert not clock.running
        assert song > clock.segments[-1].song
    else:
        assert clock.song_at(host) == song


@given(clocks(), st.integers(-(10**12), 2 * 10**12))
def test_host_at_gives_the_first_host_time_with_that_song_time(clock: SongClock, host: int) -> None:
    song = clock.song_at(HostTime(host))
    first = clock.host_at(song)
    assert first is not None
    assert first <= host
    assert clock.song_at(HostTime(first - 1)) < song


@given(clocks(), st.lists(st.integers(-(10**12), 2 * 10**12), min_size=2))
def test_song_time_is_monotone_and_never_faster_than_the_host(
    clock: SongClock, hosts: list[int]
) -> None:
    first, last = min(hosts), max(hosts)
    passed = elapsed_ns(clock.song_at(HostTime(first)), clock.song_at(HostTime(last)))
    assert 0 <= passed <= last - first


@given(clocks())
def test_a_clock_made_again_from_its_segments_is_the_same(clock: SongClock) -> None:
    assert SongClock(clock.segments).segments == clock.segments
