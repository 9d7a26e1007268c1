"""Keys of the computer's keyboard that steer menus and so play nothing."""

from __future__ import annotations

from game.play.presses import KEYBOARD, KeyPress

# USB HID usage numbers (HID Usage Tables 1.5, section 10): Enter, Escape, Space, Tab, the arrows,
# and Enter of the number pad.
STEERING_SCANCODES = frozenset({40, 41, 44, 43, 79, 80, 81, 82, 88})


def is_steering(press: KeyPress) -> bool:
    return press.device == KEYBOARD and press.key in STEERING_SCANCODES
