"""The ground of every screen: an evening sky, made once a size."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.drawing.theme import THEME, mixed


@lru_cache(maxsize=2)
def sky_picture(width: int, height: int) -> pygame.Surface:
    """Opaque, `width` x `height` pixels; do not draw on it, it is shared."""
    sky = pygame.Surface((width, height))
    for row in range(height):
        colour = mixed(THEME.sky_top, THEME.sky_foot, row / max(1, height - 1))
        sky.fill(colour, (0, row, width, 1))
    return sky
