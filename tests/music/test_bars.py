from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.bars import bars_between, strength_at
from game.music.song import Metre, Song, SongNote, TempoMap, Track
from tests.music.tunes import QUARTER, quarters, songs, tune


def song_in(*metres: Metre) -> Song:
    track = Track("melody", (SongNote(0, 20 * QUARTER, 60),))
    return Song("s", "S", TempoMap.steady(120), metres, (track,))


def test_the_bar_of_a_pickup_begins_before_the_song() -> None:
    bars = list(bars_between(tune(*quarters(60, 62, 64), pickup=1), 0, 3 * QUARTER))
    assert [bar.start_tick for bar in bars] == [-3 * QUARTER, QUARTER]


def test_a_change_of_metre_cuts_a_bar_short() -> None:
    song = song_in(Metre(0, 4, 4), Metre(6 * QUARTER, 3, 4))
    lines = [bar.end_tick // QUARTER for bar in bars_between(song, 0, 12 * QUARTER)]
    assert lines == [4, 6, 9, 12]


def test_a_bar_that_only_touches_the_span_is_no_part_of_it() -> None:
    song = song_in(Metre(0, 4, 4))
    assert [bar.start_tick for bar in bars_between(song, 4 * QUARTER, 8 * QUARTER)] == [4 * QUARTER]


@given(songs(), st.integers(0, 30_000), st.integers(1, 30_000))
def test_bars_follow_each_other_over_the_whole_span(song: Song, start: int, length: int) -> None:
    bars = list(bars_between(song, start, start + length))
    assert bars[0].start_tick <= start < bars[0].end_tick
    assert bars[-1].start_tick < start + length <= bars[-1].end_tick
    assert [bar.end_tick for bar in bars[:-1]] == [bar.start_tick for bar in bars[1:]]


@pytest.mark.parametrize(
    ("metre", "eighths"),
    [
        ((4, 4), [7, 2, 3, 2, 4, 2, 3, 2, 5]),
        ((3, 4), [7, 2, 3, 2, 3, 2, 5]),
        ((2, 2), [7, 2, 2, 2, 4, 2, 2, 2, 5]),
        ((6, 8), [7, 2, 2, 4, 2, 2, 5]),
        ((9, 8), [7, 2, 2, 3, 2, 2, 3, 2, 2, 5]),
        ((5, 8), [7, 3, 3, 3, 3, 5]),
    ],
)
def test_strength_follows_the_metre(metre: tuple[int, int], eighths: list[int]) -> None:
    song = tune((60, 40), metre=metre)
    # The half of a cut-time beat is a quarter; its eighths are quarters of the beat.
    quarter_beats = {1, 3, 5, 7} if metre == (2, 2) else set()
    expected = [1 if at in quarter_beats else weight for at, weight in enumerate(eighths)]
    assert [strength_at(song, at * QUARTER // 2) for at in range(len(eighths))] == expected


def test_sixteenths_are_weak_and_triplets_off_the_grid() -> None:
    song = tune((60, 8))
    assert strength_at(song, QUARTER // 4) == 1
    assert strength_at(song, QUARTER // 3) == 0


def test_every_second_and_fourth_downbeat_weighs_more() -> None:
    song = tune((60, 40))
    assert [strength_at(song, bar * 4 * QUARTER) for bar in range(5)] == [7, 5, 6, 5, 7]


@pytest.mark.parametrize("off", [-30, -1, 1, 30])
def test_a_beat_played_a_little_off_is_a_beat(off: int) -> None:
    song = tune((60, 40))
    assert strength_at(song, 8 * QUARTER + off) == 6
    assert strength_at(song, 5 * QUARTER + off) == 3


@pytest.mark.parametrize("off", [-31, 31])
def test_a_beat_played_farther_off_is_none(off: int) -> None:
    assert strength_at(tune((60, 40)), 5 * QUARTER + off) == 0
