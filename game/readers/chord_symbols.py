"""Chord symbols, as written above a melody, into pitches.

Conventions: pitch classes count semitones from C (0-11); intervals semitones above the root.
References: the qualities of the ABC standard 2.1, section 4.18, and what lead sheets add.
"""

from __future__ import annotations

import re

from game.music.song import ChordSymbol

PITCH_CLASSES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SHIFTS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}

QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "maj": (0, 4, 7),
    "M": (0, 4, 7),
    "m": (0, 3, 7),
    "min": (0, 3, 7),
    "-": (0, 3, 7),
    "dim": (0, 3, 6),
    "°": (0, 3, 6),
    "o": (0, 3, 6),
    "aug": (0, 4, 8),
    "+": (0, 4, 8),
    "5": (0, 7),
    "6": (0, 4, 7, 9),
    "maj6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "min6": (0, 3, 7, 9),
    "6/9": (0, 4, 7, 9, 14),
    "69": (0, 4, 7, 9, 14),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "M7": (0, 4, 7, 11),
    "Δ": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10),
    "min7": (0, 3, 7, 10),
    "-7": (0, 3, 7, 10),
    "mM7": (0, 3, 7, 11),
    "mmaj7": (0, 3, 7, 11),
    "m7b5": (0, 3, 6, 10),
    "ø": (0, 3, 6, 10),
    "ø7": (0, 3, 6, 10),
    "dim7": (0, 3, 6, 9),
    "°7": (0, 3, 6, 9),
    "o7": (0, 3, 6, 9),
    "aug7": (0, 4, 8, 10),
    "+7": (0, 4, 8, 10),
    "7#5": (0, 4, 8, 10),
    "7b5": (0, 4, 6, 10),
    "7b9": (0, 4, 7, 10, 13),
    "7#9": (0, 4, 7, 10, 15),
    "9": (0, 4, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "M9": (0, 4, 7, 11, 14),
    "m9": (0, 3, 7, 10, 14),
    "min9": (0, 3, 7, 10, 14),
    "add9": (0, 4, 7, 14),
    "add2": (0, 2, 4, 7),
    "madd9": (0, 3, 7, 14),
    "11": (0, 7, 10, 14, 17),
    "m11": (0, 3, 7, 10, 14, 17),
    "13": (0, 4, 7, 10, 14, 21),
    "sus": (0, 5, 7),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus": (0, 5, 7, 10),
    "7sus4": (0, 5, 7, 10),
    "9sus4": (0, 5, 7, 10, 14),
}

_SYMBOL = re.compile(
    r"(?P<root>[A-G])(?P<shift>[#b♯♭]?)"
    r"(?P<quality>(?:maj|min|dim|aug|sus|add|omit|alt|no|M|m|\+|-|°|o|ø|Δ|[#b♯♭]?[0-9]{1,2}|6/9)*)"
    r"(?:/(?P<bass>[A-G])(?P<bass_shift>[#b♯♭]?))?"
)


def chord_symbol(text: str, tick: int) -> ChordSymbol | None:
    """The chord that `text` writes; None for text that writes none (“Fine”).

    An unknown quality counts as the longest known one that it begins with ("7#11" as "7", "m13" as
    "m"). “N.C.” is None too: a song has no word for silence, so the chord before rings on.
    """
    written = text.strip()
    match = _SYMBOL.fullmatch(written.replace("(", "").replace(")", "").replace(" ", ""))
    if match is None:
        return None
    root = _pitch_class(match["root"], match["shift"])
    bass = _pitch_class(match["bass"], match["bass_shift"]) if match["bass"] else root
    return ChordSymbol(tick, written, root, _intervals(match["quality"]), bass)


def _pitch_class(letter: str, shift: str) -> int:
    return (PITCH_CLASSES[letter] + _SHIFTS[shift]) % 12


def _intervals(quality: str) -> tuple[int, ...]:
    plain = quality.replace("♯", "#").replace("♭", "b")
    while plain not in QUALITIES:
        plain = plain[:-1]
    return QUALITIES[plain]
