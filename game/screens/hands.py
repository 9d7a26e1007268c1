"""Which hand plays, and how: tapping keys, or pinching in a glove."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.drawing.buttons import Face
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Finger,
    Gesture,
    Hand,
    Move,
)
from game.screens.finger_names import hand_name
from game.screens.menu import Item, Leave, Menu, Page, Setting, back_item
from game.screens.pictures import hands
from game.screens.screen import Screen
from game.screens.steps import Done, Steps
from game.wording import say

_BOTH = (Hand.LEFT, Hand.RIGHT)
_MOVES = {
    (Hand.LEFT, False): LEFT_TAPS,
    (Hand.RIGHT, False): RIGHT_TAPS,
    (Hand.LEFT, True): LEFT_PINCHES,
    (Hand.RIGHT, True): RIGHT_PINCHES,
}


@dataclass(frozen=True, slots=True)
class HandChoice:
    """`hands` from left to right."""

    hands: tuple[Hand, ...]
    pinches: bool

    @property
    def moves(self) -> tuple[Move, ...]:
        """In lane order."""
        return tuple(move for hand in self.hands for move in _MOVES[hand, self.pinches])


HandsOutcome = HandChoice | Leave


class _Leave(Enum):
    """Which question is left."""

    SCREEN = "screen"
    KIND = "kind"


_Choice = tuple[Hand, ...] | HandChoice | _Leave


def hands_screen(setting: Setting, pinches_possible: bool = True) -> Screen[HandsOutcome]:
    """Asks for the hand; then for the kind of move, but only where there could be a glove."""

    def follow(choice: _Choice) -> Screen[_Choice] | Done[HandsOutcome]:
        match choice:
            case HandChoice():
                return Done(choice)
            case _Leave.SCREEN:
                return Done(Leave.BACK)
            case _Leave.KIND:
                return _hand_menu(setting)
            case _ if pinches_possible:
                return _kind_menu(setting, choice)
            case _:
                return Done(HandChoice(choice, pinches=False))

    steps: Steps[_Choice, HandsOutcome] = Steps(_hand_menu(setting), follow)
    return steps


def _hand_menu(setting: Setting) -> Menu[_Choice]:
    left, right = (Hand.LEFT,), (Hand.RIGHT,)
    cards = (
        Item[_Choice](left, Face(hand_name(Hand.LEFT), hands(left))),
        Item[_Choice](right, Face(hand_name(Hand.RIGHT), hands(right))),
        Item[_Choice](_BOTH, Face(say("Both hands"), hands(_BOTH))),
    )
    page = Page[_Choice](say("Which hand plays?"), cards=cards, back=back_item(_Leave.SCREEN))
    return Menu(setting, page)


def _kind_menu(setting: Setting, chosen: tuple[Hand, ...]) -> Menu[_Choice]:
    number = Finger.R2 if Hand.RIGHT in chosen else Finger.L2
    tapping, pinching = Move(number), Move(number, Gesture.TIP_PINCH)
    cards = (
        Item[_Choice](
            HandChoice(chosen, pinches=False),
            Face(say("Fingers tap"), hands([number.hand], tapping)),
        ),
        Item[_Choice](
            HandChoice(chosen, pinches=True),
            Face(say("Fingers pinch"), hands([number.hand], pinching)),
        ),
    )
    page = Page[_Choice](
        say("How do you play?"),
        say("With a glove, fingers meet the thumb."),
        cards=cards,
        back=back_item(_Leave.KIND),
    )
    return Menu(setting, page)
