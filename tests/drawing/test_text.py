from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.canvas import Canvas
from game.drawing.text import LINE_SPACING, Texts

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(pygame.Surface((1920, 1080)))


@pytest.fixture
def texts() -> Texts:
    return Texts()


def test_unchanged_text_is_rendered_once(canvas: Canvas, texts: Texts) -> None:
    assert texts.picture(canvas, "Fox", 44) is texts.picture(canvas, "Fox", 44)


def test_another_size_or_colour_is_another_picture(canvas: Canvas, texts: Texts) -> None:
    first = texts.picture(canvas, "Fox", 44, WHITE)
    assert texts.picture(canvas, "Fox", 45, WHITE) is not first
    assert texts.picture(canvas, "Fox", 44, BLACK) is not first


def test_the_cache_lets_go_of_what_was_longest_unused(canvas: Canvas) -> None:
    texts = Texts(kept=2)
    first, second = (texts.picture(canvas, word, 44) for word in ("one", "two"))
    assert texts.picture(canvas, "one", 44) is first
    texts.picture(canvas, "three", 44)
    assert texts.picture(canvas, "one", 44) is first
    assert texts.picture(canvas, "two", 44) is not second


def test_type_is_as_high_as_it_says(canvas: Canvas, texts: Texts) -> None:
    capital = texts.picture(canvas, "H", 100).get_bounding_rect()
    assert 68 <= capital.height <= 76


def test_text_is_drawn_around_its_anchor(canvas: Canvas, texts: Texts) -> None:
    place = texts.draw(canvas, "Moon", 960, 540, 60)
    assert place.center == pytest.approx((960, 540), abs=1)
    assert texts.draw(canvas, "Moon", 100, 200, 60, anchor="topleft").topleft == (100, 200)


def test_a_sentence_breaks_between_words(canvas: Canvas, texts: Texts) -> None:
    width = texts.width(canvas, "Choose a song", 44) + 1
    assert texts.lines(canvas, "Choose a song", width, 44) == ("Choose a song",)
    assert texts.lines(canvas, "Choose a song", width - 3, 44) == ("Choose", "a song")


def test_lines_are_of_like_length(canvas: Canvas, texts: Texts) -> None:
    sentence = "mmm mmm mmm mmm mmm mmm"
    width = texts.width(canvas, "mmm mmm mmm mmm mmm", 44) + 1
    assert texts.lines(canvas, sentence, width, 44) == ("mmm mmm mmm", "mmm mmm mmm")


def test_a_line_end_in_the_text_stays(canvas: Canvas, texts: Texts) -> None:
    assert texts.lines(canvas, "One\nTwo", 1000, 44) == ("One", "Two")


@given(st.lists(st.text("abcdefg", min_size=1, max_size=9), max_size=20), st.integers(60, 800))
def test_breaking_loses_no_word_and_overflows_only_with_a_single_one(
    words: list[str], width: int
) -> None:
    canvas, texts = Canvas(pygame.Surface((192, 108))), Texts()
    lines = texts.lines(canvas, " ".join(words), width, 44)
    assert " ".join(lines).split() == words
    for line in lines:
        assert " " not in line or texts.width(canvas, line, 44) <= width + 10


def test_a_paragraph_tells_its_height_and_grows_from_its_anchor(
    canvas: Canvas, texts: Texts
) -> None:
    height = texts.paragraph(canvas, "One\nTwo", (960, 540), 800, 40, WHITE, "center")
    drawn = canvas.surface.get_bounding_rect()
    mask = pygame.mask.from_threshold(canvas.surface, WHITE, (60, 60, 60, 255))
    inked = mask.get_bounding_rects()
    middle = pygame.Rect(inked[0]).unionall(inked[1:]).centery
    assert height == pytest.approx(2 * 40 * LINE_SPACING)
    assert drawn.contains(pygame.Rect(inked[0]))
    assert middle == pytest.approx(540, abs=12)


def test_a_flush_left_paragraph_begins_at_its_place(canvas: Canvas, texts: Texts) -> None:
    texts.paragraph(canvas, "HHH\nH", (100, 100), 800, 40, WHITE, "topleft")
    inked = pygame.mask.from_threshold(
        canvas.surface, WHITE, (60, 60, 60, 255)
    ).get_bounding_rects()
    assert min(rect.left for rect in inked) == pytest.approx(102, abs=4)
    assert max(rect.bottom for rect in inked) > 100 + 40


def test_a_long_name_gets_smaller_but_not_too_small(canvas: Canvas, texts: Texts) -> None:
    assert texts.fitting_size(canvas, "Fox", 400, 54, 36) == 54
    long = "Somebody with a name"
    fitted = texts.fitting_size(canvas, long, 400, 54, 36)
    assert 36 <= fitted < 54
    assert texts.fitting_size(canvas, long * 5, 400, 54, 36) == 36


def test_what_is_cut_short_shows_that_there_is_more(canvas: Canvas, texts: Texts) -> None:
    width = texts.width(canvas, "The file tune.abc…", 36)
    assert (
        texts.elided(canvas, "The file tune.abc is no song", width + 1, 36) == "The file tune.abc…"
    )
    assert (
        texts.elided(canvas, "The file tune.abc is no song", width - 1, 36) == "The file tune.ab…"
    )


def test_no_comma_is_left_before_the_cut(canvas: Canvas, texts: Texts) -> None:
    width = texts.width(canvas, "one, …", 36)
    assert texts.elided(canvas, "one, two and three", width + 1, 36) == "one…"


def test_what_fits_is_not_cut(canvas: Canvas, texts: Texts) -> None:
    assert texts.elided(canvas, "Fox", texts.width(canvas, "Fox", 36), 36) == "Fox"


def test_what_needs_more_lines_than_there_are_is_cut_in_the_last_one(
    canvas: Canvas, texts: Texts
) -> None:
    width = texts.width(canvas, "When the Saints", 36) + 1
    title = "When the Saints Go Marching In Again"
    assert texts.shortened(canvas, title, width, 36, 2) == "When the Saints\nGo Marching I…"
    assert texts.shortened(canvas, "When the Saints", width, 36, 2) == "When the Saints"
    assert texts.shortened(canvas, "", width, 36, 2) == ""


@given(st.text(min_size=1, max_size=300), st.integers(60, 1920))
def test_a_line_never_leaves_its_room(string: str, room: int) -> None:
    on, texts = Canvas(pygame.Surface((1920, 1080))), Texts()
    assert texts.line(on, string, (960, 540), room, 54).width <= room + 4


def test_a_title_that_ends_in_a_nul_is_drawn_all_the_same(canvas: Canvas, texts: Texts) -> None:
    assert texts.width(canvas, "Ode\x00", 44) == texts.width(canvas, "Ode ", 44)
    assert texts.draw(canvas, "Ode\x00", 960, 540, 44).width > 0
