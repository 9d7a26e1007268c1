"""Keys of the computer's keyboard that steer menus and so play nothing."""

from __future__ import annotations

from game.drawing.focus import Command
from game.play.presses import KEYBOARD, KeyEvent, KeyPress

# USB HID usage numbers (HID Usage Tables 1.5, section 10); SDL's scancodes are the same numbers.
ENTER, ESCAPE, BACKSPACE, TAB, SPACE, PAD_ENTER = 40, 41, 42, 43, 44, 88
RIGHT, LEFT, DOWN, UP = 79, 80, 81, 82
F11 = 68
STEERING_KEYS = {
    ENTER: Command.CHOOSE,
    PAD_ENTER: Command.CHOOSE,
    SPACE: Command.CHOOSE,
    TAB: Command.NEXT,
    RIGHT: Command.NEXT,
    LEFT: Command.PREVIOUS,
    DOWN: Command.DOWN,
    UP: Command.UP,
    ESCAPE: Command.BACK,
}


def toggles_full_screen(event: KeyEvent) -> bool:
    """F11, on every screen."""
    return isinstance(event, KeyPress) and (event.device, event.key) == (KEYBOARD, F11)


def is_steering(press: KeyPress) -> bool:
    return press.device == KEYBOARD and press.key in STEERING_KEYS
