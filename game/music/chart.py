"""A chart: what is asked, in song time, after the tempo has been applied. Arranged by phrases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.music.difficulty import Difficulty
from game.music.moves import Move
from game.timing import SongTime


@dataclass(frozen=True, slots=True)
class Note:
    """One thing asked of one finger. `hold`: the finger should stay down while it lasts.

    Raises ValueError for a note without length or outside MIDI.
    """

    onset_ns: SongTime
    duration_ns: int
    move: Move
    pitch: int
    velocity: int = 80
    hold: bool = False

    def __post_init__(self) -> None:
        if self.duration_ns <= 0 or not 0 <= self.pitch <= 127 or not 1 <= self.velocity <= 127:
            raise ValueError(f"{self} cannot be played")

    @property
    def end_ns(self) -> SongTime:
        return SongTime(self.onset_ns + self.duration_ns)


class Voice(Enum):
    """Who plays a note of the backing."""

    TUNE = "tune"
    """Melody notes that are not asked of a finger."""
    CHORDS = "chords"
    BASS = "bass"
    COUNT_IN = "count-in"


@dataclass(frozen=True, slots=True)
class BackingNote:
    """A note that the game plays. `voice` COUNT_IN is a click; its pitch only tells strong (high)
    from weak (low)."""

    onset_ns: SongTime
    duration_ns: int
    pitch: int
    velocity: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class PhraseChart:
    """One phrase as asked: from `start_ns` to `end_ns`, notes in order of onset, then of lane.

    Notes begin inside the phrase; only the backing may ring on past its end.
    Raises ValueError where a note begins outside, or notes are out of order.
    """

    index: int
    start_ns: SongTime
    end_ns: SongTime
    notes: tuple[Note, ...]
    backing: tuple[BackingNote, ...]
    difficulty: Difficulty

    def __post_init__(self) -> None:
        onsets = [note.onset_ns for note in self.notes]
        if onsets != sorted(onsets):
            raise ValueError(f"notes of phrase {self.index} are out of order")
        if onsets and not self.start_ns <= onsets[0] <= onsets[-1] < self.end_ns:
            raise ValueError(f"a note of phrase {self.index} begins outside it")
