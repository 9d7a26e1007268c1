"""Emblems: animals, each known by its outline."""

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
    ORANGE,
    PINK,
    RED,
    SHADE,
    SKY,
)
from game.drawing.pen import Pen, Spot, mirrored


def _eyes(pen: Pen, x: float, y: float, radius: float) -> None:
    for side in (x, 100 - x):
        pen.disc(side, y, radius, INK)
        pen.disc(side + radius * 0.3, y - radius * 0.35, radius * 0.32, CREAM)


def _both(pen: Pen, spots: list[Spot], colour: tuple[int, int, int], rounding: float = 2) -> None:
    pen.polygon(spots, colour, rounding)
    pen.polygon(mirrored(spots), colour, rounding)


def bird(pen: Pen) -> None:
    pen.polygon([(30, 56), (12, 46), (16, 66)], BLUE, rounding=2)
    for x in (48, 57):
        pen.line([(x, 72), (x, 84)], 3, AMBER)
    pen.blob([(24, 58), (38, 46), (54, 40), (72, 48), (72, 64), (54, 76), (34, 72)], SKY)
    pen.disc(66, 39, 15, SKY)
    pen.polygon([(79, 36), (91, 41), (79, 46)], AMBER, rounding=1)
    pen.blob([(48, 66), (60, 60), (72, 62), (66, 71), (54, 75)], CREAM)
    pen.blob([(28, 58), (42, 52), (56, 54), (48, 66), (36, 67)], BLUE)
    pen.disc(69, 36, 3.4, INK)
    pen.disc(70, 35, 1.1, CREAM)


def fox(pen: Pen) -> None:
    _both(pen, [(22, 20), (46, 36), (24, 50)], ORANGE, rounding=3)
    _both(pen, [(26, 27), (37, 35), (28, 43)], BARK, rounding=1)
    pen.polygon([(22, 46), (34, 34), (66, 34), (78, 46), (50, 80)], ORANGE, rounding=5)
    _both(pen, [(19, 48), (36, 52), (48, 79)], CREAM, rounding=2)
    _eyes(pen, 37, 51, 4)
    pen.ellipse(50, 79, (6, 5), INK)


def cat(pen: Pen) -> None:
    _both(pen, [(24, 22), (44, 36), (24, 50)], GREY, rounding=3)
    _both(pen, [(28, 29), (37, 36), (28, 43)], PINK, rounding=1)
    pen.ellipse(50, 55, (31, 26), GREY)
    pen.ellipse(50, 66, (14, 10), CREAM)
    for x in (43, 50, 57):
        pen.line([(x, 32), (x, 39 if x != 50 else 42)], 3.4, (112, 106, 134))
    _eyes(pen, 37, 53, 4.6)
    pen.polygon([(46.5, 61), (53.5, 61), (50, 65)], CORAL, rounding=1)
    pen.curve([(43, 69), (47, 71), (50, 67), (53, 71), (57, 69)], 2, INK)
    for slope in (-3, 3):
        _whisker(pen, 63 + slope, slope)


def _whisker(pen: Pen, y: float, slope: float) -> None:
    for start, end in ((31, 13), (69, 87)):
        pen.line([(start, y), (end, y + slope)], 1.8, CREAM)


def dog(pen: Pen) -> None:
    pen.ellipse(50, 48, (26, 27), AMBER)
    pen.ellipse(50, 40, (8, 20), CREAM)
    pen.ellipse(50, 64, (19, 16), CREAM)
    for x, tilt in ((23, 0.04), (77, -0.04)):
        pen.ellipse(x, 48, (10, 22), BROWN, tilt=tilt)
    _eyes(pen, 38, 45, 4.2)
    pen.ellipse(50, 58, (7, 5.4), INK)
    pen.ellipse(50, 75, (6, 8), CORAL)
    pen.line([(50, 62), (50, 69)], 2, INK)
    pen.curve([(39, 67), (44, 71), (50, 69), (56, 71), (61, 67)], 2.2, INK)


def fish(pen: Pen) -> None:
    pen.polygon([(34, 50), (14, 34), (18, 50), (14, 66)], ORANGE, rounding=3)
    pen.polygon([(46, 34), (60, 24), (64, 34)], ORANGE, rounding=3)
    pen.polygon([(48, 66), (56, 75), (62, 66)], ORANGE, rounding=3)
    pen.blob([(28, 50), (42, 35), (62, 32), (80, 41), (86, 52), (78, 62), (60, 69), (42, 65)], GOLD)
    pen.curve([(64, 36), (59, 50), (64, 65)], 5, CREAM)
    pen.curve([(48, 37), (43, 50), (48, 63)], 5, CREAM)
    pen.disc(74, 46, 4.6, CREAM)
    pen.disc(75, 46, 3, INK)
    pen.curve([(77, 57), (81, 56), (84, 53)], 2, RED)


def owl(pen: Pen) -> None:
    _both(pen, [(27, 22), (46, 32), (29, 44)], BROWN, rounding=3)
    pen.ellipse(50, 54, (27, 29), BROWN)
    pen.ellipse(50, 64, (17, 18), SHADE)
    for y in (62, 70):
        for x in (43, 50, 57):
            pen.curve([(x - 3, y), (x, y + 3), (x + 3, y)], 2, BROWN)
    for x in (38, 62):
        pen.disc(x, 44, 12, CREAM)
        pen.disc(x, 44, 6, INK)
        pen.disc(x + 2, 42, 2, CREAM)
    pen.polygon([(46, 50), (54, 50), (50, 58)], AMBER, rounding=1)
    for x in (42, 58):
        pen.line([(x, 83), (x, 86)], 5, AMBER)
