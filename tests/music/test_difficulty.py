from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.difficulty import Difficulty, HitWindows, Prescription, even_shares, hands_of
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Hand, Move, lane_order
from game.timing import ns_from_ms
from tests.music.tunes import difficulties, even, hands


@st.composite
def prescriptions(draw: st.DrawFn) -> Prescription:
    slowest = draw(st.floats(0.1, 2.0))
    return Prescription(
        moves=draw(hands()),
        lock_out_ns=ns_from_ms(draw(st.integers(30, 250))),
        tempo_scales=(slowest, draw(st.floats(slowest, 3.0))),
        least_gap_ns=draw(st.integers(1, ns_from_ms(2000))),
        finger_gap_ns=draw(st.integers(1, ns_from_ms(2000))),
        most_at_once=draw(st.integers(1, 5)),
        holds=draw(st.booleans()),
    )


def test_hit_windows_nest_and_may_be_equal() -> None:
    HitWindows(5, 5, 5, 5)
    with pytest.raises(ValueError, match="nest"):
        HitWindows(close_ns=ns_from_ms(121))
    with pytest.raises(ValueError, match="nest"):
        HitWindows(close_ns=0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"shares": ()},
        {"shares": ((RIGHT_TAPS[1], 0.5), (RIGHT_TAPS[0], 0.5))},
        {"shares": ((RIGHT_TAPS[0], 0.5), (RIGHT_TAPS[0], 0.5))},
        {"shares": ((RIGHT_TAPS[0], 0.4), (RIGHT_TAPS[1], 0.5))},
        {"shares": ((RIGHT_TAPS[0], -0.5), (RIGHT_TAPS[1], 1.5))},
        {"tempo_scale": 0.0},
        {"least_gap_ns": 0},
        {"finger_gap_ns": 0},
        {"lead_ns": 0},
        {"most_at_once": 0},
    ],
)
def test_an_impossible_difficulty_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        replace(even(), **wrong)  # type: ignore[arg-type] # the wrong kinds are the point


def test_even_shares_stand_in_lane_order_and_make_one() -> None:
    shares = even_shares((RIGHT_TAPS[2], LEFT_TAPS[0], RIGHT_TAPS[0]))
    assert [move.code for move, _ in shares] == ["L5.tap", "R1.tap", "R3.tap"]
    assert sum(share for _, share in shares) == pytest.approx(1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"moves": ()},
        {"moves": RIGHT_TAPS[::-1]},
        {"tempo_scales": (1.1, 1.0)},
        {"tempo_scales": (0.0, 1.0)},
        {"lock_out_ns": ns_from_ms(29)},
        {"lock_out_ns": ns_from_ms(251)},
    ],
)
def test_limits_that_contradict_each_other_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        replace(Prescription(), **wrong)  # type: ignore[arg-type] # the wrong kinds are the point


def test_what_is_inside_the_limits_stays_as_wished() -> None:
    wish = Difficulty(even_shares(RIGHT_TAPS), hold_from_ns=ns_from_ms(900))
    assert Prescription().clamp(wish) == wish


def test_the_share_of_a_forbidden_finger_goes_to_the_others_in_proportion() -> None:
    one, two, three = RIGHT_TAPS[:3]
    wish = Difficulty(((one, 0.5), (two, 0.25), (three, 0.25)))
    clamped = Prescription(moves=(two, three)).clamp(wish)
    assert clamped.shares == ((two, 0.5), (three, 0.5))


def test_where_no_wished_finger_is_allowed_all_prescribed_ones_share() -> None:
    clamped = Prescription(moves=LEFT_TAPS).clamp(Difficulty(even_shares(RIGHT_TAPS)))
    assert clamped.shares == even_shares(LEFT_TAPS)


def test_one_hand_is_never_asked_two_pinches_at_once() -> None:
    wish = Difficulty(even_shares(RIGHT_PINCHES), most_at_once=3)
    assert Prescription(moves=RIGHT_PINCHES, most_at_once=3).clamp(wish).most_at_once == 1


def test_hands_of_moves() -> None:
    assert hands_of(RIGHT_TAPS) == {Hand.RIGHT}
    assert hands_of((*LEFT_TAPS, *RIGHT_TAPS)) == {Hand.LEFT, Hand.RIGHT}


@given(prescriptions(), difficulties())
def test_no_wish_leads_outside_the_prescription(limits: Prescription, wish: Difficulty) -> None:
    clamped = limits.clamp(wish)
    assert set(clamped.moves) <= set(limits.moves)
    assert sum(share for _, share in clamped.shares) == pytest.approx(1)
    assert limits.tempo_scales[0] <= clamped.tempo_scale <= limits.tempo_scales[1]
    assert clamped.least_gap_ns >= limits.least_gap_ns
    assert clamped.finger_gap_ns >= limits.finger_gap_ns
    assert clamped.most_at_once <= limits.most_at_once
    assert limits.holds or clamped.hold_from_ns is None


@given(prescriptions(), difficulties())
def test_clamping_twice_is_clamping_once(limits: Prescription, wish: Difficulty) -> None:
    once = limits.clamp(wish)
    twice = limits.clamp(once)
    assert replace(twice, shares=once.shares) == once
    assert dict(twice.shares) == pytest.approx(dict(once.shares))


@given(hands())
def test_any_hand_shares_evenly(moves: tuple[Move, ...]) -> None:
    assert Difficulty(even_shares(moves)).moves == lane_order(moves)
