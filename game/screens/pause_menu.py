"""What covers a paused play: why it stands still, and two ways to leave the pause.

Any key that plays goes on. Who has only such keys waits until the focus comes round to the second
choice, presses, and presses once more: nobody ends a song by one press made to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import partial

from game.drawing.buttons import Face
from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Box, Click, Command, MenuInput, Scanning
from game.drawing.icons import icon_picture
from game.drawing.panels import draw_panel
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.play.presses import KeyPress
from game.screens.button_row import ButtonRow
from game.screens.steering import is_steering
from game.timing import NS_PER_S, HostTime, elapsed_ns, shifted
from game.wording import say


class PauseChoice(Enum):
    GO_ON = "go on"
    STOP = "stop"


_CHOICES = (PauseChoice.GO_ON, PauseChoice.STOP)
_PANEL_WIDTH, _PANEL_TOP, _PANEL_HEIGHT = 1160.0, 270.0, 480.0
_REASON_Y, _HINT_Y, _BUTTONS_TOP = 360.0, 470.0, 560.0
_SURE_NS = 4 * NS_PER_S
"""So long the second press is waited for."""


class PauseMenu:
    """Appears at `now`; `choice` is None until the player has chosen."""

    def __init__(self, reason: str, texts: Texts, now: HostTime) -> None:
        self.choice: PauseChoice | None = None
        self._reason = reason
        self._texts = texts
        self._deaf_until = now
        self._asked_at: HostTime | None = None
        self._appear(now)

    def _appear(self, now: HostTime) -> None:
        """The focus always moves by itself here: keys that play do not move it."""
        go_on = Face(say("Go on"), partial(icon_picture, "go"))
        faces = go_on, Face(say("Finish here"), partial(icon_picture, "quit"))
        self._buttons = ButtonRow(faces, _BUTTONS_TOP, Scanning(single_key=True))
        self._buttons.update(now)

    @property
    def asks_again(self) -> bool:
        """Whether one more press ends the song."""
        return self._asked_at is not None

    def press(self, press: KeyPress) -> None:
        """Any key but those that steer menus chooses what is in focus."""
        if is_steering(press):
            return
        self._choose(Command.CHOOSE, press.host_ns)
        # The same press comes once more, translated into a command.
        self._deaf_until = max(self._deaf_until, shifted(press.host_ns, COOL_DOWN_NS))

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """Escape ends the song: whoever presses it a second time means it."""
        if command is Command.BACK and self._listens(now):
            self.choice = PauseChoice.STOP
        else:
            self._choose(command, now)

    def update(self, now: HostTime) -> None:
        if self._asked_at is None:
            self._buttons.update(now)
        elif elapsed_ns(self._asked_at, now) >= _SURE_NS:
            self._asked_at = None
            self._appear(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        middle, sizes = canvas.wide / 2, THEME.sizes
        left = middle - _PANEL_WIDTH / 2
        draw_panel(canvas, Box(left, _PANEL_TOP, _PANEL_WIDTH, _PANEL_HEIGHT), THEME.sky_top)
        yield
        room = _PANEL_WIDTH - 80
        self._texts.line(canvas, self._reason, (middle, _REASON_Y), room, sizes.title)
        self._texts.draw(canvas, self._hint(), middle, _HINT_Y, sizes.body, THEME.quiet_text)
        self._buttons.draw(canvas, self._texts)
        yield

    def _hint(self) -> str:
        if self.asks_again:
            return say("Press again to finish.")
        if _CHOICES[self._buttons.index] is PauseChoice.STOP:
            return say("Finish? Wait, and any key goes on.")
        return say("Any key goes on.")

    def _listens(self, now: HostTime) -> bool:
        return self.choice is None and now >= self._deaf_until and self._buttons.listens(now)

    def _choose(self, command: MenuInput, now: HostTime) -> None:
        if not self._listens(now):
            return
        chosen = self._buttons.index
        if command is not Command.CHOOSE:
            found = self._buttons.command(command, now)
            if found is None:
                self._asked_at = None
                return
            chosen = found
        sure = self.asks_again or isinstance(command, Click)
        if _CHOICES[chosen] is PauseChoice.STOP and not sure:
            self._asked_at = now
            self._deaf_until = shifted(now, COOL_DOWN_NS)
        else:
            self.choice = _CHOICES[chosen]
