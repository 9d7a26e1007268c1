"""Rounded panels, their soft shadows and the ring of the focus. Made once a size and kept.

A small picture is painted with its corners and stretched between them, so that the largest panel
costs no more than its pixels. Pictures carry premultiplied alpha.
"""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.theme import THEME, Colour

RADIUS = 28
SHADOW_REACH = 26
"""Design units around a panel that its shadow darkens."""
RING_GAP = 8
RING_WIDTH = 9
_SHADOW_DROP = 8
_SHADOW_ALPHA = 120
_EDGE = 2.5
_SUPERSAMPLING = 4


def draw_panel(
    canvas: Canvas,
    box: Box,
    fill: Colour = THEME.panel,
    edge: Colour | None = THEME.edge,
    radius: float = RADIUS,
) -> None:
    """Edge None is a panel without a rim."""
    rect = canvas.rect(box.left, box.top, box.width, box.height)
    width = max(1, canvas.px(_EDGE)) if edge else 0
    rounding = min(canvas.px(radius), *(side // 2 for side in rect.size))
    panel = _panel_picture(rect.size, rounding, fill, edge or fill, width)
    canvas.surface.blit(panel, rect, special_flags=pygame.BLEND_PREMULTIPLIED)


def draw_shadow(canvas: Canvas, box: Box, radius: float = RADIUS) -> None:
    around = box.grown(SHADOW_REACH)
    drop = _SHADOW_DROP
    rect = canvas.rect(around.left, around.top + drop, around.width, around.height)
    shadow = _shadow_picture(rect.size, canvas.px(radius), canvas.px(SHADOW_REACH))
    canvas.surface.blit(shadow, rect, special_flags=pygame.BLEND_PREMULTIPLIED)


def draw_ring(
    canvas: Canvas, box: Box, colour: Colour, start: float = 0.0, end: float = 1.0
) -> None:
    """Around `box`, clockwise from the middle of its top; `start` to `end` are parts of the way.

    Stretches that follow each other join without a seam and without painting a pixel twice.
    """
    around = box.grown(RING_GAP + RING_WIDTH)
    rect = canvas.rect(around.left, around.top, around.width, around.height)
    radius = canvas.px(RADIUS + RING_GAP + RING_WIDTH)
    ring = _ring_picture(rect.size, radius, max(2, canvas.px(RING_WIDTH)), colour)
    for part in _stretches(rect.size, radius, start, end):
        place = rect.left + part.left, rect.top + part.top
        canvas.surface.blit(ring, place, part, pygame.BLEND_PREMULTIPLIED)


def _stretches(size: tuple[int, int], band: int, start: float, end: float) -> list[pygame.Rect]:
    """The parts of a ring's picture from `start` to `end`; `band` is the depth of its corners."""
    width, height = size
    half, side = width - width // 2, max(0, height - 2 * band)
    lengths = (half, side, width, side, width // 2)
    first, last = round(start * sum(lengths)), round(end * sum(lengths))
    pieces: list[pygame.Rect] = []
    begin = 0
    for leg, length in enumerate(lengths):
        a, b = max(first - begin, 0), min(last - begin, length)
        if a < b:
            pieces.append(_piece(leg, a, b, size, band))
        begin += length
    return pieces


def _piece(leg: int, a: int, b: int, size: tuple[int, int], band: int) -> pygame.Rect:
    """Legs: top to the right, right, bottom, left, top from the left; `a` to `b` along each."""
    width, height = size
    long = b - a
    return (
        pygame.Rect(width // 2 + a, 0, long, band),
        pygame.Rect(width - band, band + a, band, long),
        pygame.Rect(width - b, height - band, long, band),
        pygame.Rect(0, height - band - b, band, long),
        pygame.Rect(a, 0, long, band),
    )[leg]


@lru_cache(maxsize=128)
def _panel_picture(
    size: tuple[int, int], radius: int, fill: Colour, edge: Colour, edge_px: int
) -> pygame.Surface:
    side = 2 * radius + 1
    large = pygame.Surface((side * _SUPERSAMPLING,) * 2, pygame.SRCALPHA)
    whole = large.get_rect()
    pygame.draw.rect(large, edge, whole, border_radius=radius * _SUPERSAMPLING)
    inner = whole.inflate(-2 * edge_px * _SUPERSAMPLING, -2 * edge_px * _SUPERSAMPLING)
    rounding = max(0, radius - edge_px) * _SUPERSAMPLING
    pygame.draw.rect(large, fill, inner, border_radius=rounding)
    return _stretched(pygame.transform.smoothscale(large, (side, side)), size)


@lru_cache(maxsize=64)
def _ring_picture(
    size: tuple[int, int], radius: int, width_px: int, colour: Colour
) -> pygame.Surface:
    side = 2 * radius + 1
    large = pygame.Surface((side * _SUPERSAMPLING,) * 2, pygame.SRCALPHA)
    pygame.draw.rect(
        large,
        colour,
        large.get_rect(),
        width=width_px * _SUPERSAMPLING,
        border_radius=radius * _SUPERSAMPLING,
    )
    return _stretched(pygame.transform.smoothscale(large, (side, side)), size)


@lru_cache(maxsize=64)
def _shadow_picture(size: tuple[int, int], radius: int, reach: int) -> pygame.Surface:
    side = 2 * (radius + reach) + 1
    sharp = pygame.Surface((side, side), pygame.SRCALPHA)
    inner = sharp.get_rect().inflate(-reach, -reach)
    pygame.draw.rect(sharp, (*THEME.shadow, _SHADOW_ALPHA), inner, border_radius=radius)
    soft = pygame.transform.gaussian_blur(sharp.premul_alpha(), max(1, reach // 3))
    return _stretched(soft, size)


def _stretched(corners: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    """Its quarters in the corners, its middle row and column drawn out between them."""
    width, height = size
    half_x = min(corners.get_width() // 2, width // 2)
    half_y = min(corners.get_height() // 2, height // 2)
    picture = pygame.Surface(size, pygame.SRCALPHA)
    for source_x, x, wide in _thirds(corners.get_width(), width, half_x):
        for source_y, y, high in _thirds(corners.get_height(), height, half_y):
            area = pygame.Rect(source_x[0], source_y[0], source_x[1], source_y[1])
            part = pygame.transform.scale(corners.subsurface(area), (wide, high))
            picture.blit(part, (x, y), special_flags=pygame.BLEND_RGBA_ADD)
    return picture


def _thirds(source: int, target: int, half: int) -> list[tuple[tuple[int, int], int, int]]:
    """((start, length) of the source, start, length of the target) of corner, middle, corner."""
    thirds = [
        ((0, half), 0, half),
        ((source // 2, 1), half, target - 2 * half),
        ((source - half, half), target - half, half),
    ]
    return [third for third in thirds if third[2] > 0]
