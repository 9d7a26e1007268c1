"""Every input is read each millisecond, and drawn between the reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from game.app.house import first_menu_keys
from game.app.loop import FRAME_NS, READ_EVERY_NS, Loop, Notice, Polled, QuitGame
from game.devices.clock import SimulatedClock
from game.devices.midi import PortAppeared
from game.devices.window import FocusLost, PointerMoved, PointerPressed, Quit, Resized
from game.drawing.canvas import Canvas
from game.drawing.focus import Click, Command, MenuInput, Point
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.screens.steering import F11
from game.timing import HostTime, elapsed_ns, ns_from_ms, ns_from_s
from tests.app.stage import GLOVE, Script, Theatre

SECOND = HostTime(ns_from_s(1))


class Probe:
    """Shown for a second; remembers what it heard, and when it was drawn."""

    def __init__(self, clock: SimulatedClock, slices: int = 0, slice_ns: int = 0) -> None:
        self._clock = clock
        self._slices = slices
        self._slice_ns = slice_ns
        self.outcome: bool | None = None
        self.heard: list[KeyEvent | MenuInput] = []
        self.reads: list[HostTime] = []
        self.frames: list[HostTime] = []
        self.canvases: list[Canvas] = []
        self.notices: list[Notice] = []

    def key(self, event: KeyEvent) -> None:
        self.heard.append(event)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        self.heard.append(command)

    def update(self, now: HostTime) -> None:
        self.reads.append(now)
        if now >= SECOND:
            self.outcome = True

    def draw(self, canvas: Canvas) -> Iterator[None]:
        self.frames.append(self._clock.now())
        self.canvases.append(canvas)
        for _slice in range(self._slices):
            self._clock.wait_until(HostTime(self._clock.now() + self._slice_ns))
            yield

    def noticed(self, notice: Notice, now: HostTime) -> None:
        self.notices.append(notice)


class Bench:
    def __init__(self, theatre: Theatre, slices: int = 0, slice_ns: int = 0) -> None:
        self.clock = SimulatedClock()
        self.probe = Probe(self.clock, slices, slice_ns)
        self.script, self.other = Script(), Script()
        sources = (Polled(self.script.poll), Polled(self.other.poll))
        self.loop = Loop(self.clock, theatre.window, sources, first_menu_keys())

    def run(self) -> Probe:
        assert self.loop.show(self.probe) is True
        return self.probe


@pytest.fixture
def bench(theatre: Theatre) -> Bench:
    return Bench(theatre)


def gaps(times: list[HostTime]) -> list[int]:
    return [elapsed_ns(before, after) for before, after in pairwise(times)]


def test_it_reads_every_millisecond_and_draws_sixty_times_a_second(bench: Bench) -> None:
    probe = bench.run()
    assert max(gaps(probe.reads)) == READ_EVERY_NS
    assert gaps(probe.frames) == [FRAME_NS] * 60


@pytest.mark.parametrize("slice_ns", [ns_from_ms(0.4), ns_from_ms(1), ns_from_ms(3)])
def test_it_reads_between_slices_too(theatre: Theatre, slice_ns: int) -> None:
    probe = Bench(theatre, slices=10, slice_ns=slice_ns).run()
    assert max(gaps(probe.reads)) < READ_EVERY_NS + slice_ns


def test_a_picture_that_takes_too_long_leaves_frames_out(theatre: Theatre) -> None:
    """40 ms a picture: every third frame is drawn, on its own time."""
    probe = Bench(theatre, slices=40, slice_ns=ns_from_ms(1)).run()
    assert set(gaps(probe.frames)) == {3 * FRAME_NS}


def test_keys_of_all_devices_come_in_the_order_of_their_stamps(bench: Bench) -> None:
    late = HostTime(ns_from_ms(500))
    presses = [KeyPress(HostTime(late - ms), GLOVE, ms) for ms in (3, 2, 1)]
    bench.script.event(late, presses[2], presses[0])
    bench.other.event(late, presses[1])
    assert [one for one in bench.run().heard if isinstance(one, KeyPress)] == presses


def test_a_key_comes_first_as_it_is_and_then_as_what_it_means(bench: Bench) -> None:
    bench.script.key(HostTime(ns_from_ms(500)), 79)
    press, command, release = bench.run().heard
    assert isinstance(press, KeyPress)
    assert (press.device, press.key) == (KEYBOARD, 79)
    assert command is Command.NEXT
    assert not isinstance(release, KeyPress)


def test_the_mouse_points_and_clicks(bench: Bench) -> None:
    bench.script.event(HostTime(0), PointerMoved(3, 4), PointerPressed(5, 6))
    assert bench.run().heard == [Point(3, 4), Click(5, 6)]


def test_a_window_of_another_size_gets_a_canvas_of_its_own(bench: Bench) -> None:
    bench.script.event(HostTime(ns_from_ms(500)), Resized(320, 180))
    canvases = bench.run().canvases
    assert len({id(canvas) for canvas in canvases}) == 2
    assert canvases[0] is canvases[1]


def test_f11_turns_to_the_full_screen_and_means_nothing_else(
    theatre: Theatre, bench: Bench
) -> None:
    press = KeyPress(HostTime(ns_from_ms(500)), KEYBOARD, F11)
    bench.script.event(press.host_ns, press)
    probe = bench.run()
    assert probe.heard == []
    assert len({id(canvas) for canvas in probe.canvases}) == 2
    assert theatre.window.full_screen
    theatre.window.toggle_full_screen()


def test_closing_the_window_leaves_the_game(bench: Bench) -> None:
    bench.script.event(HostTime(ns_from_ms(500)), Quit())
    with pytest.raises(QuitGame):
        bench.run()


def test_only_who_cares_hears_of_devices(bench: Bench) -> None:
    appeared = PortAppeared(HostTime(0), GLOVE)
    bench.script.event(HostTime(0), appeared, FocusLost())
    bench.loop.show(bench.probe, bench.probe)
    assert bench.probe.notices == [appeared, FocusLost()]
    assert bench.probe.heard == []


@pytest.mark.parametrize("hook", ["after_read", "after_frame"])
def test_others_may_follow_its_reads_and_its_frames(bench: Bench, hook: str) -> None:
    seen: list[HostTime] = []
    follow: Callable[[HostTime], None] = seen.append
    setattr(bench.loop, hook, follow)
    probe = bench.run()
    assert seen == (probe.reads if hook == "after_read" else probe.frames)
