"""Fingers and pinches in words."""

from __future__ import annotations

from game.music.moves import Gesture, Hand, Move
from game.wording import say


def finger_name(move: Move) -> str:
    """Inside a sentence, without its hand: "middle finger"."""
    if move.gesture is Gesture.KEY_PINCH:
        return say("key pinch")
    return {
        1: say("thumb"),
        2: say("index finger"),
        3: say("middle finger"),
        4: say("ring finger"),
        5: say("little finger"),
    }[move.finger.number]


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
