"""Where everything is kept: private, and somewhere in any case."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest

from game.storage.folder import data_folder, folder_apart
from game.wording import words


@pytest.fixture(autouse=True)
def makeshift_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makeshift folders are made beside the data, not in the machine's own."""
    makeshift = tmp_path / "makeshift"
    makeshift.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(makeshift))
    return makeshift


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_is_private_with_all_in_it(tmp_path: Path) -> None:
    folder = data_folder(tmp_path / "new" / "data")
    assert folder.path == tmp_path / "new" / "data"
    assert folder.notice is None
    assert [mode(path) for path in (folder.path, folder.songs, folder.journals)] == [0o700] * 3


def test_a_folder_that_was_there_keeps_its_permissions_and_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "songs").mkdir()
    (tmp_path / "songs" / "mine.abc").write_text("mine")
    tmp_path.chmod(0o755)
    folder = data_folder(tmp_path)
    assert mode(tmp_path) == 0o755
    assert (folder.songs / "mine.abc").read_text() == "mine"
    assert list(tmp_path.glob("tmp*")) == []


def test_without_a_wish_it_is_the_users_own_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.storage.folder.user_data_path", lambda name, **_: tmp_path / name)
    assert data_folder(None).path == tmp_path / "fingersong"


@pytest.mark.parametrize("taken", ["data", "data/songs", "data/journal"])
def test_a_file_where_a_folder_should_be_gives_a_makeshift_one(
    tmp_path: Path, makeshift_here: Path, taken: str
) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("a file")
    folder = data_folder(tmp_path / "data")
    assert folder.path.parent == makeshift_here
    assert folder.songs.is_dir()
    assert folder.notice
    assert str(tmp_path / "data") in words(folder.notice)
    assert (tmp_path / taken).read_text() == "a file"


def test_a_folder_that_takes_no_files_gives_a_makeshift_one(
    tmp_path: Path, makeshift_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.TemporaryFile

    def read_only(dir: Path) -> object:  # noqa: A002 # tempfile's own name
        if dir == tmp_path / "data":
            raise PermissionError(13, "Permission denied")
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    folder = data_folder(tmp_path / "data")
    assert folder.path.parent == makeshift_here
    assert folder.notice
    assert "Permission denied" in words(folder.notice)


def test_each_makeshift_folder_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert data_folder(tmp_path / "data").path != data_folder(tmp_path / "data").path


def test_a_folder_apart_is_another_place_for_all_but_the_songs(tmp_path: Path) -> None:
    folder = data_folder(tmp_path)
    apart = folder_apart(folder)
    assert apart.path.parent == folder.path
    assert apart.songs == folder.songs
    assert apart.journals.parent == apart.path
    assert folder_apart(folder) == apart
