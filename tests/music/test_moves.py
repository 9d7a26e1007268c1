from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Finger,
    Gesture,
    Hand,
    Move,
    lane_order,
)
from tests.music.tunes import ALL_MOVES


def test_fingers_know_their_hand_and_count_from_the_thumb() -> None:
    assert (Finger.L5.hand, Finger.L5.number) == (Hand.LEFT, 5)
    assert (Finger.R1.hand, Finger.R1.number) == (Hand.RIGHT, 1)


def test_codes_read_back_as_the_same_move() -> None:
    assert [Move.parse(move.code) for move in ALL_MOVES] == list(ALL_MOVES)
    assert Move(Finger.R2, Gesture.KEY_PINCH).code == "R2.key"


@pytest.mark.parametrize("code", ["", "R2", "R6.tap", "R2.grab", "R1.tip", "R3.key", "r2.tap"])
def test_a_code_that_names_no_move_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Move.parse(code)


def test_the_thumb_cannot_pinch_its_own_tip() -> None:
    with pytest.raises(ValueError, match="own tip"):
        Move(Finger.L1, Gesture.TIP_PINCH)


def test_a_key_pinch_is_made_on_the_index_finger_only() -> None:
    with pytest.raises(ValueError, match="index finger"):
        Move(Finger.R3, Gesture.KEY_PINCH)


def test_only_pinches_are_pinches() -> None:
    assert not any(move.is_pinch for move in (*LEFT_TAPS, *RIGHT_TAPS))
    assert all(move.is_pinch for move in (*LEFT_PINCHES, *RIGHT_PINCHES))


def test_lanes_lie_as_two_hands_on_a_table() -> None:
    lanes = [move.finger.value for move in lane_order((*RIGHT_TAPS, *LEFT_TAPS))]
    assert lanes == ["L5", "L4", "L3", "L2", "L1", "R1", "R2", "R3", "R4", "R5"]


def test_key_pinches_lie_nearest_to_their_thumbs() -> None:
    codes = [move.code for move in lane_order((*RIGHT_PINCHES, *LEFT_PINCHES))]
    assert codes[3:7] == ["L2.tip", "L2.key", "R2.key", "R2.tip"]


@given(st.lists(st.sampled_from(ALL_MOVES)))
def test_lane_order_names_each_move_once_whatever_the_order(moves: list[Move]) -> None:
    lanes = lane_order(moves)
    assert set(lanes) == set(moves)
    assert len(lanes) == len(set(moves))
    assert lane_order(reversed(moves)) == lanes == lane_order(lanes)
