"""What can be chosen: cards with a picture, buttons with a sign; and the caps of keys.

Everything is in design units. The item in focus is lighter, has a thick ring that fills while the
focus waits, and a pointer above it: three signs, of which colour is the least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.panels import (
    RING_GAP,
    RING_WIDTH,
    draw_panel,
    draw_ring,
    draw_shadow,
)
from game.drawing.pen import Pen, turned
from game.drawing.text import LINE_SPACING, Texts
from game.drawing.theme import THEME, mixed

Painter = Callable[[int], pygame.Surface]
"""A premultiplied picture for a height in pixels."""
GRADES = 5
_PADDING = 24
_ABOVE_LABEL, _BESIDE_LABEL = 16, 10
_MOST_LINES = 2
"""Of a card's words."""
_RING_TRACK = mixed(THEME.panel, THEME.focus, 0.45)
_POINTER_SIZE = 52
KEY_CAP_HEIGHT = 60
_DOT_SIZE = 22
_DOT_STEP = 30


@dataclass(frozen=True, slots=True)
class Face:
    """What an item shows. `grade` (1 to GRADES) is drawn as that many dots of five."""

    label: str
    picture: Painter | None = None
    detail: str = ""
    grade: int | None = None

    @property
    def lies(self) -> bool:
        """Whether its card has the words beside the picture rather than below it."""
        return bool(self.detail) or self.grade is not None


def draw_card(canvas: Canvas, texts: Texts, box: Box, face: Face, focused: bool) -> None:
    _draw_ground(canvas, box, focused)
    if face.lies:
        _draw_lying(canvas, texts, box, face)
    else:
        _draw_standing(canvas, texts, box, face)


def draw_button(canvas: Canvas, texts: Texts, box: Box, face: Face, focused: bool) -> None:
    """The sign is left out where the word needs its room."""
    _draw_ground(canvas, box, focused)
    sizes, (x, y) = THEME.sizes, box.centre
    sign = box.height * 0.5
    room = box.width - 2 * _PADDING
    size = texts.fitting_size(canvas, face.label, room - 1.3 * sign, sizes.body, sizes.small)
    wide = texts.width(canvas, face.label, size)
    if face.picture and wide + 1.3 * sign <= room:
        left = x - (wide + 1.3 * sign) / 2
        canvas.stamp(face.picture(canvas.px(sign)), left + sign / 2, y)
        texts.draw(canvas, face.label, left + 1.3 * sign, y, size, anchor="midleft")
    else:
        texts.draw(canvas, face.label, x, y, size)


def draw_waiting(canvas: Canvas, box: Box, start: float, end: float) -> None:
    """The stretch of the focus ring that filled from `start` to `end` (parts of 1)."""
    draw_ring(canvas, box, THEME.focus, start, end)


def key_cap_width(canvas: Canvas, texts: Texts, name: str) -> float:
    return max(KEY_CAP_HEIGHT, texts.width(canvas, name, THEME.sizes.small) + 36)


def draw_key_cap(canvas: Canvas, texts: Texts, name: str, x: float, y: float) -> float:
    """A key with its left edge at x, its middle at y; gives its width."""
    size = THEME.sizes.small
    width = key_cap_width(canvas, texts, name)
    top = y - KEY_CAP_HEIGHT / 2
    draw_panel(canvas, Box(x, top + 5, width, KEY_CAP_HEIGHT), THEME.edge, None, radius=12)
    draw_panel(canvas, Box(x, top, width, KEY_CAP_HEIGHT), THEME.cream, None, radius=12)
    texts.draw(canvas, name, x + width / 2, y, size, THEME.ink)
    return width


def _draw_ground(canvas: Canvas, box: Box, focused: bool) -> None:
    draw_shadow(canvas, box)
    draw_panel(canvas, box, THEME.panel_focused if focused else THEME.panel)
    if focused:
        draw_ring(canvas, box, _RING_TRACK)
        _draw_pointer(canvas, box)


def _draw_pointer(canvas: Canvas, box: Box) -> None:
    pointer = _pointer_picture(canvas.px(_POINTER_SIZE))
    canvas.stamp(pointer, box.centre[0], box.top - RING_GAP - RING_WIDTH / 2)


def _draw_standing(canvas: Canvas, texts: Texts, box: Box, face: Face) -> None:
    x, _ = box.centre
    sizes = THEME.sizes
    room = box.width - 2 * _BESIDE_LABEL
    wish = sizes.body if box.height > 300 else sizes.small
    size = texts.fitting_size(canvas, face.label, room, wish, sizes.small)
    words = texts.shortened(canvas, face.label, room, size, _MOST_LINES)
    if face.picture is None:
        texts.paragraph(canvas, words, box.centre, box.width, size, anchor="center")
        return
    foot = box.top + box.height - _PADDING
    label = texts.paragraph(canvas, words, (x, foot), box.width, size, anchor="midbottom")
    high = box.height - 2 * _PADDING - label - _ABOVE_LABEL
    picture = face.picture(canvas.px(high))
    fits = min(1.0, canvas.px(box.width - 2 * _PADDING) / picture.get_width())
    if fits < 1:
        picture = face.picture(round(canvas.px(high) * fits))
    canvas.stamp(picture, x, box.top + _PADDING + high / 2)


def _draw_lying(canvas: Canvas, texts: Texts, box: Box, face: Face) -> None:
    sizes = THEME.sizes
    side = min(box.height - 2 * _PADDING, box.width * 0.3)
    middle = box.centre[1]
    if face.picture:
        canvas.stamp(face.picture(canvas.px(side)), box.left + _PADDING + side / 2, middle)
    left = box.left + side + 2 * _PADDING
    room = box.left + box.width - _PADDING - left
    title = texts.shortened(canvas, face.label, room, sizes.small, _MOST_LINES)
    high = (title.count("\n") + 2) * sizes.small * LINE_SPACING
    top = middle - high / 2
    texts.paragraph(canvas, title, (left, top), box.width, sizes.small, anchor="topleft")
    below = top + high - sizes.small * LINE_SPACING / 2
    if face.grade is not None:
        left += _draw_grade(canvas, left, below, face.grade) + _PADDING
    texts.draw(canvas, face.detail, left, below, sizes.small, THEME.quiet_text, "midleft")


def _draw_grade(canvas: Canvas, left: float, y: float, grade: int) -> float:
    """Dots from `left` on, `grade` of them filled; gives their width."""
    for place in range(GRADES):
        dot = _dot_picture(canvas.px(_DOT_SIZE), place < grade)
        canvas.stamp(dot, left + _DOT_SIZE / 2 + place * _DOT_STEP, y)
    return (GRADES - 1) * _DOT_STEP + _DOT_SIZE


@lru_cache(maxsize=8)
def _dot_picture(size_px: int, filled: bool) -> pygame.Surface:
    pen = Pen(size_px)
    if filled:
        pen.disc(50, 50, 50, THEME.accent)
    else:
        circle = [turned((50, 50), (43, 43), step / 48) for step in range(49)]
        pen.line(circle, 13, THEME.quiet_text)
    return pen.picture()


@lru_cache(maxsize=4)
def _pointer_picture(size_px: int) -> pygame.Surface:
    pen = Pen(size_px)
    pen.polygon([(14, 20), (86, 20), (50, 72)], THEME.sky_foot, rounding=14)
    pen.polygon([(18, 22), (82, 22), (50, 66)], THEME.focus, rounding=6)
    return pen.picture()
