"""What is asked of a library that reaches a system's MIDI inputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

CLIENT_NAME = "Fingersong"
_ALSA_SEQUENCER = Path("/dev/snd/seq")
SYSTEM: str = sys.platform

Receive = Callable[[Sequence[int], float], None]
"""Takes a message's bytes and the driver's seconds since the port's message before (0 at first);
called on a thread of the driver."""


class MidiTrouble(Exception):  # noqa: N818 # said to people as a trouble
    """The system's or the library's own words for why something does not work."""


class Connection(Protocol):
    def close(self) -> None: ...


class Backend(Protocol):
    """Made with the API's name ("alsa", "jack" …) or None for the system's own.

    All of its methods raise MidiTrouble and are called on one thread, the one that made it.
    """

    def port_names(self) -> list[str]:
        """The input ports there are now; a port's index is its place."""

    def connect(self, index: int, receive: Receive) -> Connection:
        """Every message is received, ignored kinds too: rtmidi under JACK takes the time of an
        ignored message out of the deltas (measured: 2.0 s of notes and clock summed to 0.3 ms)."""

    def close(self) -> None: ...


def require_sequencer(api: str | None) -> None:
    """Spares the user ALSA's own complaints on the terminal where there is no sequencer."""
    if SYSTEM == "linux" and api in {None, "alsa"} and not _ALSA_SEQUENCER.exists():
        raise MidiTrouble(f"{_ALSA_SEQUENCER} is missing")
