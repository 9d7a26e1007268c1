"""Where everything is kept: the user's own data folder, private to the user."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from game.messages import Message

PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class DataFolder:
    """`notice` says so where the wished folder cannot be written and `path` is a makeshift."""

    path: Path
    notice: Message | None = None

    @property
    def songs(self) -> Path:
        """The player's own song files."""
        return self.path / "songs"

    @property
    def journals(self) -> Path:
        return self.path / "journal"


def data_folder(wished: Path | None) -> DataFolder:
    """`wished` None is the platform's folder for this user's data. Never fails."""
    path = wished or user_data_path("fingersong", appauthor=False)
    try:
        _make_private(path)
    except OSError as error:
        makeshift = Path(tempfile.mkdtemp(prefix="fingersong-"))
        _make_private(makeshift)
        values = {"folder": str(path), "why": error.strerror or str(error)}
        notice = Message("{folder} cannot be written ({why}). Today's plays are lost.", values)
        return DataFolder(makeshift, notice)
    return DataFolder(path)


def _make_private(path: Path) -> None:
    """Raises OSError where the folder cannot be made or nothing can be written in it.

    A folder that was there keeps its permissions: it may be shared with other programs.
    """
    folder = DataFolder(path)
    for each in (folder.path, folder.songs, folder.journals):
        each.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=path):
        pass
