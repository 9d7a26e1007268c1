from __future__ import annotations

from itertools import combinations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.emblems import EMBLEMS, emblem_for, emblem_picture
from game.drawing.pen import Pen

SIZE = 64
CLEAR = (0, 0, 0, 0)


def bytes_of(name: str) -> bytes:
    return pygame.image.tobytes(emblem_picture(name, SIZE), "RGBA")


@pytest.mark.parametrize("name", EMBLEMS)
def test_every_emblem_is_a_round_badge_with_something_on_it(name: str) -> None:
    picture = emblem_picture(name, SIZE)
    corners = [(0, 0), (SIZE - 1, 0), (0, SIZE - 1), (SIZE - 1, SIZE - 1)]
    assert [tuple(picture.get_at(corner)) for corner in corners] == [CLEAR] * 4
    badge = EMBLEMS[name].badge
    painted = pygame.mask.from_threshold(picture, badge, (12, 12, 12, 255))
    assert painted.count() < 0.75 * SIZE * SIZE


def test_no_two_emblems_look_alike() -> None:
    assert all(bytes_of(one) != bytes_of(other) for one, other in combinations(EMBLEMS, 2))


def test_a_picture_is_painted_once_a_size() -> None:
    assert emblem_picture("fox", 80) is emblem_picture("fox", 80)
    assert emblem_picture("fox", 81).get_size() == (81, 81)


def test_a_known_emblem_stands_for_itself() -> None:
    assert emblem_for("moon", "Ode to Joy") == "moon"


@given(st.text(), st.text())
def test_whatever_a_song_names_there_is_a_picture_and_always_the_same(
    name: str, title: str
) -> None:
    assert emblem_for(name, title) in EMBLEMS
    assert emblem_for(name, title) == emblem_for(name, title)


def test_songs_without_a_picture_get_different_ones() -> None:
    titles = [f"Song {number}" for number in range(20)]
    assert len({emblem_for("", title) for title in titles}) > 3


def test_soft_edges_are_premultiplied() -> None:
    pen = Pen(SIZE)
    pen.disc(50, 50, 40, (255, 128, 0))
    picture = pen.picture()
    pixels = [picture.get_at((x, SIZE // 2)) for x in range(SIZE)]
    assert any(0 < pixel.a < 255 for pixel in pixels)
    assert all(pixel.r <= pixel.a for pixel in pixels)


def test_a_curve_goes_through_its_spots() -> None:
    pen = Pen(100)
    pen.curve([(10, 50), (50, 20), (90, 50)], 4, (255, 255, 255))
    picture = pen.picture()
    assert all(picture.get_at(spot).a == 255 for spot in ((10, 50), (50, 20), (89, 50)))
    assert picture.get_at((50, 50)).a == 0
