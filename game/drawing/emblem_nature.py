"""Emblems: sky, land and plants."""

from __future__ import annotations

from game.drawing.emblem_paints import (
    AMBER,
    BARK,
    BLUE,
    BROWN,
    CORAL,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    LIME,
    ON_NIGHT,
    PINE,
    PINK,
    RED,
    ROSE,
    SKY,
)
from game.drawing.pen import Pen, star_spots, turned


def star(pen: Pen) -> None:
    pen.polygon(star_spots(50, 53, 33, 16), AMBER, rounding=5)
    pen.polygon(star_spots(50, 52, 28, 13), GOLD, rounding=4)


def moon(pen: Pen) -> None:
    pen.disc(47, 50, 31, GOLD)
    pen.disc(60, 42, 26, ON_NIGHT)
    for x, y, radius in ((64, 34, 7), (76, 50, 5), (58, 52, 3.6)):
        pen.polygon(star_spots(x, y, radius, radius * 0.42, points=4), CREAM, rounding=0.6)


def sun(pen: Pen) -> None:
    for ray in range(10):
        ends = [turned((50, 50), (reach, reach), ray / 10) for reach in (29, 37)]
        pen.line(ends, 6, AMBER)
    pen.disc(50, 50, 22, GOLD)


def mountain(pen: Pen) -> None:
    pen.disc(70, 32, 9, GOLD)
    pen.polygon([(50, 74), (70, 42), (88, 74)], GREY, rounding=1)
    pen.polygon([(12, 74), (42, 26), (72, 74)], SKY, rounding=1)
    snow = [(42, 26), (53.2, 44), (47, 41), (42, 47), (36, 41), (30.8, 44)]
    pen.polygon(snow, CREAM, rounding=1)


def snow(pen: Pen) -> None:
    for arm in range(6):
        turn = arm / 6 + 1 / 12
        pen.line([(50, 50), turned((50, 50), (34, 34), turn)], 5, CREAM)
        for fork, reach in ((14, 10), (24, 9)):
            root = turned((50, 50), (fork, fork), turn)
            for side in (-1 / 6, 1 / 6):
                pen.line([root, turned(root, (reach, reach), turn + side)], 4, CREAM)


def wave(pen: Pen) -> None:
    back = [(13, 72), (17, 56), (27, 40), (44, 29), (61, 27), (75, 35), (79, 47), (74, 56)]
    front = [(66, 58), (63, 51), (68, 46), (62, 42), (54, 47), (53, 58), (62, 68), (78, 72)]
    pen.blob([*back, *front, (50, 77)], SKY)
    pen.curve(back[2:], 6, CREAM)
    pen.disc(74, 57, 3, CREAM)
    pen.curve([(27, 66), (31, 55), (40, 46)], 4, BLUE)
    pen.curve([(42, 68), (42, 60), (45, 54)], 4, BLUE)
    pen.curve([(x, 78 if x % 20 else 74) for x in range(20, 90, 10)], 5, CREAM)


def leaf(pen: Pen) -> None:
    pen.blob([(24, 76), (23, 48), (38, 29), (78, 22), (72, 60), (52, 76)], GREEN)
    pen.blob([(24, 76), (23, 48), (38, 29), (78, 22)], LIME)
    pen.line([(20, 81), (70, 31)], 4, PINE)
    for x in (36, 48, 59):
        y = 101 - x
        pen.line([(x, y), (x - 1, y - 13)], 3, PINE)
        pen.line([(x, y), (x + 13, y + 1)], 3, PINE)


def tree(pen: Pen) -> None:
    pen.polygon([(46, 52), (54, 52), (57, 82), (43, 82)], BROWN, rounding=1)
    for x, y, radius in ((36, 50, 16), (64, 50, 16), (50, 54, 15), (50, 35, 19)):
        pen.disc(x, y, radius, GREEN)
    for x, y, radius in ((33, 46, 9), (46, 30, 11), (61, 45, 8)):
        pen.disc(x, y, radius, LIME)


def rose(pen: Pen) -> None:
    pen.curve([(50, 56), (51, 70), (48, 86)], 4, GREEN)
    pen.ellipse(38, 73, (12, 6), LIME, tilt=0.08)
    pen.ellipse(62, 77, (12, 6), GREEN, tilt=-0.1)
    for petal in range(5):
        pen.disc(*turned((50, 40), (12, 12), petal / 5 + 0.05), 14, RED)
    for petal in range(5):
        pen.disc(*turned((50, 39), (8, 8), petal / 5 + 0.15), 11, ROSE)
    swirl = [turned((50, 39), (3 + 1.5 * step, 3 + 1.5 * step), step / 7) for step in range(11)]
    pen.curve(swirl, 2.8, PINK)


def flower(pen: Pen) -> None:
    for petal in range(8):
        pen.ellipse(*turned((50, 50), (21, 21), petal / 8), (14, 8.5), CREAM, tilt=petal / 8)
    pen.disc(50, 50, 12, AMBER)
    pen.disc(50, 50, 9, GOLD)


def apple(pen: Pen) -> None:
    outline = [(50, 36), (62, 31), (76, 38), (77, 56), (66, 76), (57, 79), (50, 76)]
    left = [(43, 79), (34, 76), (23, 56), (24, 38), (38, 31)]
    pen.blob(outline + left, RED)
    pen.ellipse(34, 48, (5, 9), CORAL, tilt=0.06)
    pen.curve([(50, 38), (51, 29), (55, 22)], 4, BARK)
    pen.ellipse(65, 25, (11, 6), LIME, tilt=-0.06)
