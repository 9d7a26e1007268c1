"""Fingers and their figures in words."""

from __future__ import annotations

import pytest

from game.music.moves import LEFT_PINCHES, LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Move
from game.reports.figures import DASH, move_name, share_text, spread_text, timing_text


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("L1.tap", "left thumb"),
        ("L4.tap", "left ring finger"),
        ("R2.tap", "right index finger"),
        ("R2.tip", "right index finger pinch"),
        ("R2.key", "right key pinch"),
        ("R5.tip", "right little finger pinch"),
    ],
)
def test_a_move_is_named_with_its_hand(code: str, name: str) -> None:
    assert move_name(Move.parse(code)) == name


def test_no_two_moves_have_one_name() -> None:
    moves = (*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_TAPS, *RIGHT_PINCHES)
    assert len({move_name(move) for move in moves}) == len(moves) == 20


@pytest.mark.parametrize(
    ("mean_ms", "text"),
    [
        (None, DASH),
        (-12.4, "12 ms early"),
        (12.6, "13 ms late"),
        (0.0, "on time"),
        (-0.4, "on time"),
        (-0.6, "1 ms early"),
    ],
)
def test_timing_is_early_late_or_on_time(mean_ms: float | None, text: str) -> None:
    assert timing_text(mean_ms) == text


def test_a_share_stands_with_its_interval() -> None:
    assert share_text(0.5, 0.2366, 0.7634) == "50 % (24–76 %)"
    assert share_text(None, None, None) == DASH


def test_of_one_tap_there_is_no_spread() -> None:
    assert spread_text(None) == DASH
    assert spread_text(34.6) == "± 35 ms"
