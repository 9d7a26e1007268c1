"""Painters for the faces of items: emblems, signs, hands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

import pygame

from game.drawing.buttons import Painter
from game.drawing.emblems import emblem_for, emblem_picture
from game.drawing.hand import hand_picture
from game.drawing.icons import icon_picture
from game.music.moves import Hand, Move

_BETWEEN_HANDS = 0.08
"""As a part of a hand's height."""


def emblem(name: str, fallback_text: str) -> Painter:
    """The emblem of that name, or the one that `fallback_text` always gets."""
    return partial(emblem_picture, emblem_for(name, fallback_text))


def sign(name: str) -> Painter:
    return partial(icon_picture, name)


def hands(shown: Iterable[Hand], lit: Move | None = None) -> Painter:
    """Hands beside each other; the one that `lit` belongs to makes that move."""
    return partial(_hands_picture, tuple(shown), lit)


@lru_cache(maxsize=16)
def _hands_picture(shown: tuple[Hand, ...], lit: Move | None, height_px: int) -> pygame.Surface:
    pinch = lit if lit and lit.is_pinch else None
    pictures = [hand_picture(hand, height_px, pinch) for hand in shown]
    gap = round(_BETWEEN_HANDS * height_px)
    step = pictures[0].width + gap
    size = step * len(pictures) - gap, pictures[0].picture.get_height()
    together = pygame.Surface(size, pygame.SRCALPHA)
    for place, picture in enumerate(pictures):
        picture.draw(together, place * step, 0)
        if lit and lit.hand is picture.hand:
            picture.draw_lit(together, place * step, 0, lit)
    return together
