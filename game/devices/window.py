"""The window: where the game draws, and the computer's own keys and mouse."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pygame

from game.messages import Message, Refusal
from game.play.presses import KEYBOARD, KeyEvent, KeyPress, KeyRelease
from game.timing import HostTime

_SCANCODES = 512
"""SDL numbers every key below this."""
_PRINTED = range(ord("!"), 0x530)
"""Latin, Greek and Cyrillic: what keyboards have printed on keys that write a letter."""
_NAMED_BY_PLACE = 1 << 30
"""SDL's mark of a key code that is a scancode and no letter (SDLK_SCANCODE_MASK)."""
_LEFT_BUTTON = 1
INVISIBLE = "offscreen"
"""The driver that SDL takes by itself where there is no display."""


@dataclass(frozen=True, slots=True)
class Quit:
    pass


@dataclass(frozen=True, slots=True)
class Resized:
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PointerMoved:
    """In pixels of the window's surface, as `PointerPressed`."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class PointerPressed:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class FileDropped:
    path: Path


@dataclass(frozen=True, slots=True)
class FocusLost:
    """Keys that were down are released just before."""


WindowEvent = Quit | Resized | PointerMoved | PointerPressed | FileDropped | FocusLost

_WANTED = (
    pygame.QUIT,
    pygame.KEYDOWN,
    pygame.KEYUP,
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.DROPFILE,
    pygame.WINDOWSIZECHANGED,
    pygame.WINDOWFOCUSLOST,
)


class Window:
    """One at a time. SDL's own settings (SDL_VIDEODRIVER …) are made before pygame loads."""

    def __init__(self, size: tuple[int, int] | None, caption: str) -> None:
        """`size` None opens it full screen. Raises Refusal where there is no display."""
        self._windowed_size = size or (1280, 720)
        self._full_screen = size is None
        self._down: set[int] = set()
        try:
            pygame.display.init()
            self._set_mode()
        except pygame.error as error:
            raise Refusal(
                Message("The game's window does not open ({why}).", {"why": str(error)})
            ) from error
        if pygame.display.get_driver() == INVISIBLE:
            pygame.display.quit()
            raise Refusal(Message("There is no screen here. The demo needs none."))
        pygame.display.set_caption(caption)
        pygame.key.set_repeat()  # without arguments: never
        pygame.key.stop_text_input()
        pygame.event.set_blocked(None)
        pygame.event.set_allowed(_WANTED)
        self._size = self.surface.get_size()

    @property
    def surface(self) -> pygame.Surface:
        """Has another size after each `Resized`."""
        return self._surface

    @property
    def full_screen(self) -> bool:
        return self._full_screen

    def toggle_full_screen(self) -> None:
        """A `Resized` follows at the next poll."""
        if not self._full_screen:
            self._windowed_size = self.surface.get_size()
        self._full_screen = not self._full_screen
        self._set_mode()

    def flip(self) -> None:
        pygame.display.flip()

    def poll(self, now: HostTime) -> list[KeyEvent | WindowEvent]:
        """What happened since the last call, stamped `now`: pygame's events carry no time."""
        events: list[KeyEvent | WindowEvent] = []
        for event in pygame.event.get():
            self._read(event, now, events)
        if self.surface.get_size() != self._size:
            self._size = self.surface.get_size()
            events.append(Resized(*self._size))
        return events

    def close(self) -> None:
        pygame.display.quit()

    def _set_mode(self) -> None:
        with warnings.catch_warnings():  # where the system gives another size, `surface` has it
            warnings.simplefilter("ignore", RuntimeWarning)
            if self._full_screen:
                self._surface = pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
            else:
                self._surface = pygame.display.set_mode(self._windowed_size, pygame.RESIZABLE)

    def _read(
        self, event: pygame.Event, now: HostTime, events: list[KeyEvent | WindowEvent]
    ) -> None:
        match event.type:
            case pygame.KEYDOWN if event.scancode not in self._down:  # else the system repeats it
                self._down.add(event.scancode)
                events.append(KeyPress(now, KEYBOARD, event.scancode))
            case pygame.KEYUP if event.scancode in self._down:
                self._down.remove(event.scancode)
                events.append(KeyRelease(now, KEYBOARD, event.scancode))
            case pygame.WINDOWFOCUSLOST:
                events += (KeyRelease(now, KEYBOARD, key) for key in sorted(self._down))
                self._down.clear()
                events.append(FocusLost())
            case pygame.MOUSEMOTION:
                events.append(PointerMoved(*event.pos))
            case pygame.MOUSEBUTTONDOWN if event.button == _LEFT_BUTTON:
                events.append(PointerPressed(*event.pos))
            case pygame.DROPFILE:
                events.append(FileDropped(Path(event.file)))
            case pygame.QUIT:
                events.append(Quit())


def key_name(scancode: int) -> str:
    """What is printed on the key in the layout of now ("J", on a German keyboard "Ö").

    A window must be open. Keys that write no letter have SDL's English name ("Left Shift").
    """
    # A table of the scancodes themselves, read by key code, gives each letter's place.
    scancodes = cast(list[bool], list(range(_SCANCODES)))  # annotated for its usual content
    place_of = pygame.key.ScancodeWrapper(scancodes)
    for letter in _PRINTED:
        if place_of[letter] == scancode:
            capital = chr(letter).upper()
            return capital if len(capital) == 1 else chr(letter)
    return pygame.key.name(scancode | _NAMED_BY_PLACE, use_compat=False)
