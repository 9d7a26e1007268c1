"""Opens the database file, brings it to this version, and sets a damaged one aside."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from game.messages import Message, Refusal
from game.storage.schema import REVISION

FILE_NAME = "fingersong.sqlite3"
PRIVATE_FILE = 0o600
MIGRATIONS = Path(__file__).parent / "migrations"
_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class OpenedDatabase:
    engine: Engine
    notice: Message | None = None


def open_database(path: Path, now: datetime) -> OpenedDatabase:
    """The database at `path`, made where there is none; a damaged one is set aside first.

    Raises Refusal for one that a newer version of the game has written; it stays as it is.
    """
    try:
        return OpenedDatabase(_open(path))
    except DatabaseError as damage:
        aside = _set_aside(path, now)
        notice = Message(
            "The stored plays could not be read ({why}). They are kept as {file}.",
            {"why": str(damage.orig), "file": aside.name},
        )
        return OpenedDatabase(_open(path), notice)


def _open(path: Path) -> Engine:
    """Raises DatabaseError for a damaged file, Refusal for one of a newer version."""
    suspicious = path.with_name(path.name + "-wal").exists()
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            if suspicious:
                _check(connection)
            _bring_up_to_date(connection)
    except (DatabaseError, Refusal):
        engine.dispose()
        raise
    path.chmod(PRIVATE_FILE)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """WAL with full sync: a play that was reported as kept survives a power cut."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _check(connection: Connection) -> None:
    """The last program that wrote ended without closing: worth a look at every page."""
    found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if found != "ok":
        raise DatabaseError("quick_check", None, ValueError(found))


def _bring_up_to_date(connection: Connection) -> None:
    stored = _stored_revision(connection)
    if stored == REVISION:
        return
    if stored is not None and stored > REVISION:
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
