"""The mark of a finger: its shape in its colour, with its number. Made once a size and kept.

Pictures carry premultiplied alpha.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import pygame

from game.drawing.canvas import Canvas
from game.drawing.pen import Pen
from game.drawing.text import Texts
from game.drawing.theme import THEME, Colour, Shape, move_colour, move_shape
from game.music.moves import Gesture, Move
from game.wording import say

_SUPERSAMPLING = 4
_ROUND_LABEL, _POINTED_LABEL = 0.5, 0.42
"""Of a mark's size that its numeral takes; shapes with sharp corners have less room inside."""
_SMALLEST_LABELLED = 44
"""In design units; a smaller mark goes without a numeral."""
_STAR_INNER = 0.6


def _ring(corners: int, first: float) -> list[tuple[float, float]]:
    turns = (first + corner / corners for corner in range(corners))
    return [(cos(2 * pi * turn), sin(2 * pi * turn)) for turn in turns]


def _star() -> list[tuple[float, float]]:
    points = _ring(10, -0.25)
    return [
        (x, y) if corner % 2 == 0 else (x * _STAR_INNER, y * _STAR_INNER)
        for corner, (x, y) in enumerate(points)
    ]


_POINTED = {Shape.TRIANGLE, Shape.DIAMOND, Shape.STAR}
# Corners at a radius of about 1 around the middle, sized to look alike.
_CORNERS: dict[Shape, list[tuple[float, float]]] = {
    Shape.CIRCLE: [(x * 0.94, y * 0.94) for x, y in _ring(64, 0)],
    Shape.SQUARE: [(x * 1.18, y * 1.18) for x, y in _ring(4, 0.125)],
    Shape.TRIANGLE: [(x * 1.24, y * 1.24 + 0.2) for x, y in _ring(3, -0.25)],
    Shape.DIAMOND: [(x * 1.08, y * 1.08) for x, y in _ring(4, -0.25)],
    Shape.HEXAGON: [(x, y) for x, y in _ring(6, 0)],
    Shape.STAR: [(x * 1.14, y * 1.14 + 0.06) for x, y in _star()],
}


def label_of(move: Move) -> str:
    """A finger's number as pianists count; a letter for the key pinch."""
    return say("K") if move.gesture is Gesture.KEY_PINCH else str(move.finger.number)


@lru_cache(maxsize=256)
def filled_shape(shape: Shape, size_px: int, colour: Colour, rim: Colour) -> pygame.Surface:
    """Filled with `colour` inside a rim, in a square of `size_px`."""
    large = _polygon(shape, size_px, 1.0, rim)
    _polygon_on(large, shape, 0.80, colour)
    return pygame.transform.smoothscale(large, (size_px, size_px))


@lru_cache(maxsize=256)
def hollow_shape(shape: Shape, size_px: int, colour: Colour, rim_share: float) -> pygame.Surface:
    """Its outline alone; `rim_share` is the rim's part of the radius."""
    large = _polygon(shape, size_px, 1.0, colour)
    _polygon_on(large, shape, 1 - rim_share, (0, 0, 0, 0))
    return pygame.transform.smoothscale(large, (size_px, size_px))


def _polygon(shape: Shape, size_px: int, share: float, colour: Colour) -> pygame.Surface:
    size = size_px * _SUPERSAMPLING
    large = pygame.Surface((size, size), pygame.SRCALPHA)
    _polygon_on(large, shape, share, colour)
    return large


def _polygon_on(
    large: pygame.Surface, shape: Shape, share: float, colour: Colour | tuple[int, int, int, int]
) -> None:
    middle = large.get_width() / 2
    radius = middle * 0.84 * share
    points = [(middle + x * radius, middle + y * radius) for x, y in _CORNERS[shape]]
    pygame.draw.polygon(large, colour, points)


def mark_picture(canvas: Canvas, texts: Texts, move: Move, size: float) -> pygame.Surface:
    """The filled mark of a move, `size` design units across, with its numeral."""
    colours = move_colour(move)
    shape = move_shape(move)
    mark = filled_shape(shape, canvas.px(size), colours.light, THEME.ink).copy()
    if size >= _SMALLEST_LABELLED:
        share = _POINTED_LABEL if shape in _POINTED else _ROUND_LABEL
        label = texts.picture(canvas, label_of(move), size * share, THEME.ink)
        low = 0.08 if shape is Shape.TRIANGLE else 0.02
        middle = mark.get_rect().centerx, round(mark.get_height() * (0.5 + low))
        mark.blit(
            label.premul_alpha(), label.get_rect(center=middle), None, pygame.BLEND_PREMULTIPLIED
        )
    return mark


def faded(picture: pygame.Surface, part: float) -> pygame.Surface:
    """A premultiplied picture at `part` (0-1) of its strength."""
    weaker = picture.copy()
    level = round(255 * part)
    weaker.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return weaker


@lru_cache(maxsize=8)
def check_mark(size_px: int) -> pygame.Surface:
    """A tick on a round ground."""
    pen = Pen(size_px)
    pen.disc(50, 50, 48, THEME.ink)
    pen.disc(50, 50, 43, THEME.cream)
    pen.line([(28, 52), (44, 68), (72, 34)], 12, THEME.ink)
    return pen.picture()
