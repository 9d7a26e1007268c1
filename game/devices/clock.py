"""The host's monotonic clock, and one that is moved by hand for demonstrations and tests."""

from __future__ import annotations

import time
from typing import Protocol

from game.timing import NS_PER_S, HostTime

_SPIN_NS = 100_000
"""A sleep ends up to about 0.1 ms late on a desktop system; the rest of a wait is spun."""


class HostClock(Protocol):
    def now(self) -> HostTime: ...

    def wait_until(self, deadline: HostTime) -> None:
        """Returns at `deadline`, or at once where it has passed."""


class SystemClock:
    """Counts as `time.perf_counter_ns`, the clock by which devices stamp their events."""

    def now(self) -> HostTime:
        return HostTime(time.perf_counter_ns())

    def wait_until(self, deadline: HostTime) -> None:
        remaining_ns = deadline - time.perf_counter_ns()
        if remaining_ns > _SPIN_NS:
            time.sleep((remaining_ns - _SPIN_NS) / NS_PER_S)
        while time.perf_counter_ns() < deadline:
            time.sleep(0)  # hands the interpreter to a device's thread that may wait for it


class SimulatedClock:
    """Stands still until it is asked to wait, and then is there."""

    def __init__(self, start_ns: int = 0) -> None:
        self._now = HostTime(start_ns)

    def now(self) -> HostTime:
        return self._now

    def wait_until(self, deadline: HostTime) -> None:
        self._now = max(self._now, deadline)
