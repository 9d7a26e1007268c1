"""Figures of a play: a share with its interval, and a strip of every tap.

Conventions: error = tap - onset in nanoseconds, negative is early and drawn upwards, as on the
playfield.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import pygame

from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.marks import hollow_shape, mark_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME, Shape, move_colour
from game.music.moves import Move
from game.timing import NS_PER_S, SongTime, ns_from_ms

WIDEST_ERROR_NS = ns_from_ms(200)
"""An error as large as this reaches the edge of its row; larger ones stop there."""
_LABELS_WIDTH = 76.0
_AXIS_HEIGHT = 46.0
_TICK_WIDTH = 4.0
_RING = 20.0
_MARKS_A_SLICE = 60
_GRID_STEPS_S = (5, 10, 15, 30, 60, 120, 300)
_MOST_GRID_LINES = 9


class TapKind(Enum):
    HIT = "hit"
    MISS = "miss"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class TapMark:
    """`at_ns` is the note's onset, of a stray its own time; `error_ns` None where nothing was
    tapped, or nothing asked."""

    move: Move
    at_ns: SongTime
    error_ns: int | None
    kind: TapKind


@dataclass(frozen=True, slots=True)
class Strip:
    """One row a move, time from left to right over `length_ns`.

    Raises ValueError without a length, or for a mark without a row.
    """

    moves: tuple[Move, ...]
    marks: tuple[TapMark, ...]
    length_ns: int

    def __post_init__(self) -> None:
        if self.length_ns <= 0:
            raise ValueError(f"a strip of {self.length_ns} ns")
        if any(mark.move not in self.moves for mark in self.marks):
            raise ValueError("a mark without a row")


def draw_share(canvas: Canvas, box: Box, move: Move, share: tuple[float, float, float]) -> None:
    """`share` is (low, share, high), each 0-1: a bar with its 95 % interval as a whisker."""
    low, middle, high = share
    surface = canvas.surface
    surface.fill(THEME.sunken, canvas.rect(box.left, box.top, box.width, box.height))
    bar = canvas.rect(box.left, box.top, box.width * middle, box.height)
    surface.fill(move_colour(move).light, bar)
    y, thick = box.centre[1], 4.0
    for inset, colour in ((-3.0, THEME.ink), (0.0, THEME.text)):
        left, right = box.left + box.width * low, box.left + box.width * high
        lines = [(left, y - thick / 2, right - left, thick)]
        lines += [(x - thick / 2, box.top - 2, thick, box.height + 4) for x in (left, right)]
        for x, top, width, height in lines:
            line = canvas.rect(x + inset, top + inset, width - 2 * inset, height - 2 * inset)
            surface.fill(colour, line)


def draw_strip(canvas: Canvas, texts: Texts, box: Box, strip: Strip) -> Iterator[None]:
    plot = Box(
        box.left + _LABELS_WIDTH, box.top, box.width - _LABELS_WIDTH, box.height - _AXIS_HEIGHT
    )
    row = plot.height / max(1, len(strip.moves))
    canvas.surface.fill(THEME.sunken, canvas.rect(plot.left, plot.top, plot.width, plot.height))
    _draw_axis(canvas, texts, plot, strip.length_ns)
    for place, move in enumerate(strip.moves):
        middle = plot.top + row * (place + 0.5)
        line = canvas.rect(plot.left, middle - 1, plot.width, 2)
        canvas.surface.fill(THEME.edge, line)
        label = mark_picture(canvas, texts, move, min(56.0, row * 0.95))
        canvas.stamp(label, box.left + _LABELS_WIDTH / 2, middle)
        yield
    heights = {move: plot.top + row * (at + 0.5) for at, move in enumerate(strip.moves)}
    for first in range(0, len(strip.marks), _MARKS_A_SLICE):
        for mark in strip.marks[first : first + _MARKS_A_SLICE]:
            x = plot.left + plot.width * min(max(mark.at_ns / strip.length_ns, 0.0), 1.0)
            _draw_mark(canvas, mark, x, heights[mark.move], row)
        yield


def reach_of(error_ns: int, row: float) -> float:
    """Where a tick ends, in design units from its row's middle: negative (upwards) is early."""
    part = error_ns / WIDEST_ERROR_NS
    return min(max(part, -1.0), 1.0) * row * 0.48


def _draw_mark(canvas: Canvas, mark: TapMark, x: float, middle: float, row: float) -> None:
    colour = move_colour(mark.move).light
    if mark.kind is TapKind.STRAY:
        pygame.draw.circle(
            canvas.surface, THEME.quiet_text, (canvas.px(x), canvas.px(middle)), canvas.px(4)
        )
        return
    if mark.error_ns is not None:
        end = reach_of(mark.error_ns, row)
        top, height = min(middle, middle + end), abs(end)
        tick = canvas.rect(x - _TICK_WIDTH / 2, top, _TICK_WIDTH, max(height, 4.0))
        tick.width = max(tick.width, 2)
        canvas.surface.fill(colour, tick)
    if mark.kind is TapKind.MISS:
        ring = hollow_shape(Shape.CIRCLE, canvas.px(min(_RING, row * 0.6)), THEME.text, 0.3)
        canvas.stamp(ring, x, middle)


def _draw_axis(canvas: Canvas, texts: Texts, plot: Box, length_ns: int) -> None:
    for second in grid_seconds(length_ns):
        x = plot.left + plot.width * second * NS_PER_S / length_ns
        line = canvas.rect(x - 1, plot.top, 2, plot.height)
        canvas.surface.fill(THEME.panel, line)
        label = f"{second // 60}:{second % 60:02}"
        y = plot.top + plot.height + _AXIS_HEIGHT / 2 + 2
        texts.draw(canvas, label, x, y, THEME.sizes.small, THEME.quiet_text)


def grid_seconds(length_ns: int) -> range:
    """Whole seconds at which a line helps the eye: few, and round."""
    whole = length_ns // NS_PER_S
    step = next((s for s in _GRID_STEPS_S if whole / s <= _MOST_GRID_LINES), _GRID_STEPS_S[-1])
    return range(0, whole + 1, step)
