"""What the body of an ABC tune says, in written order: a list of elements a voice.

Conventions: lengths are exact parts of a whole note (a quarter is 1/4); `line` is the line of the
file.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from game.music.song import Metre


@dataclass(frozen=True, slots=True)
class Sung:
    """One note of a `Sounding`; `tied` to the next one of its pitch."""

    pitch: int
    finger_number: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Sounding:
    """Notes that begin together, or a rest when there are none."""

    length: Fraction
    notes: tuple[Sung, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Harmony:
    """A text in quotes above the music, which may write a chord."""

    text: str


@dataclass(frozen=True, slots=True)
class NewMetre:
    """`metre` None is free metre."""

    metre: Metre | None


@dataclass(frozen=True, slots=True)
class NewTempo:
    us_per_quarter: int


@dataclass(frozen=True, slots=True)
class BarLine:
    """`repeats` is how often the music before it is played again; `opens` begins a repeat.

    `endings` are the passes that play what follows; empty where no ending begins.
    `closes` ends a part of the tune, as a double bar does.
    """

    line: int
    repeats: int = 0
    opens: bool = False
    closes: bool = False
    endings: frozenset[int] = frozenset()

    @property
    def divides(self) -> bool:
        """It may stand within a bar of the metre: repeats begin where the upbeat does."""
        return bool(self.repeats or self.opens or self.closes or self.endings)


Element = Sounding | Harmony | NewMetre | NewTempo | BarLine


@dataclass(frozen=True, slots=True)
class Voice:
    name: str
    elements: tuple[Element, ...]

    @property
    def note_count(self) -> int:
        return sum(len(element.notes) for element in self.elements if isinstance(element, Sounding))
