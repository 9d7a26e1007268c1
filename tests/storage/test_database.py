"""A database that is damaged, newer, locked or half made: never lost, never overwritten."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from game.messages import Refusal
from game.storage import database
from game.storage.database import FILE_NAME, MIGRATIONS, open_database
from game.storage.schema import METADATA, REVISION, REVISIONS
from game.storage.store import OpenedStore, open_store
from game.wording import words
from tests.storage.made import DRAWN, NOW, made_play, made_player

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE_BYTES = 4096


@pytest.fixture(autouse=True)
def makeshift_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makeshift folders are made beside the data, not in the machine's own."""
    makeshift = tmp_path / "makeshift"
    makeshift.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(makeshift))
    return makeshift


@pytest.fixture(scope="session")
def filled_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds one player and many plays, closed, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    opened = open_store(folder, NOW)
    opened.store.save_player(made_player())
    for _ in range(30):
        opened.store.save_play(made_play(uuid4()))
    opened.store.close()
    return folder


@pytest.fixture
def data(filled_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled_data, tmp_path / "data")
    return tmp_path / "data"


def set_aside(data: Path) -> list[Path]:
    return sorted(data.glob("*damaged*.sqlite3"))


def closed(opened: OpenedStore) -> OpenedStore:
    opened.store.close()
    return opened


def overwrite_page_in_the_middle(file: Path) -> bytes:
    """Gives what the file holds then."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // PAGE_BYTES * PAGE_BYTES
    content[middle : middle + PAGE_BYTES] = b"\x5a" * PAGE_BYTES
    file.write_bytes(content)
    return bytes(content)


def changed(file: Path, *statements: str) -> bytes:
    """By another program, which closes it; gives what the file holds then."""
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return file.read_bytes()


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


def test_a_page_overwritten_in_the_middle_is_found_at_the_next_start(data: Path) -> None:
    content = overwrite_page_in_the_middle(data / FILE_NAME)
    opened = closed(open_store(data, NOW))
    (aside,) = set_aside(data)
    assert aside.read_bytes() == content
    assert aside.name in words(opened.notices[0])


@pytest.mark.parametrize("unclean", [False, True])
def test_a_large_database_is_looked_through_only_after_an_unclean_end(
    data: Path, monkeypatch: pytest.MonkeyPatch, unclean: bool
) -> None:
    monkeypatch.setattr(database, "CHECKED_AT_EVERY_START_BYTES", 0)
    overwrite_page_in_the_middle(data / FILE_NAME)
    if unclean:
        (data / f"{FILE_NAME}-wal").touch()
    closed(open_store(data, NOW))
    assert len(set_aside(data)) == unclean


@pytest.mark.parametrize("content", [b"rubbish" * 1000, b""])
def test_a_log_left_beside_a_damaged_database_goes_with_it(data: Path, content: bytes) -> None:
    (data / FILE_NAME).write_bytes(content)
    (data / f"{FILE_NAME}-wal").write_bytes(b"what was written last")
    opened = closed(open_store(data, NOW))
    assert opened.notices
    (log,) = data.glob("*damaged*-wal")
    assert log.read_bytes() == b"what was written last"


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


def assert_left_alone(opened: OpenedStore, data: Path, before: bytes) -> None:
    """The plays of today are kept elsewhere, and the player is told where."""
    opened.store.save_player(made_player("Bert"))
    opened.store.close()
    assert (data / FILE_NAME).read_bytes() == before
    assert set_aside(data) == []
    assert opened.store.folder.path != data
    _why, where = map(words, opened.notices)
    assert str(opened.store.folder.path) in where


NEWER = "UPDATE alembic_version SET version_num = '9999'"


@pytest.mark.parametrize(
    "statements",
    [
        (NEWER, "CREATE TABLE tomorrow (idea TEXT)"),
        (NEWER, "PRAGMA journal_mode=DELETE"),
        ("UPDATE alembic_version SET version_num = '0000-of-a-branch'",),
    ],
)
def test_a_database_of_a_newer_version_is_left_as_it_is(
    data: Path, statements: tuple[str, ...]
) -> None:
    before = changed(data / FILE_NAME, *statements)
    opened = open_store(data, NOW)
    assert "newer" in words(opened.notices[0])
    assert_left_alone(opened, data, before)


def test_plays_kept_beside_a_newer_database_are_there_tomorrow(data: Path) -> None:
    changed(data / FILE_NAME, NEWER)
    today = open_store(data, NOW)
    today.store.save_player(made_player("Bert"))
    closed(today)
    tomorrow = open_store(data, NOW + timedelta(days=1))
    assert [player.name for player in tomorrow.store.players()] == ["Bert"]
    assert tomorrow.store.folder.songs == data / "songs"
    assert tomorrow.store.folder.journals != data / "journal"
    tomorrow.store.close()


def test_tables_that_are_not_ours_to_make_are_left_as_they_are(data: Path) -> None:
    before = changed(data / FILE_NAME, "DROP TABLE alembic_version")
    opened = open_store(data, NOW)
    assert "already exists" in words(opened.notices[0])
    assert_left_alone(opened, data, before)


def test_a_locked_database_is_not_taken_for_a_damaged_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 1)
    other = sqlite3.connect(data / FILE_NAME, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE players SET name = 'Änne'")
    before = (data / FILE_NAME).read_bytes()
    opened = open_store(data, NOW)
    assert "locked" in words(opened.notices[0])
    assert_left_alone(opened, data, before)
    other.execute("COMMIT")
    other.close()
    again = open_store(data, NOW)
    assert [player.name for player in again.store.players()] == ["Änne"]
    again.store.close()


def test_a_damaged_database_that_cannot_be_set_aside_is_left_as_it_is(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_path: Path, _target: Path) -> None:
        raise PermissionError(13, "Another program holds it")

    before = b"rubbish" * 1000
    (data / FILE_NAME).write_bytes(before)
    monkeypatch.setattr(Path, "rename", held)
    opened = open_store(data, NOW)
    assert "Another program holds it" in words(opened.notices[0])
    assert_left_alone(opened, data, before)


def test_a_folder_in_place_of_the_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    opened = closed(open_store(tmp_path, NOW))
    assert "cannot be opened" in words(opened.notices[0])
    assert opened.store.folder.path != tmp_path


def test_where_no_database_can_be_begun_the_plays_of_today_are_in_memory(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    (tmp_path / "apart").write_text("a file")
    opened = open_store(tmp_path, NOW)
    player, play = made_player(), made_play(uuid4())
    opened.store.save_player(player)
    opened.store.save_play(play)
    assert opened.store.players() == (player,)
    assert opened.store.play(play.header.play_id) == play
    assert "lost" in words(opened.notices[-1])
    opened.store.close()


def test_a_folder_may_have_marks_in_its_name_that_steer_an_address(tmp_path: Path) -> None:
    odd = tmp_path / "50% of it? #1 & ünï"
    closed(open_store(odd, NOW))
    assert (odd / FILE_NAME).stat().st_size > 0


# --- private -------------------------------------------------------------------------------------


def test_all_files_of_a_database_are_private(tmp_path: Path) -> None:
    opened = open_store(tmp_path, NOW)
    opened.store.save_player(made_player())
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {path.name for path in files} == {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    opened.store.close()


def test_a_database_that_others_could_read_becomes_private(data: Path) -> None:
    (data / FILE_NAME).chmod(0o644)
    opened = open_store(data, NOW)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.glob(f"{FILE_NAME}*")}
    assert set(modes.values()) == {0o600}, modes
    opened.store.close()


# --- versions ------------------------------------------------------------------------------------


def test_the_migrations_from_nothing_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    closed(open_store(tmp_path, NOW))
    engine = create_engine(f"sqlite:///{tmp_path / FILE_NAME}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_schema_names_every_migration_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest_first = ScriptDirectory.from_config(config).walk_revisions()
    assert [script.revision for script in newest_first] == [*reversed(REVISIONS)]
    assert REVISIONS[-1] == REVISION


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    changed(file, "CREATE TABLE notes (in_the_way TEXT)")
    with pytest.raises(Refusal, match="already exists"):
        open_database(file, NOW)
    engine = create_engine(f"sqlite:///{file}")
    assert inspect(engine).get_table_names() == ["notes"]
    engine.dispose()


def run(program: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


OPEN = """
import sys
from pathlib import Path
from game.storage.store import open_store
from tests.storage.made import NOW, made_player

