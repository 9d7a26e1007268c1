"""Real wires without hardware: a JACK server for MIDI, a virtual screen for keys, and senders.

Everything that is started here is ended and waited for here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from select import select
from types import TracebackType
from typing import IO, Self, cast

from filelock import FileLock, Timeout

from game.timing import HostTime

SERVERS = 3
"""JACK's registry keeps about eight names for good, so they are few and always the same."""
JACK_OPTIONS = ("-m", "-S", "-d", "dummy", "-r", "48000", "-p")
"""Without -S events are lost. What follows is the period: 64 frames are 1.3 ms."""
XVFB_OPTIONS = ("-nolisten", "tcp", "-noreset")
"""A server that resets when its last client leaves forgets the keyboard's layout."""
START_S = 10
END_S = 10
HEAR_S = 60


class MissingProgram(Exception):  # noqa: N818 # a fact about the machine
    """A program that this needs is not installed; the text says which and from which package."""


def require(program: str, package: str) -> str:
    """The program's path. Raises MissingProgram."""
    path = shutil.which(program)
    if path is None:
        raise MissingProgram(f"{program} is missing (Debian package {package})")
    return path


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """These variables in this process and in those it starts, until the end of the block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def jack_server(realtime: bool = False) -> Iterator[str]:
    """A running server's name, to which JACK clients of this process connect by themselves.

    `realtime` needs the right to it. Raises MissingProgram.
    """
    pace = ("--realtime", "32") if realtime else ("--no-realtime", "64")
    jackd, jack_wait = require("jackd", "jackd2"), require("jack_wait", "jackd2")
    with ExitStack() as stack:
        name = stack.enter_context(_server_name())
        log = stack.enter_context(tempfile.TemporaryFile("w+"))
        stack.enter_context(environment({"JACK_DEFAULT_SERVER": name, "JACK_NO_START_SERVER": "1"}))
        server = subprocess.Popen(
            [jackd, "-n", name, pace[0], *JACK_OPTIONS, pace[1]], stdout=log, stderr=log, text=True
        )
        stack.callback(end, server)
        waited = [jack_wait, "-w", "-t", str(START_S), "-s", name]
        if subprocess.run(waited, check=False, stdout=log, stderr=log).returncode:
            log.seek(0)
            raise RuntimeError(f"jackd does not start: {log.read()}")
        yield name


@contextmanager
def _server_name() -> Iterator[str]:
    """A name that no other run of this machine uses at the moment."""
    folder = Path(tempfile.gettempdir())
    for number in range(SERVERS):
        name = f"fingersong{number}"
        lock = FileLock(folder / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        try:
            yield name
        finally:
            lock.release()
        return
    raise MissingProgram(f"all {SERVERS} JACK servers are in use by other runs")


@contextmanager
def virtual_screen(size: str = "1280x720") -> Iterator[str]:
    """The DISPLAY of an X server without a screen. Raises MissingProgram."""
    xvfb = require("Xvfb", "xvfb")
    read_end, write_end = os.pipe()
    with ExitStack() as stack:
        numbers = stack.enter_context(os.fdopen(read_end, encoding="ascii"))
        server = subprocess.Popen(
            [xvfb, "-displayfd", str(write_end), "-screen", "0", f"{size}x24", *XVFB_OPTIONS],
            pass_fds=[write_end],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        stack.callback(end, server)
        os.close(write_end)
        number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb ended before it had a screen")
        yield f":{number}"


class Helper:
    """A Python program of `tools` that runs beside this one and answers a line with a line."""

    def __init__(self, module: str, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=Path(__file__).resolve().parent.parent,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._to = cast(IO[str], self._process.stdin)
        self._from = cast(IO[str], self._process.stdout)

    def tell(self, line: str) -> None:
        self._to.write(f"{line}\n")
        self._to.flush()

    def hear(self) -> str:
        """The next line. Raises RuntimeError where the program ended or hangs instead."""
        if not select([self._from], [], [], HEAR_S)[0]:
            raise RuntimeError(f"{self._process.args!r} said nothing for {HEAR_S} s")
        line = self._from.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return line.rstrip("\n")

    def close(self) -> None:
        """Ends its input, which ends the program, and waits for it."""
        self._to.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            end(self._process)
        self._from.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class MidiSender(Helper):
    """A MIDI device named `name` on the JACK server, plugged in until it is closed."""

    def __init__(self, name: str) -> None:
        super().__init__("tools.midi_sender", name)
        if self.hear() != "plugged":
            raise RuntimeError(f"{name} is not plugged in")

    def send(self, *messages: Sequence[int], gap_ms: float = 0) -> list[HostTime]:
        """Sends them `gap_ms` apart; when each was sent."""
        self.start_sending(messages, gap_ms)
        return self.sent()

    def start_sending(self, messages: Sequence[Sequence[int]], gap_ms: float) -> None:
        """Goes on beside us until `sent` gives the times."""
        self.tell(f"{gap_ms} {','.join(bytes(message).hex() for message in messages)}")

    def sent(self) -> list[HostTime]:
        """The host's time right before each message of the last sending, which is waited for."""
        return [HostTime(int(time)) for time in self.hear().split()]


class KeySender(Helper):
    """A keyboard at the X server of DISPLAY."""

    def __init__(self) -> None:
        super().__init__("tools.key_sender")
        if self.hear() != "plugged":
            raise RuntimeError("no keyboard")

    def start_tapping(self, keycodes: Sequence[int], gap_ms: float, held_ms: float) -> None:
        """Goes on beside us until `pressed` gives the times."""
        self.tell(f"{gap_ms} {held_ms} {','.join(map(str, keycodes))}")

    def pressed(self) -> list[HostTime]:
        """The host's time right before each press of the last tapping, which is waited for."""
        return [HostTime(int(time)) for time in self.hear().split()]
