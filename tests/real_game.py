"""The real program for tests: started as a player starts it, steered by real keys."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from game.app.course import Course
from game.devices.clock import SystemClock
from game.music.arrange import opening_difficulty
from game.music.chart import Note
from game.music.difficulty import Prescription
from game.music.moves import RIGHT_TAPS, Finger
from game.music.song import Song
from game.play.files import event_from_json, segment_from_json
from game.play.json_values import Json
from game.play.presses import KeyEvent
from game.readers import read_song
from game.storage.database import FILE_NAME
from game.timing import NS_PER_S, Segment, SongClock, ns_from_ms, shifted
from tests.reports.csv_reading import rows_of
from tools.wires import end

ROOT = Path(__file__).resolve().parent.parent
CLOCK = SystemClock()
PATIENCE_NS = 20 * NS_PER_S
LOOK_EVERY_NS = ns_from_ms(10)
AGAIN_NS = ns_from_ms(700)
"""A menu hears nothing for its first half second: what it ignored is pressed again."""
AWAKE_NS = NS_PER_S
"""So long after its appearance every menu listens."""
COMMAND_S = 30
KEYS = {Finger.R1: "n", Finger.R2: "j", Finger.R3: "k", Finger.R4: "l", Finger.R5: "semicolon"}
"""X's names of the right hand's keys on a US keyboard."""


def write_tune(data: Path, title: str, melody: str) -> Song:
    """A song in the player's own folder, in crotchets slow enough to be asked each."""
    text = f"X:1\nT:{title}\nM:3/4\nL:1/4\nQ:1/4=80\nK:C\n{melody}\n".encode()
    path = data / "songs" / f"{title.lower().replace(' ', '_')}.abc"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return read_song(path.name, text)


def asked_of_right_hand(song: Song) -> tuple[Note, ...]:
    """What the game asks of the fingers of a right hand that it does not know yet."""
    course = Course(song, opening_difficulty(song, Prescription(moves=RIGHT_TAPS), RIGHT_TAPS))
    while not course.complete:
        course.commit_due(course.next_start)
    return tuple(note for chart in course.committed for note in chart.notes)


def happens(event: Callable[[], bool], within_ns: int = PATIENCE_NS) -> bool:
    """Returns as soon as it has happened; False where it has not by then."""
    give_up = shifted(CLOCK.now(), within_ns)
    while not event():
        if CLOCK.now() > give_up:
            return False
        rest(LOOK_EVERY_NS)
    return True


def rest(length_ns: int) -> None:
    CLOCK.wait_until(shifted(CLOCK.now(), length_ns))


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the program runs: an X server, and folders of its own."""

    display: str
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DISPLAY": self.display,
            "SDL_VIDEODRIVER": "x11",
            "SDL_AUDIODRIVER": "dummy",
            "LANG": "en",
            "TMPDIR": str(self.folder),
            "XDG_DATA_HOME": str(self.folder),
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "game", *arguments, "--data", str(self.data)]

    def play_command(self, *options: str) -> list[str]:
        return self.command("play", "--window", "1280x720", "--midi-api", "jack", *options)

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_S,
        )

    def start_for_a_frame(self) -> subprocess.CompletedProcess[str]:
        """Opens the game, draws its first screen and leaves."""
        return self.run(self.play_command("--measure-start"))

    def history(self, name: str) -> tuple[str, dict[str, list[dict[str, str]]]]:
        """What is printed of a player's plays, and the rows of each table."""
        folder = self.folder / "tables"
        told = self.run(self.command("history", name, "--csv", str(folder)))
        assert (told.returncode, told.stderr) == (0, "")
        tables = {path.stem: rows_of(path.read_bytes().decode()) for path in folder.glob("*.csv")}
        return told.stdout, tables

    @property
    def players(self) -> list[str]:
        """Their names."""
        return [name for name, _ in self._players()]

    @property
    def ready_players(self) -> list[str]:
        """The names of those who have chosen what plays."""
        return [name for name, moves in self._players() if json.loads(moves)]

    def _players(self) -> list[tuple[str, str]]:
        """Names and moves, of a database that may be in use; none where there is none yet."""
        address = f"file:{self.data / FILE_NAME}?mode=ro"
        with (
            suppress(sqlite3.OperationalError),
            closing(sqlite3.connect(address, uri=True)) as connection,
        ):
            return connection.execute("SELECT name, moves FROM players").fetchall()
        return []


class Journal:
    """What is on disk of the play that goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def segments(self) -> list[Segment]:
        return list(map(segment_from_json, self._pieces("segment")))

    @property
    def events(self) -> list[KeyEvent]:
        return list(map(event_from_json, self._pieces("event")))

    def is_gone(self) -> bool:
        """The play is stored."""
        return not self.path.exists()

    def clock(self, segments: int = 1) -> SongClock:
        """Waits until the song has begun, and has stood still or gone on, so often in all."""
        assert happens(lambda: len(self.segments) >= segments), self.segments
        return SongClock(self.segments)

    def _pieces(self, kind: str) -> list[Json]:
        """Without a line that is still being written."""
        lines = self.path.read_bytes().split(b"\n")[:-1]
        return [value for known, value in map(json.loads, lines) if known == kind]


class Game:
    """The running program. Its window has the keyboard; the mouse is out of its way."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._xdotool("mousemove", "1279", "719")
        self._log = (machine.folder / "game.log").open("w+")
        self.process = subprocess.Popen(
            machine.play_command(),
            cwd=ROOT,
            env=machine.environment,
            stdout=self._log,
            stderr=self._log,
            text=True,
        )

    def press(self, *keys: str) -> None:
        """By X's names, one after another."""
        self._xdotool("key", *keys)

    def steer(self, *keys: str, until: Callable[[], bool]) -> None:
        """Presses them again and again until it has come to that."""
        give_up = shifted(CLOCK.now(), PATIENCE_NS)
        while not until():
            assert CLOCK.now() < give_up, f"{keys} did not lead there: {self.said}"
            self.press(*keys)
            happens(until, AGAIN_NS)

    def choose_the_first(self, until: Callable[[], bool]) -> None:
        """In every menu that comes. The focus is there; up only keeps it from moving by itself."""
        self.steer("Up", "Return", until=until)

    def begin_the_first_song(self) -> Journal:
        """From any menu whose first choices lead there."""
        journals = self._machine.data / "journal"
        self.choose_the_first(lambda: any(journals.glob("*.jsonl")))
        (path,) = journals.glob("*.jsonl")
        return Journal(path)

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def said(self) -> str:
        return Path(self._log.name).read_text()

    def _xdotool(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], env=self._machine.environment, check=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        end(self.process)
        self._log.close()
