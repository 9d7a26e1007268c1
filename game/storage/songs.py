"""The songs there are: our own, and those in the player's folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from game.messages import Message, Refusal
from game.music.song import Song
from game.readers import SONG_FORMATS, read_song
from game.readers.limits import MAX_BYTES
from game.wording import say, words

OUR_SONGS = Path(__file__).resolve().parent.parent.parent / "songs"


@dataclass(frozen=True, slots=True)
class LoadedSongs:
    """`songs` by title, each id once; `refused` says which files were left out, and why."""

    songs: tuple[Song, ...]
    refused: tuple[Message, ...]


def load_songs(folders: Iterable[Path]) -> LoadedSongs:
    """Reads every song file in `folders` (not below them); of one id the first stands.

    Never fails.
    """
    songs: dict[str, Song] = {}
    refused: list[Message] = []
    for folder in folders:
        try:
            paths = _song_files(folder)
        except OSError as error:
            refused.append(_left_out(folder, error.strerror or str(error)))
            continue
        for path in paths:
            why = _take(path, songs)
            if why:
                refused.append(_left_out(path, why))
    by_title = sorted(songs.values(), key=lambda song: song.title.casefold())
    return LoadedSongs(tuple(by_title), tuple(refused))


def _take(path: Path, songs: dict[str, Song]) -> str:
    """Adds the song to `songs`, or gives the reason why not."""
    try:
        song = read_song(shown_name(path), _bytes_of(path))
    except Refusal as refusal:
        return words(refusal.message)
    except OSError as error:
        return error.strerror or str(error)
    if songs.setdefault(song.song_id, song) != song:
        return say("There is another song of this name.")
    return ""


def shown_name(path: Path) -> str:
    """A file may be called what no screen and no database can write: such marks become �."""
    name = os.fsencode(path.name).decode("utf-8", errors="replace")
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in name)


def _left_out(path: Path, why: str) -> Message:
    return Message("{file} was left out. {why}", {"file": shown_name(path), "why": why})


def _bytes_of(path: Path) -> bytes:
    """No more than tells that a file is too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _song_files(folder: Path) -> list[Path]:
    """Raises OSError for a folder that may not be read.

    Without hidden files: what macOS lays beside a file on a foreign disk ends like it.
    """
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SONG_FORMATS and not path.name.startswith(".") and path.is_file()
    )
