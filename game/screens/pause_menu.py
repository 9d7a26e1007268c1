"""What covers a paused play: why it stands still, and two ways to leave the pause.

Any key that plays goes on. Who has only such keys waits until the focus comes round to the second
choice, presses, and presses once more: nobody ends a song by one press made to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pygame

from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Box, Click, Command, Focus, MenuInput, Point, Scanning
from game.drawing.text import Texts
from game.drawing.theme import THEME, text_on
from game.play.presses import KeyPress
from game.screens.steering import is_steering
from game.timing import NS_PER_S, HostTime, elapsed_ns, shifted
from game.wording import say


class PauseChoice(Enum):
    GO_ON = "go on"
    STOP = "stop"


_CHOICES = (PauseChoice.GO_ON, PauseChoice.STOP)
# Left edges are measured from the middle of the canvas.
_BOXES = (Box(-500, 560, 480, 130), Box(20, 560, 480, 130))
_PANEL = Box(-580, 270, 1160, 480)
_SURE_NS = 4 * NS_PER_S
"""So long the second press is waited for."""


class PauseMenu:
    """Appears at `now`; `choice` is None until the player has chosen."""

    def __init__(self, reason: str, texts: Texts, now: HostTime) -> None:
        self.choice: PauseChoice | None = None
        self._reason = reason
        self._texts = texts
        self._focus = Focus(_BOXES, Scanning(single_key=True))
        self._focus.update(now)
        self._deaf_until = now
        self._asked_at: HostTime | None = None
        self._scale, self._middle = 1.0, 0.0

    @property
    def asks_again(self) -> bool:
        """Whether one more press ends the song."""
        return self._asked_at is not None

    def press(self, press: KeyPress) -> None:
        """Any key but those that steer menus chooses what is in focus."""
        if not is_steering(press):
            self._choose(Command.CHOOSE, press.host_ns)
            # The same press may come once more, translated into a command.
            self._deaf_until = max(self._deaf_until, shifted(press.host_ns, COOL_DOWN_NS))

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """Escape ends the song: who pressed it twice means it."""
        if now < self._deaf_until or not self._focus.listens(now):
            return
        match command:
            case Command.BACK:
                self.choice = PauseChoice.STOP
            case Point(x, y):
                self._choose(Point(*self._from_middle(x, y)), now)
            case Click(x, y):
                self._choose(Click(*self._from_middle(x, y)), now)
            case _:
                self._choose(command, now)

    def update(self, now: HostTime) -> None:
        if self._asked_at is None:
            self._focus.update(now)
        elif elapsed_ns(self._asked_at, now) >= _SURE_NS:
            self._asked_at = None
            self._focus = Focus(_BOXES, Scanning(single_key=True))
            self._focus.update(now)

    def _choose(self, command: MenuInput, now: HostTime) -> None:
        if self.choice or now < self._deaf_until or not self._focus.listens(now):
            return
        index = self._focus.index if command is Command.CHOOSE else None
        if index is None:
            index = self._focus.command(command, now)
        if index is None:
            self._asked_at = None
            return
        sure = self.asks_again or isinstance(command, Click)
        if _CHOICES[index] is PauseChoice.STOP and not sure:
            self._asked_at = now
            self._deaf_until = shifted(now, COOL_DOWN_NS)
        else:
            self.choice = _CHOICES[index]

    def _from_middle(self, x_px: float, y_px: float) -> tuple[float, float]:
        return x_px / self._scale - self._middle, y_px / self._scale

    def draw(self, canvas: Canvas) -> Iterator[None]:
        self._scale, self._middle = canvas.scale, canvas.wide / 2
        self._draw_box(canvas, _PANEL, THEME.panel, THEME.edge)
        yield
        say_now = say("Press again to finish.") if self.asks_again else say("Any key goes on.")
        sizes = THEME.sizes
        self._texts.draw(canvas, self._reason, self._middle, 360, sizes.title)
        self._texts.draw(canvas, say_now, self._middle, 470, sizes.body, THEME.quiet_text)
        for index, label in enumerate((say("Go on"), say("Finish here"))):
            focused = index == self._focus.index
            ground = THEME.focus if focused else THEME.panel_focused
            box = _BOXES[index]
            self._draw_box(canvas, box, ground, THEME.cream if focused else THEME.edge)
            x, y = box.centre
            self._texts.draw(canvas, label, self._middle + x, y, sizes.heading, text_on(ground))
        yield

    def _draw_box(
        self, canvas: Canvas, box: Box, ground: tuple[int, int, int], edge: tuple[int, int, int]
    ) -> None:
        rect = canvas.rect(self._middle + box.left, box.top, box.width, box.height)
        pygame.draw.rect(canvas.surface, ground, rect, border_radius=canvas.px(28))
        pygame.draw.rect(canvas.surface, edge, rect, canvas.px(4), border_radius=canvas.px(28))
