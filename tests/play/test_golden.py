"""Recorded plays and their expected judgements: a new case is a new file in `golden/`.

`about` says what happens, `play` is the record, `expected` its judgements as `strips.said` writes
them, in their order. `refills` (presses that filled a hold, ms), `suppressed` (presses in the
lock-out, ms) and `holds` ([note, at ms, fullness]) may stand beside them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.play.files import play_from_json, play_to_json
from game.play.judge import Judge, judge_play
from game.play.taps import readings_of, taps_of
from game.timing import SongTime, ms_from_ns, ns_from_ms
from tests.play.strips import said

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> Any:
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_there_are_cases() -> None:
    assert len(GOLDEN) >= 8


def test_a_recorded_play_is_judged_as_its_file_says(case: Any) -> None:
    play = play_from_json(case["play"])
    assert said(judge_play(play)) == case["expected"]
    suppressed = [ms_from_ns(press.time_ns) for press in taps_of(play).suppressed]
    assert suppressed == case.get("suppressed", [])


def test_its_holds_are_as_full_as_its_file_says(case: Any) -> None:
    play = play_from_json(case["play"])
    judge = Judge(play.header.windows)
    judge.add_notes(play.notes)
    for reading in readings_of(play):
        judge.feed(reading)
    judge.finish()
    assert [ms_from_ns(tap.time_ns) for tap in judge.refills] == case.get("refills", [])
    for note, at_ms, fullness in case.get("holds", []):
        assert judge.hold_state(judge.notes[note], SongTime(ns_from_ms(at_ms))) == fullness, at_ms


def test_its_record_is_written_back_as_it_stands(case: Any) -> None:
    assert play_to_json(play_from_json(case["play"])) == case["play"]
