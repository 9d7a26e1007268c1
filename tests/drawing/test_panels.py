from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.canvas import Canvas
from game.drawing.focus import Box
from game.drawing.panels import draw_panel, draw_ring, draw_shadow
from game.drawing.theme import THEME, Colour

GROUND: Colour = (100, 90, 80)
BOX = Box(300, 300, 600, 300)


def canvas() -> Canvas:
    made = Canvas(pygame.Surface((640, 540)))
    made.fill(GROUND)
    return made


def colour_at(on: Canvas, x: float, y: float) -> Colour:
    red, green, blue, _ = on.surface.get_at((on.px(x), on.px(y)))
    return red, green, blue


def pixels(on: Canvas) -> bytes:
    return pygame.image.tobytes(on.surface, "RGB")


def test_a_panel_is_filled_and_its_corners_are_round() -> None:
    on = canvas()
    draw_panel(on, BOX)
    assert colour_at(on, 600, 450) == THEME.panel
    assert colour_at(on, 301, 301) == GROUND
    assert colour_at(on, 600, 301) == THEME.edge


@pytest.mark.parametrize("size", [(30, 30), (56, 200), (57, 57), (900, 40), (12, 12)])
def test_panels_of_any_size_can_be_drawn(size: tuple[int, int]) -> None:
    on = canvas()
    draw_panel(on, Box(200, 200, *size), edge=None)
    assert colour_at(on, 200 + size[0] / 2, 200 + size[1] / 2) == THEME.panel


def test_a_shadow_darkens_around_a_panel_and_fades() -> None:
    on = canvas()
    draw_shadow(on, BOX)
    below = sum(colour_at(on, 600, 602))
    further = sum(colour_at(on, 600, 622))
    assert below < further < sum(GROUND)
    assert colour_at(on, 600, 700) == GROUND


def test_a_ring_lies_around_its_box_and_leaves_it_free() -> None:
    on = canvas()
    draw_ring(on, BOX, THEME.focus)
    assert colour_at(on, 600, 288) == THEME.focus
    assert colour_at(on, 600, 450) == GROUND
    assert colour_at(on, 600, 302) == GROUND


def test_half_a_ring_is_on_the_right() -> None:
    on = canvas()
    draw_ring(on, BOX, THEME.focus, 0.0, 0.5)
    assert colour_at(on, 912, 450) == THEME.focus
    assert colour_at(on, 288, 450) == GROUND


@given(st.lists(st.floats(0, 1), max_size=8))
def test_a_ring_in_stretches_is_the_ring_at_once(stops: list[float]) -> None:
    at_once, piece_by_piece = canvas(), canvas()
    draw_ring(at_once, BOX, THEME.focus)
    start = 0.0
    for end in [*sorted(stops), 1.0]:
        draw_ring(piece_by_piece, BOX, THEME.focus, start, end)
        start = end
    assert pixels(piece_by_piece) == pixels(at_once)


def test_a_whole_ring_is_alike_on_all_sides() -> None:
    on = canvas()
    draw_ring(on, BOX, THEME.focus)
    around = BOX.grown(30)
    ring = on.surface.subsurface(on.rect(around.left, around.top, around.width, around.height))
    for sideways, upside_down in ((True, False), (False, True)):
        turned = pygame.transform.flip(ring, sideways, upside_down)
        assert pygame.image.tobytes(turned, "RGB") == pygame.image.tobytes(ring, "RGB")
