from __future__ import annotations

import json
import subprocess
import sys

import pytest

from game.play.presses import KeyPress
from game.timing import HostTime
from tools.precision import ROOT, Series
from tools.precision_game import pair

KEYS = (7, 8, 9)


def came(*presses: tuple[int, int]) -> list[KeyPress]:
    return [KeyPress(HostTime(time), "Glove 1", key) for key, time in presses]


def test_each_press_is_measured_from_its_own_sending() -> None:
    sent = [HostTime(time) for time in (100, 200, 300, 400)]
    assert pair(KEYS, sent, came((7, 101), (8, 202), (9, 303), (7, 404))) == ([1, 2, 3, 4], 0)


def test_a_press_that_never_came_is_lost_and_spoils_no_other() -> None:
    sent = [HostTime(time) for time in (100, 200, 300, 400)]
    assert pair(KEYS, sent, came((7, 101), (9, 303))) == ([1, 3], 2)
    assert pair(KEYS, sent, []) == ([], 4)


def test_figures_are_those_beyond_an_idle_game() -> None:
    busy = Series(tuple(n * 2_000_000 for n in range(1, 101)), 3)
    idle = Series(tuple(n * 1_000_000 for n in range(1, 101)), 0)
    assert busy.figures() == {"n": 100, "lost": 3, "p50_ms": 102, "p99_ms": 200, "max_ms": 200}
    assert busy.beyond(idle) == {"n": 100, "lost": 3, "p50_ms": 51, "p99_ms": 100, "max_ms": 100}


def test_a_device_of_which_nothing_came_has_no_figures() -> None:
    with pytest.raises(ValueError, match="no press came"):
        Series((), 10).figures()


@pytest.mark.usefixtures("jack_server", "xvfb")
def test_the_tool_loses_no_press_and_prints_one_object() -> None:
    command = [sys.executable, "tools/precision.py", "--json", "--presses", "10"]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(printed)
    for name, count in {"midi": 10, "keys": 10, "once_a_frame": 20}.items():
        assert found[name].keys() == {"n", "lost", "p50_ms", "p99_ms", "max_ms"}
        assert (found[name]["n"], found[name]["lost"]) == (count, 0)
