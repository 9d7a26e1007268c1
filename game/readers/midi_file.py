"""Standard MIDI Files into a `Song`, through mido.

A track that plays on several channels (all of a format 0 file) is split by channel; the patterns
of a format 2 file follow one after the other. MIDI has no chord symbols: `chords` stay empty.
Reference: Standard MIDI Files 1.0 (RP-001).
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from math import gcd
from pathlib import PurePath
from typing import Any

from game.messages import Message, Refusal
from game.music.song import Credits, Metre, Song, TempoChange, TempoMap
from game.readers.limits import MAX_QUARTERS
from game.readers.midi_melody import choose_melody
from game.readers.midi_notes import MidiNotes

_DIVISION_OF_NONE = 480
_LEAST_RESOLUTION = 96
_SMPTE_US_PER_QUARTER = 500_000
_DROP_FRAME = 29
"""SMPTE's 29 stands for 30 frames in 1.001 s."""
_GENERIC_NAME = re.compile(
    r"(control|conductor|tempo|master)( track)?|untitled|new song|soft karaoke|words"
    r"|(midi |mtrk |track ?|staff ?|instrument ?)[0-9]*",
    re.IGNORECASE,
)
_ENDLESS_NUMBER = re.compile(rb"[\x80-\xff]{16384}")
"""A number that mido would read byte by byte, for minutes."""


def read_midi(name: str, data: bytes) -> Song:
    """The song's id is a hash of `data`; its title the name of the first track or `name`'s stem.

    Raises Refusal, with `name`, for whatever cannot be played.
    """
    midi = _parsed(name, data)
    scale, tempo = _time_scale(midi.ticks_per_beat)
    notes = _gathered(name, midi, scale, tempo.resolution)
    melody = choose_melody(notes.tracks)
    if melody is None:
        raise Refusal(Message("The MIDI file “{name}” has no melody.", {"name": name}))
    if midi.ticks_per_beat >= 0:
        changes = tuple(notes.tempos[tick] for tick in sorted(notes.tempos))
        tempo = TempoMap(tempo.resolution, changes)
    return Song(
        song_id=hashlib.sha256(data).hexdigest()[:16],
        title=_title(name, notes),
        tempo=tempo,
        metres=_metres(notes),
        tracks=notes.tracks,
        melody=melody,
        credits=Credits(licence=notes.copyright),
    )


def _parsed(name: str, data: bytes) -> Any:
    """mido's MidiFile, which carries no types."""
    import mido  # type: ignore[import-untyped] # mido carries no types

    try:
        if _ENDLESS_NUMBER.search(data):
            raise ValueError("a number without end")
        return mido.MidiFile(file=BytesIO(data), clip=True)
    except Exception as error:  # mido raises whatever it stumbles over
        raise Refusal(
            Message("The MIDI file “{name}” is damaged or no MIDI file.", {"name": name})
        ) from error


def _time_scale(division: int) -> tuple[int, TempoMap]:
    """How many of our ticks one of the file's is, and the tempo where the division itself tells it.

    Scaled so that a bar of any metre has whole ticks. A negative division is SMPTE's: frames a
    second in the high byte, ticks a frame in the low one; two quarters a second then stand for it.
    """
    if division >= 0:
        division = division or _DIVISION_OF_NONE
        scale = 8 // gcd(division, 8)
        while division * scale < _LEAST_RESOLUTION:
            scale *= 2
        return scale, TempoMap(division * scale)
    frames, ticks_a_frame = -(division >> 8), division & 0xFF or 1
    drop_frame = frames == _DROP_FRAME
    ticks_a_second = (30 if drop_frame else frames) * ticks_a_frame
    us = _SMPTE_US_PER_QUARTER * 1001 // 1000 if drop_frame else _SMPTE_US_PER_QUARTER
    return 16, TempoMap(ticks_a_second * 8, (TempoChange(0, us),))


def _gathered(name: str, midi: Any, scale: int, resolution: int) -> MidiNotes:
    notes = MidiNotes(name, scale, resolution, last_tick=MAX_QUARTERS * resolution)
    end_tick = 0
    for index, track in enumerate(midi.tracks):
        if midi.type == 2:
            end_tick = notes.add_track(0, track, end_tick)
        else:
            notes.add_track(index, track)
    if not notes.tracks:
        raise Refusal(Message("The MIDI file “{name}” has no notes.", {"name": name}))
    return notes


def _title(name: str, notes: MidiNotes) -> str:
    first = notes.names[0]
    return PurePath(name).stem if not first or _GENERIC_NAME.fullmatch(first) else first


def _metres(notes: MidiNotes) -> tuple[Metre, ...]:
    """Notes before the first time signature, or without any, stand in 4/4 (RP-001)."""
    metres = [notes.metres[tick] for tick in sorted(notes.metres)]
    first_note = min(track.notes[0].tick for track in notes.tracks)
    if not metres or first_note < metres[0].tick:
        metres = [Metre(0, 4, 4), *metres]
    return tuple(metres)
