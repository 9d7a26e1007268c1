"""Waiting for what a real device or thread will bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from game.devices.clock import SystemClock
from game.timing import ns_from_ms, ns_from_s, shifted

Event = TypeVar("Event")
PATIENCE_NS = ns_from_s(20)


def wait_until(
    poll: Callable[[], Sequence[Event]], seen: Callable[[list[Event]], bool]
) -> list[Event]:
    """All that `poll` gave until it was enough. Raises AssertionError when it never is."""
    clock = SystemClock()
    give_up = shifted(clock.now(), PATIENCE_NS)
    events: list[Event] = []
    while not seen(events):
        assert clock.now() < give_up, f"only these came: {events}"
        events += poll()
        clock.wait_until(shifted(clock.now(), ns_from_ms(1)))
    return events


def wait_for(poll: Callable[[], Sequence[Event]], kind: type) -> list[Event]:
    """All that `poll` gave until an event of this kind was among it."""
    return wait_until(poll, lambda events: any(isinstance(event, kind) for event in events))
