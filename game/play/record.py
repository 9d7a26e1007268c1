"""One play as it happened. Immutable, and enough to derive everything else from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from game.music.chart import Note
from game.music.difficulty import Difficulty, HitWindows
from game.play.keymap import Keymap
from game.play.presses import KeyEvent
from game.timing import Segment, SongClock, SongTime, shifted


class Ending(Enum):
    FINISHED = "finished"
    STOPPED = "stopped"
    """The player left before the end."""
    RECOVERED = "recovered"
    """The program ended first; what the journal held was kept."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How much later than it happened a device's press is stamped (positive: late).

    `uncertainty_ns` is a half width, None where nothing was calibrated.
    """

    device: str
    offset_ns: int = 0
    uncertainty_ns: int | None = None


@dataclass(frozen=True, slots=True)
class PlayHeader:
    """What is known when a play begins. `counts` is False for guests.

    `started_at` carries its time zone (raises ValueError without). `versions` names what judged
    and arranged: `{"fingersong": "0.1.0"}`.
    """

    play_id: UUID
    player_id: UUID
    song_id: str
    song_title: str
    started_at: datetime
    keymap: Keymap
    windows: HitWindows
    lock_out_ns: int
    seed: int
    counts: bool = True
    mode: str = "song"
    offsets: tuple[Offset, ...] = ()
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise ValueError("a play starts at a time with its zone")

    def offset_of(self, device: str) -> int:
        return next((o.offset_ns for o in self.offsets if o.device == device), 0)


@dataclass(frozen=True, slots=True)
class CommittedPhrase:
    """A phrase's notes as they stood at its commit time, and why they were so."""

    index: int
    difficulty: Difficulty
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Play:
    """One attempt. `segments` is the song clock, `events` every key event in order of arrival."""

    header: PlayHeader
    segments: tuple[Segment, ...]
    phrases: tuple[CommittedPhrase, ...]
    events: tuple[KeyEvent, ...]
    ending: Ending

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that were asked, in the order of their phrases; a judgement's `index` counts
        these. Of a play that did not finish, those whose hit window had closed when it ended."""
        committed = (note for phrase in self.phrases for note in phrase.notes)
        asked_until = self.asked_until
        if asked_until is None:
            return tuple(committed)
        return tuple(note for note in committed if note.onset_ns <= asked_until)

    @property
    def asked_until(self) -> SongTime | None:
        """No note that began later was asked. None where the play finished: all were."""
        if self.ending is Ending.FINISHED:
            return None
        return shifted(self._reached(), -self.header.windows.hit_ns)

    def _reached(self) -> SongTime:
        """Where the song stood at the end; of an interrupted play, at its last event."""
        last = self.segments[-1]
        if not last.running or not self.events:
            return last.song
        event = self.events[-1]
        happened = shifted(event.host_ns, -self.header.offset_of(event.device))
        return max(last.song, SongClock(self.segments).song_at(happened))
