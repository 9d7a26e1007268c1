"""How full a held note is: kind, and never judged.

A hold drains in 250 ms while no key of its move is down, and a press fills it again at once
(facts: StepMania's holds, the kindest of the engines compared).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass

from game.music.chart import Note
from game.timing import SongTime, ns_from_ms

DRAIN_NS = ns_from_ms(250)


@dataclass(slots=True)
class _Stroke:
    down_ns: SongTime
    up_ns: SongTime | None = None

    def is_down(self, now: SongTime) -> bool:
        return self.down_ns <= now and (self.up_ns is None or now < self.up_ns)


class Strokes:
    """When the keys of one move were down."""

    def __init__(self) -> None:
        self._strokes: list[_Stroke] = []
        self._down: dict[int, _Stroke] = {}

    def tap(self, time: SongTime, press: int) -> None:
        """A finger that strikes anew had let go before, whether its device said so or not."""
        for earlier in tuple(self._down):
            self.release(time, earlier)
        self.bounce(time, press)

    def bounce(self, time: SongTime, press: int) -> None:
        """A suppressed press holds its key down all the same."""
        stroke = _Stroke(time)
        insort(self._strokes, stroke, key=lambda known: known.down_ns)
        self._down[press] = stroke

    def release(self, time: SongTime, press: int) -> None:
        stroke = self._down.pop(press, None)
        if stroke is not None:
            stroke.up_ns = time

    def fullness(self, note: Note, now: SongTime, reach_ns: int) -> float:
        """1 (full) to 0 (drained) at `now`, as at its end for a note that is over.

        A key that went down before the note's reach belongs to something else.
        """
        now = min(now, note.end_ns)
        first = bisect_left(
            self._strokes, note.onset_ns - reach_ns, key=lambda stroke: stroke.down_ns
        )
        drained_from = note.onset_ns
        for stroke in self._strokes[first:]:
            if stroke.is_down(now):
                return 1.0
            if stroke.up_ns is not None and stroke.up_ns <= now:
                drained_from = max(drained_from, stroke.up_ns)
        return min(1.0, max(0.0, 1 - (now - drained_from) / DRAIN_NS))
