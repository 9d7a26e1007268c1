"""The bars of a song and where in them a tick falls."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from game.music.song import Metre, Song

BEAT_STRENGTH = 3
"""`strength_at` is at least this on a beat."""
DOWNBEAT_STRENGTH = 5
_OFF_GRID_PER_QUARTER = 16
"""A performed onset counts as on a grid point within 1/16 quarter, half of a 32nd note."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a pickup begins before tick 0; a metre change may cut a bar short."""

    start_tick: int
    end_tick: int
    metre: Metre


def bars_between(song: Song, start_tick: int, end_tick: int) -> Iterator[Bar]:
    """Every bar of which a part lies in `start_tick` to `end_tick`, whole."""
    line = song.bar_start_at(start_tick)
    while line < end_tick:
        metre = song.metre_at(line)
        following = line + max(1, metre.bar_ticks(song.resolution))
        coming = bisect_right(song.metres, line, key=lambda change: change.tick)
        if coming < len(song.metres):
            following = min(following, song.metres[coming].tick)
        yield Bar(line, following, metre)
        line = following


def beat_ticks(song: Song, tick: int) -> int:
    """The felt beat at `tick`, at least one tick."""
    return max(1, song.metre_at(tick).beat_ticks(song.resolution))


def strength_at(song: Song, tick: int) -> int:
    """Metrical weight, after Lerdahl and Jackendoff's grid (1983): 0 off the grid, 1 a quarter of
    a beat, 2 a half (in compound metres a third), 3 a beat, 4 the half bar, 5 a downbeat, 6 every
    second and 7 every fourth downbeat of a metre."""
    slack = song.resolution // _OFF_GRID_PER_QUARTER
    metre = song.metre_at(tick + slack)
    bar = max(1, metre.bar_ticks(song.resolution))
    number, offset = divmod(tick + slack - metre.tick, bar)
    if offset <= 2 * slack:
        return DOWNBEAT_STRENGTH + (number % 2 == 0) + (number % 4 == 0)
    beat = max(1, metre.beat_ticks(song.resolution))
    compound = beat * metre.unit > song.resolution * 4
    halves = bar // 2 if bar // beat % 2 == 0 else bar
    grid = ((halves, 4), (beat, BEAT_STRENGTH), (beat // 3 if compound else beat // 2, 2))
    for step, strength in (*grid, (beat // 6 if compound else beat // 4, 1)):
        if step > 2 * slack and offset % step <= 2 * slack:
            return strength
    return 0
