"""Screens that follow each other and together have one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.play.presses import KeyEvent
from game.screens.screen import Screen
from game.timing import HostTime

Choice = TypeVar("Choice")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True)  # X[Y](…) of a slotted generic fails in Python 3.11
class Done(Generic[Outcome]):
    outcome: Outcome


class Steps(Generic[Choice, Outcome]):
    """`follow` gives for each step's outcome the next step, or the end."""

    def __init__(
        self,
        first: Screen[Choice],
        follow: Callable[[Choice], Screen[Choice] | Done[Outcome]],
    ) -> None:
        self.shown = first
        self._follow = follow
        self._outcome: Outcome | None = None

    @property
    def outcome(self) -> Outcome | None:
        return self._outcome

    def key(self, event: KeyEvent) -> None:
        self.shown.key(event)
        self._go_on()

    def menu(self, command: MenuInput, now: HostTime) -> None:
        self.shown.menu(command, now)
        self._go_on()

    def update(self, now: HostTime) -> None:
        self.shown.update(now)
        self._go_on()

    def draw(self, canvas: Canvas) -> Iterator[None]:
        yield from self.shown.draw(canvas)

    def _go_on(self) -> None:
        if self.shown.outcome is None or self._outcome is not None:
            return
        following = self._follow(self.shown.outcome)
        if isinstance(following, Done):
            self._outcome = following.outcome
        else:
            self.shown = following
