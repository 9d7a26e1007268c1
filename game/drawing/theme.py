"""The palette and the sizes of type: warm, dark, calm.

Every colour that carries text keeps a contrast of at least 7:1 with it (WCAG 2.2, 1.4.6), and
everything a player must read is at least 36 units of 1080 high (facts: clinical, section 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from game.music.moves import Gesture, Move

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class LaneColours:
    """`light` carries `Theme.ink`, `dark` carries `Theme.text`."""

    light: Colour
    dark: Colour


class Shape(Enum):
    """One for each finger of a hand and one for the key pinch: nothing rests on colour alone."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"
    STAR = "star"


@dataclass(frozen=True, slots=True)
class TextSizes:
    """In design units."""

    title: int = 76
    heading: int = 54
    body: int = 44
    small: int = 36


@dataclass(frozen=True, slots=True)
class Theme:
    """`sky_top` to `sky_foot` is the ground of every screen; panels lie on it."""

    sky_top: Colour = (38, 29, 46)
    sky_foot: Colour = (24, 18, 32)
    panel: Colour = (56, 44, 66)
    panel_focused: Colour = (76, 59, 84)
    sunken: Colour = (30, 23, 39)
    edge: Colour = (96, 79, 106)
    shadow: Colour = (10, 6, 14)
    text: Colour = (255, 246, 232)
    quiet_text: Colour = (232, 219, 205)
    accent: Colour = (255, 203, 130)
    ink: Colour = (29, 20, 34)
    focus: Colour = (255, 236, 184)
    cream: Colour = (250, 236, 214)
    sizes: TextSizes = field(default=TextSizes())

    @property
    def text_pairs(self) -> tuple[tuple[Colour, Colour], ...]:
        """Every (text, ground) that is drawn."""
        grounds = (self.sky_top, self.sky_foot, self.panel, self.panel_focused, self.sunken)
        on_dark = [(text, ground) for text in (self.text, self.quiet_text) for ground in grounds]
        accented = [(self.accent, ground) for ground in (self.sky_top, self.sky_foot, self.panel)]
        on_light = [(self.ink, ground) for ground in (self.focus, self.cream, self.accent)]
        on_lanes = [
            pair
            for lane in LANE_COLOURS.values()
            for pair in ((self.ink, lane.light), (self.text, lane.dark))
        ]
        return (*on_dark, *accented, *on_light, *on_lanes, (self.text, self.ink))


KEY_PINCH = 0
"""Stands beside the finger numbers 1-5 in the two tables below."""
# The hues of MusicGlove's contacts (facts: clinical, section 1), the thumb's tap added.
LANE_COLOURS: dict[int, LaneColours] = {
    1: LaneColours(light=(255, 168, 92), dark=(116, 54, 12)),
    2: LaneColours(light=(124, 187, 255), dark=(22, 70, 138)),
    3: LaneColours(light=(118, 216, 144), dark=(18, 84, 48)),
    4: LaneColours(light=(208, 168, 255), dark=(88, 46, 146)),
    5: LaneColours(light=(255, 224, 102), dark=(98, 74, 8)),
    KEY_PINCH: LaneColours(light=(255, 146, 140), dark=(140, 28, 40)),
}
LANE_SHAPES: dict[int, Shape] = {
    1: Shape.SQUARE,
    2: Shape.CIRCLE,
    3: Shape.TRIANGLE,
    4: Shape.DIAMOND,
    5: Shape.STAR,
    KEY_PINCH: Shape.HEXAGON,
}
THEME = Theme()


def _lane_of(move: Move) -> int:
    return KEY_PINCH if move.gesture is Gesture.KEY_PINCH else move.finger.number


def move_colour(move: Move) -> LaneColours:
    return LANE_COLOURS[_lane_of(move)]


def move_shape(move: Move) -> Shape:
    return LANE_SHAPES[_lane_of(move)]


def _linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """1 (the same) to 21 (black and white): WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """`one` at part 0, `other` at part 1."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue
