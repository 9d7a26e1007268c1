"""What a MIDI port is called, for people and across plugging in and out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

PortId = tuple[str, int]
"""A port's name as the system gives it, and how many of that name stand before it."""

# ALSA ends a name with "client:port" numbers, a bridge to JACK carries the client as "[20]", and
# Windows begins it with "2- " when the device was seen at another USB socket before.
_SYSTEM_NUMBERS = re.compile(r" \d+:\d+$| \[\d+\]|^\d+- ")


def device_name(system_name: str) -> str:
    """The name without what changes when the device is plugged in again.

    A port that repeats its client's name is called by the client alone: "Glove:Glove MIDI 1 20:0"
    is "Glove"; several such ports are told apart by their ordinals.
    """
    name = " ".join(_SYSTEM_NUMBERS.sub("", system_name).split())
    client, colon, port = name.partition(":")
    if not colon:
        return name or "MIDI"
    if not port or port.lower().startswith(client.lower()):
        return client or "MIDI"
    return f"{client} {port}".strip()


def identified(system_names: Sequence[str]) -> dict[PortId, int]:
    """Each port's identity and its index: two ports of one name stay two."""
    seen: Counter[str] = Counter()
    ports = {}
    for index, name in enumerate(system_names):
        ports[name, seen[name]] = index
        seen[name] += 1
    return ports


def with_ordinal(name: str, taken: Iterable[str]) -> str:
    """`name` with the lowest number that is free: "Glove 1", beside it "Glove 2"."""
    used = set(taken)
    ordinal = 1
    while f"{name} {ordinal}" in used:
        ordinal += 1
    return f"{name} {ordinal}"
