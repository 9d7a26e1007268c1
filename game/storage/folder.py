"""Where everything is kept: the user's own data folder, private to the user."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_data_path

from game.messages import Message

PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class DataFolder:
    """`songs` holds the player's own song files, `journals` the plays under way.

    `notice` says so where the wished folder cannot be written and `path` is a makeshift.
    """

    path: Path
    songs: Path
    journals: Path
    notice: Message | None = None


def data_folder(wished: Path | None) -> DataFolder:
    """`wished` None is the platform's folder for this user's data.

    Raises OSError only where not even a temporary folder can be made.
    """
    path = wished or user_data_path("fingersong", appauthor=False)
    try:
        return _made(path)
    except OSError as error:
        makeshift = _made(Path(tempfile.mkdtemp(prefix="fingersong-")))
        values = {"folder": str(path), "why": error.strerror or str(error)}
        notice = Message("{folder} cannot be written ({why}). Today's plays are lost.", values)
        return replace(makeshift, notice=notice)


def folder_apart(folder: DataFolder) -> DataFolder:
    """A place of its own for what must not touch `folder`'s plays; the songs are the same.

    Raises OSError where it cannot be made.
    """
    return replace(_made(folder.path / "apart"), songs=folder.songs)


def _made(path: Path) -> DataFolder:
    """Raises OSError where the folder cannot be made or nothing can be written in it.

    A folder that was there keeps its permissions: it may be shared with other programs.
    """
    folder = DataFolder(path, path / "songs", path / "journal")
    for each in (folder.path, folder.songs, folder.journals):
        each.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=path):
        pass
    return folder
