"""Small tunes and MIDI files for the tests of the readers."""

from __future__ import annotations

from io import BytesIO

import mido  # type: ignore[import-untyped] # mido carries no types

from game.music.song import Song
from game.readers import read_song


def abc(body: str, head: str = "", *, metre: str = "4/4", unit: str = "1/4", key: str = "C") -> str:
    return f"X:1\nT:Test\n{head}M:{metre}\nL:{unit}\nK:{key}\n{body}\n"


def song(
    body: str, head: str = "", *, metre: str = "4/4", unit: str = "1/4", key: str = "C"
) -> Song:
    return read_song("test.abc", abc(body, head, metre=metre, unit=unit, key=key).encode())


def strip(tune: Song) -> str:
    """The melody as MIDI pitches, each with its onset and length in quarters: `60@0+1`."""
    quarter = tune.resolution
    return " ".join(
        f"{note.pitch}@{note.tick / quarter:g}+{note.duration_ticks / quarter:g}"
        for note in tune.melody_notes
    )


def pitches(tune: Song) -> list[int]:
    return [note.pitch for note in tune.melody_notes]


def midi(*tracks: list[mido.Message], kind: int = 1, division: int = 480) -> bytes:
    file = mido.MidiFile(type=kind, ticks_per_beat=division)
    file.tracks.extend(mido.MidiTrack(track) for track in tracks)
    out = BytesIO()
    file.save(file=out)
    return out.getvalue()


def on(key: int, time: int = 0, velocity: int = 80, channel: int = 0) -> mido.Message:
    return mido.Message("note_on", note=key, velocity=velocity, time=time, channel=channel)


def off(key: int, time: int = 480, channel: int = 0) -> mido.Message:
    return mido.Message("note_off", note=key, time=time, channel=channel)


def meta(kind: str, time: int = 0, **values: object) -> mido.MetaMessage:
    return mido.MetaMessage(kind, time=time, **values)


def scale(first: int = 60, notes: int = 8, channel: int = 0) -> list[mido.Message]:
    return [
        message
        for key in range(first, first + notes)
        for message in (on(key, channel=channel), off(key, channel=channel))
    ]
