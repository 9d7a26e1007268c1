"""The events of MIDI tracks, gathered by track and channel: notes, programs, names, tempo, metre.

Conventions: ticks count from the beginning of the file; channels 0-15, of which 9 is percussion.
Tracks and events are mido's, read by attribute; the library itself is not needed here.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from game.messages import Message, Refusal
from game.music.song import Metre, SongNote, TempoChange, Track
from game.readers.bytes_text import text_of
from game.readers.limits import FASTEST_QUARTERS, MAX_NOTES

PERCUSSION_CHANNEL = 9
_SHORTEST_QUARTER_US = 60_000_000 // FASTEST_QUARTERS


@dataclass(slots=True)
class _Part:
    """What one track plays on one channel. `begun` holds, by key, notes not yet ended."""

    channel: int
    name: str = ""
    program: int = 0
    notes: list[SongNote] = field(default_factory=list)
    begun: dict[int, deque[tuple[int, int]]] = field(default_factory=lambda: defaultdict(deque))

    def begin(self, tick: int, key: int, velocity: int) -> None:
        self.begun[key].append((tick, velocity))

    def end(self, tick: int, key: int) -> None:
        """Ends the note of `key` that began first; an end without a beginning is nothing."""
        if self.begun[key]:
            start, velocity = self.begun[key].popleft()
            self.notes.append(SongNote(start, max(1, tick - start), key, velocity))

    def end_hanging(self, length_ticks: int) -> None:
        for key, begun in self.begun.items():
            while begun:
                self.end(begun[0][0] + length_ticks, key)

    def as_track(self) -> Track:
        notes = tuple(sorted(self.notes, key=lambda note: (note.tick, note.pitch)))
        return Track(self.name, notes, self.program, self.channel == PERCUSSION_CHANNEL)


@dataclass(slots=True)
class MidiNotes:
    """Grows as `add_track` is called.

    `scale` multiplies the file's ticks; notes after `last_tick` make the song too long.
    """

    file_name: str
    scale: int
    quarter_ticks: int
    last_tick: int
    tempos: dict[int, TempoChange] = field(default_factory=dict)
    metres: dict[int, Metre] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    copyright: str = ""
    _parts: dict[tuple[int, int], _Part] = field(default_factory=dict)
    _notes: int = 0

    @property
    def tracks(self) -> tuple[Track, ...]:
        tracks = (part.as_track() for part in self._parts.values())
        return tuple(track for track in tracks if track.notes)

    def add_track(self, index: int, events: Iterable[Any], start_tick: int = 0) -> int:
        """`events` begin at `start_tick`; returns the tick of the last one.

        Of two tempi or metres at one tick the last counts. Raises Refusal for a song too large.
        """
        tick = start_tick
        name = ""
        for event in events:
            tick += event.time * self.scale
            if event.type in ("note_on", "note_off"):
                self._note(index, tick, event)
            elif event.type == "program_change":
                self._part(index, event.channel).program = event.program
            elif event.type == "track_name" and not name:
                name = _decoded(event.name)
            else:
                self._meta(tick, event)
        self.names.append(name)
        for (part_index, _), part in self._parts.items():
            if part_index == index:
                part.name = part.name or name
                part.end_hanging(self.quarter_ticks)
        return tick

    def _part(self, index: int, channel: int) -> _Part:
        return self._parts.setdefault((index, channel), _Part(channel))

    def _note(self, index: int, tick: int, event: Any) -> None:
        part = self._part(index, event.channel)
        if event.type == "note_off" or event.velocity == 0:
            part.end(tick, event.note)
            return
        self._notes += 1
        if self._notes > MAX_NOTES:
            raise Refusal(
                Message("The song in “{name}” has too many notes.", {"name": self.file_name})
            )
        if tick > self.last_tick:
            raise Refusal(Message("The song in “{name}” is too long.", {"name": self.file_name}))
        part.begin(tick, event.note, event.velocity)

    def _meta(self, tick: int, event: Any) -> None:
        if event.type == "set_tempo" and event.tempo:
            us_per_quarter = max(event.tempo, _SHORTEST_QUARTER_US)
            self.tempos[tick] = TempoChange(tick, us_per_quarter)
        elif event.type == "time_signature" and event.numerator and event.denominator <= 32:
            self.metres[tick] = Metre(tick, event.numerator, event.denominator)
        elif event.type == "copyright" and not self.copyright:
            self.copyright = _decoded(event.text)


def _decoded(text: str) -> str:
    """`text` as mido decoded it, byte by byte."""
    return text_of(text.encode("latin-1")).replace("\0", "").strip()
