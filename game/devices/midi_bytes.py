"""MIDI messages into presses and releases, and into a line for people (MIDI 1.0, table 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.play.presses import KeyEvent, KeyPress, KeyRelease, midi_key
from game.timing import HostTime

AFTER_NOTES = 0xA0
"""Status bytes from here on are no note-off (0x80-0x8F) and no note-on (0x90-0x9F)."""
_STATUS = 0x80
_NOTE_ON = 0x90
_REAL_TIME = 0xF8


@dataclass(frozen=True, slots=True)
class RawMessage:
    """Whatever a port sent, as it came."""

    host_ns: HostTime
    device: str
    data: bytes


def key_events(host_ns: HostTime, device: str, message: Sequence[int]) -> Iterator[KeyEvent]:
    """The notes in one driver's message, also under running status and between clock bytes.

    A note-on of velocity 0 is a release. Anything that is no note gives nothing.
    """
    status = 0
    data: list[int] = []
    for byte in message:
        if byte >= _REAL_TIME:
            continue
        if byte >= _STATUS:
            status, data = byte, []
            continue
        data.append(byte)
        if len(data) < 2:
            continue
        if _STATUS <= status < AFTER_NOTES:
            yield _key_event(host_ns, device, status, data)
        data = []


def _key_event(host_ns: HostTime, device: str, status: int, data: list[int]) -> KeyEvent:
    note, velocity = data
    key = midi_key(status & 0x0F, note)
    if status >= _NOTE_ON and velocity > 0:
        return KeyPress(host_ns, device, key, velocity)
    return KeyRelease(host_ns, device, key)


def describe(data: bytes) -> str:
    """The bytes, and in mido's words what they say: `90 3C 40  note_on channel=0 note=60 …`."""
    import mido  # type: ignore[import-untyped] # it carries no types

    try:
        meaning = str(mido.Message.from_bytes(data)).removesuffix(" time=0")
    except ValueError:
        meaning = "?"
    return f"{data.hex(' ').upper()}  {meaning}"
