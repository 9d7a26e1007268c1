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
SENTENCE_Y = 178
HINT_Y = 1018
NOTICE_STEP = 48
MOST_NOTICES = 2
"""Lines of small print; more would push the cards together."""
MESSAGE_PICTURE = 240
MESSAGE_TITLE_Y = 450
MESSAGE_TOP = 512
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
_LYING_COLUMNS = 3
_STANDING_COLUMNS = 6
_ONE_ROW = 4
"""So many standing cards are still large beside each other."""
_LARGEST_CARD = 400, 470


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


def cards_a_page(cards: Sequence[Face]) -> int:
    return 2 * (_LYING_COLUMNS if _lying(cards) else _STANDING_COLUMNS)


def boxes_of(contents: Contents, wide: float) -> tuple[Box, ...]:
    """One for each of `contents.faces`, on a canvas `wide` units across."""
    if not contents.cards:
        size = _MESSAGE_BUTTON_WIDTH, _MESSAGE_BUTTON_HEIGHT
        top = _MESSAGE_BUTTONS_BOTTOM - _MESSAGE_BUTTON_HEIGHT
        return _row(len(contents.buttons), top, size, wide)
    notices = min(len(contents.notices), MOST_NOTICES)
    buttons_top = _BUTTONS_BOTTOM - _BUTTON_HEIGHT - notices * NOTICE_STEP
    cards = _grid(contents.cards, buttons_top - _ROW_GAP, wide)
    size = _BUTTON_WIDTH, _BUTTON_HEIGHT
    return cards + _row(len(contents.buttons), buttons_top, size, wide)


def _lying(cards: Sequence[Face]) -> bool:
    return any(face.lies for face in cards)


def _grid(cards: Sequence[Face], bottom: float, wide: float) -> tuple[Box, ...]:
    columns = _columns(cards)
    rows = ceil(len(cards) / columns)
    room = bottom - _CARDS_TOP
    if _lying(cards):
        rows = 2
        width = float(wide)
    else:
        width = float(_LARGEST_CARD[0])
    height = min((room - (rows - 1) * _ROW_GAP) / rows, _LARGEST_CARD[1])
    top = _CARDS_TOP + (room - rows * height - (rows - 1) * _ROW_GAP) / 2
    width = min(width, _share(columns, wide))
    return tuple(
        box
        for row in range(ceil(len(cards) / columns))
        for box in _row(
            min(columns, len(cards) - row * columns),
            top + row * (height + _ROW_GAP),
            (width, height),
            wide,
        )
    )


def _columns(cards: Sequence[Face]) -> int:
    if _lying(cards):
        return _LYING_COLUMNS
    return len(cards) if len(cards) <= _ONE_ROW else max(_ONE_ROW, ceil(len(cards) / 2))


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
