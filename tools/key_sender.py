"""Presses keys of the X server at DISPLAY as a real keyboard would (XTEST), and says when.

A line in: the gap between presses and the time held, in ms, and X keycodes, `20.0 8.0 38,39`.
A line out: the host's time in ns right before each press left for the server.
"""

from __future__ import annotations

import ctypes
import sys

from game.devices.clock import SystemClock
from game.timing import HostTime, ns_from_ms, shifted
from tools.wires import MissingProgram

_PRESS, _RELEASE = 1, 0


class Keyboard:
    """Raises MissingProgram without libXtst, ConnectionError without a display."""

    def __init__(self) -> None:
        try:
            self._x11 = ctypes.CDLL("libX11.so.6")
            self._xtst = ctypes.CDLL("libXtst.so.6")
        except OSError as error:
            raise MissingProgram(f"{error} (Debian package libxtst6)") from error
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        address: int | None = self._x11.XOpenDisplay(None)
        if address is None:
            raise ConnectionError("no X server at DISPLAY")
        self._display = ctypes.c_void_p(address)

    def press(self, keycode: int) -> None:
        self._fake(keycode, _PRESS)

    def release(self, keycode: int) -> None:
        self._fake(keycode, _RELEASE)

    def _fake(self, keycode: int, direction: int) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, keycode, direction, 0)
        self._x11.XFlush(self._display)


def tap(keyboard: Keyboard, line: str) -> list[HostTime]:
    """The times right before each press."""
    clock = SystemClock()
    gap_ms, held_ms, keycodes = line.split()
    due, pressed = clock.now(), []
    for keycode in map(int, keycodes.split(",")):
        clock.wait_until(due)
        pressed.append(clock.now())
        keyboard.press(keycode)
        clock.wait_until(shifted(due, ns_from_ms(float(held_ms))))
        keyboard.release(keycode)
        due = shifted(due, ns_from_ms(float(gap_ms)))
    return pressed


def main() -> None:
    keyboard = Keyboard()
    print("plugged", flush=True)
    for line in sys.stdin:
        print(*tap(keyboard, line), flush=True)


if __name__ == "__main__":
    main()
