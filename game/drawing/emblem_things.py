"""Emblems: things that people make."""

from __future__ import annotations

from game.drawing.emblem_paints import (
    AMBER,
    BARK,
    BLUE,
    BROWN,
    CORAL,
    CREAM,
    GOLD,
    GREY,
    INK,
    PINK,
    RED,
    ROSE,
    SHADE,
    SKY,
)
from game.drawing.pen import Pen, Spot


def bell(pen: Pen) -> None:
    pen.disc(50, 22, 6, AMBER)
    pen.disc(50, 77, 7, AMBER)
    body = [(50, 22), (63, 28), (69, 44), (71, 60), (80, 70)]
    pen.blob([*body, (65, 72), (50, 72), (35, 72), (20, 70), (29, 60), (31, 44), (37, 28)], GOLD)
    pen.line([(24, 70), (76, 70)], 6, AMBER)
    pen.curve([(41, 34), (38, 46), (37, 58)], 4, CREAM)


def ship(pen: Pen) -> None:
    for x, top, half in ((27, 31, 8), (50, 19, 9), (73, 31, 8)):
        pen.line([(x, top), (x, 64)], 2.6, BARK)
        middle = (top + 60) / 2
        for sail, below in ((top + 4, middle), (middle + 5, 58)):
            pen.polygon(_sail(x, (sail, below), half), CREAM, rounding=1)
    pen.polygon([(50, 11), (63, 15), (50, 19)], CORAL)
    pen.polygon([(14, 60), (86, 58), (75, 77), (26, 77)], BROWN, rounding=2)
    pen.line([(19, 66), (81, 65)], 2.4, GOLD)
    _water(pen, 81)


def _sail(x: float, heights: Spot, half: float) -> list[Spot]:
    """Filled by a wind from the left: its foot is wider and bellies to the right."""
    top, foot = heights
    belly = (top + foot) / 2
    return [(x - half + 1, top), (x + half - 1, top), (x + half + 2, belly),
            (x + half, foot), (x - half, foot), (x - half + 2, belly)]  # fmt: skip


def boat(pen: Pen) -> None:
    pen.line([(50, 18), (50, 62)], 3, BARK)
    pen.blob([(54, 20), (66, 34), (77, 58), (54, 58)], CREAM)
    pen.blob([(46, 28), (36, 42), (26, 58), (46, 58)], CORAL)
    pen.blob([(20, 63), (50, 65), (80, 63), (68, 77), (50, 79), (32, 77)], AMBER)
    _water(pen, 83)


def _water(pen: Pen, y: float) -> None:
    pen.curve([(x, y if x % 20 else y - 4) for x in range(20, 90, 10)], 5, SKY)


def heart(pen: Pen) -> None:
    for x in (36, 64):
        pen.disc(x, 41, 16.5, ROSE)
    pen.polygon([(24.6, 53), (50, 32), (75.4, 53), (50, 77)], ROSE)
    pen.ellipse(32, 39, (4.5, 8), PINK, tilt=0.1)


def train(pen: Pen) -> None:
    for x, y, radius in ((30, 20, 8), (42, 17, 6), (20, 26, 5)):
        pen.disc(x, y, radius, CREAM)
    pen.bar(26, 30, (10, 18), INK, radius=2)
    pen.bar(22, 28, (18, 6), INK, radius=2)
    pen.bar(16, 44, (46, 24), CORAL, radius=10)
    pen.bar(54, 28, (28, 40), RED, radius=4)
    pen.bar(60, 35, (16, 14), SKY, radius=2)
    pen.bar(50, 24, (36, 6), INK, radius=3)
    pen.bar(14, 64, (70, 6), INK, radius=2)
    pen.polygon([(16, 64), (8, 76), (18, 76)], GREY, rounding=1)
    for x, radius in ((26, 8), (44, 8), (68, 12)):
        pen.disc(x, 82 - radius, radius, INK)
        pen.disc(x, 82 - radius, radius * 0.45, GOLD)


def house(pen: Pen) -> None:
    pen.bar(63, 24, (9, 18), BARK, radius=1)
    pen.bar(27, 46, (46, 34), CREAM, radius=2)
    pen.polygon([(20, 49), (50, 23), (80, 49)], CORAL, rounding=3)
    pen.bar(54, 57, (12, 23), BROWN, radius=2)
    pen.disc(63, 69, 1.4, GOLD)
    pen.bar(34, 56, (14, 13), GOLD, radius=1)
    pen.line([(41, 56), (41, 69)], 1.8, SHADE)
    pen.line([(34, 62.5), (48, 62.5)], 1.8, SHADE)


def crown(pen: Pen) -> None:
    spikes = [(22, 66), (17, 36), (34, 50), (50, 26), (66, 50), (83, 36), (78, 66)]
    pen.polygon(spikes, GOLD, rounding=2)
    pen.bar(20, 66, (60, 10), AMBER, radius=3)
    for x, y in ((17, 33), (50, 23), (83, 33)):
        pen.disc(x, y, 5, CORAL)
    for x, colour in ((34, BLUE), (50, RED), (66, BLUE)):
        pen.disc(x, 71, 3.4, colour)
    pen.disc(50, 55, 5, RED)


def candle(pen: Pen) -> None:
    pen.disc(50, 29, 20, (120, 82, 58))
    pen.blob([(50, 13), (58, 26), (56, 37), (50, 40), (44, 37), (42, 26)], AMBER)
    pen.blob([(50, 22), (54, 30), (53, 36), (50, 38), (47, 36), (46, 30)], CREAM)
    pen.line([(50, 36), (50, 46)], 2.4, INK)
    pen.bar(40, 44, (20, 30), CREAM, radius=3)
    pen.blob([(40, 46), (52, 45), (52, 54), (48, 60), (45, 54), (41, 56)], SHADE)
    pen.bar(28, 72, (44, 8), GOLD, radius=4)
    pen.bar(36, 78, (28, 6), AMBER, radius=3)


def note(pen: Pen) -> None:
    pen.polygon([(38, 24), (74, 17), (74, 29), (38, 36)], CREAM, rounding=1)
    for x, top, y in ((38, 28, 70), (74, 21, 63)):
        pen.line([(x, top), (x, y)], 5, CREAM)
        pen.ellipse(x - 8, y + 1, (11, 8), CREAM, tilt=-0.06)
