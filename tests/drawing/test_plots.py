from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.plots import (
    Strip,
    TapKind,
    TapMark,
    draw_share,
    draw_strip,
    grid_seconds,
    reach_of,
)
from game.drawing.text import Texts
from game.drawing.theme import THEME, Colour, move_colour
from game.music.moves import RIGHT_TAPS, Move
from game.timing import NS_PER_S, SongTime, ns_from_ms

INDEX = RIGHT_TAPS[1]
BOX = Box(0, 0, 1000, 246)


def strip_of(*marks: TapMark) -> pygame.Surface:
    canvas = Canvas(pygame.Surface((1920, 1080)))
    for _ in draw_strip(canvas, Texts(), BOX, Strip((INDEX,), marks, 10 * NS_PER_S)):
        pass
    return canvas.surface


def heights_of(surface: pygame.Surface, colour: Colour) -> list[int]:
    """Rows right of the labels where `colour` is seen."""
    return [y for y in range(240) for x in range(90, 1000) if surface.get_at((x, y))[:3] == colour]


def test_an_early_tap_points_up_and_a_late_one_down() -> None:
    middle = 100
    at = SongTime(5 * NS_PER_S)
    early = strip_of(TapMark(INDEX, at, ns_from_ms(-90), TapKind.HIT))
    late = strip_of(TapMark(INDEX, at, ns_from_ms(90), TapKind.HIT))
    colour = move_colour(INDEX).light
    assert max(heights_of(early, colour)) <= middle
    assert min(heights_of(late, colour)) >= middle


def test_a_miss_without_a_tap_is_a_ring_only() -> None:
    surface = strip_of(TapMark(INDEX, SongTime(5 * NS_PER_S), None, TapKind.MISS))
    assert heights_of(surface, move_colour(INDEX).light) == []
    assert heights_of(surface, THEME.text) != []


def test_a_mark_beyond_the_end_stays_inside() -> None:
    surface = strip_of(TapMark(INDEX, SongTime(99 * NS_PER_S), ns_from_ms(90), TapKind.HIT))
    assert heights_of(surface, move_colour(INDEX).light) != []


@given(error_ns=st.integers(-(10**10), 10**10), row=st.floats(10, 200))
def test_a_tick_keeps_its_sign_and_its_row(error_ns: int, row: float) -> None:
    reach = reach_of(error_ns, row)
    assert abs(reach) <= row / 2
    assert reach * error_ns >= 0


def test_a_share_fills_its_part_of_the_bar() -> None:
    canvas = Canvas(pygame.Surface((1920, 1080)))
    draw_share(canvas, Box(100, 100, 200, 30), INDEX, (0.6, 0.75, 0.9))
    light = move_colour(INDEX).light
    assert canvas.surface.get_at((110, 115))[:3] == light
    assert canvas.surface.get_at((247, 102))[:3] == light
    assert canvas.surface.get_at((255, 102))[:3] == THEME.sunken
    assert canvas.surface.get_at((220, 115))[:3] == THEME.text
    assert canvas.surface.get_at((200, 115))[:3] == light


@given(length_s=st.integers(1, 1800))
def test_an_axis_has_few_lines_and_begins_at_nought(length_s: int) -> None:
    seconds = grid_seconds(length_s * NS_PER_S)
    assert seconds[0] == 0
    assert len(seconds) <= 10
    assert seconds[-1] <= length_s


@pytest.mark.parametrize(("moves", "length_ns"), [((), NS_PER_S), ((INDEX,), 0)])
def test_a_strip_without_length_or_without_a_row_for_a_mark_cannot_be(
    moves: tuple[Move, ...], length_ns: int
) -> None:
    with pytest.raises(ValueError, match=r"strip|row"):
        Strip(moves, (TapMark(INDEX, SongTime(0), None, TapKind.MISS),), length_ns)