opened = open_store(Path(sys.argv[1]), NOW)
opened.store.save_player(made_player())
print(len(opened.notices), "alembic" in sys.modules)
opened.store.close()
"""


@pytest.mark.parametrize("there", [True, False])
def test_alembic_is_loaded_only_to_change_tables(tmp_path: Path, there: bool) -> None:
    """It takes longer to load than all else that opens a database."""
    if there:
        closed(open_store(tmp_path, NOW))
    with run(OPEN, tmp_path) as program:
        assert program.communicate()[0] == f"0 {not there}\n"


def test_two_programs_may_begin_one_database_at_once(tmp_path: Path) -> None:
    with run(OPEN, tmp_path) as one, run(OPEN, tmp_path) as other:
        said = [program.communicate()[0][:2] for program in (one, other)]
    assert said == ["0 ", "0 "]
    opened = open_store(tmp_path, NOW)
    assert len(opened.store.players()) == 2
    opened.store.close()


# --- ends that nobody planned --------------------------------------------------------------------


def test_a_closed_database_is_one_file(data: Path) -> None:
    assert [path.name for path in data.iterdir() if path.is_file()] == [FILE_NAME]


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


SAVING = """
import sys
from pathlib import Path
from uuid import UUID
from game.storage.store import open_store
from tests.storage.made import NOW, made_play

store = open_store(Path(sys.argv[1]), NOW).store
while True:
    play = made_play(UUID(int=1))
    store.save_play(play)
    print(play.header.play_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_program_killed_while_it_saves_loses_no_play_that_it_called_kept(tmp_path: Path) -> None:
    with run(SAVING, tmp_path) as program:
        assert program.stdout
        reported = [program.stdout.readline() for _ in range(20)]
        program.kill()
        reported += program.stdout.read().splitlines(keepends=True)
    opened = open_store(tmp_path, NOW)
    assert opened.notices == ()
    listed = opened.store.plays_of(UUID(int=1))
    assert {f"{one.play_id}\n" for one in listed} >= {line for line in reported if len(line) == 37}
    for one in listed:
        assert len(opened.store.play(one.play_id).events) == len(DRAWN.events)
    opened.store.close()
