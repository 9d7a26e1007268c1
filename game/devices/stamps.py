"""When a MIDI message truly came: the driver's own delta times, anchored to the host's clock.

The callback reaches Python late (it waits for the interpreter), but never early. So the least
distance seen between the callbacks and the sum of the deltas is the distance of the two clocks.
"""

from __future__ import annotations

from collections import deque

from game.timing import NS_PER_MS, NS_PER_S, HostTime

MEMORY_NS = 20 * NS_PER_S
"""Two quartz clocks 200 ppm apart drift 4 ms in this time."""
FARTHEST_BACK_NS = 50 * NS_PER_MS
"""A stamp further before its callback than this means that deltas were lost, not that we slept."""
_BUCKET_NS = NS_PER_S


class StampAnchor:
    """The stamps of one port; its messages must be given in the order in which they came.

    Stamps never run backwards, never lie after their callback, and never lie more than
    `FARTHEST_BACK_NS` before it.
    """

    def __init__(self) -> None:
        self._device_ns = 0
        # (second of the host's clock, least offset seen in it): constant memory in any flood.
        self._least: deque[tuple[int, int]] = deque()

    def stamp(self, callback: HostTime, delta_ns: int) -> HostTime:
        """`delta_ns` is the driver's time since the message before, 0 for a port's first."""
        self._device_ns += delta_ns
        self._learn(callback, callback - self._device_ns)
        offset_ns = min(least for _, least in self._least)
        stamp_ns = min(self._device_ns + offset_ns, callback)
        if callback - stamp_ns > FARTHEST_BACK_NS:
            self._least.clear()
            self._learn(callback, callback - self._device_ns)
            stamp_ns = callback
        return HostTime(stamp_ns)

    def _learn(self, callback: HostTime, offset_ns: int) -> None:
        second = callback // _BUCKET_NS
        if self._least and self._least[-1][0] == second:
            offset_ns = min(offset_ns, self._least.pop()[1])
        self._least.append((second, offset_ns))
        while self._least[0][0] < second - MEMORY_NS // _BUCKET_NS:
            self._least.popleft()
