from __future__ import annotations

import pytest

from game.drawing.theme import (
    LANE_COLOURS,
    LANE_SHAPES,
    THEME,
    Colour,
    contrast,
    mixed,
    move_colour,
    move_shape,
)
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Finger, Move

READABLE = 7
VISIBLE = 3
"""WCAG 2.2: 1.4.6 for text, 1.4.11 for what is no text."""


@pytest.mark.parametrize(("text", "ground"), THEME.text_pairs)
def test_all_text_stands_out_from_its_ground(text: Colour, ground: Colour) -> None:
    assert contrast(text, ground) >= READABLE


@pytest.mark.parametrize("ground", [THEME.sky_top, THEME.sky_foot, THEME.panel_focused])
def test_the_focus_ring_and_every_lane_can_be_seen(ground: Colour) -> None:
    assert contrast(THEME.focus, ground) >= VISIBLE
    assert all(contrast(lane.light, ground) >= VISIBLE for lane in LANE_COLOURS.values())


def test_everything_to_read_is_at_least_36_units_high() -> None:
    sizes = THEME.sizes
    assert min(sizes.title, sizes.heading, sizes.body, sizes.small) >= 36


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((9, 99, 199), (9, 99, 199)) == pytest.approx(1)


@pytest.mark.parametrize("moves", [RIGHT_TAPS, RIGHT_PINCHES])
def test_the_moves_of_a_hand_differ_in_shape_as_well_as_in_colour(moves: tuple[Move, ...]) -> None:
    assert len({move_shape(move) for move in moves}) == len(moves)
    assert len({move_colour(move) for move in moves}) == len(moves)


def test_a_finger_looks_the_same_on_both_hands_and_for_taps_and_pinches() -> None:
    left_ring, right_ring = Move(Finger.L4), Move(Finger.R4)
    assert move_shape(left_ring) == move_shape(right_ring) == move_shape(RIGHT_PINCHES[3])
    assert {move_shape(m) for m in LEFT_TAPS} == {move_shape(m) for m in RIGHT_TAPS}


def test_every_colour_has_its_shape() -> None:
    assert LANE_COLOURS.keys() == LANE_SHAPES.keys()
    assert len(set(LANE_SHAPES.values())) == len(LANE_SHAPES)


def test_mixing_runs_from_one_colour_to_the_other() -> None:
    assert mixed((0, 10, 200), (100, 20, 0), 0) == (0, 10, 200)
    assert mixed((0, 10, 200), (100, 20, 0), 0.5) == (50, 15, 100)
    assert mixed((0, 10, 200), (100, 20, 0), 1) == (100, 20, 0)
