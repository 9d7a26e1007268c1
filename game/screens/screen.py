"""What every screen is. A screen is shown once, until it has its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.play.presses import KeyEvent
from game.timing import HostTime

Outcome_co = TypeVar("Outcome_co", covariant=True)


class Screen(Protocol[Outcome_co]):
    """A screen decides nothing about what follows: it sets its outcome, and the app goes on."""

    @property
    def outcome(self) -> Outcome_co | None:
        """None while the screen is to be shown on."""

    def key(self, event: KeyEvent) -> None:
        """Every key event as it came, before its translation is given to `menu`."""

    def menu(self, command: MenuInput, now: HostTime) -> None: ...

    def update(self, now: HostTime) -> None: ...

    def draw(self, canvas: Canvas) -> Iterator[None]:
        """Yields between slices of about a millisecond; draws nothing where `canvas` still holds
        this screen's picture."""
        ...
