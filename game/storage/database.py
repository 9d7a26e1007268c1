"""Opens the database file, brings it to this version, and sets a damaged one aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import DatabaseError, DBAPIError, SQLAlchemyError

from game.messages import Message, Refusal
from game.storage.schema import METADATA, REVISION, REVISIONS

FILE_NAME = "fingersong.sqlite3"
PRIVATE_FILE = 0o600
MIGRATIONS = Path(__file__).parent / "migrations"
CHECKED_AT_EVERY_START_BYTES = 50_000_000
"""About a thousand plays. A look at every page takes about 2 ms a megabyte (measured); a larger
file gets it only after a program that ended without closing it."""
BUSY_MS = 5000
"""So long a transaction waits for another program's."""
_LOG = "-wal"
_COMPANIONS = ("", _LOG, "-shm")
_MAGIC = b"SQLite format 3\0"
"""How every database file begins (SQLite file format, section 1.3.1)."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""


@dataclass(frozen=True, slots=True)
class OpenedDatabase:
    engine: Engine
    notice: Message | None = None


def open_database(path: Path, now: datetime) -> OpenedDatabase:
    """The database at `path`, made where there is none; a damaged one is set aside first.

    Raises Refusal for one that a newer version of the game has written, and for one that cannot be
    used now (locked, not ours, the disk full): it stays as it is.
    """
    try:
        return _open_or_begin_anew(path, now)
    except (SQLAlchemyError, OSError) as error:
        text = "The stored plays cannot be opened now ({why})."
        raise Refusal(Message(text, {"why": reason_of(error)})) from error


def database_in_memory() -> Engine:
    """For a computer that can keep nothing: forgotten when the game ends."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    METADATA.create_all(engine)
    return engine


def reason_of(error: Exception) -> str:
    """What the database or the system said, without SQLAlchemy's statement or Python's number."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(getattr(error, "orig", error))


def _open_or_begin_anew(path: Path, now: datetime) -> OpenedDatabase:
    try:
        return OpenedDatabase(_open(path))
    except DBAPIError as error:
        if not _is_damage(error):
            raise
        aside = _set_aside(path, now)
        notice = Message(
            "The stored plays could not be read ({why}). They are kept as {file}.",
            {"why": reason_of(error), "file": aside.name},
        )
    return OpenedDatabase(_open(path), notice)


def _is_damage(error: DBAPIError) -> bool:
    """Only damage is set aside: a database that is locked, say, is as good as ever."""
    return getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE in _DAMAGED


def _open(path: Path) -> Engine:
    """Raises DBAPIError, OSError, and Refusal for a file of a newer version."""
    unclean = path.with_name(path.name + _LOG).exists()
    _check_header(path, unclean)
    _make_private(path)
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as connection:
            if unclean or path.stat().st_size <= CHECKED_AT_EVERY_START_BYTES:
                _check(connection)
            _bring_up_to_date(connection)
        _use_write_ahead_log(engine)
    except Exception:
        engine.dispose()
        raise
    return engine


def _check_header(path: Path, unclean: bool) -> None:
    """Before SQLite opens it, which would delete the log beside what it does not know.

    Raises DatabaseError as SQLite does for a file that is no database.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        header = file.read(len(_MAGIC))
    if header != _MAGIC and (header or unclean):
        raise _damage("file is not a database")


def _make_private(path: Path) -> None:
    """Before SQLite opens it: the files that SQLite lays beside it get the same permissions."""
    if not path.exists():
        path.touch(PRIVATE_FILE)
    with suppress(PermissionError):  # another user's file, which we may still be allowed to write
        path.chmod(PRIVATE_FILE)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Full sync: a play that was reported as kept survives a power cut."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_write_ahead_log(engine: Engine) -> None:
    """Once for all, the file remembers. Not before it is known that the file is ours to change."""
    with (
        suppress(sqlite3.OperationalError),  # another program begins it too: the next start will do
        closing(engine.raw_connection()) as connection,
    ):
        connection.cursor().execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    """Python's sqlite3 would begin only before a row is written, and so leave half a migration.

    Immediate: a transaction that reads first and then writes never finds the file changed between.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check(connection: Connection) -> None:
    """Looks at every page. Raises DatabaseError as SQLite does when it meets a damaged one."""
    found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if found != "ok":
        raise _damage("database disk image is malformed")


def _damage(why: str) -> DatabaseError:
    """As SQLite reports it, in SQLite's words."""
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return DatabaseError(None, None, error)


def _bring_up_to_date(connection: Connection) -> None:
    stored = _stored_revision(connection)
    if stored == REVISION:
        return
    if stored is not None and stored not in REVISIONS:
        raise Refusal(
            Message("The stored plays are from a newer Fingersong. Please update this one.")
        )
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, REVISION)


def _stored_revision(connection: Connection) -> str | None:
    """None for a database without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _set_aside(path: Path, now: datetime) -> Path:
    """Renames the file and what belongs to it; an earlier one set aside is never overwritten."""
    stem = f"{path.stem}-damaged-{now:%Y%m%dT%H%M%S}"
    ordinal = 1
    aside = path.with_name(f"{stem}{path.suffix}")
    while aside.exists():
        ordinal += 1
        aside = path.with_name(f"{stem}-{ordinal}{path.suffix}")
    for companion in _COMPANIONS:
        old = path.with_name(path.name + companion)
        if old.exists():
            old.rename(aside.with_name(aside.name + companion))
    return aside
