"""Every MIDI input there is, opened as it appears: presses, releases, and what was plugged."""

from __future__ import annotations

import sys
import threading
from operator import attrgetter

from game.devices.clock import HostClock
from game.devices.midi_backends import BACKENDS, BackendTable
from game.devices.midi_bytes import RawMessage, key_events
from game.devices.midi_driver import Backend, MidiTrouble
from game.devices.midi_ports import Inbox, OpenPorts, PortAppeared, PortVanished
from game.messages import Message
from game.play.presses import KeyEvent, KeyPress, KeyRelease

LOOK_EVERY_S = 1.0
RETRY_EVERY_S = 5.0
"""Where the computer has no MIDI at all."""
SWITCH_INTERVAL_S = 0.0005
"""How long the drawing may keep a driver's thread from the interpreter. Python's own 5 ms made
callbacks 2.3 ms late at the 90th percentile, this 0.85 ms."""

MidiEvent = KeyEvent | PortAppeared | PortVanished


class MidiInputs:
    """Ports are looked for on a thread of its own, so that `poll` never waits for a driver.

    Where MIDI or a device does not work, `trouble` says so and the search goes on.
    """

    def __init__(
        self, clock: HostClock, api: str | None = None, backends: BackendTable = BACKENDS
    ) -> None:
        """`api` is rtmidi's name of a MIDI system ("alsa", "jack" …), None the computer's own."""
        self._inbox = Inbox()
        self._held: dict[str, set[int]] = {}
        self._backends = backends
        self._api = api
        self._ports = OpenPorts(clock, self._first_backend, self._inbox)
        self._looked = threading.Event()
        self._stop = threading.Event()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._watcher = threading.Thread(target=self._watch, name="midi-watcher", daemon=True)
        self._watcher.start()

    @property
    def trouble(self) -> Message | None:
        return self._ports.trouble

    @property
    def devices(self) -> tuple[str, ...]:
        """The names of the devices that are open now."""
        return self._ports.devices

    def wait_until_looked(self, timeout_s: float = 2.0) -> None:
        """Returns once the first search for devices is over, for a caller that lists them."""
        self._looked.wait(timeout_s)

    def poll(self) -> list[MidiEvent]:
        """What came since the last call, sorted by time."""
        if not self._inbox.arrived:
            return []
        events: list[MidiEvent] = []
        while self._inbox.arrived:
            arrived = self._inbox.arrived.popleft()
            if isinstance(arrived, RawMessage):
                events += key_events(arrived.host_ns, arrived.device, arrived.data)
            else:
                events.append(arrived)
        events.sort(key=attrgetter("host_ns"))
        return [each for event in events for each in self._with_releases(event)]

    def show_messages(self, showing: bool) -> None:
        """Whether messages of every kind are kept for `poll_messages`, clock ticks and all."""
        self._inbox.showing = showing

    def poll_messages(self) -> list[RawMessage]:
        """Messages since the last call, in the order of their coming; `poll` sees them too."""
        shown = self._inbox.shown
        return [shown.popleft() for _ in range(len(shown))]

    def close(self) -> None:
        self._stop.set()
        self._watcher.join()

    def _with_releases(self, event: MidiEvent) -> list[MidiEvent]:
        held = self._held.setdefault(event.device, set())
        match event:
            case KeyPress(key=key):
                held.add(key)
            case KeyRelease(key=key):
                held.discard(key)
            case PortVanished(host_ns=host_ns, device=device):
                released = [KeyRelease(host_ns, device, key) for key in sorted(held)]
                held.clear()
                return [*released, event]
        return [event]

    def _watch(self) -> None:
        while not self._stop.is_set():
            self._ports.look()
            self._looked.set()
            self._stop.wait(LOOK_EVERY_S if self._ports.has_system else RETRY_EVERY_S)
        self._ports.close()

    def _first_backend(self) -> Backend:
        """Raises MidiTrouble where no library is installed or the best one does not start."""
        for make in self._backends.values():
            return make(self._api)
        raise MidiTrouble("no MIDI library is installed")


__all__ = [
    "MidiEvent",
    "MidiInputs",
    "PortAppeared",
    "PortVanished",
    "RawMessage",
]
