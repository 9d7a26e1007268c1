"""The songs there are: our own, and those in the player's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from game.messages import Message, Refusal
from game.music.song import Song
from game.readers import SONG_FORMATS, read_song
from game.wording import words

OUR_SONGS = Path(__file__).resolve().parent.parent.parent / "songs"


@dataclass(frozen=True, slots=True)
class LoadedSongs:
    """`songs` by title, each id once; `refused` says which files were left out, and why."""

    songs: tuple[Song, ...]
    refused: tuple[Message, ...]


def load_songs(folders: Iterable[Path]) -> LoadedSongs:
    """Reads every song file in `folders` (not below them). Never fails."""
    songs: dict[str, Song] = {}
    refused: list[Message] = []
    for folder in folders:
        for path in _song_files(folder):
            try:
                song = read_song(path.name, path.read_bytes())
                songs.setdefault(song.song_id, song)
            except Refusal as refusal:
                refused.append(_left_out(path, words(refusal.message)))
            except OSError as error:
                refused.append(_left_out(path, error.strerror or str(error)))
    by_title = sorted(songs.values(), key=lambda song: song.title.casefold())
    return LoadedSongs(tuple(by_title), tuple(refused))


def _left_out(path: Path, why: str) -> Message:
    return Message("{file} was left out. {why}", {"file": path.name, "why": why})


def _song_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    files = (path for path in folder.iterdir() if path.suffix.lower() in SONG_FORMATS)
    return sorted(path for path in files if path.is_file())
