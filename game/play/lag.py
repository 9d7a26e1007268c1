"""Where a person's taps usually fall, learnt from the taps themselves: how late they play.

A tap half an interval late fits two notes equally well; only the whole play tells which. For
each candidate lag the cheapest explanation of all notes decided so far is kept (Viterbi, one row
a note), over all moves together; the candidate with the cheapest one is the lag.
Conventions: nanoseconds; an error's sign, so late is positive; costs are those of `matching`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from game.music.moves import Move
from game.play.matching import Costs
from game.timing import SongTime, ns_from_ms

Array = NDArray[np.int64]

# From an anticipating metronome tapper (facts: -41 ms) to a slow hand a third of a second late,
# with room on both sides; steps of less than a healthy spread would only cost time.
CANDIDATES_NS: Array = np.arange(ns_from_ms(-150), ns_from_ms(401), ns_from_ms(50), dtype=np.int64)
# What a lag costs before any tap is heard, as a part of itself. Above 1 no single tap makes a lag;
# and of repeats every 250 ms the first may be left out (unanswered: 300 ms) without all others
# being taken for late (250 ms times this). Higher, and late hands are believed too seldom.
_DOUBT = 1.25
# What a change of habit within a play costs, in reaches.
_CHANGE_REACHES = 3
_NEVER = np.int64(2**60)


class _Explanations:
    """Of one move: `costs[lag, n]` is the cheapest one that has resolved the first n of `taps`.

    Taps that no later note can reach are dropped from the front.
    """

    def __init__(self) -> None:
        self.taps: list[SongTime] = []
        self.costs: Array = np.zeros((len(CANDIDATES_NS), 1), dtype=np.int64)
        self.last_onset: SongTime | None = None

    def with_note(self, onset: SongTime, costs: Costs, reach_ns: int) -> Array:
        """What this note adds to the cheapest explanation, for each candidate lag."""
        heard = bisect_right(self.taps, onset + reach_ns)
        past = bisect_left(self.taps, onset - reach_ns)
        before = self._passing_taps(heard, costs.extra_ns)[:, past:]
        errors = np.array(self.taps[past:heard], dtype=np.int64) - onset
        after = before + costs.unanswered_ns
        distances = np.abs(errors - CANDIDATES_NS[:, np.newaxis])
        after[:, 1:] = np.minimum(after[:, 1:], before[:, :-1] + distances)
        del self.taps[:past]
        least: Array = after.min(axis=1)
        self.costs = after - least[:, np.newaxis]
        return least

    def _passing_taps(self, heard: int, extra_ns: int) -> Array:
        """The costs until the first `heard` taps, any number of which answered nothing."""
        new = heard + 1 - self.costs.shape[1]
        unheard = np.full((len(CANDIDATES_NS), new), _NEVER)
        passed = np.arange(heard + 1) * extra_ns
        known = np.concatenate([self.costs, unheard], axis=1) - passed
        cheapest: Array = np.minimum.accumulate(known, axis=1) + passed
        return cheapest


class LagEstimate:
    """Heard everything until a note's decision time, the lag is that of all decided so far."""

    def __init__(self, costs: Costs, reach_ns: int) -> None:
        self._costs = costs
        self._reach_ns = reach_ns
        self._moves: defaultdict[Move, _Explanations] = defaultdict(_Explanations)
        self._totals: Array = (np.abs(CANDIDATES_NS) * _DOUBT).astype(np.int64)

    @property
    def lag_ns(self) -> int:
        return int(CANDIDATES_NS[np.argmin(self._totals)])

    def tap(self, move: Move, time: SongTime) -> None:
        insort(self._moves[move].taps, time)

    def decide(self, move: Move, onset: SongTime) -> None:
        """All taps until `onset` + reach are heard. A note older than one before tells nothing."""
        explanations = self._moves[move]
        if explanations.last_onset is not None and onset < explanations.last_onset:
            return
        explanations.last_onset = onset
        totals = self._totals + explanations.with_note(onset, self._costs, self._reach_ns)
        totals -= totals.min()
        self._totals = np.minimum(totals, _CHANGE_REACHES * self._reach_ns)
