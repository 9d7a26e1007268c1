"""Where the cards and buttons of a menu lie. Pure; design units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from game.drawing.buttons import Face, Painter
from game.drawing.canvas import DESIGN_HEIGHT
from game.drawing.focus import Box

USUAL_WIDE = DESIGN_HEIGHT * 16 / 9
TITLE_Y = 100
LONE_TITLE_Y = 122
"""Of a title without a sentence below it."""
SENTENCE_Y = 178
HINT_Y = 1018
NOTICE_STEP = 48
MOST_NOTICES = 2
"""Lines of small print; more would push the cards together."""
MESSAGE_PICTURE = 240
MESSAGE_TITLE_Y = 450
MESSAGE_TOP = 512
_LAST_NOTICE_Y = 950
_MARGIN = 90
_GAP = 44
_ROW_GAP = 54
_CARDS_TOP = 244
_BUTTONS_BOTTOM = 950
_BUTTON_HEIGHT = 100
_BUTTON_WIDTH = 400
_MESSAGE_BUTTONS_BOTTOM = 880
_MESSAGE_BUTTON_HEIGHT = 124
_MESSAGE_BUTTON_WIDTH = 480
_LYING_ROWS = 2
_STANDING_PLACES = 12
_ROOM_FOR_THREE = 1700
"""From so many units on, three lying cards have room beside each other."""
_ONE_ROW = 4
"""So many standing cards are still large beside each other."""
_LARGEST_CARD = 480, 470


@dataclass(frozen=True, slots=True)
class Contents:
    """What is seen at once. `picture` stands above the title where there are no cards."""

    title: str
    sentence: str
    picture: Painter | None
    cards: tuple[Face, ...]
    buttons: tuple[Face, ...]
    notices: tuple[str, ...]

    @property
    def faces(self) -> tuple[Face, ...]:
        return self.cards + self.buttons


def cards_a_page(cards: Sequence[Face], wide: float) -> int:
    return _lying_columns(wide) * _LYING_ROWS if _lying(cards) else _STANDING_PLACES


def boxes_of(contents: Contents, wide: float) -> tuple[Box, ...]:
    """One for each of `contents.faces`, on a canvas `wide` units across."""
    notices = min(len(contents.notices), MOST_NOTICES)
    bottom = _BUTTONS_BOTTOM - notices * NOTICE_STEP
    if not contents.cards:
        size = _MESSAGE_BUTTON_WIDTH, _MESSAGE_BUTTON_HEIGHT
        top = min(bottom, _MESSAGE_BUTTONS_BOTTOM) - _MESSAGE_BUTTON_HEIGHT
        return _row(len(contents.buttons), top, size, wide)
    buttons_top = bottom - _BUTTON_HEIGHT
    cards = _grid(contents.cards, buttons_top - _ROW_GAP, wide)
    size = _BUTTON_WIDTH, _BUTTON_HEIGHT
    return cards + _row(len(contents.buttons), buttons_top, size, wide)


def notice_ys(count: int) -> tuple[float, ...]:
    """The middles of so many lines of small print, each a NOTICE_STEP high, above the hints."""
    return tuple(_LAST_NOTICE_Y - NOTICE_STEP * place for place in reversed(range(count)))


def _lying(cards: Sequence[Face]) -> bool:
    return any(face.lies for face in cards)


def _lying_columns(wide: float) -> int:
    return 3 if wide >= _ROOM_FOR_THREE else 2


def _grid(cards: Sequence[Face], bottom: float, wide: float) -> tuple[Box, ...]:
    """Standing cards in the middle of their room; lying ones stay where a full page has them."""
    columns, rows, (widest, highest) = _shape(cards, wide)
    room = bottom - _CARDS_TOP
    width = min(widest, _share(columns, wide))
    height = min(highest, (room - (rows - 1) * _ROW_GAP) / rows)
    top = _CARDS_TOP + (room - rows * height - (rows - 1) * _ROW_GAP) / 2
    rest = range(0, len(cards), columns)
    return tuple(
        box
        for row, first in enumerate(rest)
        for box in _row(
            min(columns, len(cards) - first),
            top + row * (height + _ROW_GAP),
            (width, height),
            wide,
        )
    )


def _shape(cards: Sequence[Face], wide: float) -> tuple[int, int, tuple[float, float]]:
    """Columns, rows, and the largest size of a card."""
    if _lying(cards):
        return _lying_columns(wide), _LYING_ROWS, (wide, _LARGEST_CARD[1])
    columns = len(cards) if len(cards) <= _ONE_ROW else max(_ONE_ROW, ceil(len(cards) / 2))
    return columns, ceil(len(cards) / columns), _LARGEST_CARD


def _share(columns: int, wide: float) -> float:
    """The width of each of `columns` beside each other."""
    return (min(wide, USUAL_WIDE) - 2 * _MARGIN - (columns - 1) * _GAP) / columns


def _row(count: int, top: float, largest: tuple[float, float], wide: float) -> tuple[Box, ...]:
    """`count` boxes in the middle, of the `largest` width that fits."""
    if not count:
        return ()
    width, height = min(largest[0], _share(count, wide)), largest[1]
    left = (wide - count * width - (count - 1) * _GAP) / 2
    return tuple(Box(left + place * (width + _GAP), top, width, height) for place in range(count))
