"""How hard a song is as written, from 1 (very easy) to 5.

Each measure is placed between its values at the lowest and the highest level of a graded piano
course (facts/charts: range 5-26 semitones, 4-17 pitches, 99-68 % on the beat, 34-320 notes,
2.1-2.95 notes a second); the grade is the mean of the places. A patient's songs begin below that
course, at half a note a second.
"""

from __future__ import annotations

from statistics import fmean

from game.music.bars import BEAT_STRENGTH, strength_at
from game.music.song import Song
from game.timing import s_from_ns

LEVELS = 5


def grade_of(song: Song) -> int:
    """1-5."""
    notes = song.melody_notes
    pitches = {note.pitch for note in notes}
    off_beats = sum(strength_at(song, note.tick) < BEAT_STRENGTH for note in notes) / len(notes)
    places = (
        _place(max(pitches) - min(pitches), 5, 26),
        _place(len(pitches), 4, 17),
        _place(off_beats, 0.01, 0.32),
        _place(len(notes), 34, 320),
        _place(len(notes) / s_from_ns(song.length_ns), 0.5, 2.95),
    )
    return 1 + min(LEVELS - 1, int(fmean(places) * LEVELS))


def _place(value: float, lowest: float, highest: float) -> float:
    return min(1.0, max(0.0, (value - lowest) / (highest - lowest)))
