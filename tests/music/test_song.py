from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.song import ChordSymbol, Metre, Song, SongNote, TempoChange, TempoMap, Track
from game.timing import NS_PER_S
from tests.music.tunes import QUARTER, quarters, songs, tune


@pytest.mark.parametrize(
    "wrong",
    [
        {"tick": -1},
        {"duration_ticks": 0},
        {"pitch": 128},
        {"pitch": -1},
        {"velocity": 0},
        {"velocity": 128},
        {"finger_number": 0},
        {"finger_number": 6},
    ],
)
def test_a_note_no_instrument_plays_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SongNote(**{"tick": 0, "duration_ticks": 1, "pitch": 60, **wrong})


def test_a_chord_has_pitch_classes_and_its_root() -> None:
    with pytest.raises(ValueError, match="0-11"):
        ChordSymbol(0, "C", 12, (0, 4, 7), 0)
    with pytest.raises(ValueError, match="root"):
        ChordSymbol(0, "C", 0, (4, 7), 0)
    with pytest.raises(ValueError, match="root"):
        ChordSymbol(0, "C", 0, (), 0)


@pytest.mark.parametrize(
    ("beats", "unit", "bar", "beat"),
    [
        (4, 4, 1920, 480),
        (3, 4, 1440, 480),
        (2, 2, 1920, 960),
        (6, 8, 1440, 720),
        (9, 8, 2160, 720),
        (12, 8, 2880, 720),
        (3, 8, 720, 240),
        (5, 8, 1200, 240),
        (6, 4, 2880, 480),
    ],
)
def test_metres_have_bars_and_felt_beats(beats: int, unit: int, bar: int, beat: int) -> None:
    metre = Metre(0, beats, unit)
    assert (metre.bar_ticks(QUARTER), metre.beat_ticks(QUARTER)) == (bar, beat)


@pytest.mark.parametrize(("beats", "unit"), [(0, 4), (4, 3), (4, 0), (4, 64)])
def test_a_metre_that_cannot_be_counted_is_refused(beats: int, unit: int) -> None:
    with pytest.raises(ValueError, match="counted"):
        Metre(0, beats, unit)


def test_without_a_tempo_a_song_runs_at_120() -> None:
    assert TempoMap(QUARTER).ns_at(2 * QUARTER) == NS_PER_S
    assert TempoMap(QUARTER, (TempoChange(QUARTER, 1_000_000),)).ns_at(2 * QUARTER) == 1_500_000_000


def test_a_change_of_tempo_counts_from_its_tick_on() -> None:
    tempo = TempoMap(QUARTER, (TempoChange(0, 500_000), TempoChange(QUARTER, 250_000)))
    assert tempo.ns_at(QUARTER) == 500_000_000
    assert tempo.ns_at(2 * QUARTER) == 750_000_000
    assert [tempo.quarter_ns_at(tick) for tick in (QUARTER - 1, QUARTER)] == [
        500_000_000,
        250_000_000,
    ]


def test_before_its_beginning_a_song_has_its_first_tempo() -> None:
    assert TempoMap.steady(60).ns_at(-QUARTER) == -NS_PER_S


def test_tempo_changes_out_of_order_or_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        TempoMap(QUARTER, (TempoChange(0, 500_000), TempoChange(0, 400_000)))
    with pytest.raises(ValueError, match="ticks a quarter"):
        TempoMap(0)
    with pytest.raises(ValueError, match="tempo of"):
        TempoChange(0, 1 << 24)
    with pytest.raises(ValueError, match="tempo of"):
        TempoChange(0, 0)


def test_thirds_of_a_nanosecond_do_not_add_up() -> None:
    tempo = TempoMap(3, (TempoChange(0, 500_000), TempoChange(1, 500_001), TempoChange(2, 500_000)))
    exact = Fraction(500_000 + 500_001 + 500_000, 3) * 1000
    assert tempo.ns_at(3) == round(exact)


@given(songs(), st.integers(0, 100_000), st.integers(0, 100_000))
def test_time_goes_on_with_every_tick(song: Song, tick: int, more: int) -> None:
    assert (song.tempo.ns_at(tick) < song.tempo.ns_at(tick + more)) == (more > 0)


@given(songs(), st.integers(-2_000, 100_000))
def test_a_bar_line_is_its_own_bar_line_and_no_bar_is_too_long(song: Song, tick: int) -> None:
    line = song.bar_start_at(tick)
    assert line <= tick < line + song.metre_at(tick).bar_ticks(song.resolution)
    assert line < 0 or song.bar_start_at(line) == line


def test_a_pickup_lies_in_a_bar_that_began_before_the_song() -> None:
    song = tune(*quarters(60, 62, 64, 65), metre=(3, 4), pickup=1)
    assert song.bar_start_at(0) == -2 * QUARTER
    assert song.bar_start_at(QUARTER) == QUARTER


def test_a_song_ends_with_its_last_sounding_note_of_any_track() -> None:
    bass = Track("bass", (SongNote(0, 10 * QUARTER, 40),))
    song = tune(*quarters(60, 62), tracks=[bass])
    assert song.end_tick == 10 * QUARTER
    assert song.length_ns == 5 * NS_PER_S


def test_a_song_needs_a_melody_and_a_metre() -> None:
    tracks = (Track("empty", ()),)
    with pytest.raises(ValueError, match="melody"):
        Song("x", "X", TempoMap.steady(120), (Metre(0, 4, 4),), tracks)
    with pytest.raises(ValueError, match="metre"):
        Song("x", "X", TempoMap.steady(120), (), tracks)
