"""The cheapest way of a melody through the lanes (Viterbi 1967), inside hard limits.

Costs are whole numbers, so that every machine finds the same way. Their sizes are our own, tried
on folk and classical tunes by what a chart is judged on: contour kept, collapsed, inverted.
Arrays are indexed by lane, from left to right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.music.chart import PhraseChart
from game.music.difficulty import Difficulty, hands_of
from game.music.moves import Hand, Move
from game.music.per_song import once_per_song
from game.music.song import MAX_PITCH, Song, SongNote
from game.music.thinning import Onset
from game.timing import SongTime, ns_from_ms

Costs = NDArray[np.int64]

_INVERTED = 5000
_COLLAPSED = 4000
_REPEAT_MOVED = 3000
_QUICK_CHANGE = 2500
_QUICK_NS = ns_from_ms(500)
"""Two pitches on one finger within half a second: the mark of facts on charts."""
_STRETCH = 80
_OFF_PLACE = 300
_NO_ROOM = 400
_OTHER_THAN_MARKED = 20_000
_LEFT_OUT = 50_000
_LEFT_OUT_GROWTH = 3
_NOT_ALLOWED = 10**12
_UNREACHED = 10**15
_LONG_AGO_NS = -(10**18)

_SEMITONES_A_LANE = 2.5
"""C to G, a fifth of seven semitones, lies under five fingers."""


@dataclass(frozen=True, slots=True)
class TimedOnset:
    """`onset` at its real time."""

    time_ns: SongTime
    onset: Onset


def asked_shares(difficulty: Difficulty) -> dict[Move, float]:
    """The moves that are asked at all, in lane order."""
    return {move: share for move, share in difficulty.shares if share > 0}


@dataclass(frozen=True, slots=True)
class Before:
    """Where the phrase before left the fingers: `used_ns` is each move's last onset."""

    lane: int | None
    pitch: int
    onset_ns: int
    used_ns: tuple[int, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, previous: PhraseChart | None, moves: tuple[Move, ...]) -> Before:
        if previous is None:
            nothing = (_LONG_AGO_NS,) * len(moves)
            return cls(None, 0, _LONG_AGO_NS, nothing, (0,) * len(moves))
        # What came before that phrase is not known here; at worst it came right before it.
        used: dict[Move, int] = dict.fromkeys(moves, previous.start_ns - 1)
        counts = dict.fromkeys(moves, 0)
        for note in previous.notes:
            used[note.move] = note.onset_ns
            counts[note.move] = counts.get(note.move, 0) + 1
        last = max(previous.notes, key=lambda note: (note.onset_ns, note.pitch), default=None)
        return cls(
            lane=moves.index(last.move) if last and last.move in moves else None,
            pitch=last.pitch if last else 0,
            onset_ns=last.onset_ns if last else previous.start_ns - 1,
            used_ns=tuple(used[move] for move in moves),
            counts=tuple(counts[move] for move in moves),
        )


@once_per_song
def _places(song: Song) -> Mapping[int, float]:
    """Each pitch of the melody to its place among all its notes, 0 the lowest to 1."""
    pitches = sorted(note.pitch for note in song.melody_notes)
    firsts = {pitch: bisect_left(pitches, pitch) for pitch in set(pitches)}
    lasts = {pitch: bisect_left(pitches, pitch + 1) for pitch in firsts}
    return {pitch: (firsts[pitch] + lasts[pitch]) / 2 / len(pitches) for pitch in firsts}


def wished_lanes(
    song: Song, notes: Sequence[SongNote], shares: Sequence[float]
) -> NDArray[np.float64]:
    """Where among the lanes each melody note would lie by its pitch alone, from -0.5 up.

    The lowest notes of the song lie in the left lane, as many of them as its share, and so on.
    """
    places = _places(song)
    borders = np.concatenate(([0.0], np.cumsum(shares)))
    lanes = np.arange(len(borders))
    return np.interp([places[note.pitch] for note in notes], borders, lanes) - 0.5


@lru_cache(maxsize=32)
def _step_costs(lanes: int) -> Costs:
    """Cost of a step, by semitones up (negative ones count from the end), lane left, lane taken:
    (255, lanes + 1, lanes + 1).

    The last lane stands for no note before: from there every lane is free, and none leads back.
    """
    semitones = np.concatenate((np.arange(MAX_PITCH + 1), np.arange(-MAX_PITCH, 0)))[:, None, None]
    lane = np.arange(lanes)
    taken = (lane[None, :] - lane[:, None])[None, :, :]
    ideal = np.sign(semitones) * np.ceil(np.abs(semitones) / _SEMITONES_A_LANE)
    ideal = np.clip(ideal, 1 - lanes, lanes - 1)
    up = np.sign(semitones)
    cost = _STRETCH * np.abs(taken - ideal)
    cost = cost + np.where((up != 0) & (taken * up < 0), _INVERTED, 0)
    cost = cost + np.where((up != 0) & (taken == 0), _COLLAPSED, 0)
    cost = cost + np.where((up == 0) & (taken != 0), _REPEAT_MOVED, 0)
    costs = np.zeros((len(semitones), lanes + 1, lanes + 1), dtype=np.int64)
    costs[:, :lanes, :lanes] = cost
    costs[:, :, lanes] = _UNREACHED
    costs.flags.writeable = False
    return costs


