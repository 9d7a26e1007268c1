"""Fingers and what they do. A `Move` is the identity of everything asked, done and measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Hand(Enum):
    LEFT = "L"
    RIGHT = "R"


class Finger(Enum):
    """Numbered as pianists count: 1 is the thumb, 5 the little finger."""

    L5 = "L5"
    L4 = "L4"
    L3 = "L3"
    L2 = "L2"
    L1 = "L1"
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"

    @property
    def hand(self) -> Hand:
        return Hand(self.value[0])

    @property
    def number(self) -> int:
        return int(self.value[1])


class Gesture(Enum):
    """TAP: the finger presses. TIP_PINCH: the thumb meets the fingertip.
    KEY_PINCH: the thumb meets the side of the index finger, as on a key."""

    TAP = "tap"
    TIP_PINCH = "tip"
    KEY_PINCH = "key"


@dataclass(frozen=True, slots=True)
class Move:
    """Raises ValueError for a pinch that a hand cannot make."""

    finger: Finger
    gesture: Gesture = Gesture.TAP

    def __post_init__(self) -> None:
        if self.gesture is Gesture.TIP_PINCH and self.finger.number == 1:
            raise ValueError("the thumb cannot pinch its own tip")
        if self.gesture is Gesture.KEY_PINCH and self.finger.number != 2:
            raise ValueError("a key pinch is made on the index finger")

    @property
    def hand(self) -> Hand:
        return self.finger.hand

    @property
    def code(self) -> str:
        """For files and tables, such as `R2.tap`."""
        return f"{self.finger.value}.{self.gesture.value}"

    @property
    def is_pinch(self) -> bool:
        return self.gesture is not Gesture.TAP

    @classmethod
    def parse(cls, code: str) -> Move:
        """Raises ValueError for anything that `code` does not write."""
        finger, _, gesture = code.partition(".")
        return cls(Finger(finger), Gesture(gesture))


_GESTURE_ORDER = (Gesture.KEY_PINCH, Gesture.TIP_PINCH, Gesture.TAP)


def _lane_position(move: Move) -> tuple[int, int]:
    """Left to right as the hands lie on a table; a key pinch stands nearest to its thumb."""
    nearest_first = _GESTURE_ORDER.index(move.gesture)
    left = move.hand is Hand.LEFT
    return list(Finger).index(move.finger), -nearest_first if left else nearest_first


def lane_order(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Each move once, in the order of its lane from left to right."""
    return tuple(sorted(set(moves), key=_lane_position))


def taps(*fingers: Finger) -> tuple[Move, ...]:
    return tuple(Move(finger) for finger in fingers)


RIGHT_TAPS = taps(Finger.R1, Finger.R2, Finger.R3, Finger.R4, Finger.R5)
LEFT_TAPS = taps(Finger.L5, Finger.L4, Finger.L3, Finger.L2, Finger.L1)
RIGHT_PINCHES = (
    Move(Finger.R2, Gesture.KEY_PINCH),
    *(Move(f, Gesture.TIP_PINCH) for f in (Finger.R2, Finger.R3, Finger.R4, Finger.R5)),
)
LEFT_PINCHES = (
    *(Move(f, Gesture.TIP_PINCH) for f in (Finger.L5, Finger.L4, Finger.L3, Finger.L2)),
    Move(Finger.L2, Gesture.KEY_PINCH),
)
