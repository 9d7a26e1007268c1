"""How long a written note lasts: unit, length, tuplet and broken rhythm together.

Conventions: lengths are exact parts of a whole note. Reference: ABC standard 2.1, 4.3, 4.4, 4.13.
"""

from __future__ import annotations

from fractions import Fraction

from game.messages import Message, Refusal
from game.music.song import Metre
from game.readers.abc_fields import COMMON_TIME
from game.readers.abc_tokens import Token

_MOST_PARTS = 128
"""The finest part of a unit that a length may ask for."""
_TUPLET_UNITS = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}
"""How many notes' time a tuplet of so many notes fills; 5, 7 and 9 depend on the metre."""


def multiple(token: Token, part: str) -> Fraction:
    """The length written in `part` of `token`, in units: `3/2`, `/`, `//`; 1 for none.

    Raises Refusal for one of nothing or too fine to play.
    """
    above, slashes, below = _split_length(token.part(part))
    parts = int(below) if below else 1 << len(slashes)
    times = int(above or 1)
    if not times or not 1 <= parts <= _MOST_PARTS:
        raise Refusal(
            Message(
                "Line {line}: “{text}” has an impossible length.",
                {"line": token.line, "text": token.text[:24]},
            )
        )
    return Fraction(times, parts)


def _split_length(text: str) -> tuple[str, str, str]:
    above = text.split("/", 1)[0]
    below = text.rsplit("/", 1)[1] if "/" in text else ""
    return above, text[len(above) : len(text) - len(below)], below


class Rhythm:
    def __init__(self, unit: Fraction, metre: Metre | None) -> None:
        self.unit = unit
        self.metre = metre
        self._tuplet_factor = Fraction(1)
        self._tuplet_left = 0
        self._broken = Fraction(1)

    @property
    def bar(self) -> Fraction:
        metre = self.metre or COMMON_TIME
        return Fraction(metre.beats, metre.unit)

    def length(self, units: Fraction) -> Fraction:
        """Of the next note, chord or rest; what stood before it is used up."""
        length = units * self.unit * self._broken
        self._broken = Fraction(1)
        if self._tuplet_left:
            self._tuplet_left -= 1
            length *= self._tuplet_factor
        return length

    def begin_tuplet(self, token: Token) -> None:
        notes = int(token.part("p"))
        compound = self.metre is not None and self.metre.unit >= 8 and self.metre.beats % 3 == 0
        usual = _TUPLET_UNITS.get(notes, 3 if compound else 2)
        self._tuplet_factor = Fraction(int(token.part("q") or 0) or usual, notes)
        self._tuplet_left = int(token.part("r") or 0) or notes

    def break_after(self, signs: str) -> Fraction:
        """The factor of the note before `signs` (`>`, `<<`); the next one gets the rest of two."""
        short = Fraction(1, 1 << len(signs))
        before = 2 - short if signs[0] == ">" else short
        self._broken = 2 - before
        return before
