from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from game.music.song import ChordSymbol, Song
from game.music.voicing import bass_pitch, voice_chords
from tests.music.tunes import MAJOR, songs, tune


def symbols(*chords: ChordSymbol) -> Song:
    return replace(tune((84, 16)), chords=chords)


def pitches(song: Song) -> list[tuple[int, ...]]:
    return [sounding.pitches for sounding in voice_chords(song)]


def test_chords_move_little() -> None:
    song = tune((84, 16), chords=[(0, 0), (4, 5), (8, 7), (12, 0)])
    assert pitches(song) == [(55, 60, 64), (57, 60, 65), (55, 59, 62), (55, 60, 64)]


def test_a_chord_stays_below_a_low_melody_where_it_can() -> None:
    assert pitches(tune((62, 4), chords=[(0, 0)])) == [(52, 55, 60)]


def test_the_same_symbol_again_is_no_change() -> None:
    song = tune((84, 16), chords=[(0, 0), (4, 0), (8, 7)])
    assert [sounding.chord.tick for sounding in voice_chords(song)] == [0, 8 * 480]


def test_of_a_big_chord_the_fifth_and_the_root_go_first() -> None:
    thirteenth = ChordSymbol(0, "C13", 0, (0, 4, 7, 10, 14, 21), 0)
    assert {pitch % 12 for pitch in pitches(symbols(thirteenth))[0]} == {4, 10, 2, 9}


@pytest.mark.parametrize(
    ("root", "intervals", "bass", "on_five", "pitch"),
    [
        (0, MAJOR, 0, False, 36),
        (0, MAJOR, 0, True, 43),
        (7, MAJOR, 7, False, 43),
        (7, MAJOR, 7, True, 38),
        (0, (0, 3, 6), 0, True, 42),
        (0, (0, 4, 8), 0, True, 44),
        (0, MAJOR, 4, True, 40),
        (0, (0,), 0, True, 36),
    ],
)
def test_the_bass_takes_the_root_the_fifth_or_what_the_symbol_says(
    root: int, intervals: tuple[int, ...], bass: int, on_five: bool, pitch: int
) -> None:
    assert bass_pitch(ChordSymbol(0, "", root, intervals, bass), on_five) == pitch


@given(songs())
def test_every_chord_lies_in_its_register_and_holds_only_its_own_notes(song: Song) -> None:
    for sounding in voice_chords(song):
        chord = sounding.chord
        own = {(chord.root + interval) % 12 for interval in chord.intervals}
        assert {pitch % 12 for pitch in sounding.pitches} <= own
        assert 52 <= min(sounding.pitches) <= max(sounding.pitches) <= 67
        assert list(sounding.pitches) == sorted(set(sounding.pitches))
        assert all(36 <= bass_pitch(chord, five) <= 52 for five in (False, True))
