"""Holds drain, refill, and are kind to bouncing and stuck keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import Finger, Move
from game.play.judge import Judge
from game.play.judgements import Release, Tap
from game.play.taps import Suppressed
from game.timing import SongTime, ns_from_ms

R2 = Move(Finger.R2)


def song(ms: float) -> SongTime:
    return SongTime(ns_from_ms(ms))


HOLD = Note(song(1_000), ns_from_ms(2_000), R2, 60, hold=True)
"""From 1 s to 3 s."""


def judge_of_hold() -> Judge:
    judge = Judge(HitWindows())
    judge.add_notes([HOLD])
    return judge


def tap(judge: Judge, ms: float, press: int) -> None:
    judge.tap(Tap(R2, song(ms), None, press))


def release(judge: Judge, ms: float, press: int) -> None:
    judge.release(Release(R2, song(ms), press))


def test_a_hold_is_full_while_its_key_is_down() -> None:
    judge = judge_of_hold()
    tap(judge, 1_020, 0)
    assert [judge.hold_state(HOLD, song(ms)) for ms in (1_020, 2_000, 3_000, 9_000)] == [1.0] * 4


@pytest.mark.parametrize(
    ("ms", "fullness"), [(1_999, 1.0), (2_000, 1.0), (2_125, 0.5), (2_250, 0.0), (2_900, 0.0)]
)
def test_a_hold_drains_in_250_ms_after_the_release(ms: float, fullness: float) -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    release(judge, 2_000, 0)
    assert judge.hold_state(HOLD, song(ms)) == fullness


def test_a_press_fills_it_again_at_once() -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    release(judge, 1_500, 0)
    tap(judge, 2_000, 1)
    assert judge.hold_state(HOLD, song(1_999)) == 0
    assert judge.hold_state(HOLD, song(2_000)) == 1
    release(judge, 2_500, 1)
    assert judge.hold_state(HOLD, song(2_550)) == 0.8


def test_a_hold_nobody_presses_drains_from_its_onset() -> None:
    judge = judge_of_hold()
    assert [judge.hold_state(HOLD, song(ms)) for ms in (0, 1_000, 1_050, 1_250)] == [1, 1, 0.8, 0]


def test_a_press_shortly_before_the_onset_holds() -> None:
    judge = judge_of_hold()
    tap(judge, 900, 0)
    assert judge.hold_state(HOLD, song(2_000)) == 1


def test_a_key_stuck_since_long_before_holds_nothing_and_stops_nothing() -> None:
    judge = judge_of_hold()
    tap(judge, 499, 0)
    assert judge.hold_state(HOLD, song(2_000)) == 0
    tap(judge, 2_000, 1)
    assert judge.hold_state(HOLD, song(2_500)) == 1


def test_a_release_just_before_the_end_leaves_the_hold_nearly_full() -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    release(judge, 2_950, 0)
    assert judge.hold_state(HOLD, song(3_500)) == 0.8


def test_a_bounce_that_stays_down_holds() -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    release(judge, 1_020, 0)
    judge.feed(Suppressed(R2, song(1_040), 1))
    assert judge.hold_state(HOLD, song(2_000)) == 1
    judge.feed(Release(R2, song(2_000), 1))
    assert judge.hold_state(HOLD, song(2_125)) == 0.5


def test_a_second_key_of_the_finger_that_lets_go_first_changes_nothing() -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    judge.suppressed(Suppressed(R2, song(1_010), 1))
    release(judge, 1_100, 1)
    assert judge.hold_state(HOLD, song(2_000)) == 1


def test_a_device_that_repeats_ons_without_offs_lets_go_at_its_one_off() -> None:
    judge = judge_of_hold()
    tap(judge, 1_000, 0)
    tap(judge, 1_500, 1)
    release(judge, 2_000, 1)
    assert judge.hold_state(HOLD, song(2_250)) == 0


def test_other_fingers_hold_nothing() -> None:
    judge = judge_of_hold()
    judge.tap(Tap(Move(Finger.R3), song(1_000), None, 0))
    assert judge.hold_state(HOLD, song(1_500)) == 0


@given(st.lists(st.integers(500, 3_000), max_size=12, unique=True), st.integers(1_000, 3_000))
def test_a_hold_is_as_full_as_the_time_since_a_key_was_down_leaves_it(
    times_ms: list[int], now_ms: int
) -> None:
    """Press and release by turns; the definition looks at every millisecond since the onset."""
    judge = judge_of_hold()
    changes = sorted(times_ms)
    for index, ms in enumerate(changes):
        (release if index % 2 else tap)(judge, ms, index - index % 2)
    fullness_ms = 250
    for ms in range(1_000, now_ms + 1):
        down = sum(change <= ms for change in changes) % 2
        just_let_go = ms in changes or ms == 1_000
        fullness_ms = 250 if down else max(0, fullness_ms - (not just_let_go))
    assert judge.hold_state(HOLD, song(now_ms)) == pytest.approx(fullness_ms / 250)
