"""Pictures of a hand: the hand itself, and each finger lit or tinted to be laid over it.

Made once a size and kept: drawing one is a blit. Pictures carry premultiplied alpha.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from game.drawing.hand_shape import HEIGHT, LEFT, TOP, WIDTH, Distances, open_hand, pinching_hand
from game.drawing.theme import THEME, Colour, move_colour
from game.music.moves import Gesture, Hand, Move

Pixels = NDArray[np.float32]
Placed = tuple[pygame.Surface, tuple[int, int]]
"""A picture and where its top left corner lies on the hand's, in pixels."""
ASPECT = WIDTH / HEIGHT
"""Width of a hand, as a part of its height."""
_RIM = 1.2
_LIT_RIM = 1.7
_SHADE_DEPTH = 9.0
_SHADE = 0.18
_SKIN: Colour = (201, 167, 140)
_NAIL: Colour = (232, 208, 192)
_SKIN_RIM: Colour = (74, 54, 44)
EMPTY: Colour = (112, 100, 136)
FULL: Colour = (255, 208, 112)
"""Of a finger filled by a share: quiet and warm, neither of them a warning."""
_LINK_WIDTH = 3.2
_LINK_DOTS = 7


class HandPicture:
    """One hand, `height_px` high from fingertips to wrist; `pinch` None is an open hand."""

    def __init__(self, hand: Hand, height_px: int, pinch: Move | None = None) -> None:
        self.hand = hand
        self.height = height_px
        self.width = round(height_px * ASPECT)
        self._scale = height_px / HEIGHT
        self._shape = pinching_hand(pinch) if pinch else open_hand()
        self._overlays: dict[tuple[int, Colour], Placed] = {}
        self.picture = self._drawn_hand()

    def fingertip(self, move: Move) -> tuple[int, int]:
        """Pixels from the picture's top left; where a key pinch is pressed, on the index's side."""
        x, y = self._shape.tip(move.finger.number)
        if move.gesture is Gesture.KEY_PINCH:
            (x0, y0, _), (x1, y1, radius) = self._shape.joints[2][1:3]
            x, y = (x0 + x1) / 2 - radius, (y0 + y1) / 2
        return self._place(x, y)

    def finger(self, number: int, colour: Colour) -> Placed:
        """A finger filled with `colour` and rimmed, to be laid over the hand."""
        key = (number, colour)
        if key not in self._overlays:
            self._overlays[key] = self._drawn_finger(number, colour)
        return self._overlays[key]

    def lit(self, move: Move) -> list[Placed]:
        """What lights up for `move`: its finger; for a pinch the thumb too, and their link."""
        colour = move_colour(move).light
        fingers = [self.finger(move.finger.number, colour)]
        if move.is_pinch:
            fingers += [self.finger(1, colour), *self._link(move)]
        return fingers

    def draw(self, surface: pygame.Surface, left: int, top: int) -> None:
        """The hand with its corner at pixel (left, top)."""
        self._lay(surface, left, top, [(self.picture, (0, 0))])

    def draw_lit(self, surface: pygame.Surface, left: int, top: int, move: Move) -> None:
        """Lights `move` on a hand drawn at (left, top)."""
        self._lay(surface, left, top, self.lit(move))

    def draw_filled(
        self, surface: pygame.Surface, left: int, top: int, number: int, share: float
    ) -> None:
        """Fills a finger of a hand drawn at (left, top) from its knuckle up, by `share` (0-1)."""
        self._lay(surface, left, top, [self.finger(number, EMPTY)])
        picture, (x, y) = self.finger(number, FULL)
        above = round(picture.get_height() * (1 - share))
        part = pygame.Rect(0, above, picture.get_width(), picture.get_height() - above)
        place = left + x, top + y + above
        surface.blit(picture, place, part, pygame.BLEND_PREMULTIPLIED)

    def _lay(self, surface: pygame.Surface, left: int, top: int, layers: list[Placed]) -> None:
        placed = [(picture, (left + x, top + y)) for picture, (x, y) in layers]
        surface.fblits(placed, pygame.BLEND_PREMULTIPLIED)

    def _link(self, move: Move) -> list[Placed]:
        """Dots from the thumb's tip to where it should touch."""
        radius = max(2, round(_LINK_WIDTH * self._scale / 2))
        dot = _dot(radius, move_colour(move).light)
        (x0, y0), (x1, y1) = self._place(*self._shape.tip(1)), self.fingertip(move)
        if abs(x1 - x0) + abs(y1 - y0) < radius * _LINK_DOTS * 2:
            return []
        parts = [(step + 1) / (_LINK_DOTS + 1) for step in range(_LINK_DOTS)]
        return [
            (dot, (round(x0 + (x1 - x0) * part) - radius, round(y0 + (y1 - y0) * part) - radius))
            for part in parts
        ]

    def _place(self, x: float, y: float) -> tuple[int, int]:
        from_left = (x - LEFT) * self._scale
        if self.hand is Hand.LEFT:
            from_left = self.width - from_left
        return round(from_left), round((y - TOP) * self._scale)

    def _drawn_hand(self) -> pygame.Surface:
        x, y = self._points(LEFT, TOP, self.width, self.height)
        away = self._shape.outline(x, y)
        depth = np.clip(1 + away / _SHADE_DEPTH, 0, 1)[..., np.newaxis]
        colours = np.array(_SKIN, np.float32) * (1 - _SHADE * depth**2)
        for number in self._shape.joints:
            colours = _laid(colours, _NAIL, self._cover(self._shape.nail(number, x, y)))
        inside = self._cover(away + _RIM)
        colours = _laid(colours, _SKIN_RIM, 1 - inside)
        return self._surface(colours, self._cover(away))

    def _drawn_finger(self, number: int, colour: Colour) -> Placed:
        left, top, right, bottom = self._shape.finger_box(number)
        column, row = int((left - LEFT) * self._scale), int((top - TOP) * self._scale)
        wide, high = int((right - left) * self._scale), int((bottom - top) * self._scale)
        x, y = self._points(LEFT + column / self._scale, TOP + row / self._scale, wide, high)
        away = self._shape.finger(number, x, y)
        colours = np.broadcast_to(np.array(colour, np.float32), (*away.shape, 3))
        colours = _laid(colours, THEME.text, 1 - self._cover(away + _LIT_RIM))
        picture = self._surface(colours, self._cover(away))
        if self.hand is Hand.LEFT:
            column = self.width - column - wide
        return picture, (column, row)

    def _points(self, left: float, top: float, wide: int, high: int) -> tuple[Distances, Distances]:
        """The middles of `wide` x `high` pixels, in hand units from (left, top)."""
        x = left + (np.arange(wide, dtype=np.float32) + 0.5) / np.float32(self._scale)
        y = top + (np.arange(high, dtype=np.float32) + 0.5) / np.float32(self._scale)
        return x[:, np.newaxis], y[np.newaxis, :]

    def _cover(self, away: Distances) -> Pixels:
        """How much of each pixel lies inside, 0-1."""
        return np.asarray(np.clip(0.5 - away * self._scale, 0, 1), np.float32)

    def _surface(self, colours: Pixels, cover: Pixels) -> pygame.Surface:
        surface = pygame.Surface(cover.shape, pygame.SRCALPHA)
        pygame.surfarray.pixels3d(surface)[:] = colours * cover[..., np.newaxis]
        pygame.surfarray.pixels_alpha(surface)[:] = cover * 255
        return pygame.transform.flip(surface, self.hand is Hand.LEFT, False)


def _laid(colours: Pixels, over: Colour, cover: Pixels) -> Pixels:
    part = cover[..., np.newaxis]
    return np.asarray(colours * (1 - part) + np.array(over, np.float32) * part, np.float32)


@lru_cache(maxsize=32)
def _dot(radius: int, colour: Colour) -> pygame.Surface:
    dot = pygame.Surface((radius * 2, radius * 2), pygame.SRCALPHA)
    pygame.draw.aacircle(dot, colour, (radius, radius), radius)
    return dot.premul_alpha()


@lru_cache(maxsize=32)
def hand_picture(hand: Hand, height_px: int, pinch: Move | None = None) -> HandPicture:
    """The one picture of this hand at this size."""
    return HandPicture(hand, height_px, pinch)
