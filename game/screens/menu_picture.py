"""How a menu looks. Drawn anew when the focus moves; else only what its ring has grown by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from game.drawing.buttons import draw_button, draw_card, draw_waiting
from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.screens.menu_hints import draw_hints
from game.screens.menu_keys import Hints
from game.screens.menu_layout import (
    LONE_TITLE_Y,
    MESSAGE_PICTURE,
    MESSAGE_TITLE_Y,
    MESSAGE_TOP,
    MOST_NOTICES,
    SENTENCE_Y,
    TITLE_Y,
    Contents,
    notice_ys,
)
from game.wording import say_count

_SKY_BANDS = 4
_RING_STEP = 1 / 120
"""The least growth of the ring that is worth drawing."""
_MARGIN = 90
_MESSAGE_WIDTH = 1320


class MenuPicture:
    """Remembers what it drew, and where."""

    def __init__(self, texts: Texts, hints: Hints) -> None:
        self._texts = texts
        self._hints = hints
        self._drawn: tuple[Canvas, Contents, int] | None = None
        self._waited = 0.0

    def draw(
        self, canvas: Canvas, contents: Contents, boxes: Sequence[Box], index: int, waited: float
    ) -> Iterator[None]:
        """`waited` is the filled part of the ring around item `index`."""
        if self._holds(canvas, contents, index) and waited >= self._waited:
            grown = waited - self._waited
            if grown == 0 or (grown < _RING_STEP and waited < 1):
                return
            start = self._waited
        else:
            self._drawn = None
            yield from self._draw_all(canvas, contents, boxes, index)
            start = 0.0
        draw_waiting(canvas, boxes[index], start, waited)
        self._drawn, self._waited = (canvas, contents, index), waited
        yield

    def _holds(self, canvas: Canvas, contents: Contents, index: int) -> bool:
        if self._drawn is None:
            return False
        on, what, focused = self._drawn
        return on is canvas and what is contents and focused == index

    def _draw_all(
        self, canvas: Canvas, contents: Contents, boxes: Sequence[Box], index: int
    ) -> Iterator[None]:
        yield from _draw_sky(canvas)
        if contents.cards:
            self._draw_heading(canvas, contents)
        else:
            yield from self._draw_message(canvas, contents)
        yield
        for place, (face, box) in enumerate(zip(contents.faces, boxes, strict=True)):
            draw = draw_card if place < len(contents.cards) else draw_button
            draw(canvas, self._texts, box, face, place == index)
            yield
        self._draw_notices(canvas, contents.notices)
        draw_hints(canvas, self._texts, self._hints)
        yield

    def _draw_heading(self, canvas: Canvas, contents: Contents) -> None:
        title_y = TITLE_Y if contents.sentence else LONE_TITLE_Y
        self._line(canvas, contents.title, title_y, THEME.sizes.title)
        self._line(canvas, contents.sentence, SENTENCE_Y, THEME.sizes.body)

    def _draw_message(self, canvas: Canvas, contents: Contents) -> Iterator[None]:
        middle, sizes = canvas.wide / 2, THEME.sizes
        if contents.picture:
            picture = contents.picture(canvas.px(MESSAGE_PICTURE))
            canvas.stamp(picture, middle, MESSAGE_TITLE_Y / 2 + 10)
            yield
        self._line(canvas, contents.title, MESSAGE_TITLE_Y, sizes.title)
        place, width = (middle, MESSAGE_TOP), min(_MESSAGE_WIDTH, canvas.wide - 2 * _MARGIN)
        colour = THEME.quiet_text
        self._texts.paragraph(canvas, contents.sentence, place, width, sizes.heading, colour)

    def _line(self, canvas: Canvas, string: str, y: float, wish: float) -> None:
        """In the middle, smaller where it would not fit; a title in full light, the rest quiet."""
        colour = THEME.text if wish == THEME.sizes.title else THEME.quiet_text
        place, room = (canvas.wide / 2, y), canvas.wide - 2 * _MARGIN
        self._texts.line(canvas, string, place, room, wish, colour)

    def _draw_notices(self, canvas: Canvas, notices: Sequence[str]) -> None:
        shown = list(notices[:MOST_NOTICES])
        if len(notices) > MOST_NOTICES:
            rest = len(notices) - MOST_NOTICES + 1
            shown[-1] = say_count("And {count} more.", "And {count} more.", rest)
        for notice, y in zip(shown, notice_ys(len(shown)), strict=True):
            self._line(canvas, notice, y, THEME.sizes.small)


def _draw_sky(canvas: Canvas) -> Iterator[None]:
    sky = sky_picture(canvas.width, canvas.height)
    high = -(-canvas.height // _SKY_BANDS)
    for top in range(0, canvas.height, high):
        canvas.surface.blit(sky, (0, top), pygame.Rect(0, top, canvas.width, high))
        yield
