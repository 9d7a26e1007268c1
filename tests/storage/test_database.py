"""A database that is damaged, newer, locked or half made: never lost, never overwritten."""

from __future__ import annotations

import shutil
import stat
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from game.storage.database import FILE_NAME, MIGRATIONS
from game.storage.schema import METADATA, REVISION
from game.storage.store import OpenedStore, open_store
from game.wording import words
from tests.storage.made import NOW, made_play, made_player


@pytest.fixture(autouse=True)
def makeshift_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makeshift folders are made beside the data, not in the machine's own."""
    makeshift = tmp_path / "makeshift"
    makeshift.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(makeshift))
    return makeshift


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder whose database holds one player and many plays, closed."""
    opened = open_store(tmp_path / "data", NOW)
    opened.store.save_player(made_player())
    for _ in range(30):
        opened.store.save_play(made_play(uuid4()))
    opened.store.close()
    return tmp_path / "data"


def set_aside(data: Path) -> list[Path]:
    return sorted(data.glob("*damaged*.sqlite3"))


def closed(opened: OpenedStore) -> OpenedStore:
    opened.store.close()
    return opened


# --- damaged -------------------------------------------------------------------------------------


def test_random_bytes_are_set_aside_and_a_new_record_begins(data: Path) -> None:
    rubbish = bytes(range(256)) * 64
    (data / FILE_NAME).write_bytes(rubbish)
    opened = open_store(data, NOW)
    assert opened.store.players() == ()
    opened.store.save_player(made_player())
    opened.store.close()
    (aside,) = set_aside(data)
    assert aside.read_bytes() == rubbish
    (notice,) = opened.notices
    assert aside.name in words(notice)
    assert opened.store.folder.path == data


def test_the_record_begun_beside_a_damaged_one_stays(data: Path) -> None:
    (data / FILE_NAME).write_bytes(b"rubbish" * 1000)
    first = open_store(data, NOW)
    first.store.save_player(made_player())
    first.store.close()
    second = closed(open_store(data, NOW + timedelta(days=1)))
    assert second.notices == ()
    assert len(set_aside(data)) == 1


def test_a_truncated_database_is_set_aside(data: Path) -> None:
    file = data / FILE_NAME
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    opened = closed(open_store(data, NOW + timedelta(days=1)))
    (aside,) = set_aside(data)
    assert aside.read_bytes() == content[: len(content) // 2]
    assert opened.notices


def test_two_damaged_databases_of_one_second_are_both_kept(data: Path) -> None:
    for content in (b"first rubbish" * 400, b"second rubbish" * 400):
        (data / FILE_NAME).write_bytes(content)
        closed(open_store(data, NOW))
    assert {path.read_bytes()[:5] for path in set_aside(data)} == {b"first", b"secon"}


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    opened = open_store(tmp_path, NOW)
    assert opened.notices == ()
    opened.store.save_player(made_player())
    opened.store.close()
    assert set_aside(tmp_path) == []


# --- not damaged, but not usable now -------------------------------------------------------------


def test_a_folder_that_takes_no_files_gives_a_makeshift_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.TemporaryFile

    def read_only(dir: Path) -> object:  # noqa: A002 # tempfile's own name
        if dir == tmp_path / "data":
            raise PermissionError(13, "Permission denied")
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    opened = closed(open_store(tmp_path / "data", NOW))
    assert "Permission denied" in words(opened.notices[0])
    assert opened.store.folder.path != tmp_path / "data"


# --- private -------------------------------------------------------------------------------------


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    closed(open_store(tmp_path, NOW))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


# --- versions ------------------------------------------------------------------------------------


def test_the_migrations_from_nothing_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    closed(open_store(tmp_path, NOW))
    engine = create_engine(f"sqlite:///{tmp_path / FILE_NAME}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_script_is_the_revision_of_the_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_a_copy_of_the_folder_is_the_same_record(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "copy")
    opened = open_store(tmp_path / "copy", NOW)
    assert [player.name for player in opened.store.players()] == ["Anna"]
    opened.store.close()


@pytest.fixture
def unclean(data: Path, tmp_path: Path) -> Path:
    """A copy taken while the game runs, its last play only in the log."""
    opened = open_store(data, NOW)
    opened.store.save_player(made_player("Bert"))
    shutil.copytree(data, tmp_path / "crashed")
    opened.store.close()
    return tmp_path / "crashed"


def test_what_only_the_log_holds_after_a_power_cut_is_there_again(unclean: Path) -> None:
    opened = open_store(unclean, NOW)
    assert opened.notices == ()
    assert sorted(player.name for player in opened.store.players()) == ["Anna", "Bert"]
    opened.store.close()
