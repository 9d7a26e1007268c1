"""A small window that says which key events it sees: run by tests on a virtual screen.

Answers a line `quit` with all events since the start, as Python writes them, and ends.
"""

from __future__ import annotations

import sys
from threading import Thread

from game.devices.clock import SystemClock
from game.devices.window import Window, key_name
from game.play.presses import KeyPress, KeyRelease
from game.timing import ns_from_ms, shifted


def main() -> None:
    window, clock = Window((320, 240), "keys"), SystemClock()
    asked: list[str] = []
    Thread(target=lambda: asked.append(sys.stdin.readline()), daemon=True).start()
    window.flip()
    print("open", flush=True)  # noqa: T201 # how it talks to its test
    seen: list[str] = []
    while not asked:
        for event in window.poll(clock.now()):
            match event:
                case KeyPress(key=key):
                    seen.append(f"+{key}({key_name(key)})")
                case KeyRelease(key=key):
                    seen.append(f"-{key}")
        clock.wait_until(shifted(clock.now(), ns_from_ms(1)))
    window.close()
    print(*seen, flush=True)  # noqa: T201 # likewise


if __name__ == "__main__":
    main()
