"""Reads every input each millisecond and draws in slices between the reads.

A key of the computer's keyboard is stamped when it is read, so nothing here may hold a read back:
a screen draws in slices of about a millisecond, and the loop reads between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from game.devices.clock import HostClock
from game.devices.midi import PortAppeared, PortVanished
from game.devices.window import (
    FocusLost,
    PointerMoved,
    PointerPressed,
    Quit,
    Resized,
    Window,
    WindowEvent,
)
from game.drawing.canvas import Canvas
from game.drawing.focus import Click, MenuInput, Point
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.screens.screen import Screen
from game.screens.steering import toggles_full_screen
from game.timing import NS_PER_MS, NS_PER_S, HostTime, elapsed_ns, shifted

Notice = PortAppeared | PortVanished | FocusLost
"""What happens to devices: only some screens care."""
Event = KeyEvent | WindowEvent | PortAppeared | PortVanished
Outcome = TypeVar("Outcome")
READ_EVERY_NS = NS_PER_MS
FRAME_NS = NS_PER_S // 60


class QuitGame(Exception):  # noqa: N818 # leaving is no error
    """The player closed the window."""


class Source(Protocol):
    def poll(self, now: HostTime) -> Sequence[Event]:
        """All that came since the last read, which was asked for at `now`."""

    def next_due(self, now: HostTime) -> HostTime:
        """When to read next."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A source that cannot say when something will come, and so is read all the time."""

    read: Callable[[HostTime], Sequence[Event]]
    every_ns: int = READ_EVERY_NS

    def poll(self, now: HostTime) -> Sequence[Event]:
        return self.read(now)

    def next_due(self, now: HostTime) -> HostTime:
        return shifted(now, self.every_ns)


class Noticing(Protocol):
    def noticed(self, notice: Notice, now: HostTime) -> None: ...


class Meanings(Protocol):
    def command_of(self, event: KeyEvent) -> MenuInput | None:
        """What it means in a menu; None for nothing."""


class Loop:
    """Shows one screen after another until each has its outcome."""

    def __init__(
        self,
        clock: HostClock,
        window: Window,
        sources: Sequence[Source],
        menu_keys: Meanings,
        frame_ns: int = FRAME_NS,
    ) -> None:
        """`sources` are read in this order, each with the moment of the read."""
        self.menu_keys = menu_keys
        self.window = window
        self.clock = clock
        self._sources = sources
        self._frame_ns = frame_ns
        self._canvas = Canvas(window.surface)
        self._last_read = clock.now()
        self.after_read: Callable[[HostTime], None] = lambda _now: None
        self.after_frame: Callable[[HostTime], None] = lambda _now: None

    def show(self, screen: Screen[Outcome], noticing: Noticing | None = None) -> Outcome:
        """Runs `screen` to its outcome. Raises QuitGame when the window is closed."""
        next_frame = self.clock.now()
        while screen.outcome is None:
            self._read(screen, noticing)
            if self.clock.now() >= next_frame:
                self._draw(screen, noticing)
                next_frame = self._frame_after(next_frame)
            reads = (source.next_due(self._last_read) for source in self._sources)
            self.clock.wait_until(min(next_frame, *reads))
        return screen.outcome

    def _frame_after(self, due: HostTime) -> HostTime:
        """A frame later; where the picture fell behind, frames are left out rather than hurried."""
        behind_ns = max(0, elapsed_ns(due, self.clock.now()))
        return shifted(due, (behind_ns // self._frame_ns + 1) * self._frame_ns)

    def _draw(self, screen: Screen[Outcome], noticing: Noticing | None) -> None:
        for _slice in screen.draw(self._canvas):
            if elapsed_ns(self._last_read, self.clock.now()) >= READ_EVERY_NS:
                self._read(screen, noticing)
        self.window.flip()
        self.after_frame(self.clock.now())

    def _read(self, screen: Screen[Outcome], noticing: Noticing | None) -> None:
        now = self._last_read = self.clock.now()
        keys: list[KeyEvent] = []
        for source in self._sources:
            for event in source.poll(now):
                if isinstance(event, KeyPress | KeyRelease):
                    keys.append(event)
                else:
                    self._hand_out(event, screen, noticing)
        for key in sorted(keys, key=lambda event: event.host_ns):
            if toggles_full_screen(key):
                self._toggle_full_screen()
                continue
            screen.key(key)
            command = self.menu_keys.command_of(key)
            if command is not None:
                screen.menu(command, now)
        screen.update(now)
        self.after_read(now)

    def _toggle_full_screen(self) -> None:
        """A new canvas, so that everything is drawn anew even where the size stays."""
        self.window.toggle_full_screen()
        self._canvas = Canvas(self.window.surface)

    def _hand_out(
        self,
        event: WindowEvent | PortAppeared | PortVanished,
        screen: Screen[Outcome],
        noticing: Noticing | None,
    ) -> None:
        match event:
            case Quit():
                raise QuitGame
            case Resized():
                self._canvas = Canvas(self.window.surface)
            case PointerMoved(x, y):
                self._menu(Point(x, y), screen)
            case PointerPressed(x, y):
                self._menu(Click(x, y), screen)
            case FocusLost() | PortAppeared() | PortVanished() if noticing:
                noticing.noticed(event, self._last_read)
            case _:
                pass

    def _menu(self, command: MenuInput, screen: Screen[Outcome]) -> None:
        screen.menu(command, self._last_read)
