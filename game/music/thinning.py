"""Which notes of the melody are asked: the metrically strong ones, as near as the gap allows.

Levels nest: of two neighbours that stand too near, the weaker goes, nearest neighbours first. A
larger gap only goes on where a smaller one stopped, so what was learned stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import groupby, pairwise
from math import inf

from game.music.bars import BEAT_STRENGTH, strength_at
from game.music.difficulty import Difficulty
from game.music.per_song import once_per_song
from game.music.phrases import Phrase
from game.music.song import Song, SongNote


@dataclass(frozen=True, slots=True)
class Onset:
    """Melody notes that begin together, the highest first; `strength` is the metrical weight."""

    tick: int
    notes: tuple[SongNote, ...]
    strength: int


@dataclass(frozen=True, slots=True)
class _Ranked:
    """`least_gap_ns` is the largest gap, at the written tempo, at which the onset is still asked;
    infinite for the last one left."""

    onset: Onset
    least_gap_ns: float


def asked_onsets(song: Song, phrase: Phrase, difficulty: Difficulty) -> tuple[Onset, ...]:
    """What the difficulty asks of a phrase, of each chord its `most_at_once` highest notes.

    Gaps are compared in real time, after the tempo, to the nanosecond that rounding leaves open.
    They are laid over the whole song, so that they hold across the borders of phrases as well.
    """
    gap_ns = difficulty.least_gap_ns
    if sum(share > 0 for _, share in difficulty.shares) == 1:
        gap_ns = max(gap_ns, difficulty.finger_gap_ns)
    ranked = (_ranked if difficulty.off_beats else _ranked_on_beats)(song)
    first = bisect_left(ranked, phrase.start_tick, key=lambda one: one.onset.tick)
    last = bisect_left(ranked, phrase.end_tick, key=lambda one: one.onset.tick)
    return tuple(
        _topmost(one.onset, difficulty.most_at_once)
        for one in ranked[first:last]
        if one.least_gap_ns / difficulty.tempo_scale >= gap_ns
    )


def _topmost(onset: Onset, most: int) -> Onset:
    if len(onset.notes) <= most:
        return onset
    return Onset(onset.tick, onset.notes[:most], onset.strength)


def _onsets(song: Song) -> tuple[Onset, ...]:
    together = groupby(song.melody_notes, key=lambda note: note.tick)
    return tuple(
        Onset(tick, tuple(sorted(notes, key=lambda note: -note.pitch)), strength_at(song, tick))
        for tick, notes in together
    )


@once_per_song
def _ranked(song: Song) -> tuple[_Ranked, ...]:
    return _rank(song, _onsets(song))


@once_per_song
def _ranked_on_beats(song: Song) -> tuple[_Ranked, ...]:
    return _rank(song, [onset for onset in _onsets(song) if onset.strength >= BEAT_STRENGTH])


def _rank(song: Song, onsets: Sequence[Onset]) -> tuple[_Ranked, ...]:
    times_ns = [song.tempo.ns_at(onset.tick) for onset in onsets]
    gaps = _gaps_survived(times_ns, [_rank_key(onset) for onset in onsets])
    return tuple(_Ranked(onset, gap) for onset, gap in zip(onsets, gaps, strict=True))


def _rank_key(onset: Onset) -> tuple[int, int]:
    """Who stays: the stronger in the metre, then the longer."""
    return onset.strength, max(note.duration_ticks for note in onset.notes)


def _gaps_survived(times_ns: Sequence[int], keys: Sequence[tuple[int, int]]) -> list[float]:
    """For each onset the gap to the neighbour before which it gave way; inf for the last one.

    Always the nearest pair is parted, the earlier pair first; of equals the earlier one stays.
    """
    before = list(range(-1, len(times_ns) - 1))
    after = list(range(1, len(times_ns) + 1))
    survived = [inf] * len(times_ns)
    pairs = [(b - a, index) for index, (a, b) in enumerate(pairwise(times_ns))]
    heapify(pairs)
    while pairs:
        gap, left = heappop(pairs)
        right = after[left]
        stale = survived[left] < inf or right == len(times_ns)
        if stale or times_ns[right] - times_ns[left] != gap:
            continue
        gone = left if keys[left] < keys[right] else right
        survived[gone] = gap
        earlier, later = before[gone], after[gone]
        if later < len(times_ns):
            before[later] = earlier
        if earlier >= 0:
            after[earlier] = later
            if later < len(times_ns):
                heappush(pairs, (times_ns[later] - times_ns[earlier], earlier))
    return survived
