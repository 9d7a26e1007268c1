"""Small signs for buttons, in one colour: what the word beside them means."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pygame

from game.drawing.pen import Pen, turned
from game.drawing.theme import THEME, Colour

_WIDTH = 11


def _add(pen: Pen, colour: Colour) -> None:
    pen.line([(50, 18), (50, 82)], _WIDTH, colour)
    pen.line([(18, 50), (82, 50)], _WIDTH, colour)


def _back(pen: Pen, colour: Colour) -> None:
    pen.line([(20, 50), (84, 50)], _WIDTH, colour)
    pen.line([(45, 24), (19, 50), (45, 76)], _WIDTH, colour)


def _more(pen: Pen, colour: Colour) -> None:
    pen.line([(16, 50), (80, 50)], _WIDTH, colour)
    pen.line([(55, 24), (81, 50), (55, 76)], _WIDTH, colour)


def _yes(pen: Pen, colour: Colour) -> None:
    pen.line([(17, 53), (40, 76), (84, 26)], _WIDTH, colour)


def _go(pen: Pen, colour: Colour) -> None:
    pen.polygon([(32, 22), (80, 50), (32, 78)], colour, rounding=4)


def _again(pen: Pen, colour: Colour) -> None:
    arc = [turned((50, 54), (30, 30), 0.02 + 0.68 * step / 12) for step in range(13)]
    pen.curve(arc, _WIDTH, colour)
    pen.polygon([(43, 8), (43, 44), (68, 25)], colour, rounding=2)


def _quit(pen: Pen, colour: Colour) -> None:
    pen.line([(52, 16), (20, 16), (20, 84), (52, 84)], _WIDTH, colour)
    pen.line([(44, 50), (84, 50)], _WIDTH, colour)
    pen.line([(66, 32), (84, 50), (66, 68)], _WIDTH, colour)


def _guest(pen: Pen, colour: Colour) -> None:
    pen.disc(50, 32, 17, colour)
    pen.blob([(18, 82), (24, 64), (50, 55), (76, 64), (82, 82), (50, 84)], colour)


def _keys(pen: Pen, colour: Colour) -> None:
    for left, top in ((38, 16), (12, 52), (64, 52)):
        corners = [(left, top), (left + 24, top), (left + 24, top + 24), (left, top + 24)]
        pen.line([*corners, corners[0]], 9, colour)


def _write(pen: Pen, colour: Colour) -> None:
    pen.polygon([(24, 62), (64, 22), (78, 36), (38, 76)], colour, rounding=2)
    pen.polygon([(20, 68), (32, 80), (15, 85)], colour, rounding=1)


_PAINTERS: dict[str, Callable[[Pen, Colour], None]] = {
    "add": _add,
    "back": _back,
    "more": _more,
    "yes": _yes,
    "go": _go,
    "again": _again,
    "quit": _quit,
    "guest": _guest,
    "keys": _keys,
    "write": _write,
}
ICONS = tuple(_PAINTERS)


@lru_cache(maxsize=64)
def icon_picture(name: str, size_px: int, colour: Colour = THEME.text) -> pygame.Surface:
    """Premultiplied, shared. Raises KeyError for a name outside ICONS."""
    pen = Pen(size_px)
    _PAINTERS[name](pen, colour)
    return pen.picture()
