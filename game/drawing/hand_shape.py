"""The form of a hand: where its fingers are, and how far any point lies from its skin.

Conventions: a right hand, open, seen from above, in hand units: about 100 across, x to the right
and y towards the wrist (a left hand is its mirror image). Distances are signed, negative inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from game.music.moves import Gesture, Move

Distances = NDArray[np.float32]
"""In hand units, indexed [x, y]."""
Point = tuple[float, float]
Joint = tuple[float, float, float]
"""x, y and the finger's radius there."""

LEFT, TOP = -5.0, -1.0
WIDTH, HEIGHT = 104.0, 126.0
THUMB = 1
_FINGERS: Mapping[int, tuple[Joint, ...]] = {
    1: ((30, 104, 10), (18, 86, 8.3), (7.5, 68, 7.4), (3.5, 55, 6.0)),
    2: ((36, 66, 7.6), (32, 44, 6.6), (29.5, 29, 5.8), (27.5, 16, 5.3)),
    3: ((51, 62, 7.6), (50.5, 37, 6.8), (50, 20, 6.0), (49.5, 7, 5.4)),
    4: ((65, 65, 7.4), (68, 43, 6.5), (70, 27, 5.7), (71.5, 14, 5.2)),
    5: ((77, 73, 6.8), (83.5, 55, 5.8), (87.5, 43, 5.2), (90.5, 33, 4.7)),
}
_PALM: tuple[tuple[Joint, Joint], ...] = (
    ((37, 70, 9), (46, 112, 9)),
    ((51, 68, 10), (52, 114, 10)),
    ((64, 70, 10), (58, 112, 10)),
    ((74, 78, 9), (66, 110, 9)),
    ((33, 98, 12), (47, 112, 12)),
    ((50, 110, 15), (50, 150, 15)),
    ((60, 110, 14), (60, 150, 14)),
)
_MEETINGS: Mapping[int, Point] = {2: (17, 44), 3: (33, 40), 4: (49, 42), 5: (64, 50)}
"""Where the thumb's tip meets that of the finger."""
_KEY_MEETING: Point = (22, 45)
"""Where the thumb's tip meets the side of the index finger."""
_PALM_BLEND, _WEB, _THUMB_WEB, _JOINT_BLEND = 6.0, 3.5, 7.0, 0.6
_THUMB_TIP_RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class HandShape:
    """`joints` of each finger 1-5 from its knuckle to its tip."""

    joints: Mapping[int, tuple[Joint, ...]]

    def tip(self, number: int) -> Point:
        x, y, _ = self.joints[number][-1]
        return x, y

    def outline(self, x: Distances, y: Distances) -> Distances:
        """The whole hand with its wrist, at points of these coordinates."""
        palm = (_rod(x, y, start, end) for start, end in _PALM)
        hand = reduce(lambda one, other: _joined(one, other, _PALM_BLEND), palm)
        for number in self.joints:
            web = _THUMB_WEB if number == THUMB else _WEB
            hand = _joined(hand, self.finger(number, x, y), web)
        return hand

    def finger(self, number: int, x: Distances, y: Distances) -> Distances:
        rods = (_rod(x, y, start, end) for start, end in pairwise(self.joints[number]))
        return reduce(lambda one, other: _joined(one, other, _JOINT_BLEND), rods)

    def nail(self, number: int, x: Distances, y: Distances) -> Distances:
        (x0, y0, _), (x1, y1, radius) = self.joints[number][-2:]
        length = float(np.hypot(x1 - x0, y1 - y0))
        along_x, along_y = (x1 - x0) / length, (y1 - y0) / length
        width = radius * 0.55
        end = (x1 + along_x * 0.5, y1 + along_y * 0.5, width)
        return _rod(x, y, (end[0] - along_x * 3, end[1] - along_y * 3, width), end)

    def finger_box(self, number: int) -> tuple[float, float, float, float]:
        """left, top, right, bottom of a finger with room for its rim."""
        xs = [(x - r, x + r) for x, _, r in self.joints[number]]
        ys = [(y - r, y + r) for _, y, r in self.joints[number]]
        left, right = min(x for x, _ in xs), max(x for _, x in xs)
        top, bottom = min(y for y, _ in ys), max(y for _, y in ys)
        return left - 2, top - 2, right + 2, bottom + 2


def open_hand() -> HandShape:
    return HandShape(_FINGERS)


def pinching_hand(pinch: Move) -> HandShape:
    """The thumb's tip on that of the finger, or on the index finger's side."""
    thumb, number = _FINGERS[THUMB], pinch.finger.number
    if pinch.gesture is Gesture.KEY_PINCH:
        reaching = (*thumb[:2], (15, 64, 7.2), (*_KEY_MEETING, _THUMB_TIP_RADIUS))
        return HandShape({**_FINGERS, THUMB: reaching})
    x, y = _MEETINGS[number]
    knuckle, tip_radius = _FINGERS[number][0], _FINGERS[number][-1][2]
    finger = (knuckle, _bow(knuckle, (x, y), tip_radius + 1, 6), (x + 3, y - 2, tip_radius))
    start = thumb[1]
    reaching = (thumb[0], start, _bow(start, (x, y), 7.2, -5), (x - 4, y + 5, _THUMB_TIP_RADIUS))
    return HandShape({**_FINGERS, number: finger, THUMB: reaching})


def _bow(start: Joint, end: Point, radius: float, out: float) -> Joint:
    """The joint halfway of a bent finger, `out` units to the right of its straight line."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = max(float(np.hypot(along_x, along_y)), 1.0)
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return middle_x - along_y / length * out, middle_y + along_x / length * out, radius


def _rod(x: Distances, y: Distances, start: Joint, end: Joint) -> Distances:
    """A rod with round ends between two joints, its radius changing evenly."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    part = ((x - start[0]) * along_x + (y - start[1]) * along_y) / (along_x**2 + along_y**2)
    part = np.clip(part, 0, 1)
    away = np.hypot(x - start[0] - part * along_x, y - start[1] - part * along_y)
    return np.asarray(away - (start[2] + (end[2] - start[2]) * part), np.float32)


def _joined(one: Distances, other: Distances, blend: float) -> Distances:
    """The union of two shapes, rounded over `blend` units where they meet (a polynomial smooth
    minimum)."""
    part = np.clip(0.5 + 0.5 * (other - one) / blend, 0, 1)
    mixed = other + (one - other) * part - blend * part * (1 - part)
    return np.asarray(mixed, np.float32)
