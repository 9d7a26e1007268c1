"""Every press on disk as it happens, so that a play outlives a power cut.

A journal is one file of JSON lines beside the database, `journal/PLAY_ID.jsonl`; each line is a
kind and a value (see `game.play.files`). Its lock file is held while its writer lives; a journal
whose lock is free belongs to a program that ended too early.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from filelock import FileLock, Timeout

from game.messages import Message, Refusal
from game.play.files import (
    event_from_json,
    event_to_json,
    header_from_json,
    header_to_json,
    phrase_from_json,
    phrase_to_json,
    segment_from_json,
    segment_to_json,
)
from game.play.json_values import Json, as_list, as_text, reading
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import CommittedPhrase, Ending, Play, PlayHeader
from game.storage.database import PRIVATE_FILE, reason_of
from game.storage.store import Store, StoreError
from game.timing import Segment, SongClock
from game.wording import words

ENDING = ".jsonl"
Line = Callable[[], Json]
"""Made where the play runs, worked out on the writer's thread."""
_HEADER = b'["header",'
_Piece = PlayHeader | Segment | CommittedPhrase | KeyEvent
_READERS: dict[str, Callable[[Json], _Piece]] = {
    "header": header_from_json,
    "segment": segment_from_json,
    "phrase": phrase_from_json,
    "event": event_from_json,
}


class JournalWriter:
    """Writes on a thread of its own: the play never waits for a disk, and no disk ends a play."""

    def __init__(self, folder: Path, header: PlayHeader) -> None:
        self._path = folder / f"{header.play_id}{ENDING}"
        self._lock = _lock_of(self._path)
        self._lines: SimpleQueue[Line | None] = SimpleQueue()
        self.trouble: Message | None = None
        """Why the journal could not be written; None while all is well."""
        self._thread = Thread(target=self._write, name="journal", daemon=True)
        self._lines.put(lambda: ["header", header_to_json(header)])
        self._thread.start()

    def segment(self, segment: Segment) -> None:
        self._lines.put(lambda: ["segment", segment_to_json(segment)])

    def phrase(self, phrase: CommittedPhrase) -> None:
        self._lines.put(lambda: ["phrase", phrase_to_json(phrase)])

    def event(self, event: KeyEvent) -> None:
        self._lines.put(lambda: ["event", event_to_json(event)])

    def close(self) -> None:
        """Returns when all of it is on disk; the journal stays, to be recovered."""
        self._lines.put(None)
        self._thread.join()

    def discard(self) -> None:
        """The play is stored: its journal is no longer needed."""
        self.close()
        with suppress(OSError):  # the next start finds the play stored, and tries again
            self._path.unlink(missing_ok=True)
            _lock_path(self._path).unlink(missing_ok=True)

    def _write(self) -> None:
        try:
            with self._lock.acquire(blocking=False):
                self._path.touch(PRIVATE_FILE)
                with self._path.open("ab") as file:
                    while self._write_waiting(file):
                        pass
        except (OSError, Timeout) as error:
            text = "This play is not safe from a power cut ({why})."
            self.trouble = Message(text, {"why": reason_of(error)})

    def _write_waiting(self, file: BinaryIO) -> bool:
        """Waits for a line, then puts all that wait on disk. False after the last one."""
        lines = [self._lines.get()]
        while not self._lines.empty():
            lines.append(self._lines.get())
        file.write(b"".join(_encoded(line()) for line in lines if line is not None))
        file.flush()
        os.fsync(file.fileno())
        return None not in lines


def recover_journals(store: Store) -> tuple[Message, ...]:
    """Stores the plays that a program left behind; what a player should know of it.

    Journals in use are left alone, damaged ones are set aside, and one whose play cannot be stored
    now waits for the next start.
    """
    notices: list[Message] = []
    for path in sorted(store.folder.journals.glob(f"*{ENDING}")):
        try:
            with _lock_of(path).acquire(blocking=False):
                notice = _recover(path, store)
                _lock_path(path).unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
        if notice:
            notices.append(notice)
    return tuple(notices)


def _recover(path: Path, store: Store) -> Message | None:
    """What a player should know; None when all went well."""
    data = path.read_bytes()
    if _never_began(data):
        path.unlink()
        return None
    play, damage = _read(data)
    if play is not None:
        try:
            store.save_play(play)
        except StoreError as error:
            text = "An interrupted play waits to be stored ({why})."
            return Message(text, {"why": str(error)})
    if damage is None:
        path.unlink()
        return None
    aside = path.rename(path.with_suffix(".damaged"))
    text = "Part of an interrupted play could not be read. {why} It is kept as {file}."
    return Message(text, {"why": words(damage), "file": aside.name})


def _never_began(data: bytes) -> bool:
    """The program ended before the music: there is no more than a header."""
    return data.count(b"\n") < 2 and _HEADER.startswith(data[: len(_HEADER)])


def _read(data: bytes) -> tuple[Play | None, Message | None]:
    """The play up to the first damaged line, and what is wrong with that one.

    None for the play where its beginning is damaged, None for the damage where there is none.
    """
    pieces, damage = _whole_pieces(data)
    headers = [piece for piece in pieces if isinstance(piece, PlayHeader)]
    segments = tuple(piece for piece in pieces if isinstance(piece, Segment))
    if not headers or not segments:
        return None, damage or Message("The journal has no beginning.")
    phrases = tuple(piece for piece in pieces if isinstance(piece, CommittedPhrase))
    events = tuple(piece for piece in pieces if isinstance(piece, KeyPress | KeyRelease))
    return Play(headers[0], segments, phrases, events, Ending.RECOVERED), damage


def _whole_pieces(data: bytes) -> tuple[list[_Piece], Message | None]:
    """What follows the last line feed was torn in mid-write: that is no damage."""
    pieces: list[_Piece] = []
    for line in data.split(b"\n")[:-1]:
        try:
            piece = _piece_of(line)
            if isinstance(piece, Segment):
                _check_clock([*(known for known in pieces if isinstance(known, Segment)), piece])
        except Refusal as refusal:
            return pieces, refusal.message
        pieces.append(piece)
    return pieces, None


@reading
def _piece_of(line: bytes) -> _Piece:
    kind, value = as_list(json.loads(line))
    read = _READERS.get(as_text(kind))
    if read is None:
        raise ValueError(f"{kind} is no kind of line")
    return read(value)


@reading
def _check_clock(segments: Sequence[Segment]) -> None:
    SongClock(segments)


def _encoded(line: Json) -> bytes:
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _lock_of(path: Path) -> FileLock:
    return FileLock(_lock_path(path), thread_local=False)
