from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.marks import check_mark, faded, hollow_shape, label_of, mark_picture
from game.drawing.text import Texts
from game.drawing.theme import Shape, move_colour
from game.music.moves import RIGHT_PINCHES, RIGHT_TAPS, Move

ALL = {move.code: move for move in (*RIGHT_TAPS, RIGHT_PINCHES[0])}


@pytest.mark.parametrize("move", list(ALL.values()), ids=list(ALL))
def test_a_mark_carries_its_colour_and_a_numeral_when_it_is_large(move: Move) -> None:
    canvas, texts = Canvas(pygame.Surface((1920, 1080))), Texts()
    large, small = (mark_picture(canvas, texts, move, size) for size in (92, 30))
    for mark in (large, small):
        colours = {tuple(mark.get_at((x, mark.get_height() * 3 // 5)))[:3] for x in range(30)}
        assert any(abs(c[0] - move_colour(move).light[0]) < 4 for c in colours)
    scaled = pygame.transform.smoothscale(small, large.get_size())
    assert pygame.image.tobytes(scaled, "RGBA") != pygame.image.tobytes(large, "RGBA")


def test_a_finger_has_its_number_and_the_key_pinch_a_letter() -> None:
    assert [label_of(move) for move in RIGHT_PINCHES] == ["K", "2", "3", "4", "5"]


@pytest.mark.parametrize("shape", Shape)
def test_a_hollow_shape_lets_the_ground_through(shape: Shape) -> None:
    picture = hollow_shape(shape, 80, (255, 255, 255), 0.2)
    assert tuple(picture.get_at((40, 42))) == (0, 0, 0, 0)
    assert any(picture.get_at((x, 42))[3] == 255 for x in range(40))


def test_shapes_differ_from_each_other() -> None:
    pictures = [hollow_shape(shape, 80, (255, 255, 255), 0.2) for shape in Shape]
    assert len({pygame.image.tobytes(picture, "RGBA") for picture in pictures}) == len(Shape)


def test_a_faded_picture_is_weaker_in_every_channel() -> None:
    half = faded(check_mark(40), 0.5).get_at((20, 8))
    full = check_mark(40).get_at((20, 8))
    assert all(abs(weak - strong / 2) <= 2 for weak, strong in zip(half, full, strict=True))
