from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.canvas import Canvas


def test_a_full_hd_window_is_the_design_itself() -> None:
    canvas = Canvas(pygame.Surface((1920, 1080)))
    assert canvas.wide == 1920
    assert canvas.px(36) == 36


def test_a_smaller_window_shrinks_lengths() -> None:
    canvas = Canvas(pygame.Surface((1280, 720)))
    assert canvas.wide == pytest.approx(1920)
    assert canvas.px(36) == 24


def test_a_narrower_shape_has_fewer_design_units() -> None:
    assert Canvas(pygame.Surface((1024, 768))).wide == pytest.approx(1440)


@given(
    height=st.integers(240, 2160),
    left=st.floats(0, 900),
    width=st.floats(1, 500),
    following=st.floats(1, 500),
)
def test_rectangles_that_touch_leave_no_gap(
    height: int, left: float, width: float, following: float
) -> None:
    canvas = Canvas(pygame.Surface((2 * height, height)))
    first = canvas.rect(left, 0, width, 10)
    second = canvas.rect(left + width, 0, following, 10)
    assert first.right == second.left


def test_a_pixel_of_the_mouse_finds_its_place_in_the_design() -> None:
    canvas = Canvas(pygame.Surface((1280, 720)))
    assert canvas.design(640, 360) == pytest.approx((960, 540))


def test_filling_a_part_leaves_the_rest() -> None:
    canvas = Canvas(pygame.Surface((100, 50)))
    canvas.fill((1, 2, 3))
    canvas.fill((9, 9, 9), pygame.Rect(0, 0, 10, 10))
    assert canvas.surface.get_at((5, 5))[:3] == (9, 9, 9)
    assert canvas.surface.get_at((50, 25))[:3] == (1, 2, 3)


def test_a_stamped_picture_keeps_the_colour_of_its_soft_edge() -> None:
    canvas = Canvas(pygame.Surface((100, 108)))
    canvas.fill((0, 0, 0))
    half_white = pygame.Surface((10, 10), pygame.SRCALPHA)
    half_white.fill((255, 255, 255, 128))
    canvas.stamp(half_white.premul_alpha(), 500, 500)
    red, green, blue = canvas.surface.get_at((50, 50))[:3]
    assert red == green == blue
    assert red == pytest.approx(128, abs=2)


def test_a_picture_is_anchored_where_it_was_asked_for() -> None:
    canvas = Canvas(pygame.Surface((108, 108)))
    spot = pygame.Surface((4, 4), pygame.SRCALPHA)
    spot.fill((255, 255, 255, 255))
    canvas.stamp(spot, 0, 0, "topleft")
    assert canvas.surface.get_at((3, 3))[:3] == (255, 255, 255)
    assert canvas.surface.get_at((4, 4))[:3] == (0, 0, 0)
