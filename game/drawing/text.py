"""Type: rendered once, kept, and drawn again from the cache.

The only font is the one pygame brings (FreeSans Bold). It is asked for by its name, because
`Font(None, size)` gives type of 0.69 times the size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from math import ceil

import pygame

from game.drawing.canvas import Anchor, Canvas
from game.drawing.theme import THEME, Colour

LINE_SPACING = 1.3
"""From line to line in a paragraph, in sizes."""
_SUPERSAMPLING = 4
"""The font fits letters to whole pixels; with quarters of one the gaps between them look even."""
_ELLIPSIS = "…"
_KEPT = 512
"""Rendered strings: the busiest screen shows under a hundred."""


class Texts:
    """Sizes, places and widths are in design units. One for the whole game."""

    def __init__(self, kept: int = _KEPT) -> None:
        pygame.font.init()
        self._kept = kept
        self._fonts: dict[int, pygame.font.Font] = {}
        self._rendered: OrderedDict[tuple[str, int, Colour], pygame.Surface] = OrderedDict()
        self._lines: OrderedDict[tuple[str, int, int], tuple[str, ...]] = OrderedDict()

    def draw(
        self,
        canvas: Canvas,
        string: str,
        x: float,
        y: float,
        size: float,
        colour: Colour = THEME.text,
        anchor: Anchor = "center",
    ) -> pygame.Rect:
        """One line with its anchor at (x, y); gives the pixels it covers."""
        picture = self.picture(canvas, string, size, colour)
        place = picture.get_rect()
        setattr(place, anchor, (canvas.px(x), canvas.px(y)))
        return canvas.surface.blit(picture, place)

    def picture(
        self, canvas: Canvas, string: str, size: float, colour: Colour = THEME.text
    ) -> pygame.Surface:
        """The rendered line (plain alpha); do not draw on it, it is shared."""
        key = (string, canvas.px(size), colour)
        if key in self._rendered:
            self._rendered.move_to_end(key)
        else:
            self._rendered[key] = _rendered(self._font(key[1]), string, colour)
            if len(self._rendered) > self._kept:
                self._rendered.popitem(last=False)
        return self._rendered[key]

    def width(self, canvas: Canvas, string: str, size: float) -> float:
        return _wide(self._font(canvas.px(size)), string) / _SUPERSAMPLING / canvas.scale

    def fitting_size(
        self, canvas: Canvas, string: str, width: float, size: float, least: float
    ) -> float:
        """The largest size up to `size` that fits the line into `width`, but not below `least`."""
        full = self.width(canvas, string, size)
        return size if full <= width else max(least, size * width / full)

    def line(
        self,
        canvas: Canvas,
        string: str,
        place: tuple[float, float],
        room: float,
        size: float,
        colour: Colour = THEME.text,
        anchor: Anchor = "center",
    ) -> pygame.Rect:
        """One line no wider than `room`: smaller where it must be, but readable; then cut short."""
        least = min(size, THEME.sizes.small)
        size = self.fitting_size(canvas, string, room, size, least)
        return self.draw(
            canvas, self.elided(canvas, string, room, size), *place, size, colour, anchor
        )

    def elided(self, canvas: Canvas, string: str, width: float, size: float) -> str:
        """As much of its beginning as `width` holds, with a sign that there is more."""
        if self.width(canvas, string, size) <= width:
            return string
        lengths = range(len(string))
        fitting = bisect_right(
            lengths,
            width,
            key=lambda length: self.width(canvas, string[:length] + _ELLIPSIS, size),
        )
        return string[: max(0, fitting - 1)].rstrip(" ,;:.") + _ELLIPSIS

    def shortened(
        self, canvas: Canvas, string: str, width: float, size: float, most_lines: int
    ) -> str:
        """Broken into at most so many lines, none wider than `width`; the rest is cut."""
        lines = self.lines(canvas, string, width, size)
        kept, last = lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])
        return "\n".join(self.elided(canvas, line, width, size) for line in (*kept, last) if line)

    def lines(self, canvas: Canvas, string: str, width: float, size: float) -> tuple[str, ...]:
        """Broken between words into lines of like length, as few as `width` allows.

        A word wider than that has a line of its own.
        """
        key = (string, canvas.px(width), canvas.px(size))
        if key in self._lines:
            self._lines.move_to_end(key)
        else:
            self._lines[key] = _balanced(self._font(key[2]), string, key[1] * _SUPERSAMPLING)
            if len(self._lines) > self._kept:
                self._lines.popitem(last=False)
        return self._lines[key]

    def paragraph(
        self,
        canvas: Canvas,
        string: str,
        place: tuple[float, float],
        width: float,
        size: float,
        colour: Colour = THEME.text,
        anchor: Anchor = "midtop",
    ) -> float:
        """Lines within `width`, the whole block anchored at `place`; gives its height.

        The anchor's side ("left", "right") is also the side the lines are flush with.
        """
        x, y = place
        lines = self.lines(canvas, string, width, size)
        step = size * LINE_SPACING
        first = y - step * len(lines) * _share_above(anchor) + step / 2
        side = _side_of(anchor)
        for number, line in enumerate(lines):
            self.draw(canvas, line, x, first + step * number, size, colour, side)
        return step * len(lines)

    def _font(self, size_px: int) -> pygame.font.Font:
        """For type of `size_px`, but larger: `_SUPERSAMPLING` of its pixels make one."""
        if size_px not in self._fonts:
            large = size_px * _SUPERSAMPLING
            self._fonts[size_px] = pygame.font.Font(pygame.font.get_default_font(), large)
        return self._fonts[size_px]


def _shown(string: str) -> str:
    """What no font can show, such as the NUL at the end of a track's name, becomes a space."""
    return "".join(sign if sign.isprintable() else " " for sign in string)


def _wide(font: pygame.font.Font, string: str) -> int:
    return font.size(_shown(string))[0]


def _rendered(font: pygame.font.Font, string: str, colour: Colour) -> pygame.Surface:
    large = font.render(_shown(string), True, colour)
    width, height = (ceil(side / _SUPERSAMPLING) for side in large.get_size())
    return pygame.transform.smoothscale(large, (width, height))


def _balanced(font: pygame.font.Font, string: str, width_px: int) -> tuple[str, ...]:
    """The narrowest breaking that needs no more lines than the one into `width_px`."""
    best = _broken(font, string, width_px)
    too_narrow, enough = 0, width_px
    while enough - too_narrow > _SUPERSAMPLING:
        middle = (too_narrow + enough) // 2
        lines = _broken(font, string, middle)
        if len(lines) == len(best) and all(_wide(font, line) <= width_px for line in lines):
            best, enough = lines, middle
        else:
            too_narrow = middle
    return best


def _side_of(anchor: Anchor) -> Anchor:
    if "left" in anchor:
        return "midleft"
    return "midright" if "right" in anchor else "center"


def _share_above(anchor: Anchor) -> float:
    """How much of a block lies above its anchor."""
    if "top" in anchor:
        return 0.0
    return 1.0 if "bottom" in anchor else 0.5


def _broken(font: pygame.font.Font, string: str, width_px: int) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in string.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and _wide(font, longer) > width_px:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return tuple(lines)
