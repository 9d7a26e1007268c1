"""Real keys of a real X server, pressed by another program, into a real window."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from tools.wires import Helper, require

SEMICOLON_KEYCODE = "47"
"""The X server's number of the key right of L, whatever is printed on it."""


@pytest.fixture
def screen(xvfb: str) -> Iterator[dict[str, str]]:
    """The environment of programs on the virtual screen, its keyboard as in the US."""
    environment = {
        "DISPLAY": xvfb,
        "SDL_VIDEODRIVER": "x11",
        "SDL_FRAMEBUFFER_ACCELERATION": "0",
    }
    run(environment, "setxkbmap", "us")
    yield environment
    run(environment, "setxkbmap", "us")


def run(environment: dict[str, str], *command: str) -> None:
    program = require(command[0], "x11-xkb-utils" if command[0] == "setxkbmap" else command[0])
    subprocess.run([program, *command[1:]], env={**os.environ, **environment}, check=True)


def seen_while(environment: dict[str, str], *xdotool: str) -> str:
    """What the window saw: `+scancode(name)` went down, `-scancode` went up."""
    with Helper("tests.devices.key_window", env=environment) as window:
        assert window.hear() == "open"
        run(environment, "xdotool", *xdotool)
        window.tell("quit")
        return window.hear()


def test_keys_go_down_and_up_by_their_place(screen: dict[str, str]) -> None:
    assert seen_while(screen, "key", "a", "j", "space", "Shift_L", "sleep", "0.2") == (
        "+4(A) -4 +13(J) -13 +44(Space) -44 +225(Left Shift) -225"
    )


def test_a_key_held_for_a_second_is_one_press(screen: dict[str, str]) -> None:
    held = ("keydown", "f", "sleep", "1.0", "keyup", "f", "sleep", "0.2")
    assert seen_while(screen, *held) == "+9(F) -9"


def test_two_keys_are_down_at_once(screen: dict[str, str]) -> None:
    chord = ("keydown", "f", "keydown", "j", "keyup", "f", "keyup", "j", "sleep", "0.2")
    assert seen_while(screen, *chord) == "+9(F) +13(J) -9 -13"


@pytest.mark.parametrize(("layout", "name"), [("us", ";"), ("de", "Ö"), ("fr", "M")])
def test_a_key_keeps_its_place_and_has_its_layouts_name(
    screen: dict[str, str], layout: str, name: str
) -> None:
    run(screen, "setxkbmap", layout)
    seen = seen_while(screen, "key", SEMICOLON_KEYCODE, "sleep", "0.2")
    assert seen == f"+51({name}) -51"
