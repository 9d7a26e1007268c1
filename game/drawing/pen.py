"""Draws a small picture by hand, on a square of 100 by 100, with soft edges at any size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

import pygame

from game.drawing.theme import Colour

SIDE = 100
_SUPERSAMPLING = 4
_STEPS = 12
"""Straight pieces between two points of a curve."""
Spot = tuple[float, float]


class Pen:
    """Lengths are hundredths of the picture's side; y runs down."""

    def __init__(self, size_px: int) -> None:
        self._size = size_px
        side = size_px * _SUPERSAMPLING
        self._unit = side / SIDE
        self._surface = pygame.Surface((side, side), pygame.SRCALPHA)

    def picture(self) -> pygame.Surface:
        """With premultiplied alpha: every drawn pixel is opaque and every other one is all zero."""
        return pygame.transform.smoothscale(self._surface, (self._size, self._size))

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        pygame.draw.circle(self._surface, colour, self._at((x, y)), radius * self._unit)

    def ellipse(self, x: float, y: float, radii: Spot, colour: Colour, tilt: float = 0) -> None:
        """`radii` across and down; `tilt` turns it, in parts of a full turn."""
        self.polygon([turned((x, y), radii, turn / 64, tilt) for turn in range(64)], colour)

    def polygon(self, spots: Sequence[Spot], colour: Colour, rounding: float = 0) -> None:
        """`rounding` is how far the rounded outline goes beyond the corners."""
        pygame.draw.polygon(self._surface, colour, [self._at(spot) for spot in spots])
        if rounding:
            self.line([*spots, spots[0]], 2 * rounding, colour)

    def line(self, spots: Sequence[Spot], width: float, colour: Colour) -> None:
        """With round ends and joints."""
        for spot in spots:
            self.disc(*spot, width / 2, colour)
        for (x0, y0), (x1, y1) in pairwise(spots):
            length = hypot(x1 - x0, y1 - y0)
            if length:
                across = (y1 - y0) / length * width / 2, (x0 - x1) / length * width / 2
                self.polygon(_strip((x0, y0), (x1, y1), across), colour)

    def curve(self, spots: Sequence[Spot], width: float, colour: Colour) -> None:
        """A smooth line through all spots."""
        self.line(_smooth([spots[0], *spots, spots[-1]]), width, colour)

    def blob(self, spots: Sequence[Spot], colour: Colour) -> None:
        """Filled inside a smooth closed line through all spots."""
        self.polygon(_smooth([spots[-1], *spots, *spots[:2]]), colour)

    def bar(self, left: float, top: float, size: Spot, colour: Colour, radius: float = 0) -> None:
        """An upright rectangle, `size` across and down."""
        x, y = self._at((left, top))
        right, bottom = self._at((left + size[0], top + size[1]))
        rect = pygame.Rect(round(x), round(y), round(right - x), round(bottom - y))
        pygame.draw.rect(self._surface, colour, rect, border_radius=round(radius * self._unit))

    def _at(self, spot: Spot) -> Spot:
        return spot[0] * self._unit, spot[1] * self._unit


def star_spots(x: float, y: float, outer: float, inner: float, points: int = 5) -> list[Spot]:
    """From the top round; outer and inner corners by turns."""
    return [
        turned((x, y), (radius, radius), corner / (2 * points) - 0.25)
        for corner in range(2 * points)
        for radius in [outer if corner % 2 == 0 else inner]
    ]


def turned(middle: Spot, radii: Spot, turn: float, tilt: float = 0) -> Spot:
    """The spot at `turn` (parts of a full one, clockwise from the right) of a tilted ellipse."""
    x, y = radii[0] * cos(2 * pi * turn), radii[1] * sin(2 * pi * turn)
    along, down = cos(2 * pi * tilt), sin(2 * pi * tilt)
    return middle[0] + x * along - y * down, middle[1] + x * down + y * along


def mirrored(spots: Sequence[Spot]) -> list[Spot]:
    """On the other side of the upright middle line, in the order that closes the outline."""
    return [(SIDE - x, y) for x, y in reversed(spots)]


def _strip(start: Spot, end: Spot, across: Spot) -> list[Spot]:
    (x0, y0), (x1, y1), (dx, dy) = start, end, across
    return [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]


def _smooth(spots: Sequence[Spot]) -> list[Spot]:
    """A Catmull-Rom spline from the second spot to the last but one."""
    quads = zip(spots, spots[1:], spots[2:], spots[3:], strict=False)
    pieces = [_between(quad, step / _STEPS) for quad in quads for step in range(_STEPS)]
    return [*pieces, spots[-2]]


def _between(quad: tuple[Spot, Spot, Spot, Spot], t: float) -> Spot:
    weights = (
        -t + 2 * t**2 - t**3,
        2 - 5 * t**2 + 3 * t**3,
        t + 4 * t**2 - 3 * t**3,
        -(t**2) + t**3,
    )
    x, y = (
        sum(weight * spot[axis] for weight, spot in zip(weights, quad, strict=True)) / 2
        for axis in (0, 1)
    )
    return x, y