def _place_costs(song: Song, onsets: Sequence[TimedOnset], shares: Mapping[Move, float]) -> Costs:
    """Cost of each lane for each onset by itself: (onsets, lanes)."""
    moves = tuple(shares)
    lane = np.arange(len(moves))
    wished = wished_lanes(song, [one.onset.notes[0] for one in onsets], [*shares.values()])
    costs = (_OFF_PLACE * np.abs(lane[None, :] - wished[:, None])).astype(np.int64)
    for index, one in enumerate(onsets):
        costs[index] += _NO_ROOM * np.maximum(len(one.onset.notes) - 1 - lane, 0)
        marked = _marked_move(one.onset.notes[0], moves)
        if marked is not None:
            costs[index] += _OTHER_THAN_MARKED * (lane != marked)
    return costs


def _marked_move(note: SongNote, moves: tuple[Move, ...]) -> int | None:
    """The lane of the source's finger mark; None without one. A mark means the right hand, or the
    left one where that plays alone."""
    hand = Hand.RIGHT if Hand.RIGHT in hands_of(moves) else Hand.LEFT
    fitting = [
        lane
        for lane, move in enumerate(moves)
        if move.hand is hand and move.finger.number == note.finger_number
    ]
    return fitting[-1] if fitting else None


class LaneSearch:
    """The cheapest lanes for a phrase under given prices."""

    def __init__(
        self,
        song: Song,
        onsets: Sequence[TimedOnset],
        difficulty: Difficulty,
        before: Before,
    ) -> None:
        self._onsets = onsets
        shares = asked_shares(difficulty)
        self._lanes = len(shares)
        self._steps = _step_costs(self._lanes)
        self._places = _place_costs(song, onsets, shares)
        self._least_gap_ns = difficulty.least_gap_ns
        self.finger_gap_ns = max(difficulty.finger_gap_ns, difficulty.least_gap_ns)
        self._before = before

    def run(self, prices: Costs) -> tuple[list[int | None], int]:
        """The lane of each onset, None for one left out, and what the way costs without prices."""
        survivors = _Survivors(self._before, self._lanes)
        places = np.zeros((len(self._onsets), self._lanes + 1), dtype=np.int64)
        places[:, : self._lanes] = self._places + prices
        backs = [
            self._advance(survivors, one, place)
            for one, place in zip(self._onsets, places, strict=True)
        ]
        state = int(survivors.cost.argmin())
        total = int(survivors.cost[state])
        lanes: list[int | None] = []
        for came_from, played in reversed(backs):
            lanes.append(state if played[state] else None)
            state = int(came_from[state])
        lanes.reverse()
        return lanes, total - sum(int(prices[lane]) for lane in lanes if lane is not None)

    def _advance(
        self, survivors: _Survivors, one: TimedOnset, place: Costs
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """One onset further: for each lane the lane before it, and whether the onset is played."""
        pitch = one.onset.notes[0].pitch
        index = survivors.index
        up = pitch - survivors.pitch
        since = one.time_ns - survivors.used_ns
        step = self._steps[up, index]
        step += survivors.cost[:, None]
        step[(since < _QUICK_NS) & (up != 0)[:, None]] += _QUICK_CHANGE
        step[since < self.finger_gap_ns] += _NOT_ALLOWED
        step[one.time_ns - survivors.onset_ns < self._least_gap_ns] += _NOT_ALLOWED
        best = step.argmin(axis=0)
        cost = step[best, index] + place
        left_out = survivors.cost + _LEFT_OUT * _LEFT_OUT_GROWTH**one.onset.strength
        played = cost <= left_out
        came_from = np.where(played, best, index)
        survivors.move_on(came_from, np.minimum(cost, left_out))
        survivors.play(played.nonzero()[0], pitch, one.time_ns)
        return came_from, played


class _Survivors:
    """For each lane the cheapest way that ends there: what it costs and where its fingers are.

    The last of them is the way on which no note has been played yet.
    """

    def __init__(self, before: Before, lanes: int) -> None:
        self.index = np.arange(lanes + 1)
        self.cost = np.full(lanes + 1, _UNREACHED, dtype=np.int64)
        self.cost[lanes if before.lane is None else before.lane] = 0
        self.pitch = np.full(lanes + 1, before.pitch, dtype=np.int64)
        self.onset_ns = np.full(lanes + 1, before.onset_ns, dtype=np.int64)
        used = np.array([*before.used_ns, _LONG_AGO_NS], dtype=np.int64)
        self.used_ns = np.tile(used, (lanes + 1, 1))

    def move_on(self, came_from: NDArray[np.intp], cost: Costs) -> None:
        self.cost = cost
        self.pitch = self.pitch[came_from]
        self.onset_ns = self.onset_ns[came_from]
        self.used_ns = self.used_ns[came_from]

    def play(self, lanes: NDArray[np.intp], pitch: int, time_ns: int) -> None:
        self.pitch[lanes] = pitch
        self.onset_ns[lanes] = time_ns
        self.used_ns[lanes, lanes] = time_ns
