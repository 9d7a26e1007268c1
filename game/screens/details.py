"""Behind the results: figures of each finger, and a strip of every tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from game.drawing.buttons import Face
from game.drawing.canvas import Anchor, Canvas
from game.drawing.focus import Box, Command, MenuInput, Scanning
from game.drawing.icons import icon_picture
from game.drawing.marks import mark_picture
from game.drawing.plots import Strip, draw_share, draw_strip
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.music.moves import Move
from game.play.presses import KeyEvent
from game.reports.figures import move_name, share_text, spread_text, timing_text
from game.screens.button_row import ButtonRow
from game.timing import HostTime
from game.wording import say

_HEAD_Y, _FIRST_ROW, _TABLE_FOOT = 60.0, 100.0, 560.0
_TALLEST_ROW = 72.0
_STRIP_GAP, _STRIP_FOOT, _LEGEND_Y, _BACK_TOP = 36.0, 862.0, 886.0, 944.0
_MARK_X, _EDGE = 84.0, 60.0
_BAR_X, _BAR_WIDTH, _BAR_HEIGHT = 724.0, 156.0, 22.0
_USUAL_WIDE, _SMALLEST = 1920, 26


@dataclass(frozen=True, slots=True)
class FingerRow:
    """`share` with its 95 % interval `low`-`high` (0-1); `mean_ms` negative is early. None where
    nothing was asked or answered."""

    move: Move
    asked: int
    hit: int
    share: float | None
    low: float | None
    high: float | None
    mean_ms: float | None
    sd_ms: float | None
    wrong: int


@dataclass(frozen=True, slots=True)
class _Column:
    """`x` and `room` are of a canvas of the usual width and shrink with it."""

    heading: str
    x: float
    room: float
    anchor: Anchor


class DetailsScreen:
    """`rows` in lane order; its outcome is True when the player goes back."""

    def __init__(
        self, rows: tuple[FingerRow, ...], strip: Strip, texts: Texts, scanning: Scanning
    ) -> None:
        self._rows = rows
        self._strip = strip
        self._texts = texts
        self._outcome: bool | None = None
        back = Face(say("Back"), partial(icon_picture, "back"))
        self._back = ButtonRow((back,), _BACK_TOP, scanning)
        self._drawn: Canvas | None = None

    @property
    def outcome(self) -> bool | None:
        return self._outcome

    def key(self, event: KeyEvent) -> None:
        """Nothing here is heard but as a command."""

    def menu(self, command: MenuInput, now: HostTime) -> None:
        chosen = self._back.command(command, now) is not None
        if chosen or (command is Command.BACK and self._back.listens(now)):
            self._outcome = True

    def update(self, now: HostTime) -> None:
        self._back.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._drawn is canvas:
            return
        self._drawn = canvas
        canvas.surface.blit(sky_picture(canvas.width, canvas.height), (0, 0))
        yield
        columns = _columns()
        for column in columns:
            self._write(canvas, column, column.heading, _HEAD_Y, THEME.sizes.small)
        height = min(_TALLEST_ROW, (_TABLE_FOOT - _FIRST_ROW) / max(1, len(self._rows)))
        for place, row in enumerate(self._rows):
            self._draw_row(canvas, row, _FIRST_ROW + height * (place + 0.5), height)
            yield
        top = _FIRST_ROW + height * len(self._rows) + _STRIP_GAP
        box = Box(_EDGE, top, canvas.wide - 2 * _EDGE, _STRIP_FOOT - top)
        yield from draw_strip(canvas, self._texts, box, self._strip)
        legend = say("Up: early. Down: late. Ring: not hit. Dot: no note.")
        small = THEME.sizes.small
        self._texts.draw(canvas, legend, canvas.wide / 2, _LEGEND_Y, small, THEME.quiet_text)
        self._back.draw(canvas, self._texts)
        yield

    def _draw_row(self, canvas: Canvas, row: FingerRow, y: float, height: float) -> None:
        part = canvas.wide / _USUAL_WIDE
        mark = mark_picture(canvas, self._texts, row.move, min(56.0, height))
        canvas.stamp(mark, _MARK_X * part, y)
        cells = (
            move_name(row.move),
            str(row.asked),
            str(row.hit),
            share_text(row.share, row.low, row.high),
            timing_text(row.mean_ms),
            spread_text(row.sd_ms),
            str(row.wrong),
        )
        for column, cell in zip(_columns(), cells, strict=True):
            self._write(canvas, column, cell, y, min(THEME.sizes.small, height * 0.8))
        if row.share is not None and row.low is not None and row.high is not None:
            bar = Box(_BAR_X * part, y - _BAR_HEIGHT / 2, _BAR_WIDTH * part, _BAR_HEIGHT)
            draw_share(canvas, bar, row.move, (row.low, row.share, row.high))

    def _write(self, canvas: Canvas, column: _Column, text: str, y: float, largest: float) -> None:
        part = canvas.wide / _USUAL_WIDE
        least = min(_SMALLEST * min(1.0, part), largest)
        size = self._texts.fitting_size(canvas, text, column.room * part, largest, least)
        self._texts.draw(canvas, text, column.x * part, y, size, anchor=column.anchor)


def _columns() -> tuple[_Column, ...]:
    return (
        _Column(say("Finger"), 140, 360, "midleft"),
        _Column(say("Notes"), 600, 120, "midright"),
        _Column(say("Hit"), 700, 90, "midright"),
        _Column(say("Hit share (95 %)"), 908, 345, "midleft"),
        _Column(say("Timing"), 1478, 235, "midright"),
        _Column(say("Spread"), 1660, 172, "midright"),
        _Column(say("Wrong finger"), 1870, 185, "midright"),
    )
