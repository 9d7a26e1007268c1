"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_player_tables()
    _create_play_tables()


def _create_player_tables() -> None:
    op.create_table(
        "players",
        sa.Column("player_id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("picture", sa.String, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("moves", sa.JSON, nullable=False),
        sa.Column("guest", sa.Boolean, nullable=False),
    )
    op.create_table(
        "bindings",
        _reference("players.player_id"),
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("move", sa.String),
    )
    op.create_table(
        "settings",
        _reference("players.player_id"),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )


def _create_play_tables() -> None:
    op.create_table(
        "plays",
        sa.Column("play_id", sa.String, primary_key=True),
        sa.Column("player_id", sa.String, nullable=False),
        sa.Column("song_id", sa.String, nullable=False),
        sa.Column("song_title", sa.String, nullable=False),
        sa.Column("started_at", sa.String, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("ending", sa.String, nullable=False),
        sa.Column("header", sa.JSON, nullable=False),
    )
    op.create_index("plays_of_player", "plays", ["player_id"])
    _create_part_of_play(
        "segments",
        sa.Column("host_ns", sa.BigInteger, nullable=False),
        sa.Column("song_ns", sa.BigInteger, nullable=False),
        sa.Column("running", sa.Boolean, nullable=False),
    )
    _create_part_of_play(
        "phrases",
        sa.Column("phrase", sa.Integer, nullable=False),
        sa.Column("difficulty", sa.JSON, nullable=False),
    )
    _create_part_of_play(
        "notes",
        sa.Column("phrase_position", sa.Integer, nullable=False),
        sa.Column("onset_ns", sa.BigInteger, nullable=False),
        sa.Column("duration_ns", sa.BigInteger, nullable=False),
        sa.Column("move", sa.String, nullable=False),
        sa.Column("pitch", sa.Integer, nullable=False),
        sa.Column("velocity", sa.Integer, nullable=False),
        sa.Column("hold", sa.Boolean, nullable=False),
    )
    _create_part_of_play(
        "key_events",
        sa.Column("host_ns", sa.BigInteger, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("down", sa.Boolean, nullable=False),
        sa.Column("velocity", sa.Integer),
    )


def _create_part_of_play(name: str, *columns: sa.Column[object]) -> None:
    """A row's place in its play is its `position`."""
    position = sa.Column("position", sa.Integer, primary_key=True)
    op.create_table(name, _reference("plays.play_id"), position, *columns, sqlite_with_rowid=False)


def _reference(target: str) -> sa.Column[object]:
    name = target.partition(".")[2]
    return sa.Column(name, sa.String, sa.ForeignKey(target), primary_key=True)
