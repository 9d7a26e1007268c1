"""Which tap answers a note: the best assignment in order, among the notes and taps of one move.

Conventions: times in nanoseconds of song time; costs too, since a tap that answers a note costs
its distance from where the person's taps usually fall (onset + lag). In order: of two taps the
later one never answers the earlier note.
Not the nearest tap greedily: that scores a person who is late by more than half an interval as
missing and wrong (facts measured on simulated hands: nearest-first 10 % wrong at +260 ms).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """`unanswered_ns` for a note without a tap, `extra_ns` for a tap without a note,
    `elsewhere_ns` for one that falls near a note of another move."""

    unanswered_ns: int
    extra_ns: int
    elsewhere_ns: int

    @classmethod
    def within(cls, reach_ns: int) -> Costs:
        """Together more than the reach: a lone tap within reach of a lone note answers it."""
        return cls(reach_ns * 3 // 5, reach_ns * 3 // 5, reach_ns * 3 // 5)


@dataclass(frozen=True, slots=True)
class Matcher:
    """`lag_ns` is where this person's taps usually fall, as an error."""

    costs: Costs
    reach_ns: int
    lag_ns: int

    def answer(
        self, onsets: Sequence[int], taps: Sequence[int], extra_ns: Sequence[int], now_ns: int
    ) -> int | None:
        """The place in `taps` of the tap that answers the first of `onsets`; None if none does.

        `onsets` and `taps` are in order; `extra_ns` is the cost of each tap when it answers
        nothing. All taps until `now_ns`, at which the first note is decided, are among `taps`.
        """
        after = [sum(extra_ns[place:]) for place in range(len(taps) + 1)]
        for onset in reversed(onsets[1:]):
            after = self._with_note(onset, taps, extra_ns, self._pending(onset, now_ns), after)
        best, answer, skipped = self.costs.unanswered_ns + after[0], None, 0
        for place, tap in enumerate(taps):
            if abs(tap - onsets[0]) <= self.reach_ns:
                cost = skipped + self._distance(onsets[0], tap) + after[place + 1]
                if cost < best or (answer is None and cost == best):
                    best, answer = cost, place
            skipped += extra_ns[place]
        return answer

    def _with_note(
        self,
        onset: int,
        taps: Sequence[int],
        extra_ns: Sequence[int],
        unanswered_ns: int,
        after: list[int],
    ) -> list[int]:
        """Least cost of this note and all later ones, for the taps from each place on."""
        least = [unanswered_ns + cost for cost in after]
        for place in range(len(taps) - 1, -1, -1):
            least[place] = min(least[place], extra_ns[place] + least[place + 1])
            if abs(taps[place] - onset) <= self.reach_ns:
                answered = self._distance(onset, taps[place]) + after[place + 1]
                least[place] = min(least[place], answered)
        return least

    def _pending(self, onset: int, now_ns: int) -> int:
        """A note that is still open costs what the best tap that may yet come would cost."""
        return min(self.costs.unanswered_ns, max(0, now_ns - onset - self.lag_ns))

    def _distance(self, onset: int, tap: int) -> int:
        return abs(tap - onset - self.lag_ns)
