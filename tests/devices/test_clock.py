from __future__ import annotations

from game.devices.clock import HostClock, SimulatedClock, SystemClock
from game.timing import HostTime, shifted


def test_the_system_clock_is_never_early() -> None:
    clock: HostClock = SystemClock()
    for wait_ns in (-1, 0, 20_000, 300_000):
        deadline = shifted(clock.now(), wait_ns)
        clock.wait_until(deadline)
        assert clock.now() >= deadline


def test_the_simulated_clock_is_where_it_was_asked_to_wait() -> None:
    clock: HostClock = SimulatedClock(5)
    assert clock.now() == 5
    clock.wait_until(HostTime(1_000))
    assert clock.now() == 1_000


def test_the_simulated_clock_never_goes_back() -> None:
    clock = SimulatedClock(5)
    clock.wait_until(HostTime(3))
    assert clock.now() == 5
