"""Players, their keys and settings, and their plays. Plays are only ever added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from game.messages import Message, Refusal
from game.music.difficulty import HitWindows, Prescription
from game.music.moves import Move
from game.play.files import windows_from_json, windows_to_json
from game.play.json_values import Json, as_int
from game.play.keymap import Binding, Keymap
from game.play.record import Ending, Play
from game.storage.database import FILE_NAME, database_in_memory, open_database, reason_of
from game.storage.folder import DataFolder, data_folder, folder_apart
from game.storage.play_rows import insert_play, read_play
from game.storage.players import Player, player_of, player_row
from game.storage.schema import BINDINGS, PLAYERS, PLAYS, SETTINGS

WINDOWS, LOCK_OUT = "windows", "lock_out_ns"
"""Names of settings."""


class StoreError(Refusal):
    """The database could not do what it was asked; nothing of it was done. `str` is why."""

    def __init__(self, why: str) -> None:
        super().__init__(Message("What is stored cannot be used now ({why}).", {"why": why}))
        self.why = why

    def __str__(self) -> str:
        return self.why


@dataclass(frozen=True, slots=True)
class PlayListing:
    """What a list of plays shows, without reading them."""

    play_id: UUID
    song_id: str
    song_title: str
    started_at: datetime
    counts: bool
    ending: Ending


class Store:
    """Each method is one transaction: all of it is done or nothing.

    Each raises StoreError where the disk or the database fails, or where what it holds is damaged.
    """

    def __init__(self, engine: Engine, folder: DataFolder) -> None:
        self._engine = engine
        self.folder = folder

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        # Damaged values are no UUID, no date, no JSON (ValueError), or too large (OverflowError).
        except (SQLAlchemyError, OSError, ValueError, OverflowError) as error:
            raise StoreError(reason_of(error)) from error

    # --- players ---------------------------------------------------------------------------------

    def players(self) -> tuple[Player, ...]:
        """In the order in which they came."""
        with self._transaction() as connection:
            rows = connection.execute(select(PLAYERS)).mappings().all()
            players = map(player_of, rows)
            return tuple(sorted(players, key=lambda player: player.created_at))

    def save_player(self, player: Player) -> None:
        """Adds the player, or changes what is known of one."""
        player_id = str(player.player_id)
        row = player_row(player)
        with self._transaction() as connection:
            changed = connection.execute(
                update(PLAYERS).where(PLAYERS.c.player_id == player_id).values(row)
            )
            if changed.rowcount == 0:
                connection.execute(insert(PLAYERS), {"player_id": player_id, **row})

    # --- keys and settings -----------------------------------------------------------------------

    def keymap_of(self, player_id: UUID) -> Keymap | None:
        """None before anything was taught."""
        query = select(BINDINGS).where(BINDINGS.c.player_id == str(player_id))
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(BINDINGS.c.device, BINDINGS.c.key)).all()
            return Keymap(tuple(map(_binding, rows))) if rows else None

    def save_keymap(self, player_id: UUID, keymap: Keymap) -> None:
        """In place of what was taught before."""
        rows = [
            {
                "player_id": str(player_id),
                "device": binding.device,
                "key": binding.key,
                "move": binding.move.code if binding.move else None,
            }
            for binding in keymap.bindings
        ]
        with self._transaction() as connection:
            connection.execute(delete(BINDINGS).where(BINDINGS.c.player_id == str(player_id)))
            if rows:
                connection.execute(insert(BINDINGS), rows)

    def prescription_of(self, player: Player) -> Prescription:
        """The player's own windows and lock-out; the moves chosen.

        Where something was never set, or cannot be read as a limit, the default stands.
        """
        wish = Prescription(moves=player.moves) if player.moves else Prescription()
        with suppress(Refusal):
            windows = windows_from_json(self.setting(player.player_id, WINDOWS))
            wish = replace(wish, windows=windows)
        with suppress(ValueError):
            lock_out_ns = as_int(self.setting(player.player_id, LOCK_OUT))
            wish = replace(wish, lock_out_ns=lock_out_ns)
        return wish

    def save_windows(self, player_id: UUID, windows: HitWindows, lock_out_ns: int) -> None:
        self.put_setting(player_id, WINDOWS, windows_to_json(windows))
        self.put_setting(player_id, LOCK_OUT, lock_out_ns)

    def setting(self, player_id: UUID, name: str) -> Json:
        """None where it was never put."""
        query = select(SETTINGS.c.value).where(*_setting_key(player_id, name))
        with self._transaction() as connection:
            value: Json = connection.execute(query).scalar()
        return value

    def put_setting(self, player_id: UUID, name: str, value: Json) -> None:
        row = {"player_id": str(player_id), "name": name, "value": value}
        with self._transaction() as connection:
            connection.execute(delete(SETTINGS).where(*_setting_key(player_id, name)))
            connection.execute(insert(SETTINGS), row)

    # --- plays -----------------------------------------------------------------------------------

    def save_play(self, play: Play) -> None:
        """A play that is there already is left as it is."""
        play_id = str(play.header.play_id)
        known = select(PLAYS.c.play_id).where(PLAYS.c.play_id == play_id)
        with self._transaction() as connection:
            if connection.execute(known).first() is None:
                insert_play(connection, play)

    def play(self, play_id: UUID) -> Play:
        """Raises Refusal where there is none of this id."""
        with self._transaction() as connection:
            return read_play(connection, play_id)

    def plays_of(self, player_id: UUID) -> tuple[PlayListing, ...]:
        """Newest first."""
        columns = (c for c in PLAYS.c if c.name not in {"header", "player_id"})
        query = select(*columns).where(PLAYS.c.player_id == str(player_id))
        with self._transaction() as connection:
            listings = map(_listing, connection.execute(query).all())
            return tuple(sorted(listings, key=lambda listing: listing.started_at, reverse=True))

    def last_play(self, player_id: UUID, song_id: str) -> Play | None:
        """The newest finished play of the song that counts and can be read."""
        for listing in self.plays_of(player_id):
            finished = listing.ending is Ending.FINISHED and listing.counts
            if finished and listing.song_id == song_id:
                with suppress(Refusal):
                    return self.play(listing.play_id)
        return None


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """`notices`: what could not be as it should, for the player to read."""

    store: Store
    notices: tuple[Message, ...]


def open_store(wished: Path | None, now: datetime) -> OpenedStore:
    """The store in `wished` (None: the user's data folder), or the nearest thing that works.

    That is a database of its own beside one that cannot be used, or one that is soon forgotten.
    """
    folder = data_folder(wished)
    notices = [folder.notice] if folder.notice else []
    try:
        return _opened(folder, now, notices)
    except Refusal as refusal:
        notices.append(refusal.message)
    try:
        apart = folder_apart(folder)
        where = Message("Until then your plays are kept in {folder}.", {"folder": str(apart.path)})
        return _opened(apart, now, [*notices, where])
    except (Refusal, OSError):
        notices.append(Message("Nothing can be stored. Today's plays are lost."))
    return OpenedStore(Store(database_in_memory(), folder), tuple(notices))


def _opened(folder: DataFolder, now: datetime, notices: Sequence[Message]) -> OpenedStore:
    """Raises Refusal where the database of this folder cannot be used."""
    opened = open_database(folder.path / FILE_NAME, now)
    said = (*notices, opened.notice) if opened.notice else tuple(notices)
    return OpenedStore(Store(opened.engine, folder), said)


def _setting_key(player_id: UUID, name: str) -> Sequence[Any]:
    return SETTINGS.c.player_id == str(player_id), SETTINGS.c.name == name


def _binding(row: Row[Any]) -> Binding:
    return Binding(row.device, row.key, Move.parse(row.move) if row.move else None)


def _listing(row: Row[Any]) -> PlayListing:
    return PlayListing(
        UUID(row.play_id),
        row.song_id,
        row.song_title,
        datetime.fromisoformat(row.started_at),
        row.counts,
        Ending(row.ending),
    )
