"""Players, their keys and settings, and their plays. Plays are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from game.messages import Message, Refusal
from game.music.difficulty import HitWindows, Prescription
from game.music.moves import RIGHT_TAPS, Move
from game.play.files import windows_from_json, windows_to_json
from game.play.json_values import Json
from game.play.keymap import Binding, Keymap
from game.play.record import Ending, Play
from game.storage.database import FILE_NAME, open_database
from game.storage.folder import DataFolder, data_folder
from game.storage.play_rows import insert_play, read_play
from game.storage.players import Player
from game.storage.schema import BINDINGS, PLAYERS, PLAYS, SETTINGS

WINDOWS, LOCK_OUT = "windows", "lock_out_ns"
"""Names of settings."""


class StoreError(Exception):
    """The database could not do what it was asked; nothing of it was done."""


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
    def __init__(self, engine: Engine, folder: DataFolder) -> None:
        self._engine = engine
        self.folder = folder

    def close(self) -> None:
        self._engine.dispose()

    # --- players ---------------------------------------------------------------------------------

    def players(self) -> tuple[Player, ...]:
        """In the order in which they came."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(PLAYERS).order_by(PLAYERS.c.created_at)).all()
        return tuple(map(_player, rows))

    def save_player(self, player: Player) -> None:
        """Adds the player, or changes what is known of one."""
        values = {
            "name": player.name,
            "picture": player.picture,
            "created_at": player.created_at.isoformat(),
            "moves": [move.code for move in player.moves],
            "guest": player.guest,
        }
        player_id = str(player.player_id)
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(PLAYERS).where(PLAYERS.c.player_id == player_id).values(values)
            )
            if changed.rowcount == 0:
                connection.execute(insert(PLAYERS), {"player_id": player_id, **values})

    # --- keys and settings -----------------------------------------------------------------------

    def keymap_of(self, player_id: UUID) -> Keymap | None:
        """None before anything was taught."""
        query = select(BINDINGS).where(BINDINGS.c.player_id == str(player_id))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(BINDINGS.c.device, BINDINGS.c.key)).all()
        if not rows:
            return None
        return Keymap(
            tuple(
                Binding(row.device, row.key, Move.parse(row.move) if row.move else None)
                for row in rows
            )
        )

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
        with self._engine.begin() as connection:
            connection.execute(delete(BINDINGS).where(BINDINGS.c.player_id == str(player_id)))
            if rows:
                connection.execute(insert(BINDINGS), rows)

    def prescription_of(self, player: Player) -> Prescription:
        """The player's own windows and lock-out where they were set; the moves chosen."""
        wish = Prescription(moves=player.moves or RIGHT_TAPS)
        windows = self.setting(player.player_id, WINDOWS)
        lock_out_ns = self.setting(player.player_id, LOCK_OUT)
        if windows is not None:
            wish = replace(wish, windows=windows_from_json(windows))
        if isinstance(lock_out_ns, int):
            wish = replace(wish, lock_out_ns=lock_out_ns)
        return wish

    def save_windows(self, player_id: UUID, windows: HitWindows, lock_out_ns: int) -> None:
        self.put_setting(player_id, WINDOWS, windows_to_json(windows))
        self.put_setting(player_id, LOCK_OUT, lock_out_ns)

    def setting(self, player_id: UUID, name: str) -> Json:
        """None where it was never put."""
        query = select(SETTINGS.c.value).where(*_setting_key(player_id, name))
        with self._engine.connect() as connection:
            value: Json = connection.execute(query).scalar()
        return value

    def put_setting(self, player_id: UUID, name: str, value: Json) -> None:
        row = {"player_id": str(player_id), "name": name, "value": value}
        with self._engine.begin() as connection:
            connection.execute(delete(SETTINGS).where(*_setting_key(player_id, name)))
            connection.execute(insert(SETTINGS), row)

    # --- plays -----------------------------------------------------------------------------------

    def save_play(self, play: Play) -> None:
        """All of it or nothing. A play that is there already is left as it is.

        Raises StoreError where the disk or the database fails.
        """
        try:
            with self._engine.begin() as connection:
                if _play_row(connection, play.header.play_id) is None:
                    insert_play(connection, play)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(str(getattr(error, "orig", error))) from error

    def play(self, play_id: UUID) -> Play:
        """Raises Refusal where there is none of this id."""
        with self._engine.connect() as connection:
            row = _play_row(connection, play_id)
            if row is None:
                raise Refusal(Message("There is no play {id}.", {"id": str(play_id)}))
            return read_play(connection, row._mapping)

    def plays_of(self, player_id: UUID) -> tuple[PlayListing, ...]:
        """Newest first."""
        columns = (c for c in PLAYS.c if c.name not in {"header", "player_id"})
        query = select(*columns).where(PLAYS.c.player_id == str(player_id))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        listings = map(_listing, rows)
        return tuple(sorted(listings, key=lambda listing: listing.started_at, reverse=True))

    def last_play(self, player_id: UUID, song_id: str) -> Play | None:
        """The newest finished play of the song that counts."""
        for listing in self.plays_of(player_id):
            finished = listing.ending is Ending.FINISHED and listing.counts
            if finished and listing.song_id == song_id:
                return self.play(listing.play_id)
        return None


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """`notices`: what could not be as it should, for the player to read."""

    store: Store
    notices: tuple[Message, ...]


def open_store(wished: Path | None, now: datetime) -> OpenedStore:
    """The store in `wished` (None: the user's data folder), or the nearest thing that works."""
    folder = data_folder(wished)
    notices = [folder.notice] if folder.notice else []
    try:
        opened = open_database(folder.path / FILE_NAME, now)
    except Refusal as refusal:
        notices.append(refusal.message)
        makeshift = data_folder(folder.path / f"beside-newer-{now:%Y%m%dT%H%M%S}")
        opened = open_database(makeshift.path / FILE_NAME, now)
        folder = makeshift
    if opened.notice:
        notices.append(opened.notice)
    return OpenedStore(Store(opened.engine, folder), tuple(notices))


def _setting_key(player_id: UUID, name: str) -> Sequence[Any]:
    return SETTINGS.c.player_id == str(player_id), SETTINGS.c.name == name


def _play_row(connection: Connection, play_id: UUID) -> Row[Any] | None:
    query = select(PLAYS).where(PLAYS.c.play_id == str(play_id))
    return connection.execute(query).one_or_none()


def _player(row: Row[Any]) -> Player:
    return Player(
        UUID(row.player_id),
        row.name,
        row.picture,
        datetime.fromisoformat(row.created_at),
        tuple(Move.parse(code) for code in row.moves),
        row.guest,
    )


def _listing(row: Row[Any]) -> PlayListing:
    return PlayListing(
        UUID(row.play_id),
        row.song_id,
        row.song_title,
        datetime.fromisoformat(row.started_at),
        row.counts,
        Ending(row.ending),
    )
