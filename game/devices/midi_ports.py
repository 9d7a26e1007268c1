"""The open MIDI inputs, kept in step with those that are plugged in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from game.devices.clock import HostClock
from game.devices.midi_bytes import AFTER_NOTES, RawMessage
from game.devices.midi_driver import CLIENT_NAME, Backend, Connection, MidiTrouble, Receive
from game.devices.ports import PortId, device_name, identified, with_ordinal
from game.devices.stamps import StampAnchor
from game.messages import Message
from game.timing import NS_PER_S, HostTime

SHOWN_MESSAGES = 4096


@dataclass(frozen=True, slots=True)
class PortAppeared:
    host_ns: HostTime
    device: str


@dataclass(frozen=True, slots=True)
class PortVanished:
    """Keys still down on the device are released with it."""

    host_ns: HostTime
    device: str


@dataclass(slots=True)
class Inbox:
    """What the drivers' threads have brought and nobody has read yet."""

    arrived: deque[RawMessage | PortAppeared | PortVanished] = field(default_factory=deque)
    shown: deque[RawMessage] = field(default_factory=lambda: deque(maxlen=SHOWN_MESSAGES))
    """Messages of every kind, the newest `SHOWN_MESSAGES`, while `showing`."""
    showing: bool = False


@dataclass(frozen=True, slots=True)
class _OpenPort:
    device: str
    connection: Connection


class OpenPorts:
    """All methods are called on one thread: macOS tells of new devices only there. `devices` and
    `trouble` may be read on any."""

    def __init__(self, clock: HostClock, make_backend: Callable[[], Backend], inbox: Inbox) -> None:
        self._clock = clock
        self._make_backend = make_backend
        self._inbox = inbox
        self._backend: Backend | None = None
        self._open: dict[PortId, _OpenPort] = {}
        self.devices: tuple[str, ...] = ()
        self.trouble: Message | None = None

    @property
    def has_system(self) -> bool:
        """Whether MIDI works here at all, be there devices or not."""
        return self._backend is not None

    def look(self) -> None:
        """Opens what appeared, closes what vanished, and says what is wrong in `trouble`."""
        try:
            self.trouble = self._look()
        except MidiTrouble as why:
            self.close()
            self.trouble = Message(
                "MIDI does not work here ({why}). The computer's keys still play.",
                {"why": str(why)},
            )

    def close(self) -> None:
        """Lets go of every port and of the MIDI system; the next `look` begins anew."""
        for port in list(self._open):
            self._disconnect(port)
        if self._backend is not None:
            self._backend.close()
            self._backend = None

    def _look(self) -> Message | None:
        backend = self._backend = self._backend or self._make_backend()
        names = backend.port_names()
        ports = {
            port: index
            for port, index in identified(names).items()
            if not port[0].startswith(CLIENT_NAME)
        }
        for vanished in self._open.keys() - ports.keys():
            self._disconnect(vanished)
        new = [port for port in ports if port not in self._open]
        troubles = [self._connect(backend, port, ports[port]) for port in new]
        if new and backend.port_names() != names:
            # Plugged while we opened: an index may have meant another. The next look is right.
            for port in self._open.keys() & set(new):
                self._disconnect(port)
        return next((trouble for trouble in troubles if trouble), None)

    def _connect(self, backend: Backend, port: PortId, index: int) -> Message | None:
        device = with_ordinal(device_name(port[0]), self.devices)
        appeared = PortAppeared(self._clock.now(), device)
        try:
            connection = backend.connect(index, self._receiver(device))
        except MidiTrouble:
            return Message(
                "{device} does not open. Does another program use it?", {"device": device}
            )
        self._open[port] = _OpenPort(device, connection)
        self.devices = (*self.devices, device)
        self._inbox.arrived.append(appeared)
        return None

    def _disconnect(self, port: PortId) -> None:
        gone = self._open.pop(port)
        gone.connection.close()
        self.devices = tuple(device for device in self.devices if device != gone.device)
        self._inbox.arrived.append(PortVanished(self._clock.now(), gone.device))

    def _receiver(self, device: str) -> Receive:
        anchor, now, inbox = StampAnchor(), self._clock.now, self._inbox

        def receive(message: Sequence[int], delta_s: float) -> None:
            stamp = anchor.stamp(now(), round(delta_s * NS_PER_S))
            if not message or (message[0] >= AFTER_NOTES and not inbox.showing):
                return
            came = RawMessage(stamp, device, bytes(message))
            if message[0] < AFTER_NOTES:
                inbox.arrived.append(came)
            if inbox.showing:
                inbox.shown.append(came)

        return receive
