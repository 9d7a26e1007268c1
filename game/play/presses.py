"""The device's word: which key went down or up, and when. Stamped where it happens."""

from __future__ import annotations

from dataclasses import dataclass

from game.timing import HostTime

KEYBOARD = "keyboard"
"""The device name of the computer's own keys; its keys are USB HID scancodes."""
MIDI_NOTES = 128


@dataclass(frozen=True, slots=True)
class KeyPress:
    """`device` is the normalised name of a port with an ordinal ("Glove 1"), or KEYBOARD.

    `key` is a scancode, or of MIDI `channel * 128 + note` (see `midi_key`). `velocity` is 1-127,
    None where the device does not know it.
    """

    host_ns: HostTime
    device: str
    key: int
    velocity: int | None = None


@dataclass(frozen=True, slots=True)
class KeyRelease:
    host_ns: HostTime
    device: str
    key: int


KeyEvent = KeyPress | KeyRelease


def midi_key(channel: int, note: int) -> int:
    """`channel` 0-15, `note` 0-127."""
    return channel * MIDI_NOTES + note


def midi_note(key: int) -> int:
    return key % MIDI_NOTES
