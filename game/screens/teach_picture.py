"""The picture of teaching: a large hand with one finger lit, drawn anew only when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pygame

from game.drawing.canvas import Canvas
from game.drawing.hand import ASPECT, HandPicture, hand_picture
from game.drawing.marks import check_mark, mark_picture
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.music.moves import Move
from game.screens.button_row import ButtonRow
from game.screens.finger_names import hand_name
from game.wording import say_count

_HEADING_Y, _HAND_NAME_Y, _NOTICE_Y = 92.0, 168.0, 862.0
_HAND_TOP, _HAND_HEIGHT = 216.0, 610.0
_MARK = 84.0


@dataclass(frozen=True, slots=True)
class TeachView:
    """`asked` None lights nothing; `hand_of` tells which hand is drawn."""

    asked: Move | None
    hand_of: Move
    taught: tuple[Move, ...]
    heading: str
    notice: str
    skips_in_s: int | None
    done: bool


class TeachPicture:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._drawn: tuple[Canvas, TeachView, int] | None = None

    def draw(self, canvas: Canvas, view: TeachView, skip: ButtonRow) -> Iterator[None]:
        if self._drawn == (canvas, view, skip.index):
            return
        self._drawn = (canvas, view, skip.index)
        canvas.surface.blit(sky_picture(canvas.width, canvas.height), (0, 0))
        yield
        pinch = view.asked if view.asked and view.asked.is_pinch else None
        picture = hand_picture(view.hand_of.hand, canvas.px(_HAND_HEIGHT), pinch)
        yield
        left = canvas.px(canvas.wide / 2 - _HAND_HEIGHT * ASPECT / 2)
        self._draw_hand(canvas, view, picture, (left, canvas.px(_HAND_TOP)))
        yield
        self._draw_words(canvas, view)
        if not view.done:
            skip.draw(canvas, self._texts)
        yield

    def _draw_hand(
        self, canvas: Canvas, view: TeachView, picture: HandPicture, place: tuple[int, int]
    ) -> None:
        left, top = place
        picture.draw(canvas.surface, left, top)
        if view.asked:
            picture.draw_lit(canvas.surface, left, top, view.asked)
        for move in _checked(view):
            self._stamp(canvas, check_mark(canvas.px(_MARK)), picture, place, move)
        if view.asked and view.asked not in view.taught:
            mark = mark_picture(canvas, self._texts, view.asked, _MARK)
            self._stamp(canvas, mark, picture, place, view.asked)

    def _stamp(
        self,
        canvas: Canvas,
        mark: pygame.Surface,
        picture: HandPicture,
        place: tuple[int, int],
        move: Move,
    ) -> None:
        x, y = picture.fingertip(move)
        at = mark.get_rect(center=(place[0] + x, place[1] + y))
        canvas.surface.blit(mark, at, None, pygame.BLEND_PREMULTIPLIED)

    def _draw_words(self, canvas: Canvas, view: TeachView) -> None:
        middle, sizes = canvas.wide / 2, THEME.sizes
        room = canvas.wide - 120
        self._texts.line(canvas, view.heading, (middle, _HEADING_Y), room, sizes.title)
        hand = hand_name(view.hand_of.hand)
        self._texts.draw(canvas, hand, middle, _HAND_NAME_Y, sizes.body, THEME.quiet_text)
        below = view.notice
        if view.skips_in_s is not None:
            below = say_count(
                "Skipping in {count} second.", "Skipping in {count} seconds.", view.skips_in_s
            )
        if below:
            place = middle, _NOTICE_Y
            self._texts.line(canvas, below, place, room, sizes.heading, THEME.accent)


def _checked(view: TeachView) -> list[Move]:
    """Of the hand that is shown; without what a finger learned before it was asked for a pinch,
    whose mark would lie under the new one."""
    return [
        move
        for move in view.taught
        if move.hand is view.hand_of.hand
        and (move == view.asked or view.asked is None or move.finger is not view.asked.finger)
    ]
