"""A song as written: ticks, tempo, metre, tracks, chord symbols. Nothing of a hand or a player.

Conventions: positions and lengths are whole ticks from the beginning of the song, `resolution`
ticks a quarter note; pitches are MIDI note numbers (60 is middle C); velocities 1-127.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from game.timing import SongTime

TICKS_PER_QUARTER = 480
US_PER_MINUTE = 60_000_000
MAX_PITCH = 127


@dataclass(frozen=True, slots=True)
class SongNote:
    """`finger_number` is the source's own mark, 1 (thumb) to 5, or None.

    Raises ValueError for a note that no instrument could play.
    """

    tick: int
    duration_ticks: int
    pitch: int
    velocity: int = 80
    finger_number: int | None = None

    def __post_init__(self) -> None:
        if self.tick < 0 or self.duration_ticks <= 0:
            raise ValueError(f"note at tick {self.tick} lasts {self.duration_ticks} ticks")
        if not 0 <= self.pitch <= MAX_PITCH or not 1 <= self.velocity <= MAX_PITCH:
            raise ValueError(f"pitch {self.pitch} or velocity {self.velocity} is outside MIDI")
        if self.finger_number is not None and not 1 <= self.finger_number <= 5:
            raise ValueError(f"finger mark {self.finger_number} is none of 1-5")

    @property
    def end_tick(self) -> int:
        return self.tick + self.duration_ticks


@dataclass(frozen=True, slots=True)
class ChordSymbol:
    """A chord sounding from `tick` until the next symbol.

    `root` and `bass` are pitch classes (0 is C), `intervals` semitones above the root, from 0 up;
    `text` is the symbol as written ("Am7/G").
    """

    tick: int
    text: str
    root: int
    intervals: tuple[int, ...]
    bass: int

    def __post_init__(self) -> None:
        if not (0 <= self.root < 12 and 0 <= self.bass < 12):
            raise ValueError(f"chord {self.text!r}: root and bass are pitch classes 0-11")
        if not self.intervals or self.intervals[0] != 0:
            raise ValueError(f"chord {self.text!r} lacks its root")


@dataclass(frozen=True, slots=True)
class Metre:
    """`beats` of a `unit`-th note a bar from `tick` on, which is a bar line."""

    tick: int
    beats: int
    unit: int

    def __post_init__(self) -> None:
        if self.beats < 1 or self.unit not in (1, 2, 4, 8, 16, 32):
            raise ValueError(f"metre {self.beats}/{self.unit} cannot be counted")

    def bar_ticks(self, resolution: int) -> int:
        return self.beats * resolution * 4 // self.unit

    def beat_ticks(self, resolution: int) -> int:
        """The felt beat: three units in compound metres (6/8, 9/8, 12/8), one otherwise."""
        unit_ticks = resolution * 4 // self.unit
        compound = self.unit >= 8 and self.beats % 3 == 0 and self.beats > 3
        return 3 * unit_ticks if compound else unit_ticks


@dataclass(frozen=True, slots=True)
class TempoChange:
    tick: int
    us_per_quarter: int

    def __post_init__(self) -> None:
        if self.tick < 0 or not 0 < self.us_per_quarter < 1 << 24:
            raise ValueError(f"tempo of {self.us_per_quarter} us a quarter at tick {self.tick}")


@dataclass(frozen=True, slots=True)
class TempoMap:
    """Ticks into nanoseconds at the written tempo, exactly (rounded once, at the end).

    `changes` in order of tick; before the first one 120 quarters a minute hold (SMF 1.0).
    Raises ValueError for another order or a resolution below 1.
    """

    resolution: int
    changes: tuple[TempoChange, ...] = ()
    _starts_us: tuple[Fraction, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.resolution < 1:
            raise ValueError(f"{self.resolution} ticks a quarter")
        changes = self.changes
        if not changes or changes[0].tick > 0:
            changes = (TempoChange(0, US_PER_MINUTE // 120), *changes)
        if any(before.tick >= after.tick for before, after in pairwise(changes)):
            raise ValueError("tempo changes are out of order")
        starts = [Fraction(0)]
        for before, after in pairwise(changes):
            us = Fraction((after.tick - before.tick) * before.us_per_quarter, self.resolution)
            starts.append(starts[-1] + us)
        object.__setattr__(self, "changes", changes)
        object.__setattr__(self, "_starts_us", tuple(starts))

    @classmethod
    def steady(cls, quarters_per_minute: float, resolution: int = TICKS_PER_QUARTER) -> TempoMap:
        return cls(resolution, (TempoChange(0, round(US_PER_MINUTE / quarters_per_minute)),))

    def ns_at(self, tick: int) -> SongTime:
        """The nanosecond of `tick` at the written tempo."""
        index = bisect_right(self.changes, tick, key=lambda change: change.tick) - 1
        change = self.changes[max(index, 0)]
        since = Fraction((tick - change.tick) * change.us_per_quarter, self.resolution)
        return SongTime(round((self._starts_us[max(index, 0)] + since) * 1000))

    def quarter_ns_at(self, tick: int) -> int:
        index = bisect_right(self.changes, tick, key=lambda change: change.tick) - 1
        return self.changes[max(index, 0)].us_per_quarter * 1000


@dataclass(frozen=True, slots=True)
class Track:
    """Notes in order of tick, then pitch. `program` is General MIDI's, 0-127."""

    name: str
    notes: tuple[SongNote, ...]
    program: int = 0
    percussion: bool = False


@dataclass(frozen=True, slots=True)
class Credits:
    """Who made a song and why it may be played freely; empty where the file does not say."""

    composer: str = ""
    year: str = ""
    source: str = ""
    licence: str = ""
    why_free: str = ""


@dataclass(frozen=True, slots=True)
class Song:
    """`song_id` is the same on every machine: a file's stem for our own, a content hash otherwise.

    `melody` is the index of the track that fingers play. `metres` holds at least one, its first
    at the first bar line: a pickup bar lies before it. `emblem` names the song's picture.
    Raises ValueError where these do not hold.
    """

    song_id: str
    title: str
    tempo: TempoMap
    metres: tuple[Metre, ...]
    tracks: tuple[Track, ...]
    melody: int = 0
    chords: tuple[ChordSymbol, ...] = ()
    credits: Credits = Credits()
    emblem: str = ""

    def __post_init__(self) -> None:
        if not self.metres:
            raise ValueError(f"{self.song_id}: a song needs a metre")
        if not 0 <= self.melody < len(self.tracks) or not self.tracks[self.melody].notes:
            raise ValueError(f"{self.song_id}: no melody in track {self.melody}")

    @property
    def resolution(self) -> int:
        return self.tempo.resolution

    @property
    def melody_notes(self) -> tuple[SongNote, ...]:
        return self.tracks[self.melody].notes

    @property
    def end_tick(self) -> int:
        return max(note.end_tick for track in self.tracks for note in track.notes)

    @property
    def length_ns(self) -> int:
        """At the written tempo."""
        return self.tempo.ns_at(self.end_tick)

    def metre_at(self, tick: int) -> Metre:
        """The metre in force; before the first bar line (a pickup) that of the first bar."""
        index = bisect_right(self.metres, tick, key=lambda metre: metre.tick) - 1
        return self.metres[max(index, 0)]

    def bar_start_at(self, tick: int) -> int:
        """The tick of the bar line at or before `tick`; of a pickup, its (negative) bar line."""
        metre = self.metre_at(tick)
        bar = metre.bar_ticks(self.resolution)
        return metre.tick + (tick - metre.tick) // bar * bar
