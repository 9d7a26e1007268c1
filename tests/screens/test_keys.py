"""The keys each finger has: what is shown of them, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import Command
from game.drawing.theme import THEME
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Move
from game.play.presses import KeyPress
from game.screens.keys import KeysChoice, KeysScreen
from game.screens.menu import Setting
from game.screens.menu_layout import LONE_TITLE_Y
from game.timing import NS_PER_S, HostTime
from tests.screens.menus import Person, looked_at, setting, slices

US = dict(zip(LEFT_TAPS + RIGHT_TAPS, "ASDFVNJKL;", strict=True))


def keys_of(moves: Sequence[Move], shared: Setting | None = None) -> KeysScreen:
    return KeysScreen(shared or setting(), {move: [US[move]] for move in moves})


def caps_on(screen: KeysScreen) -> list[pygame.Rect]:
    """The caps of the hand, at full HD; those of the hints lie at the foot."""
    canvas = Canvas(pygame.Surface((1920, 1080)))
    looked_at(screen, canvas)
    above_buttons = canvas.surface.subsurface((0, 0, 1920, 790))
    cream = pygame.mask.from_threshold(above_buttons, THEME.cream, (2, 2, 2, 255))
    return [rect for rect in cream.get_bounding_rects() if rect.width > 50 and rect.height > 50]


def test_keeping_is_one_press() -> None:
    assert Person(keys_of(RIGHT_TAPS)).chooses(0) is KeysChoice.KEEP


def test_the_other_button_chooses_keys() -> None:
    assert Person(keys_of(RIGHT_TAPS)).chooses(1) is KeysChoice.CHOOSE


def test_escape_keeps_what_there_is_but_not_at_once() -> None:
    screen = keys_of(RIGHT_TAPS)
    person = Person(screen)
    screen.menu(Command.BACK, person.now)
    assert screen.outcome is None
    assert person.does(Command.BACK) is KeysChoice.KEEP


@pytest.mark.parametrize(("known", "outcome"), [((), KeysChoice.CHOOSE), ((7,), KeysChoice.KEEP)])
def test_a_key_that_means_nothing_yet_asks_for_teaching(
    known: tuple[int, ...], outcome: KeysChoice
) -> None:
    caps = {move: [US[move]] for move in RIGHT_TAPS}
    screen = KeysScreen(setting(), caps, lambda press: press.key in known)
    screen.update(HostTime(0))
    strange = KeyPress(HostTime(NS_PER_S), "Glove 1", 7, 80)
    screen.key(strange)
    screen.menu(Command.CHOOSE, strange.host_ns)
    assert screen.outcome is outcome


@pytest.mark.parametrize("moves", [RIGHT_TAPS, LEFT_TAPS, LEFT_TAPS + RIGHT_TAPS])
def test_every_finger_has_its_cap(moves: tuple[Move, ...]) -> None:
    assert len(caps_on(keys_of(moves))) == len(moves)


@pytest.mark.parametrize(
    "names",
    [
        [["Left Alt"], ["J"], ["K"], ["L"], ["Right Shift"]],
        [["V", "N"], ["J", "U"], ["K", "I"], ["L", "O"], ["P", ";"]],
        [["J"], ["K"], ["L"], ["Return"], ["Backspace"]],
    ],
)
def test_neither_long_names_nor_several_keys_cover_each_other_or_the_title(
    names: list[list[str]],
) -> None:
    caps = caps_on(KeysScreen(setting(), dict(zip(RIGHT_TAPS, names, strict=True))))
    assert len(caps) == sum(map(len, names))
    assert min(cap.top for cap in caps) > LONE_TITLE_Y + THEME.sizes.title / 2


def test_it_is_drawn_once_and_again_when_the_focus_moves() -> None:
    shared = setting()
    shared.scanning.moved_by_hand()
    screen, on = keys_of(RIGHT_TAPS, shared), Canvas(pygame.Surface((640, 360)))
    person = Person(screen)
    assert slices(screen, on) > 1
    assert slices(screen, on) == 0
    person.does(Command.NEXT)
    assert slices(screen, on) > 1
