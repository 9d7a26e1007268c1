from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.falling import FADE_NS, FADE_STEPS
from game.drawing.lanes import FOOT, LINE, TOP
from game.drawing.verdicts import (
    BLOCK,
    Verdict,
    VerdictMark,
    block_height,
    tick_height,
    verdict_of,
)
from game.music.difficulty import HitWindows
from game.music.moves import RIGHT_TAPS
from game.timing import SongTime, ns_from_ms

WINDOWS = HitWindows()


@pytest.mark.parametrize(
    ("error_ms", "verdict"),
    [
        (-121, Verdict.EARLY),
        (-120, Verdict.GOOD),
        (0, Verdict.GOOD),
        (120, Verdict.GOOD),
        (121, Verdict.LATE),
    ],
)
def test_inside_the_good_window_a_tap_is_good(error_ms: int, verdict: Verdict) -> None:
    assert verdict_of(ns_from_ms(error_ms), WINDOWS) is verdict


@given(y=st.floats(-500, 1500))
def test_early_is_told_above_the_line_and_late_below_it(y: float) -> None:
    if y <= LINE:
        assert block_height(Verdict.EARLY, tick_height(y)) < LINE
    if y >= LINE:
        assert block_height(Verdict.LATE, tick_height(y)) > LINE


@given(y=st.floats(-500, 1500), verdict=st.sampled_from([Verdict.EARLY, Verdict.LATE]))
def test_a_mark_stays_on_the_field(y: float, verdict: Verdict) -> None:
    tick = tick_height(y)
    assert TOP <= tick <= FOOT
    block = block_height(verdict, tick)
    assert block - BLOCK / 2 >= TOP
    assert block + BLOCK / 2 <= FOOT


def test_a_mark_fades_step_by_step_and_is_gone_after_600_ms() -> None:
    mark = VerdictMark(RIGHT_TAPS[0], None, Verdict.STRAY, 0.0, SongTime(0))
    steps = [mark.strength_step(SongTime(FADE_NS * part // 12)) for part in range(13)]
    assert steps == [*(part // 2 for part in range(12)), None]
    assert steps[-2] == FADE_STEPS - 1
    assert ns_from_ms(600) == FADE_NS
