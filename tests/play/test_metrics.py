"""Metrics against their plain definitions."""

from __future__ import annotations

import math
from dataclasses import fields
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.moves import Finger, Move, lane_order
from game.play.judge import judge_play
from game.play.judgements import Hit, Stray
from game.play.metrics import (
    METRICS,
    Evidence,
    Summary,
    evidence_in,
    finger_summaries,
    play_summary,
    summary_of,
    wilson_interval,
)
from game.play.taps import taps_of
from game.timing import ms_from_ns
from tests.play.strips import drawn_play

R2 = Move(Finger.R2)
R3 = Move(Finger.R3)
R4 = Move(Finger.R4)
NOTHING = Evidence((), (), (), ())


def test_of_nothing_nothing_is_claimed() -> None:
    summary = summary_of(NOTHING)
    assert (summary.asked, summary.hits, summary.omissions) == (0, 0, 0)
    for value in (summary.hit_share, summary.low, summary.high, summary.mean_ms, summary.sd_ms):
        assert value is None


def test_one_tap_has_a_mean_but_no_spread() -> None:
    summary = finger_summaries(drawn_play({"R2": "----|"}, {"R2": "-----x"}))[R2]
    assert summary.mean_ms == 50
    assert summary.sd_ms is None


def test_taps_outside_the_windows_count_for_the_timing_and_not_for_the_hits() -> None:
    play = drawn_play(
        {"R2": "[-]-------[-]-------[-]-------[-]-------[-]"},
        {"R2": "-----x---------x---------x---------x---------x"},
    )
    summary = finger_summaries(play)[R2]
    assert (summary.asked, summary.hits, summary.matched, summary.omissions) == (5, 0, 5, 0)
    assert (summary.mean_ms, summary.sd_ms) == (250, 0)


def test_a_wrong_finger_is_seen_from_both_fingers_and_an_extra_press_from_its_own() -> None:
    play = drawn_play(
        {"R2": "----|-------------------|", "R3": "--------------|"},
        {"R2": "----x---------x---------x", "R4": "------------------------------------x"},
    )
    by_finger = finger_summaries(play)
    counts = {
        move: (s.wrong_finger, s.pressed_for_other, s.extra_presses, s.omissions)
        for move, s in by_finger.items()
    }
    assert counts == {R2: (0, 1, 0, 0), R3: (1, 0, 0, 1), R4: (0, 0, 1, 0)}
    assert by_finger[R4].asked == 0
    total = play_summary(play)
    assert (total.asked, total.hits, total.omissions) == (3, 2, 1)
    assert (total.wrong_finger, total.pressed_for_other, total.extra_presses) == (1, 1, 1)


def test_fingers_come_in_the_order_of_their_lanes() -> None:
    play = drawn_play({"R3": "----|", "L2": "----|", "R1": "----|"}, {})
    moves = [Move(Finger.L2), Move(Finger.R1), R3]
    assert list(finger_summaries(play)) == moves


# Worked by hand from the formula; 0 and 10 of 10 as in tables of the Wilson interval.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (15, 20, 0.5313, 0.8881),
    ],
)
def test_the_interval_of_a_hit_share(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2_000), st.data())
def test_the_ends_of_the_interval_are_where_the_score_test_just_rejects(
    trials: int, data: st.DataObject
) -> None:
    successes = data.draw(st.integers(0, trials))
    interval = wilson_interval(successes, trials)
    assert interval is not None
    share = successes / trials
    assert 0 <= interval[0] <= share <= interval[1] <= 1
    for end in interval:
        if 0 < end < 1:
            score = abs(share - end) / math.sqrt(end * (1 - end) / trials)
            assert score == pytest.approx(1.959964, rel=1e-4)


KEYS = st.text(alphabet="x----o", max_size=60)
NOTES = st.text(alphabet="|----", max_size=50)


@given(
    st.dictionaries(st.sampled_from(["R2", "R3", "R4"]), NOTES),
    st.dictionaries(st.sampled_from(["R2", "R3", "R5"]), KEYS),
)
def test_the_metrics_of_each_finger_follow_their_plain_definitions(
    notes: dict[str, str], keys: dict[str, str]
) -> None:
    play = drawn_play(notes, keys)
    judgements, suppressed = judge_play(play), taps_of(play).suppressed
    summaries = finger_summaries(play)
    assert tuple(summaries) == lane_order(summaries)
    for move, summary in summaries.items():
        answers = [w for w in judgements if not isinstance(w, Stray) and w.note.move == move]
        errors = [ms_from_ns(w.error_ns) for w in answers if w.error_ns is not None]
        strays = [w for w in judgements if isinstance(w, Stray)]
        own = [stray for stray in strays if stray.tap.move == move]
        meant = [s for s in strays if s.instead_of is not None]
        here = [s for s in meant if play.notes[s.instead_of or 0].move == move]
        assert summary.asked == sum(note.move == move for note in play.notes) == len(answers)
        assert summary.hits == sum(isinstance(answer, Hit) for answer in answers)
        assert summary.matched + summary.omissions == summary.asked
        assert summary.mean_ms == (pytest.approx(mean(errors)) if errors else None)
        if len(errors) >= 2:
            squares = sum((error - mean(errors)) ** 2 for error in errors)
            assert summary.sd_ms == pytest.approx(math.sqrt(squares / (len(errors) - 1)))
        assert summary.wrong_finger == len(here)
        assert summary.pressed_for_other + summary.extra_presses == len(own)
        assert summary.suppressed_presses == sum(s.move == move for s in suppressed)


@given(st.dictionaries(st.sampled_from(["R2", "R3"]), NOTES), st.dictionaries(st.just("R2"), KEYS))
def test_the_counts_of_a_play_are_the_sums_of_its_fingers(
    notes: dict[str, str], keys: dict[str, str]
) -> None:
    play = drawn_play(notes, keys)
    total, parts = play_summary(play), finger_summaries(play).values()
    for name in ("asked", "hits", "matched", "omissions", "wrong_finger", "extra_presses"):
        assert getattr(total, name) == sum(getattr(part, name) for part in parts)
    assert total.wrong_finger == total.pressed_for_other


def test_every_field_of_a_summary_is_a_row_of_the_table_and_the_other_way_round() -> None:
    assert [field.name for field in fields(Summary)] == list(METRICS)


@pytest.mark.parametrize("key", METRICS)
def test_every_row_says_what_it_is_and_gives_the_summarys_value(key: str) -> None:
    metric = METRICS[key]
    assert all((metric.name, metric.unit, metric.sign, metric.formula))
    play = drawn_play(
        {"R2": "----|-------------------|", "R3": "--------------|"},
        {"R2": "-----x--------x--------xx"},
    )
    for evidence in (NOTHING, *evidence_in(play).values()):
        assert metric.of(evidence) == getattr(summary_of(evidence), key)
