from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.buttons import KEY_CAP_HEIGHT, Face
from game.drawing.canvas import DESIGN_HEIGHT
from game.drawing.focus import Box
from game.drawing.panels import RING_GAP, RING_WIDTH
from game.drawing.text import LINE_SPACING
from game.drawing.theme import THEME
from game.screens.menu_layout import (
    HINT_Y,
    MOST_NOTICES,
    NOTICE_STEP,
    USUAL_WIDE,
    Contents,
    boxes_of,
    cards_a_page,
    notice_ys,
)

RING = RING_GAP + RING_WIDTH
STANDING, LYING = Face("Fox"), Face("Ode to Joy", detail="1:20", grade=1)


def contents(cards: int, buttons: int, face: Face = STANDING, notices: int = 0) -> Contents:
    return Contents(
        "Title", "", None, (face,) * cards, (Face("Go on"),) * buttons, ("!",) * notices
    )


def apart(one: Box, other: Box) -> bool:
    """Whether there is room for a ring around each of them."""
    left, right = sorted((one, other), key=lambda box: box.left)
    upper, lower = sorted((one, other), key=lambda box: box.top)
    return (
        left.left + left.width + RING <= right.left or upper.top + upper.height + RING <= lower.top
    )


@given(
    cards=st.integers(0, 12),
    buttons=st.integers(1, 4),
    lying=st.booleans(),
    notices=st.integers(0, 5),
    wide=st.floats(1350, 2600),
)
def test_nothing_overlaps_and_nothing_leaves_the_screen(
    cards: int, buttons: int, lying: bool, notices: int, wide: float
) -> None:
    face = LYING if lying else STANDING
    shown = contents(min(cards, cards_a_page([face], wide)), buttons, face, notices)
    boxes = boxes_of(shown, wide)
    assert len(boxes) == len(shown.faces)
    for box in boxes:
        assert box.left >= RING
        assert box.left + box.width + RING <= wide
        assert box.top >= RING
        assert box.top + box.height + RING <= HINT_Y < DESIGN_HEIGHT
        assert box.height >= 90
    assert all(apart(one, other) for one, other in combinations(boxes, 2))


def test_a_page_holds_twelve_pictures_or_six_songs_and_four_in_a_narrow_window() -> None:
    assert [cards_a_page([STANDING], wide) for wide in (USUAL_WIDE, 1440)] == [12, 12]
    assert [cards_a_page([LYING], wide) for wide in (USUAL_WIDE, 1440)] == [6, 4]


@pytest.mark.parametrize("wide", [1440, USUAL_WIDE])
def test_beside_small_print_a_song_still_has_room_for_two_lines_and_its_length(wide: float) -> None:
    shown = contents(cards_a_page([LYING], wide), 3, LYING, MOST_NOTICES)
    lines = 3 * THEME.sizes.small * LINE_SPACING
    assert min(box.height for box in boxes_of(shown, wide)[:4]) >= lines + 2 * 20


@pytest.mark.parametrize("cards", range(1, 5))
def test_a_few_cards_stand_in_one_row(cards: int) -> None:
    boxes = boxes_of(contents(cards, 0), USUAL_WIDE)
    assert len({box.top for box in boxes}) == 1


def test_a_narrow_window_has_two_songs_in_a_row() -> None:
    boxes = boxes_of(contents(4, 0, LYING), 1440)
    assert len({box.left for box in boxes}) == 2


def test_songs_stay_in_place_on_a_page_that_is_not_full() -> None:
    full, rest = (boxes_of(contents(n, 0, LYING), USUAL_WIDE) for n in (6, 4))
    assert {box.top for box in rest} == {box.top for box in full}


def test_everything_is_in_the_middle() -> None:
    boxes = boxes_of(contents(3, 2), 2000)
    for row in (boxes[:3], boxes[3:]):
        assert row[0].left == pytest.approx(2000 - row[-1].left - row[-1].width)


@pytest.mark.parametrize("notices", [1, 2, 5])
@pytest.mark.parametrize("cards", [0, 3])
def test_small_print_touches_neither_the_rings_nor_the_hints(cards: int, notices: int) -> None:
    boxes = boxes_of(contents(cards, 2, notices=notices), 1920)
    ys = notice_ys(min(notices, MOST_NOTICES))
    assert max(box.top + box.height for box in boxes) + RING <= ys[0] - NOTICE_STEP / 2
    assert ys[-1] + NOTICE_STEP / 2 <= HINT_Y - KEY_CAP_HEIGHT / 2
