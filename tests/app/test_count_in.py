"""The clicks that lead back into a song."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.app.count_in import GO_ON_AFTER_NS, CountIn, count_in_to
from game.timing import HostTime, SongTime, ns_from_s, shifted
from tests.app.stage import QUARTER_NS, small_tune
from tests.music.tunes import QUARTER, quarters, tune

ASKED = HostTime(ns_from_s(100))
SCALE = 1.0


def counted(tick: int, song_ns: int) -> CountIn:
    return count_in_to(small_tune(), tick, SCALE, SongTime(song_ns), ASKED)


def test_a_bar_is_counted_from_a_moment_after_it_was_asked_for() -> None:
    count_in = counted(4 * QUARTER, 4 * QUARTER_NS)
    assert count_in.start == ASKED + GO_ON_AFTER_NS
    assert count_in.until == count_in.start + 4 * QUARTER_NS
    assert count_in.clicks == tuple(shifted(count_in.start, beat * QUARTER_NS) for beat in range(4))
    assert count_in.sound_from == 0


def test_in_mid_bar_the_bars_own_beats_are_counted_too() -> None:
    count_in = counted(6 * QUARTER, 6 * QUARTER_NS)
    assert len(count_in.clicks) == 6
    assert count_in.until - count_in.start == 6 * QUARTER_NS


def test_a_slower_song_is_counted_more_slowly() -> None:
    count_in = count_in_to(small_tune(), 4 * QUARTER, 0.5, SongTime(8 * QUARTER_NS), ASKED)
    assert count_in.until - count_in.start == 8 * QUARTER_NS


@pytest.mark.parametrize(
    ("beats_after_start", "left"), [(-0.5, 4), (0, 4), (0.999, 4), (1, 3), (3, 1), (3.999, 1)]
)
def test_beats_left_count_the_click_that_sounded_last(beats_after_start: float, left: int) -> None:
    count_in = counted(4 * QUARTER, 4 * QUARTER_NS)
    now = shifted(count_in.start, round(beats_after_start * QUARTER_NS))
    assert count_in.beats_left(now) == left


@pytest.mark.parametrize("song_ns", [-1, -QUARTER_NS // 3, -QUARTER_NS, -ns_from_s(3)])
def test_before_the_beginning_its_clicks_run_on_into_those_of_the_lead_in(song_ns: int) -> None:
    count_in = counted(0, song_ns)
    onsets = [click.onset_ns for click in count_in.sound]
    assert {after - before for before, after in pairwise(onsets)} == {QUARTER_NS}
    assert onsets[-1] == -QUARTER_NS
    assert 0 <= onsets[0] - count_in.sound_from < QUARTER_NS
    assert len(count_in.clicks) == 4
    assert all(count_in.start <= click < count_in.until for click in count_in.clicks)


def test_a_pickup_is_led_into_by_its_own_bar() -> None:
    song = tune(*quarters(60, 62, 64, 65, 67), pickup=1, bpm=80)
    count_in = count_in_to(song, 0, SCALE, SongTime(0), ASKED)
    assert len(count_in.clicks) == 7
