"""Cutting a song into phrases, the grain in which it is arranged and adapted (design, law 6).

Borders stand on bar lines, moved back to where a pickup begins. Among all ways to cut, the one
with the least price is taken: lengths outside 6-12 s, other than four bars, and borders without a
rest or a long note before them cost.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from game.music.bars import Bar, bars_between
from game.music.song import Song
from game.timing import NS_PER_S

_SHORTEST_S = 6
_LONGEST_S = 12
_FARTHEST_S = 18
_MOST_BARS = 32
_BARS_PRICE = {4: 0.0, 2: 0.5, 8: 1.0, 3: 1.5, 6: 1.5, 16: 1.5}
_OTHER_BARS_PRICE = 2.5
_CUT_PRICE = 2.0
_LONGEST_PICKUP = 0.75
"""Of a bar: "Oh when the" is three beats of four."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Ticks from `start_tick` up to, not with, `end_tick`. Raises ValueError for an empty one."""

    index: int
    start_tick: int
    end_tick: int

    def __post_init__(self) -> None:
        if self.index < 0 or not 0 <= self.start_tick < self.end_tick:
            raise ValueError(f"{self} holds nothing")


@dataclass(frozen=True, slots=True)
class _Border:
    """`bars` is the number of whole bars before it."""

    tick: int
    time_s: float
    bars: int
    price: float


class _Melody:
    """Where the melody begins notes and where it still sounds."""

    def __init__(self, song: Song) -> None:
        notes = song.melody_notes
        self.ticks = [note.tick for note in notes]
        self._sounding_until = list(accumulate((note.end_tick for note in notes), max))
        self._overlap = song.resolution // 4
        self.pickup = self._pickup_share(song)

    def _pickup_share(self, song: Song) -> float:
        """How much of a bar the first note stands before a bar line; 0 on one."""
        first = self.ticks[0]
        bar = next(bars_between(song, first, first + 1))
        share = (bar.end_tick - first) / (bar.end_tick - bar.start_tick)
        return share if share <= _LONGEST_PICKUP else 0.0

    def price_at(self, tick: int, bar: Bar) -> float:
        """0 for a border after a bar of rest, up to 1 for one in a run of short notes, 2 more for
        one inside a note, and as much more as it lies off the place of the song's own pickup."""
        length = bar.end_tick - bar.start_tick
        away = abs((bar.end_tick - tick) / length - self.pickup)
        before = bisect_left(self.ticks, tick) - 1
        if before < 0:
            return away
        rest = tick - self._sounding_until[before]
        apart = min(tick - self.ticks[before], length) + min(max(rest, 0), length)
        cut = _CUT_PRICE if -rest > self._overlap else 0.0
        return 1 - apart / length / 2 + away / 2 + cut

    def border_in(self, bar: Bar) -> tuple[int, float]:
        """The cheapest tick for the border that belongs to the bar's end, and its price."""
        first = bisect_left(self.ticks, max(bar.start_tick, 0) + 1)
        last = bisect_left(self.ticks, bar.end_tick)
        candidates = (bar.end_tick, *reversed(self.ticks[first:last]))
        return min(
            ((tick, self.price_at(tick, bar)) for tick in candidates),
            key=lambda priced: priced[1],
        )


def cut_phrases(song: Song) -> tuple[Phrase, ...]:
    """Phrases from tick 0 to the bar line at or after the song's end, without gaps: about four
    bars and 6-12 s each at the written tempo, where the bars allow it."""
    borders = _borders(song)
    ticks = [borders[index].tick for index in _cheapest_way(borders)]
    return tuple(Phrase(index, *span) for index, span in enumerate(pairwise(ticks)))


def _borders(song: Song) -> list[_Border]:
    """All places where a phrase could begin or end, in order: one for each bar line."""
    melody = _Melody(song)
    bars = list(bars_between(song, 0, song.end_tick))
    borders = [_Border(0, 0.0, 0, 0.0)]
    for bar in bars:
        tick, price = (bar.end_tick, 0.0) if bar is bars[-1] else melody.border_in(bar)
        whole = borders[-1].bars + (bar.start_tick >= 0)
        borders.append(_Border(tick, song.tempo.ns_at(tick) / NS_PER_S, whole, price))
    return borders


def _cheapest_way(borders: list[_Border]) -> list[int]:
    """Indices of the borders taken, the first and the last with them (shortest path)."""
    prices = [0.0]
    came_from = [0]
    for end in range(1, len(borders)):
        best = (float("inf"), end - 1)
        for start in range(end - 1, max(-1, end - 1 - _MOST_BARS), -1):
            best = min(best, (prices[start] + _span_price(borders[start], borders[end]), start))
            if borders[end].time_s - borders[start].time_s > _FARTHEST_S:
                break
        prices.append(best[0] + borders[end].price)
        came_from.append(best[1])
    way = [len(borders) - 1]
    while way[-1] > 0:
        way.append(came_from[way[-1]])
    return way[::-1]


def _span_price(start: _Border, end: _Border) -> float:
    length_s = end.time_s - start.time_s
    outside_s = max(_SHORTEST_S - length_s, length_s - _LONGEST_S, 0)
    return outside_s + _BARS_PRICE.get(end.bars - start.bars, _OTHER_BARS_PRICE)
