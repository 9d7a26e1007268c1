"""A name, typed on the computer's keyboard. Its keys write here, whatever else they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from game.drawing.buttons import Face, Painter
from game.drawing.canvas import Canvas
from game.drawing.focus import Command, MenuInput
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.screens.menu import Item, Leave, Menu, Page, Setting, back_item
from game.screens.menu_keys import Hints
from game.screens.pictures import sign
from game.screens.steering import BACKSPACE, ENTER, ESCAPE, PAD_ENTER, SPACE
from game.timing import HostTime
from game.wording import say

LONGEST = 20
_ALSO_IN_NAMES = "-'."
_CARET = "|"


class _Button(Enum):
    DONE = "done"
    BACK = "back"


class NameEntry:
    """The outcome is the name; BACK where it was left or nothing was written.

    `letter_of` says what a scancode's key has printed on it. Words begin with a capital.
    """

    def __init__(self, setting: Setting, picture: Painter, letter_of: Callable[[int], str]) -> None:
        done = Item(_Button.DONE, Face(say("Done"), sign("yes")))
        page = Page(
            _CARET,
            say("Type a name, then press Enter."),
            picture=picture,
            buttons=(done,),
            back=back_item(_Button.BACK),
        )
        # The keys that move the focus elsewhere write letters here.
        self._menu = Menu(replace(setting, hints=Hints((), ())), page)
        self._letter_of = letter_of
        self._name = ""
        self._typing = False
        self._outcome: str | Leave | None = None

    @property
    def outcome(self) -> str | Leave | None:
        return self._outcome

    @property
    def name(self) -> str:
        return self._name

    def key(self, event: KeyEvent) -> None:
        self._typing = event.device == KEYBOARD
        if isinstance(event, KeyPress) and self._typing:
            self._type(event.key)
            self._menu.retitle(self._name + _CARET)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """A command that was a key of the keyboard has been typed already."""
        if self._typing and isinstance(command, Command):
            return
        self._menu.menu(command, now)
        if self._menu.outcome is not None:
            self._leave(self._menu.outcome)

    def update(self, now: HostTime) -> None:
        self._menu.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        yield from self._menu.draw(canvas)

    def _type(self, scancode: int) -> None:
        if scancode in {ENTER, PAD_ENTER}:
            self._leave(_Button.DONE)
        elif scancode == ESCAPE:
            self._leave(_Button.BACK)
        elif scancode == BACKSPACE:
            self._name = self._name[:-1]
        elif len(self._name) < LONGEST:
            self._write(" " if scancode == SPACE else self._letter_of(scancode))

    def _write(self, sign_on_key: str) -> None:
        """Keys with whole words on them ("Left Shift") write nothing, nor do leading spaces."""
        in_word = self._name[-1:].isalpha()
        if len(sign_on_key) == 1 and (sign_on_key.isalnum() or sign_on_key in _ALSO_IN_NAMES):
            self._name += sign_on_key.lower() if in_word else sign_on_key.upper()
        elif sign_on_key == " " and self._name and not self._name.endswith(" "):
            self._name += " "

    def _leave(self, button: _Button) -> None:
        name = self._name.strip()
        self._outcome = name if button is _Button.DONE and name else Leave.BACK
