"""What the terminal shows of a player's plays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.play.presses import KeyPress
from game.play.record import Ending, Offset
from game.reports.history import history_text
from game.timing import ns_from_ms
from tests.play.strips import DEVICE, START, drawn_play, play_of
from tests.reports.plays import ended, started, with_header

# R2 is 50 ms late twice; R3's note was pressed by R4.
PLAY = with_header(
    started(
        drawn_play(
            {"R2": "----|-------------------|", "R3": "--------------|"},
            {"R2": "-----x-------------------x", "R4": "--------------x"},
        ),
        "2026-11-20T09:05:00+01:00",
    ),
    song_title="Ode to Joy",
)
RELATIVE = "* Mean timing is relative until calibrated: device delays are in it."


def calibrated(uncertainty_ns: int | None) -> tuple[Offset, ...]:
    return (Offset(DEVICE, 0, uncertainty_ns),)


def test_a_play_is_told_line_by_line() -> None:
    assert history_text("Anna", [PLAY]).splitlines() == [
        "Anna: one play.",
        "",
        "2026-11-20 09:05 UTC+01:00  Ode to Joy",
        "    Played to the end.",
        "    Finger               Asked  Hit  Hit share (95 %)    Timing *  Spread  Wrong finger",
        "    right index finger       2    2  100 % (34–100 %)  50 ms late  ± 0 ms             0",
        "    right middle finger      1    0      0 % (0–79 %)           –       –             1",
        "    right ring finger        0    0                 –           –       –             0",
        "",
        RELATIVE,
    ]


def test_the_newest_play_comes_first_whatever_its_zone() -> None:
    at_noon = started(PLAY, "2026-11-20T12:00:00+00:00")
    before_noon = started(PLAY, "2026-11-20T12:30:00+01:00")
    next_day = started(PLAY, "2026-11-21T01:00:00+00:00")
    lines = history_text("Anna", [before_noon, next_day, at_noon]).splitlines()
    assert lines[0] == "Anna: 3 plays."
    assert [line[:16] for line in lines if line.startswith("2026")] == [
        "2026-11-21 01:00",
        "2026-11-20 12:00",
        "2026-11-20 12:30",
    ]


def test_without_plays_it_says_so_and_nothing_more() -> None:
    assert history_text("Anna", []) == "Anna: no plays yet.\n"


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        (Ending.FINISHED, "Played to the end."),
        (Ending.STOPPED, "Stopped before the end."),
        (Ending.RECOVERED, "Recovered: the program ended before the song."),
    ],
)
def test_it_says_how_a_play_ended(ending: Ending, sentence: str) -> None:
    assert history_text("Anna", [ended(PLAY, ending)]).splitlines()[3] == f"    {sentence}"


def test_a_guests_play_is_said_not_to_count() -> None:
    guest = "    A guest played. This does not count."
    assert guest in history_text("Guest", [with_header(PLAY, counts=False)]).splitlines()
    assert guest not in history_text("Anna", [PLAY]).splitlines()


def test_timing_is_relative_as_long_as_one_device_that_played_is_not_calibrated() -> None:
    bare = with_header(PLAY, offsets=calibrated(None))
    sure = with_header(PLAY, offsets=calibrated(ns_from_ms(2)))
    assert "Timing *" in history_text("Anna", [bare])
    assert "*" not in history_text("Anna", [sure])
    both = history_text("Anna", [sure, bare])
    assert both.count("Timing *") == 1
    assert both.count(RELATIVE) == 1


def test_a_device_whose_keys_mean_nothing_makes_no_timing_relative() -> None:
    sure = with_header(PLAY, offsets=calibrated(ns_from_ms(2)))
    bumped = replace(sure, events=(*sure.events, KeyPress(START, "Another 1", 99)))
    assert "*" not in history_text("Anna", [bumped])


def test_a_play_without_notes_and_presses_is_told_without_a_table() -> None:
    lines = history_text("Anna", [ended(play_of((), ()), Ending.RECOVERED)]).splitlines()
    assert lines[-1] == "    No notes yet, and no presses."


def test_notes_that_nobody_answered_have_a_share_and_no_timing() -> None:
    text = history_text("Anna", [drawn_play({"R2": "----|"}, {})])
    assert "0 % (0–79 %)" in text
    assert "*" not in text


def test_names_cannot_steer_the_terminal() -> None:
    play = with_header(PLAY, song_title="Ode\x1b[2J\nto Joy")
    text = history_text("An\x1b]0;na\r", [play])
    assert "\x1b" not in text
    assert "\r" not in text
    assert "Ode [2J to Joy" in text
