"""A MIDI system that does what a test tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.devices.midi_driver import Connection, MidiTrouble, Receive


class PretendMidi:
    """`plugged` holds the system's names of the ports; those in `busy` do not open."""

    def __init__(self, *plugged: str) -> None:
        self.plugged = list(plugged)
        self.busy: set[str] = set()
        self.trouble: str | None = None
        self.open: list[tuple[str, Receive]] = []
        self.made = 0
        self.on_connect: Callable[[], None] = lambda: None

    def make(self, _api: str | None = None) -> PretendMidi:
        self.made += 1
        self._raise_trouble()
        return self

    def port_names(self) -> list[str]:
        self._raise_trouble()
        return list(self.plugged)

    def connect(self, index: int, receive: Receive) -> Connection:
        name = self.plugged[index]
        if name in self.busy:
            raise MidiTrouble("busy")
        self.on_connect()
        self.open.append((name, receive))
        return PretendConnection(self, receive)

    def close(self) -> None:
        if self.open:
            raise AssertionError("ports are still open")

    def send(self, name: str, *messages: Sequence[int]) -> None:
        """From every open port of that name."""
        for each, receive in self.open:
            if each == name:
                for message in messages:
                    receive(message, 0.0)

    def _raise_trouble(self) -> None:
        if self.trouble:
            raise MidiTrouble(self.trouble)


class PretendConnection:
    def __init__(self, system: PretendMidi, receive: Receive) -> None:
        self._system = system
        self._receive = receive

    def close(self) -> None:
        self._system.open = [
            (name, receive) for name, receive in self._system.open if receive != self._receive
        ]
