"""Song files in, `Song` out: bytes are handed in, nothing is opened here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from game.messages import Message, Refusal
from game.music.song import Song
from game.readers.abc_notation import read_abc
from game.readers.limits import MAX_BYTES, MAX_QUARTERS
from game.readers.midi_file import read_midi

Reader = Callable[[str, bytes], Song]

SONG_FORMATS: dict[str, Reader] = {
    ".abc": read_abc,
    ".mid": read_midi,
    ".midi": read_midi,
    ".kar": read_midi,
}


def read_song(name: str, data: bytes) -> Song:
    """The song in `data`; the ending of `name` tells its format.

    Raises Refusal, and nothing else, for whatever cannot be played.
    """
    reader = SONG_FORMATS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise Refusal(Message("“{name}” is no kind of song file we know.", {"name": name}))
    if not data:
        raise Refusal(Message("The song file “{name}” is empty.", {"name": name}))
    if len(data) > MAX_BYTES:
        raise Refusal(Message("The song file “{name}” is too large.", {"name": name}))
    song = reader(name, data)
    if song.end_tick > MAX_QUARTERS * song.resolution:
        raise Refusal(Message("The song in “{name}” is too long.", {"name": name}))
    return song
