from __future__ import annotations

from dataclasses import replace

import pytest

from game.play.judge import judge_play
from game.play.record import Ending, Play
from game.timing import HostTime, Segment, SongTime, ns_from_ms, shifted
from tests.play.strips import START, events_of, notes_of, play_of, said

NOTES = {"R2": "|         |         |         |"}
"""At 0, 500, 1000 and 1500 ms."""


def left_at(ms: int, keys: str = "") -> Play:
    """The song stands from `ms` on, and the player has left."""
    stop = Segment(HostTime(START + ns_from_ms(ms)), SongTime(ns_from_ms(ms)), running=False)
    segments = (Segment(START, SongTime(0), running=True), stop)
    play = play_of(notes_of(NOTES), events_of({"R2": keys}), segments)
    return replace(play, ending=Ending.STOPPED)


@pytest.mark.parametrize(("ms", "asked"), [(199, 0), (200, 1), (699, 1), (700, 2), (9000, 4)])
def test_a_stopped_play_asked_the_notes_whose_window_had_closed(ms: int, asked: int) -> None:
    assert len(left_at(ms).notes) == asked


def test_a_finished_play_asked_every_note() -> None:
    assert len(replace(left_at(200), ending=Ending.FINISHED).notes) == 4


def test_an_interrupted_play_asked_notes_until_its_last_event() -> None:
    running = left_at(9000, "x         x").segments[:1]
    play = replace(left_at(9000, "x         x"), segments=running, ending=Ending.RECOVERED)
    assert said(judge_play(play)) == ["0 R2 close +0"]


def test_an_interrupted_play_without_an_event_asked_nothing() -> None:
    running = left_at(9000).segments[:1]
    assert replace(left_at(9000), segments=running, ending=Ending.RECOVERED).notes == ()


def test_presses_after_the_last_asked_note_are_no_strays() -> None:
    assert said(judge_play(left_at(600, "x         x"))) == ["0 R2 close +0"]


def test_notes_that_were_never_reached_stay_in_the_record() -> None:
    play = left_at(200)
    assert len(play.phrases[0].notes) == 4
    assert play.asked_until == shifted(SongTime(0), 0)
