from __future__ import annotations

import pygame
import pytest

from game.drawing.buttons import Face
from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Click, Scanning
from game.drawing.panels import RING_GAP, RING_WIDTH
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.screens.button_row import HEIGHT, ButtonRow
from game.timing import HostTime

TOP = 500.0
RING = RING_GAP + RING_WIDTH


def drawn_row(size: tuple[int, int], count: int) -> tuple[ButtonRow, Canvas]:
    canvas = Canvas(pygame.Surface(size))
    canvas.surface.blit(sky_picture(*size), (0, 0))
    row = ButtonRow((Face("Go on"),) * count, TOP, Scanning())
    row.update(HostTime(0))
    row.draw(canvas, Texts())
    return row, canvas


@pytest.mark.parametrize("size", [(1920, 1080), (1440, 1080), (1350, 1080)])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_buttons_and_the_ring_keep_inside_the_window(size: tuple[int, int], count: int) -> None:
    row, canvas = drawn_row(size, count)
    clicks = [
        row.command(Click(x, TOP + HEIGHT / 2), HostTime(COOL_DOWN_NS)) for x in range(size[0])
    ]
    hit = [x for x, choice in enumerate(clicks) if choice is not None]
    assert {choice for choice in clicks if choice is not None} == set(range(count))
    assert hit[0] >= RING
    assert hit[-1] + RING < size[0]
    edge = canvas.surface.subsurface((0, 0, 4, 1080))
    sky = sky_picture(*size).subsurface((0, 0, 4, 1080))
    assert pygame.image.tobytes(edge, "RGB") == pygame.image.tobytes(sky, "RGB")


def test_a_window_made_narrower_moves_the_buttons_with_it() -> None:
    row, _ = drawn_row((1920, 1080), 3)
    row.draw(Canvas(pygame.Surface((1440, 1080))), Texts())
    assert row.command(Click(1340, TOP + 20), HostTime(COOL_DOWN_NS)) == 2
