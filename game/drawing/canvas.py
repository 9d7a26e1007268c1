"""What a screen draws on, in design units: 1080 high, as wide as the window's shape makes it.

Pictures (see `stamp`) are surfaces with premultiplied alpha, so that soft edges keep their colour.
"""

from __future__ import annotations

from typing import Literal

import pygame

from game.drawing.theme import Colour

DESIGN_HEIGHT = 1080
Anchor = Literal[
    "topleft", "midtop", "topright", "midleft", "center", "midright",
    "bottomleft", "midbottom", "bottomright",
]  # fmt: skip


class Canvas:
    """`wide` is the width in design units (1920 for 16:9); x runs to it and y to 1080."""

    def __init__(self, surface: pygame.Surface) -> None:
        self.surface = surface
        self.width = surface.get_width()
        self.height = surface.get_height()
        self.scale = self.height / DESIGN_HEIGHT
        self.wide = self.width / self.scale

    def px(self, at_1080: float) -> int:
        """Pixels of a length in design units."""
        return round(at_1080 * self.scale)

    def rect(self, left: float, top: float, width: float, height: float) -> pygame.Rect:
        """In pixels; design rectangles that touch give pixel rectangles that touch."""
        x, y = self.px(left), self.px(top)
        return pygame.Rect(x, y, self.px(left + width) - x, self.px(top + height) - y)

    def design(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Where a pixel (of the mouse, say) lies in design units."""
        return x_px / self.scale, y_px / self.scale

    def fill(self, colour: Colour, rect: pygame.Rect | None = None) -> None:
        """`rect` is in pixels; None is everything."""
        self.surface.fill(colour, rect)

    def stamp(self, picture: pygame.Surface, x: float, y: float, anchor: Anchor = "center") -> None:
        """Draws a premultiplied picture, its anchor at (x, y) in design units."""
        place = picture.get_rect()
        setattr(place, anchor, (self.px(x), self.px(y)))
        self.surface.blit(picture, place, special_flags=pygame.BLEND_PREMULTIPLIED)
