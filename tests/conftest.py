"""Real wires for tests: a JACK server, virtual MIDI devices on it, and a virtual screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest

from tools import wires
from tools.wires import MidiSender, MissingProgram, require

# Before pygame loads: tests draw and sound nowhere, whatever this machine has.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

Plug = Callable[[str], MidiSender]
IN_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where the project's own checks run, a skipped test is a failed one."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


def started(server: AbstractContextManager[str], *programs: str) -> Iterator[str]:
    """`programs` are needed beside it, each in the Debian package of its name."""
    with ExitStack() as stack:
        try:
            for program in programs:
                require(program, program)
            name = stack.enter_context(server)
        except MissingProgram as missing:
            pytest.skip(str(missing))
        yield name


@pytest.fixture(scope="session")
def jack_server() -> Iterator[str]:
    """The name of a JACK server that MIDI clients of this process and its children use."""
    yield from started(wires.jack_server())


@pytest.fixture
def plug(jack_server: str) -> Iterator[Plug]:
    """Plugs in a MIDI device by its name; `close` unplugs it, at the latest the test's end."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(MidiSender(name))


@pytest.fixture(scope="session")
def xvfb() -> Iterator[str]:
    """The DISPLAY of a virtual screen of 1280 × 720 pixels, for programs that a test
    starts; xdotool is there to press its keys."""
    yield from started(wires.virtual_screen(), "xdotool")
