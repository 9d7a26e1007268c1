"""Ticks of a phrase in song time, and the grid of its bars and beats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.phrase_time import BeatGrid, PhraseTime, beat_grid
from game.music.phrases import Phrase, cut_phrases
from game.music.song import Metre, Song, SongNote, TempoMap, Track
from game.timing import NS_PER_S, SongTime, ns_from_s
from tests.music.tunes import QUARTER, quarters, songs, tune


def seconds(*values: float) -> tuple[SongTime, ...]:
    return tuple(SongTime(ns_from_s(value)) for value in values)


def grid(song: Song, tempo_scale: float = 1.0, phrase: Phrase | None = None) -> BeatGrid:
    """Of the first phrase, begun at 0; at 120 quarters a minute unless the song says otherwise."""
    return beat_grid(PhraseTime(song, phrase or cut_phrases(song)[0], SongTime(0), tempo_scale))


def test_four_beats_make_a_bar() -> None:
    shown = grid(tune((60, 8)))
    assert shown.bars_ns == seconds(0, 2)
    assert shown.beats_ns == seconds(0.5, 1, 1.5, 2.5, 3, 3.5)


def test_at_half_the_tempo_they_lie_twice_as_far_apart() -> None:
    assert grid(tune((60, 8)), tempo_scale=0.5).bars_ns == seconds(0, 4)


def test_a_compound_metre_has_two_beats() -> None:
    shown = grid(tune((60, 6), metre=(6, 8)))
    assert shown.bars_ns == seconds(0, 1.5)
    assert shown.beats_ns == seconds(0.75, 2.25)


def test_a_pickup_has_its_beats_before_the_first_line() -> None:
    shown = grid(tune(*quarters(60, 62, 64, 65, 67, 69), pickup=2))
    assert shown.bars_ns[0] == NS_PER_S
    assert shown.beats_ns[:2] == seconds(0, 0.5)


def test_a_phrase_that_begins_inside_a_bar_shows_no_line_there() -> None:
    shown = grid(tune((60, 16)), phrase=Phrase(1, 3 * QUARTER, 8 * QUARTER))
    assert shown.bars_ns == seconds(0.5)
    assert shown.beats_ns == seconds(0, 1, 1.5, 2)


def test_a_bar_cut_short_has_only_the_beats_before_the_cut() -> None:
    track = Track("melody", (SongNote(0, 9 * QUARTER, 60),))
    metres = (Metre(0, 4, 4), Metre(6 * QUARTER, 3, 4))
    song = Song("s", "S", TempoMap.steady(60), metres, (track,))
    shown = grid(song, phrase=Phrase(0, 0, 9 * QUARTER))
    assert shown.bars_ns == seconds(0, 4, 6)
    assert shown.beats_ns == seconds(1, 2, 3, 5, 7, 8)


@given(songs(), st.floats(0.2, 2.0))
def test_the_grids_of_all_phrases_follow_each_other_without_doubles(
    song: Song, tempo_scale: float
) -> None:
    start, times = SongTime(0), []
    for phrase in cut_phrases(song):
        time = PhraseTime(song, phrase, start, tempo_scale)
        shown = beat_grid(time)
        times += sorted(shown.bars_ns + shown.beats_ns)
        end = time.at(phrase.end_tick)
        assert all(start <= at <= end for at in shown.bars_ns + shown.beats_ns)
        start = end
    assert times == sorted(times)


@given(songs(), st.floats(0.2, 2.0), st.data())
def test_a_tick_is_found_again_by_its_time(
    song: Song, tempo_scale: float, data: st.DataObject
) -> None:
    phrase = data.draw(st.sampled_from(cut_phrases(song)))
    tick = data.draw(st.integers(phrase.start_tick, phrase.end_tick))
    time = PhraseTime(song, phrase, SongTime(data.draw(st.integers(0, 10**12))), tempo_scale)
    assert abs(time.tick_at(time.at(tick)) - tick) <= 1


@pytest.mark.parametrize(("second", "tick"), [(-1, 0), (0, 0), (0.5, QUARTER), (99, 8 * QUARTER)])
def test_times_before_and_after_a_phrase_have_its_first_tick_and_its_end(
    second: float, tick: int
) -> None:
    song = tune((60, 8))
    time = PhraseTime(song, Phrase(0, 0, 8 * QUARTER), SongTime(0), 1.0)
    assert time.tick_at(SongTime(ns_from_s(second))) == tick
