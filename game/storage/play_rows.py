"""A play as rows of its tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, insert, select

from game.messages import Message, Refusal
from game.music.chart import Note
from game.music.moves import Move
from game.play.files import (
    difficulty_from_json,
    difficulty_to_json,
    header_from_json,
    header_to_json,
)
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import CommittedPhrase, Ending, Play
from game.storage.schema import KEY_EVENTS, NOTES, PHRASES, PLAYS, SEGMENTS
from game.timing import HostTime, Segment, SongTime

Row = Mapping[str, Any]
"""A row's values are as different as its columns: SQLAlchemy types them as Any too."""


def insert_play(connection: Connection, play: Play) -> None:
    """In the caller's transaction. Raises IntegrityError for a play that is there already."""
    header = play.header
    play_id = str(header.play_id)
    row = {
        "play_id": play_id,
        "player_id": str(header.player_id),
        "song_id": header.song_id,
        "song_title": header.song_title,
        "started_at": header.started_at.isoformat(),
        "counts": header.counts,
        "ending": play.ending.value,
        "header": header_to_json(header),
    }
    connection.execute(insert(PLAYS), row)
    for table, rows in (
        (SEGMENTS, map(_segment_row, play.segments)),
        (PHRASES, map(_phrase_row, play.phrases)),
        (NOTES, _note_rows(play.phrases)),
        (KEY_EVENTS, map(_event_row, play.events)),
    ):
        _insert_all(connection, table, play_id, rows)


def read_play(connection: Connection, play_id: UUID) -> Play:
    """Raises Refusal where there is none of this id; Refusal or ValueError for damaged rows."""
    key = str(play_id)
    found = connection.execute(select(PLAYS).where(PLAYS.c.play_id == key)).mappings()
    row = found.one_or_none()
    if row is None:
        raise Refusal(Message("There is no play {id}.", {"id": key}))
    return Play(
        header_from_json(row["header"]),
        tuple(map(_segment, _rows_of(connection, SEGMENTS, key))),
        tuple(_phrases(connection, key)),
        tuple(map(_event, _rows_of(connection, KEY_EVENTS, key))),
        Ending(row["ending"]),
    )


def _phrases(connection: Connection, play_id: str) -> Iterator[CommittedPhrase]:
    rows = _rows_of(connection, NOTES, play_id)
    by_phrase = groupby(rows, key=lambda note: int(note["phrase_position"]))
    notes = {position: tuple(map(_note, group)) for position, group in by_phrase}
    for phrase in _rows_of(connection, PHRASES, play_id):
        difficulty = difficulty_from_json(phrase["difficulty"])
        yield CommittedPhrase(phrase["phrase"], difficulty, notes.get(phrase["position"], ()))


def _insert_all(connection: Connection, table: Table, play_id: str, rows: Iterable[Row]) -> None:
    numbered = [
        {"play_id": play_id, "position": position, **row} for position, row in enumerate(rows)
    ]
    if numbered:
        connection.execute(insert(table), numbered)


def _rows_of(connection: Connection, table: Table, play_id: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.play_id == play_id).order_by(table.c.position)
    return connection.execute(query).mappings().all()


def _segment_row(segment: Segment) -> Row:
    return {"host_ns": segment.host, "song_ns": segment.song, "running": segment.running}


def _segment(row: RowMapping) -> Segment:
    return Segment(HostTime(row["host_ns"]), SongTime(row["song_ns"]), row["running"])


def _phrase_row(phrase: CommittedPhrase) -> Row:
    return {"phrase": phrase.index, "difficulty": difficulty_to_json(phrase.difficulty)}


def _note_rows(phrases: Iterable[CommittedPhrase]) -> Iterable[Row]:
    for position, phrase in enumerate(phrases):
        for note in phrase.notes:
            yield {
                "phrase_position": position,
                "onset_ns": note.onset_ns,
                "duration_ns": note.duration_ns,
                "move": note.move.code,
                "pitch": note.pitch,
                "velocity": note.velocity,
                "hold": note.hold,
            }


def _note(row: RowMapping) -> Note:
    return Note(
        SongTime(row["onset_ns"]),
        row["duration_ns"],
        Move.parse(row["move"]),
        row["pitch"],
        row["velocity"],
        row["hold"],
    )


def _event_row(event: KeyEvent) -> Row:
    press = isinstance(event, KeyPress)
    velocity = event.velocity if isinstance(event, KeyPress) else None
    return {
        "host_ns": event.host_ns,
        "device": event.device,
        "key": event.key,
        "down": press,
        "velocity": velocity,
    }


def _event(row: RowMapping) -> KeyEvent:
    host = HostTime(row["host_ns"])
    if row["down"]:
        return KeyPress(host, row["device"], row["key"], row["velocity"])
    return KeyRelease(host, row["device"], row["key"])
