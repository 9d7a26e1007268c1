"""The window under SDL's dummy driver, its events posted as SDL would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.devices.window import (
    FileDropped,
    FocusLost,
    PointerMoved,
    PointerPressed,
    Quit,
    Resized,
    Window,
    key_name,
)
from game.messages import Refusal
from game.play.presses import KEYBOARD, KeyPress, KeyRelease
from game.timing import HostTime

NOW, LATER = HostTime(1_000), HostTime(2_000)
KEY_A, KEY_F = 4, 9


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    window = Window((640, 360), "Fingersong")
    window.poll(HostTime(0))
    yield window
    window.close()


def post(event_type: int, **values: object) -> None:
    pygame.event.post(pygame.Event(event_type, values))


def down(scancode: int) -> None:
    post(pygame.KEYDOWN, key=0, scancode=scancode, unicode="", mod=0)


def up(scancode: int) -> None:
    post(pygame.KEYUP, key=0, scancode=scancode, unicode="", mod=0)


def test_keys_are_stamped_when_they_are_read(window: Window) -> None:
    down(KEY_A)
    assert window.poll(NOW) == [KeyPress(NOW, KEYBOARD, KEY_A, None)]
    up(KEY_A)
    assert window.poll(LATER) == [KeyRelease(LATER, KEYBOARD, KEY_A)]
    assert window.poll(LATER) == []


def test_a_repeated_key_is_one_press(window: Window) -> None:
    for _ in range(3):
        down(KEY_A)
    assert window.poll(NOW) == [KeyPress(NOW, KEYBOARD, KEY_A)]
    down(KEY_A)
    assert window.poll(LATER) == []
    up(KEY_A)
    down(KEY_A)
    assert window.poll(LATER) == [
        KeyRelease(LATER, KEYBOARD, KEY_A),
        KeyPress(LATER, KEYBOARD, KEY_A),
    ]


def test_a_key_that_went_down_elsewhere_does_not_come_up_here(window: Window) -> None:
    up(KEY_A)
    assert window.poll(NOW) == []


def test_losing_the_focus_releases_every_key_once(window: Window) -> None:
    down(KEY_F)
    down(KEY_A)
    window.poll(NOW)
    post(pygame.WINDOWFOCUSLOST)
    up(KEY_A)
    assert window.poll(LATER) == [
        KeyRelease(LATER, KEYBOARD, KEY_A),
        KeyRelease(LATER, KEYBOARD, KEY_F),
        FocusLost(),
    ]


def test_the_mouse_moves_and_its_left_button_presses(window: Window) -> None:
    post(pygame.MOUSEMOTION, pos=(3, 4), rel=(1, 1), buttons=(0, 0, 0), touch=False)
    post(pygame.MOUSEBUTTONDOWN, pos=(5, 6), button=1, touch=False)
    post(pygame.MOUSEBUTTONDOWN, pos=(5, 6), button=3, touch=False)
    post(pygame.MOUSEBUTTONUP, pos=(5, 6), button=1, touch=False)
    assert window.poll(NOW) == [PointerMoved(3, 4), PointerPressed(5, 6)]


def test_a_file_can_be_dropped_and_the_window_closed(window: Window) -> None:
    post(pygame.DROPFILE, file="/songs/tune.abc")
    post(pygame.QUIT)
    assert window.poll(NOW) == [FileDropped(Path("/songs/tune.abc")), Quit()]


def test_full_screen_and_back_gives_the_old_size(window: Window) -> None:
    window.toggle_full_screen()
    assert window.full_screen
    resized = [event for event in window.poll(NOW) if isinstance(event, Resized)]
    assert [(event.width, event.height) for event in resized] == [window.surface.get_size()]
    window.toggle_full_screen()
    assert window.surface.get_size() == (640, 360)
    assert Resized(640, 360) in window.poll(NOW)
    assert window.poll(NOW) == []


def test_the_picture_is_shown(window: Window) -> None:
    window.surface.fill((1, 2, 3))
    window.flip()
    assert window.surface.get_at((639, 359))[:3] == (1, 2, 3)


def test_keys_have_the_names_that_are_printed_on_them(window: Window) -> None:
    names = {13: "J", 51: ";", 44: "Space", 225: "Left Shift", 30: "1", 82: "Up"}
    assert {scancode: key_name(scancode) for scancode in names} == names


def test_without_a_display_it_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "there is no such driver")
    pygame.display.quit()
    with pytest.raises(Refusal, match="window does not open"):
        Window((640, 360), "Fingersong")


def test_a_window_that_nobody_could_see_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    pygame.display.quit()
    with pytest.raises(Refusal, match="no screen"):
        Window((320, 200), "")
