"""Works a screen as a person does: waits for it, presses, and looks."""

from __future__ import annotations

from typing import Generic, TypeVar

import pygame

from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Command, MenuInput, Scanning
from game.drawing.text import Texts
from game.play.presses import KEYBOARD, KeyPress
from game.screens.menu import Setting
from game.screens.menu_keys import Hints
from game.screens.screen import Screen
from game.timing import HostTime

Outcome = TypeVar("Outcome")


def setting(single_key: bool = False) -> Setting:
    """For two keys, J and N, unless for a `single_key`."""
    hints = Hints((), ("N",)) if single_key else Hints(("J",), ("N",))
    return Setting(Texts(), Scanning(single_key), hints)


def canvas(width: int = 640, height: int = 360) -> Canvas:
    return Canvas(pygame.Surface((width, height)))


def looked_at(screen: Screen[object], on: Canvas) -> bytes:
    """The pixels after drawing."""
    for _slice in screen.draw(on):
        pass
    return pygame.image.tobytes(on.surface, "RGB")


def slices(screen: Screen[object], on: Canvas) -> int:
    return sum(1 for _slice in screen.draw(on))


class Person(Generic[Outcome]):
    """Waits before each press until the menu listens."""

    def __init__(self, screen: Screen[Outcome]) -> None:
        self.screen = screen
        self.now = HostTime(0)
        screen.update(self.now)

    def wait(self, duration_ns: int) -> None:
        self.now = HostTime(self.now + duration_ns)
        self.screen.update(self.now)

    def does(self, *commands: MenuInput) -> Outcome | None:
        for command in commands:
            self.wait(0)
            self.wait(COOL_DOWN_NS)
            self.screen.menu(command, self.now)
        return self.screen.outcome

    def chooses(self, *ways: int) -> Outcome | None:
        """In each menu after the other: so many steps on, then the choice."""
        for steps in ways:
            self.does(*[Command.NEXT] * steps, Command.CHOOSE)
        return self.screen.outcome

    def types(self, *scancodes: int) -> Outcome | None:
        for scancode in scancodes:
            self.screen.key(KeyPress(self.now, KEYBOARD, scancode))
        return self.screen.outcome
