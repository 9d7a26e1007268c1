"""One thing to be told, and one to three answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from game.drawing.buttons import Face, Painter
from game.messages import Message
from game.screens.menu import Item, Menu, Page, Setting
from game.wording import words

Choice = TypeVar("Choice")
MOST_ANSWERS = 3


@dataclass(frozen=True)  # X[Y](…) of a slotted generic fails in Python 3.11
class Answer(Generic[Choice]):
    """`picture` stands beside the word."""

    choice: Choice
    label: str
    picture: Painter | None = None


def message_screen(
    setting: Setting,
    title: str,
    message: Message,
    answers: Sequence[Answer[Choice]],
    picture: Painter | None = None,
) -> Menu[Choice]:
    """Escape gives the last answer. Raises ValueError for no answer or more than three."""
    if not 1 <= len(answers) <= MOST_ANSWERS:
        raise ValueError(f"{len(answers)} answers to {message.text!r}")
    *buttons, last = (Item(answer.choice, Face(answer.label, answer.picture)) for answer in answers)
    return Menu(setting, Page(title, words(message), picture, buttons=tuple(buttons), back=last))
