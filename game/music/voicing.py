"""Chord symbols as pitches: close chords that move little, in a register away from the melody."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from game.music.per_song import once_per_song
from game.music.song import ChordSymbol, Song

LOWEST_BASS = 36
LOWEST_CHORD, HIGHEST_CHORD = 52, 67
_MOST_PITCHES = 4
_IN_THE_TUNE_PRICE = 4
"""Semitones of movement that are worth it to keep one pitch out of the melody's way."""
_FIFTHS = (7, 6, 8)


def bass_pitch(chord: ChordSymbol, on_five: bool) -> int:
    """The chord's bass in the octave from C2; `on_five` its fifth, nearest to that."""
    bass = LOWEST_BASS + chord.bass
    fifth = next((step for step in _FIFTHS if step in chord.intervals), None)
    if not on_five or fifth is None or chord.bass != chord.root:
        return bass
    return bass + fifth - 12 if bass + fifth - 12 >= LOWEST_BASS else bass + fifth


@dataclass(frozen=True, slots=True)
class Sounding:
    """A chord from its tick on, with its pitches ascending."""

    chord: ChordSymbol
    pitches: tuple[int, ...]


@once_per_song
def voice_chords(song: Song) -> tuple[Sounding, ...]:
    """The chords where they change, each near to the one before."""
    changes = [*song.chords[:1]]
    changes += [chord for before, chord in pairwise(song.chords) if not _same(before, chord)]
    voiced: list[Sounding] = []
    for index, chord in enumerate(changes):
        end = changes[index + 1].tick if index + 1 < len(changes) else song.end_tick
        melody = _lowest_melody(song, chord.tick, end)
        near = voiced[-1].pitches if voiced else ()
        prices = {pitches: _price(pitches, near, melody) for pitches in _close_positions(chord)}
        voiced.append(Sounding(chord, min(prices, key=prices.__getitem__)))
    return tuple(voiced)


def _same(one: ChordSymbol, other: ChordSymbol) -> bool:
    return (one.root, one.intervals, one.bass) == (other.root, other.intervals, other.bass)


def _close_positions(chord: ChordSymbol) -> list[tuple[int, ...]]:
    """All inversions within an octave that fit the register; there is always one."""
    classes = sorted((chord.root + interval) % 12 for interval in _essential(chord.intervals))
    positions = []
    for lowest in range(LOWEST_CHORD, HIGHEST_CHORD + 1):
        if lowest % 12 in classes:
            pitches = sorted(lowest + (pitch_class - lowest) % 12 for pitch_class in classes)
            if pitches[-1] <= HIGHEST_CHORD:
                positions.append(tuple(pitches))
    return positions


def _essential(intervals: tuple[int, ...]) -> list[int]:
    """At most four different ones; of a big chord the fifth goes first, then the root (the bass
    has it), then what lies highest."""
    classes = list(dict.fromkeys(interval % 12 for interval in intervals))
    for dispensable in (7, 0):
        if len(classes) > _MOST_PITCHES and dispensable in classes:
            classes.remove(dispensable)
    return classes[:_MOST_PITCHES]


def _lowest_melody(song: Song, start_tick: int, end_tick: int) -> int:
    notes = song.melody_notes
    first = bisect_left(notes, start_tick, key=lambda note: note.tick)
    last = bisect_left(notes, end_tick, key=lambda note: note.tick)
    return min((note.pitch for note in notes[first:last]), default=HIGHEST_CHORD + 1)


def _price(pitches: tuple[int, ...], near: tuple[int, ...], melody: int) -> float:
    """Semitones that each voice moves to the nearest one before, plus pitches in the tune, plus a
    trifle for lying off the middle, so that a long song does not drift to an edge."""
    moved = sum(min((abs(pitch - other) for other in near), default=0) for pitch in pitches)
    in_the_tune = sum(pitch >= melody for pitch in pitches)
    middle = abs(sum(pitches) / len(pitches) - (LOWEST_CHORD + HIGHEST_CHORD) / 2)
    return moved + _IN_THE_TUNE_PRICE * in_the_tune + 0.2 * middle
