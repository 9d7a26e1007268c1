"""What a finger did, and what is said of it.

Conventions: error = tap - onset in nanoseconds of song time, negative is early.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from game.music.chart import Note
from game.music.moves import Move
from game.timing import SongTime, elapsed_ns


@dataclass(frozen=True, slots=True)
class Tap:
    """A finger's word: `press` is the index of its KeyPress in the play's record."""

    move: Move
    time_ns: SongTime
    velocity: int | None
    press: int


@dataclass(frozen=True, slots=True)
class Release:
    """The same finger let go of the key of the press `press`."""

    move: Move
    time_ns: SongTime
    press: int


class Tier(IntEnum):
    """How close a hit was: the innermost window that holds it."""

    CLOSE = 1
    GOOD = 2
    NEAR = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """`index` is the note's place in the play's notes."""

    index: int
    note: Note
    tap: Tap
    tier: Tier

    @property
    def error_ns(self) -> int:
        return elapsed_ns(self.note.onset_ns, self.tap.time_ns)


@dataclass(frozen=True, slots=True)
class Miss:
    """A note without a hit; `tap` is the late or early tap that answered it, or None."""

    index: int
    note: Note
    tap: Tap | None

    @property
    def error_ns(self) -> int | None:
        return elapsed_ns(self.note.onset_ns, self.tap.time_ns) if self.tap else None


@dataclass(frozen=True, slots=True)
class Stray:
    """A tap that answered no note of its move; `instead_of` is the index of the note of another
    move that it belonged to, None for one that stands by itself."""

    tap: Tap
    instead_of: int | None


Judgement = Hit | Miss | Stray
