from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.lanes import LINE, TOP, LaneLayout, height_at
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Hand,
    Move,
    lane_order,
)
from game.timing import NS_PER_S, SongTime

EVERY_MOVE = (*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_PINCHES, *RIGHT_TAPS)


def test_a_note_stands_exactly_on_the_line_at_its_onset() -> None:
    onset = SongTime(7_123_456_789)
    assert height_at(onset, onset, 3 * NS_PER_S) == LINE


def test_a_note_comes_in_at_the_top_one_lead_before_its_onset() -> None:
    assert height_at(SongTime(3 * NS_PER_S), SongTime(0), 3 * NS_PER_S) == TOP


def test_a_late_note_is_below_the_line() -> None:
    assert height_at(SongTime(0), SongTime(1), NS_PER_S) > LINE


@given(
    onset=st.integers(0, 10**12),
    lead_ns=st.integers(NS_PER_S // 2, 6 * NS_PER_S),
    now=st.integers(0, 10**12),
    step_ns=st.integers(1, NS_PER_S),
)
def test_notes_fall_evenly(onset: int, lead_ns: int, now: int, step_ns: int) -> None:
    note, first, second = SongTime(onset), SongTime(now), SongTime(now + step_ns)
    fallen = height_at(note, second, lead_ns) - height_at(note, first, lead_ns)
    assert fallen == pytest.approx((LINE - TOP) * step_ns / lead_ns, rel=1e-4, abs=1e-6)


def test_the_right_thumb_has_the_leftmost_lane_of_a_right_hand() -> None:
    layout = LaneLayout.of(RIGHT_TAPS, 1920)
    assert layout.moves == RIGHT_TAPS
    assert layout.centres[RIGHT_TAPS[0]] == min(layout.centres.values())


def test_the_left_little_finger_has_the_leftmost_lane_of_a_left_hand() -> None:
    layout = LaneLayout.of(LEFT_TAPS, 1920)
    assert layout.centres[LEFT_TAPS[0]] == min(layout.centres.values())
    assert LEFT_TAPS[0].finger.number == 5


def test_two_hands_lie_apart_with_the_thumbs_inside() -> None:
    layout = LaneLayout.of(LEFT_TAPS + RIGHT_TAPS, 1920)
    left, right = layout.span(Hand.LEFT), layout.span(Hand.RIGHT)
    assert left[1] < right[0]
    assert layout.centres[LEFT_TAPS[-1]] == pytest.approx(left[1] - layout.lane_width / 2)


def test_one_lane_stands_in_the_middle() -> None:
    assert LaneLayout.of(RIGHT_TAPS[1:2], 1920).centres == {RIGHT_TAPS[1]: 960}


@given(
    moves=st.lists(st.sampled_from(EVERY_MOVE), min_size=1, max_size=10, unique=True),
    wide=st.sampled_from([1350.0, 1440.0, 1920.0, 2560.0]),
)
def test_lanes_keep_their_order_do_not_overlap_and_stay_inside(
    moves: list[Move], wide: float
) -> None:
    layout = LaneLayout.of(tuple(moves), wide)
    assert layout.moves == lane_order(moves)
    xs = list(layout.centres.values())
    gaps = [after - before for before, after in pairwise(xs)]
    assert all(gap >= layout.lane_width - 1e-6 for gap in gaps)
    assert xs[0] - layout.lane_width / 2 >= 0
    assert xs[-1] + layout.lane_width / 2 <= wide
