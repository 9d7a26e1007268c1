"""A new player: a picture, and a name that comes with it. Nothing has to be typed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum

from game.drawing.buttons import Face
from game.screens.menu import Item, Leave, Menu, Page, Setting, back_item
from game.screens.menu_keys import us_cap
from game.screens.name_entry import NameEntry
from game.screens.pictures import emblem, sign
from game.screens.screen import Screen
from game.screens.steps import Done, Steps
from game.wording import say


@dataclass(frozen=True, slots=True)
class NewPlayer:
    """`picture` is the name of an emblem."""

    name: str
    picture: str


NewPlayerOutcome = NewPlayer | Leave


class _Step(Enum):
    YES = "yes"
    WRITE = "write"
    OTHER_PICTURE = "other picture"


@dataclass(frozen=True, slots=True)
class _Picture:
    emblem: str


_Choice = _Picture | _Step | Leave | str
"""A string is a name that was typed."""


def new_player_screen(
    setting: Setting,
    taken: Collection[str] = (),
    letter_of: Callable[[int], str] = us_cap,
) -> Screen[NewPlayerOutcome]:
    """`taken` are the names of the others; `letter_of` what is printed on a scancode's key."""
    questions = _Questions(setting, taken, letter_of)
    steps: Steps[_Choice, NewPlayerOutcome] = Steps(questions.picture(), questions.follow)
    return steps


def suggested_pictures() -> dict[str, str]:
    """Emblems to choose from, and what their players are called."""
    return {
        "fox": say("Fox"),
        "moon": say("Moon"),
        "flower": say("Daisy"),
        "boat": say("Boat"),
        "cat": say("Cat"),
        "sun": say("Sun"),
        "bird": say("Bird"),
        "tree": say("Tree"),
        "dog": say("Dog"),
        "star": say("Star"),
        "owl": say("Owl"),
        "apple": say("Apple"),
    }


def free_name(wish: str, taken: Collection[str]) -> str:
    """`wish`, with the first free number from 2 on where another player is called so."""
    others = {name.casefold() for name in taken}
    name, number = wish, 1
    while name.casefold() in others:
        number += 1
        name = f"{wish} {number}"
    return name


class _Questions:
    """The picture, then the name; remembers the answers."""

    def __init__(
        self, setting: Setting, taken: Collection[str], letter_of: Callable[[int], str]
    ) -> None:
        self._setting = setting
        self._taken = taken
        self._letter_of = letter_of
        self._player = NewPlayer("", "")

    def picture(self) -> Menu[_Choice]:
        cards = tuple(
            Item[_Choice](_Picture(name), Face(title, emblem(name, title)))
            for name, title in suggested_pictures().items()
        )
        page = Page[_Choice](say("Choose your picture"), cards=cards, back=back_item(Leave.BACK))
        return Menu(self._setting, page)

    def follow(self, choice: _Choice) -> Screen[_Choice] | Done[NewPlayerOutcome]:
        match choice:
            case _Picture(picture):
                return self._ask_name(suggested_pictures()[picture], picture)
            case _Step.YES:
                return Done(self._player)
            case _Step.WRITE:
                painter = emblem(self._player.picture, self._player.name)
                return NameEntry(self._setting, painter, self._letter_of)
            case _Step.OTHER_PICTURE:
                self._player = NewPlayer("", "")
                return self.picture()
            case Leave.BACK if self._player.picture:
                return self._ask_name(self._player.name, self._player.picture)
            case Leave.BACK:
                return Done(Leave.BACK)
            case name:
                return self._ask_name(name, self._player.picture)

    def _ask_name(self, wish: str, picture: str) -> Menu[_Choice]:
        self._player = NewPlayer(free_name(wish, self._taken), picture)
        page = Page[_Choice](
            say("Hello, {name}!", name=self._player.name),
            say("Is this name right?"),
            picture=emblem(picture, wish),
            buttons=(
                Item[_Choice](_Step.YES, Face(say("Yes"), sign("yes"))),
                Item[_Choice](_Step.WRITE, Face(say("Type a name"), sign("write"))),
            ),
            back=back_item(_Step.OTHER_PICTURE),
        )
        return Menu(self._setting, page)
