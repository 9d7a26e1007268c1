"""Keys and pitches of ABC notation.

Conventions: an alteration is in semitones, sharp is positive. A pitch is a MIDI note number; `C`
is 60, `c` is 72. References: ABC standard 2.1, sections 3.1.14, 4.1 and 4.2.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from game.messages import Message, Refusal
from game.music.song import MAX_PITCH
from game.readers.chord_symbols import PITCH_CLASSES

KeySignature = MappingProxyType[str, int]
"""The alteration of every note letter, A-G."""

ALTERATIONS = {"^": 1, "^^": 2, "_": -1, "__": -2, "=": 0}

_FIFTHS_ORDER = "FCGDAEB"
_TONIC_FIFTHS = {letter: index - 1 for index, letter in enumerate(_FIFTHS_ORDER)}
_MODE_FIFTHS = {
    "": 0,
    "maj": 0,
    "ion": 0,
    "m": -3,
    "min": -3,
    "aeo": -3,
    "mix": -1,
    "dor": -2,
    "phr": -4,
    "loc": -5,
    "lyd": 1,
}
_TONIC = re.compile(r"([A-G])([#b]?)\s*([A-Za-z]*)")
_EXPLICIT = re.compile(r"(\^\^|__|\^|_|=)([A-Ga-g])")
_SETTING = re.compile(r"[a-z]+=(?:\"[^\"]*\"|\S+)")  # such as clef=bass
_NOT_A_TONIC = ("none", "exp", "treble", "bass", "alto", "tenor", "perc")
_PIPES = frozenset({"HP", "Hp"})  # bagpipes sound C and F sharp, written or not


def _signature(fifths: int) -> dict[str, int]:
    """`fifths` counts sharps, negative: flats; past seven of them letters are altered twice."""
    return {letter: (fifths - index - 1) // 7 + 1 for index, letter in enumerate(_FIFTHS_ORDER)}


NO_KEY: KeySignature = MappingProxyType(_signature(0))


def parse_key(text: str, line: int) -> KeySignature:
    """A field K:. Clefs and what else stands there change no pitch and are passed over.

    Raises Refusal for a tonic or mode that does not exist.
    """
    words = _SETTING.sub("", text).strip()
    name = words.split()[0] if words else ""
    altered = {letter.upper(): ALTERATIONS[sign] for sign, letter in _EXPLICIT.findall(words)}
    if name in _PIPES:
        return MappingProxyType(_signature(2))
    fifths = 0
    if name[:1].isupper():
        fifths = _fifths_of(words, line)
    elif name and name[0] not in "^_=" and not name.startswith(_NOT_A_TONIC):
        raise _no_key(text, line)
    if re.search(r"\bexp\b", words):
        fifths = 0
    return MappingProxyType(_signature(fifths) | altered)


def _fifths_of(words: str, line: int) -> int:
    match = _TONIC.match(words)
    if match is None:
        raise _no_key(words, line)
    tonic, shift, mode = match.groups()
    mode_fifths = 0 if mode == "M" else _MODE_FIFTHS.get(mode[:3].lower())
    if mode_fifths is None:
        if words[match.start(3) - 1] != " ":
            raise _no_key(words, line)
        mode_fifths = 0  # a word of its own: a clef's name, or “exp”
    return _TONIC_FIFTHS[tonic] + 7 * "b #".index(shift or " ") - 7 + mode_fifths


def _no_key(text: str, line: int) -> Refusal:
    return Refusal(Message("Line {line}: “{text}” is not a key.", {"line": line, "text": text}))


def pitch_of(letter: str, octave_marks: str, alteration: int, line: int) -> int:
    """Raises Refusal for a pitch outside MIDI's 0-127."""
    octaves = octave_marks.count("'") - octave_marks.count(",") + letter.islower()
    pitch = 60 + PITCH_CLASSES[letter.upper()] + 12 * octaves + alteration
    if not 0 <= pitch <= MAX_PITCH:
        note = letter + octave_marks[:8]
        raise Refusal(
            Message(
                "Line {line}: the note “{note}” is too high or too low.",
                {"line": line, "note": note},
            )
        )
    return pitch
