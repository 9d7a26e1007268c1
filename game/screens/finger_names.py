"""Fingers and pinches in words."""

from __future__ import annotations

from game.music.moves import Gesture, Hand, Move
from game.reports.figures import finger_name
from game.wording import say


def finger_label(move: Move) -> str:
    """Standing alone, without its hand: "Middle finger". Only its first letter is made a capital:
    some languages have others inside."""
    name = finger_name(move)
    return name[:1].upper() + name[1:]


def hand_name(hand: Hand) -> str:
    return say("Left hand") if hand is Hand.LEFT else say("Right hand")


def how_to_press(move: Move) -> str:
    """One sentence that asks for `move`."""
    if move.gesture is Gesture.KEY_PINCH:
        return say("Thumb to the side of your index finger.")
    if move.is_pinch:
        return say("Touch thumb and {finger}.", finger=finger_name(move))
    if move.finger.number == 1:
        return say("Press a key with your thumb.")
    return say("Press a key with your {finger}.", finger=finger_name(move))
