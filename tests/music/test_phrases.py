from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from game.music.bars import bars_between
from game.music.phrases import Phrase, cut_phrases
from game.music.song import Metre, Song, SongNote, TempoMap, Track
from tests.music.tunes import QUARTER, songs, tune


def borders(song: Song) -> list[float]:
    """In quarters."""
    phrases = cut_phrases(song)
    return [phrases[0].start_tick / QUARTER, *(phrase.end_tick / QUARTER for phrase in phrases)]


def steps(length: float, count: int) -> list[tuple[int | None, float]]:
    return [(60 + index % 5, length) for index in range(count)]


@pytest.mark.parametrize(("index", "start", "end"), [(-1, 0, 1), (0, -1, 1), (0, 5, 5), (0, 5, 4)])
def test_a_phrase_without_ticks_cannot_be(index: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        Phrase(index, start, end)


def test_sixteen_bars_of_quarters_are_four_phrases_of_four() -> None:
    assert borders(tune(*steps(1, 64))) == [0, 16, 32, 48, 64]


def test_fast_bars_make_phrases_of_eight() -> None:
    assert borders(tune(*steps(1, 64), metre=(2, 4), bpm=130)) == [0, 16, 32, 48, 64]


def test_slow_bars_make_phrases_of_two() -> None:
    assert borders(tune(*steps(1, 32), bpm=40)) == [0, 8, 16, 24, 32]


def test_a_song_of_one_note_is_one_phrase_to_the_bar_line() -> None:
    assert borders(tune((60, 1))) == [0, 4]


def test_a_note_that_ends_on_the_bar_line_adds_no_bar() -> None:
    assert borders(tune((60, 4))) == [0, 4]
    assert borders(tune((60, 4.25))) == [0, 8]


def test_a_pickup_goes_with_the_phrase_that_follows() -> None:
    line: list[tuple[int | None, float]] = [(60, 1), *steps(1, 12), (64, 3)]
    assert borders(tune(*line * 4, pickup=1)) == [0, 16, 32, 48, 65]


def test_a_pickup_of_three_beats_is_not_torn_either() -> None:
    line = [(60, 1), (64, 1), (65, 1), *steps(1, 8), (67, 5)]
    assert borders(tune(*line * 3, pickup=3)) == [0, 16, 32, 51]


def test_a_pickup_after_a_rest_in_mid_song_moves_the_border() -> None:
    first: list[tuple[int | None, float]] = [*steps(1, 12), (60, 2), (None, 1), (67, 1)]
    assert borders(tune(*first, *steps(1, 16))) == [0, 15, 32]


def test_waltzing_halves_and_quarters_keep_the_bar_line() -> None:
    bars = [(60, 2.0), (62, 1.0)] * 16
    assert borders(tune(*bars, metre=(3, 4))) == [0, 12, 24, 36, 48]


def test_a_note_tied_over_the_bar_line_is_not_cut_in_two() -> None:
    song = tune(*steps(1, 15), (67, 3), *steps(1, 14))
    assert borders(song) == [0, 15, 32]


def test_odd_metres_and_changes_are_cut_on_their_bar_lines() -> None:
    notes = tuple(SongNote(tick * QUARTER, QUARTER, 60 + tick % 7) for tick in range(41))
    metres = (Metre(0, 5, 4), Metre(20 * QUARTER, 7, 8))
    song = Song("s", "S", TempoMap.steady(120), metres, (Track("m", notes),))
    lines = {bar.end_tick / QUARTER for bar in bars_between(song, 0, song.end_tick)}
    assert borders(song) == [0, 20, 41]
    assert set(borders(song)[1:]) <= lines


def test_thousands_of_bars_are_cut_into_phrases_of_four() -> None:
    found = borders(tune(*steps(1, 12_000)))
    assert found == [16.0 * index for index in range(751)]


def test_bars_too_long_for_a_phrase_are_phrases_by_themselves() -> None:
    assert borders(tune(*steps(4, 6), metre=(8, 4), bpm=20)) == [0, 8, 16, 24]


@given(songs())
def test_phrases_cover_the_song_to_its_last_bar_line_without_gaps(song: Song) -> None:
    phrases = cut_phrases(song)
    assert phrases[0].start_tick == 0
    assert all(one.end_tick == other.start_tick for one, other in pairwise(phrases))
    assert [phrase.index for phrase in phrases] == list(range(len(phrases)))
    last_bar = list(bars_between(song, 0, song.end_tick))[-1]
    assert phrases[-1].end_tick == last_bar.end_tick >= song.end_tick


@given(songs())
def test_borders_stand_on_bar_lines_or_where_a_note_before_one_begins(song: Song) -> None:
    lines = {bar.end_tick for bar in bars_between(song, 0, song.end_tick)}
    onsets = {note.tick for note in song.melody_notes}
    assert all(phrase.end_tick in lines | onsets for phrase in cut_phrases(song))


@given(songs())
@settings(max_examples=50)
def test_no_phrase_is_longer_than_it_must_be(song: Song) -> None:
    for phrase in cut_phrases(song):
        length_ns = song.tempo.ns_at(phrase.end_tick) - song.tempo.ns_at(phrase.start_tick)
        bars = list(bars_between(song, phrase.start_tick, phrase.end_tick))
        assert length_ns <= 18_000_000_000 or len(bars) <= 3


@given(songs())
def test_a_song_is_cut_the_same_way_twice(song: Song) -> None:
    assert cut_phrases(song) == cut_phrases(song)
