from __future__ import annotations

from functools import partial

import pygame
import pytest

from game.drawing.buttons import Face, draw_button, draw_card, draw_key_cap
from game.drawing.canvas import Canvas
from game.drawing.emblems import emblem_picture
from game.drawing.focus import Box
from game.drawing.icons import ICONS, icon_picture
from game.drawing.panels import SHADOW_REACH
from game.drawing.text import Texts
from game.drawing.theme import THEME

BOX = Box(400, 300, 560, 300)
FOX = partial(emblem_picture, "fox")
LONG = "An uncommonly long title of a song that nobody has sung"


def canvas() -> Canvas:
    return Canvas(pygame.Surface((960, 540)))


def pixels(face: Face, focused: bool = False, box: Box = BOX) -> bytes:
    on = canvas()
    draw_card(on, Texts(), box, face, focused)
    return pygame.image.tobytes(on.surface, "RGB")


def inked(on: Canvas) -> pygame.Rect:
    """Where something light was drawn, in pixels."""
    mask = pygame.mask.from_threshold(on.surface, THEME.text, (70, 70, 70, 255))
    rects = mask.get_bounding_rects()
    return rects[0].unionall(rects[1:])


def test_focus_changes_shapes_and_not_only_colours() -> None:
    on, focused = canvas(), canvas()
    draw_card(on, Texts(), BOX, Face("Fox", FOX), focused=False)
    draw_card(focused, Texts(), BOX, Face("Fox", FOX), focused=True)
    above_the_card = focused.px(BOX.centre[0]), focused.px(BOX.top - 18)
    assert on.surface.get_at(above_the_card)[:3] == (0, 0, 0)
    assert sum(focused.surface.get_at(above_the_card)[:3]) > 500


def test_every_grade_looks_different() -> None:
    faces = [Face("Song", FOX, "1:20", grade) for grade in (None, 1, 2, 3, 4, 5)]
    assert len({pixels(face) for face in faces}) == 6


@pytest.mark.parametrize("face", [Face(LONG, FOX), Face(LONG, FOX, "1:20", 3), Face(LONG)])
def test_a_long_name_stays_on_its_card(face: Face) -> None:
    on = canvas()
    draw_card(on, Texts(), BOX, face, focused=False)
    assert on.rect(BOX.left, BOX.top, BOX.width, BOX.height).contains(inked(on))


def test_a_card_draws_nothing_beyond_its_shadow() -> None:
    on = canvas()
    draw_card(on, Texts(), BOX, Face("Fox", FOX), focused=False)
    around = BOX.grown(SHADOW_REACH + 10)
    drawn = pygame.mask.from_threshold(on.surface, (0, 0, 0), (1, 1, 1, 255))
    drawn.invert()
    rects = drawn.get_bounding_rects()
    allowed = on.rect(around.left, around.top, around.width, around.height)
    assert allowed.contains(rects[0].unionall(rects[1:]))


def test_a_button_has_its_sign_beside_the_word_where_there_is_room() -> None:
    def drawn(width: float, face: Face) -> bytes:
        on = canvas()
        draw_button(on, Texts(), Box(400, 300, width, 100), face, focused=False)
        return pygame.image.tobytes(on.surface, "RGB")

    plain, signed = Face("Go on"), Face("Go on", partial(icon_picture, "go"))
    assert drawn(400, plain) != drawn(400, signed)
    assert drawn(180, plain) == drawn(180, signed)


def test_a_key_cap_is_as_wide_as_its_name() -> None:
    on, texts = canvas(), Texts()
    letter = draw_key_cap(on, texts, "J", 100, 500)
    word = draw_key_cap(on, texts, "Index finger", 300, 500)
    assert letter < 80 < word
    assert on.surface.get_at((on.px(100 + 8), on.px(500)))[:3] == THEME.cream


def test_no_two_signs_look_alike() -> None:
    looks = {pygame.image.tobytes(icon_picture(name, 48), "RGBA") for name in ICONS}
    assert len(looks) == len(ICONS)
