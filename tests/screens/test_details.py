from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import Command, Scanning
from game.drawing.plots import Strip, TapKind, TapMark
from game.drawing.text import Texts
from game.music.moves import LEFT_PINCHES, LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS
from game.screens.details import DetailsScreen, FingerRow
from game.timing import NS_PER_MS, NS_PER_S, HostTime, SongTime

ASKED = FingerRow(RIGHT_TAPS[0], 20, 15, 0.75, 0.531, 0.888, -35.2, 42.4, 1)
NOT_ASKED = FingerRow(RIGHT_TAPS[1], 0, 0, None, None, None, None, None, 0)
SOON = HostTime(600 * NS_PER_MS)


def screen_of(rows: tuple[FingerRow, ...]) -> DetailsScreen:
    marks = (
        TapMark(rows[0].move, SongTime(0), -20 * NS_PER_MS, TapKind.HIT),
        TapMark(rows[0].move, SongTime(NS_PER_S), None, TapKind.MISS),
        TapMark(rows[0].move, SongTime(2 * NS_PER_S), None, TapKind.STRAY),
    )
    strip = Strip(tuple(row.move for row in rows), marks, 60 * NS_PER_S)
    screen = DetailsScreen(rows, strip, Texts(), Scanning())
    screen.update(HostTime(0))
    return screen


@pytest.mark.parametrize("command", [Command.CHOOSE, Command.BACK])
def test_the_way_back_is_one_press(command: Command) -> None:
    screen = screen_of((ASKED,))
    screen.menu(command, HostTime(100 * NS_PER_MS))
    assert screen.outcome is None
    screen.menu(command, SOON)
    assert screen.outcome is True


def test_a_play_in_which_nothing_happened_has_details_too() -> None:
    screen = DetailsScreen((), Strip((), (), 1), Texts(), Scanning())
    screen.update(HostTime(0))
    assert len(list(screen.draw(Canvas(pygame.Surface((640, 360)))))) > 1


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (640, 360)])
@pytest.mark.parametrize("count", [1, 5, 20])
def test_any_number_of_fingers_is_drawn_and_only_once(size: tuple[int, int], count: int) -> None:
    moves = (*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_PINCHES, *RIGHT_TAPS)[:count]
    rows = tuple(FingerRow(move, 20, 15, 0.75, 0.53, 0.89, 8.0, 30.0, 2) for move in moves)
    screen, canvas = screen_of((*rows[:-1], NOT_ASKED)), Canvas(pygame.Surface(size))
    assert len(list(screen.draw(canvas))) > 2
    assert list(screen.draw(canvas)) == []
