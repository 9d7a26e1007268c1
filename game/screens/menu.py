"""A menu: a title, cards, buttons, and which of them was chosen. Most screens are one of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from game.drawing.buttons import Face, Painter
from game.drawing.canvas import Canvas
from game.drawing.focus import Click, Command, Focus, MenuInput, Point, Scanning
from game.drawing.icons import icon_picture
from game.drawing.text import Texts
from game.play.presses import KeyEvent
from game.screens.menu_keys import Hints
from game.screens.menu_layout import USUAL_WIDE, Contents, boxes_of, cards_a_page
from game.screens.menu_picture import MenuPicture
from game.timing import HostTime
from game.wording import say

Choice = TypeVar("Choice")


class Leave(Enum):
    """The outcome of a screen that was left the way it was entered."""

    BACK = "back"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all menus of one start of the game share; `hints` name the player's two keys."""

    texts: Texts
    scanning: Scanning
    hints: Hints


@dataclass(frozen=True)  # X[Y](…) of a slotted generic fails in Python 3.11
class Item(Generic[Choice]):
    choice: Choice
    face: Face


@dataclass(frozen=True)  # X[Y](…) of a slotted generic fails in Python 3.11
class Page(Generic[Choice]):
    """What a menu offers. `back` is the last button, and what Escape chooses.

    Without cards `sentence` is large and `picture` stands above it. `notices` are small print.
    Raises ValueError where nothing could be chosen.
    """

    title: str
    sentence: str = ""
    picture: Painter | None = None
    cards: tuple[Item[Choice], ...] = ()
    buttons: tuple[Item[Choice], ...] = ()
    back: Item[Choice] | None = None
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.cards and not self.all_buttons:
            raise ValueError(f"nothing can be chosen in {self.title!r}")

    @property
    def all_buttons(self) -> tuple[Item[Choice], ...]:
        return self.buttons if self.back is None else (*self.buttons, self.back)


def back_item(choice: Choice) -> Item[Choice]:
    return Item(choice, Face(say("Back"), partial(icon_picture, "back")))


class Menu(Generic[Choice]):
    """Shown once. Where the cards do not fit, a button turns to the next ones."""

    def __init__(self, setting: Setting, page: Page[Choice]) -> None:
        self._setting = setting
        self._page = page
        self._outcome: Choice | None = None
        self._first_card = 0
        self._scale, self._wide = 1.0, USUAL_WIDE
        self._now = HostTime(0)
        self._picture = MenuPicture(setting.texts, setting.hints)
        self._capacity = self._room()
        self._cards, self._contents, self._focus = self._opened()

    @property
    def outcome(self) -> Choice | None:
        return self._outcome

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be chosen now, in the order of the focus."""
        return tuple(face.label for face in self._contents.faces)

    @property
    def focused(self) -> str:
        return self.labels[self._focus.index]

    def key(self, event: KeyEvent) -> None:
        """Only what keys mean counts here, not which they are."""

    def retitle(self, title: str) -> None:
        self._contents = replace(self._contents, title=title)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        if command is Command.BACK:
            self._focus.update(now)
            if self._page.back and self._focus.listens(now):
                self._outcome = self._page.back.choice
            return
        chosen = self._focus.command(self._in_design_units(command), now)
        if chosen is not None:
            self._choose(chosen)

    def update(self, now: HostTime) -> None:
        self._now = now
        self._focus.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if (canvas.scale, canvas.wide) != (self._scale, self._wide):
            self._fit(canvas)
        focus = self._focus
        waited = focus.waited(self._now)
        yield from self._picture.draw(canvas, self._contents, focus.boxes, focus.index, waited)

    @property
    def _turns(self) -> bool:
        return len(self._page.cards) > self._capacity

    def _room(self) -> int:
        return cards_a_page([item.face for item in self._page.cards], self._wide)

    def _fit(self, canvas: Canvas) -> None:
        """Begins at the first card where another shape of the window has room for more or fewer."""
        self._scale, self._wide = canvas.scale, canvas.wide
        if self._room() == self._capacity:
            self._focus.boxes = boxes_of(self._contents, canvas.wide)
            return
        self._capacity = self._room()
        self._first_card = 0
        self._cards, self._contents, self._focus = self._opened()
        self._focus.update(self._now)

    def _opened(self) -> tuple[tuple[Item[Choice], ...], Contents, Focus]:
        """The cards from `_first_card` on and how they look, the focus on the first of them."""
        page = self._page
        cards = page.cards[self._first_card : self._first_card + self._capacity]
        more = Face(say("More"), partial(icon_picture, "more"))
        turn = (more,) if self._turns else ()
        contents = Contents(
            page.title,
            page.sentence,
            page.picture,
            tuple(item.face for item in cards),
            (*turn, *(item.face for item in page.all_buttons)),
            page.notices,
        )
        return cards, contents, Focus(boxes_of(contents, self._wide), self._setting.scanning)

    def _choose(self, index: int) -> None:
        button = index - len(self._cards)
        if button < 0:
            self._outcome = self._cards[index].choice
        elif self._turns and button == 0:
            self._first_card += len(self._cards)
            if self._first_card >= len(self._page.cards):
                self._first_card = 0
            self._cards, self._contents, self._focus = self._opened()
        else:
            self._outcome = self._page.all_buttons[button - int(self._turns)].choice

    def _in_design_units(self, command: MenuInput) -> MenuInput:
        match command:
            case Point(x, y):
                return Point(x / self._scale, y / self._scale)
            case Click(x, y):
                return Click(x / self._scale, y / self._scale)
            case _:
                return command
