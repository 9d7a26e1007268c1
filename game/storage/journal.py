"""Every press on disk as it happens, so that a play outlives a power cut.

A journal is one file of JSON lines beside the database, `journal/PLAY_ID.jsonl`; each line is a
kind and a value (see `game.play.files`). Its lock file is held while its writer lives; a journal
whose lock is free belongs to a program that ended too early.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
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
from game.play.json_values import Json
from game.play.presses import KeyEvent
from game.play.record import CommittedPhrase, Ending, Play, PlayHeader
from game.storage.store import Store, StoreError
from game.timing import Segment

ENDING = ".jsonl"
Line = Callable[[], Json]
"""Made where the play runs, worked out on the writer's thread."""


class JournalWriter:
    """Writes on a thread of its own: the play never waits for a disk, and no disk ends a play."""

    def __init__(self, folder: Path, header: PlayHeader) -> None:
        self._path = folder / f"{header.play_id}{ENDING}"
        self._lock = _lock_of(self._path)
        self._lines: SimpleQueue[Line | None] = SimpleQueue()
        self.trouble: Message | None = None
        """Why the journal could not be written; None while all is well."""
        self._ended = False
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
        _remove(self._path)

    def _write(self) -> None:
        try:
            with self._lock.acquire(blocking=False), self._path.open("ab") as file:
                while not self._ended:
                    self._write_waiting(file)
        except (OSError, Timeout) as error:
            self.trouble = Message(
                "This play is not safe from a power cut ({why}).", {"why": str(error)}
            )
            while not self._ended:
                self._ended = self._lines.get() is None

    def _write_waiting(self, file: BinaryIO) -> None:
        """Waits for a line, then puts all that wait on disk."""
        lines = [self._lines.get()]
        while not self._lines.empty():
            lines.append(self._lines.get())
        self._ended = None in lines
        file.write(b"".join(_encoded(line()) for line in lines if line is not None))
        file.flush()
        os.fsync(file.fileno())


def recover_journals(store: Store) -> tuple[Message, ...]:
    """Stores the plays that a program left behind; what a player should know of it.

    Journals in use are left alone, damaged ones are set aside, and one whose play cannot be stored
    now waits for the next start.
    """
    notices: list[Message] = []
    for path in sorted(store.folder.journals.glob(f"*{ENDING}")):
        try:
            with _lock_of(path).acquire(blocking=False):
                _recover(path, store, notices)
        except (Timeout, OSError):
            continue
    return tuple(notices)


def _recover(path: Path, store: Store, notices: list[Message]) -> None:
    try:
        play = _read(path)
    except Refusal as refusal:
        aside = path.rename(path.with_suffix(".damaged"))
        values = {"why": str(refusal), "file": aside.name}
        text = "An interrupted play could not be read ({why}). It is kept as {file}."
        notices.append(Message(text, values))
        return
    try:
        store.save_play(play)
    except StoreError as error:
        notices.append(
            Message("An interrupted play waits to be stored ({why}).", {"why": str(error)})
        )
        return
    _remove(path)


def _read(path: Path) -> Play:
    """What was written whole; the last line may be torn. Raises Refusal without a header."""
    header: PlayHeader | None = None
    segments: list[Segment] = []
    phrases: list[CommittedPhrase] = []
    events: list[KeyEvent] = []
    for kind, value in _whole_lines(path):
        match kind:
            case "header":
                header = header_from_json(value)
            case "segment":
                segments.append(segment_from_json(value))
            case "phrase":
                phrases.append(phrase_from_json(value))
            case _:
                events.append(event_from_json(value))
    if header is None or not segments:
        raise Refusal(Message("The journal has no beginning."))
    return Play(header, tuple(segments), tuple(phrases), tuple(events), Ending.RECOVERED)


def _whole_lines(path: Path) -> Iterator[tuple[str, Json]]:
    for line in path.read_bytes().split(b"\n"):
        try:
            kind, value = json.loads(line)
        except ValueError:
            return
        yield kind, value


def _encoded(line: Json) -> bytes:
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def _lock_of(path: Path) -> FileLock:
    return FileLock(path.with_suffix(".lock"), thread_local=False)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".lock").unlink(missing_ok=True)
