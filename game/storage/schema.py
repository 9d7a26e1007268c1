"""The tables. Only what happened is stored; every number is derived from it again.

Conventions: times are whole nanoseconds (`_ns`) or ISO 8601 texts with their zone; moves are their
codes; UUIDs are texts, so that the union of two databases is a union of rows.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

REVISIONS = ("0001",)
"""All of `migrations/versions`, in their order; a database of any other is from a newer version."""
REVISION = REVISIONS[-1]
"""Where an older database is brought."""

METADATA = MetaData()

PLAYERS = Table(
    "players",
    METADATA,
    Column("player_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("picture", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("moves", JSON, nullable=False),
    Column("guest", Boolean, nullable=False),
)

BINDINGS = Table(
    "bindings",
    METADATA,
    Column("player_id", ForeignKey("players.player_id"), primary_key=True),
    Column("device", String, primary_key=True),
    Column("key", Integer, primary_key=True),
    Column("move", String),
)
"""`move` is NULL for the key that pauses."""

SETTINGS = Table(
    "settings",
    METADATA,
    Column("player_id", ForeignKey("players.player_id"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

PLAYS = Table(
    "plays",
    METADATA,
    Column("play_id", String, primary_key=True),
    Column("player_id", String, nullable=False),
    Column("song_id", String, nullable=False),
    Column("song_title", String, nullable=False),
    Column("started_at", String, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("ending", String, nullable=False),
    Column("header", JSON, nullable=False),
    Index("plays_of_player", "player_id"),
)
"""`header` is the whole PlayHeader; the columns beside it are there to be searched. `player_id`
refers to no row: a play may come before its player, from another machine or from a journal."""


def _part_of_play(name: str, *columns: Column[object]) -> Table:
    """`position` counts from 0 in the play's own order.

    Rows lie in the order of their key, without SQLite's row numbers: the file is a third smaller.
    """
    play_id: Column[object] = Column("play_id", ForeignKey("plays.play_id"), primary_key=True)
    position: Column[object] = Column("position", Integer, primary_key=True)
    return Table(name, METADATA, play_id, position, *columns, sqlite_with_rowid=False)


SEGMENTS = _part_of_play(
    "segments",
    Column("host_ns", BigInteger, nullable=False),
    Column("song_ns", BigInteger, nullable=False),
    Column("running", Boolean, nullable=False),
)

PHRASES = _part_of_play(
    "phrases",
    Column("phrase", Integer, nullable=False),
    Column("difficulty", JSON, nullable=False),
)

NOTES = _part_of_play(
    "notes",
    Column("phrase_position", Integer, nullable=False),
    Column("onset_ns", BigInteger, nullable=False),
    Column("duration_ns", BigInteger, nullable=False),
    Column("move", String, nullable=False),
    Column("pitch", Integer, nullable=False),
    Column("velocity", Integer, nullable=False),
    Column("hold", Boolean, nullable=False),
)

KEY_EVENTS = _part_of_play(
    "key_events",
    Column("host_ns", BigInteger, nullable=False),
    Column("device", String, nullable=False),
    Column("key", Integer, nullable=False),
    Column("down", Boolean, nullable=False),
    Column("velocity", Integer),
)
