"""Which finger plays which note.

The hand stays put, one lane a finger. A good fingering keeps the melody's contour (up is towards
the right lanes), keeps the finger of a repeated pitch, spares a finger quick changes of pitch, and
gives each its prescribed share, by prices on the fingers that are adjusted until the shares fit.
Onsets that the gaps allow no finger are left out, the metrically weakest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.music.chart import PhraseChart
from game.music.difficulty import Difficulty
from game.music.lane_search import Before, LaneSearch, TimedOnset, asked_shares, wished_lanes
from game.music.moves import Move
from game.music.song import Song, SongNote
from game.timing import SongTime

_PRICE_ROUNDS = 6
_PRICE_A_NOTE = 300
_NOTE_TOO_MANY = 1500
"""What a finger may cost in contour to save one note over or under its share."""


@dataclass(frozen=True, slots=True)
class Fingered:
    time_ns: SongTime
    note: SongNote
    move: Move


def finger_onsets(
    song: Song,
    onsets: Sequence[TimedOnset],
    difficulty: Difficulty,
    previous: PhraseChart | None,
) -> tuple[Fingered, ...]:
    """Notes with their moves, in order of time, then of lane. What no finger can take is left out.

    Moves with a share of 0 get nothing. `previous` is the phrase before: its contour goes on, and
    its notes keep their gaps to the first ones here.
    """
    if not onsets:
        return ()
    shares = asked_shares(difficulty)
    before = Before.of(previous, tuple(shares))
    search = LaneSearch(song, onsets, difficulty, before)
    lanes = _fair_lanes(search, np.array([*shares.values()]), np.array(before.counts))
    played = [(one, lane) for one, lane in zip(onsets, lanes, strict=True) if lane is not None]
    return _Chords(song, played, shares, search.finger_gap_ns, before).fingered()


def exclude_each_other(one: Move, other: Move) -> bool:
    """Whether a person cannot make both moves at once: the same finger, or one thumb twice."""
    if one.finger is other.finger:
        return True
    thumbs = [move.is_pinch or move.finger.number == 1 for move in (one, other)]
    return one.hand is other.hand and all(thumbs)


def _fair_lanes(
    search: LaneSearch, shares: NDArray[np.float64], before: NDArray[np.int64]
) -> list[int | None]:
    """The cheapest lanes when being off the shares costs too; `before` counts the notes each lane
    had in the phrase before, which are balanced along with these."""
    prices = np.zeros(len(shares), dtype=np.int64)
    best: tuple[float, list[int | None]] | None = None
    for _ in range(_PRICE_ROUNDS):
        lanes, cost = search.run(prices)
        played = [lane for lane in lanes if lane is not None]
        counts = before + np.bincount(played, minlength=len(shares))
        over = counts - shares * counts.sum()
        unfair = float(np.maximum(np.abs(over) - 1, 0).sum())
        if best is None or cost + _NOTE_TOO_MANY * unfair < best[0]:
            best = (cost + _NOTE_TOO_MANY * unfair, lanes)
        if unfair == 0:
            break
        prices = prices + (_PRICE_A_NOTE * over).astype(np.int64)
    return best[1] if best else []


class _Chords:
    """Gives the lower notes of chords their lanes, to the left of the melody's, where it can."""

    def __init__(
        self,
        song: Song,
        played: Sequence[tuple[TimedOnset, int]],
        shares: Mapping[Move, float],
        finger_gap_ns: int,
        before: Before,
    ) -> None:
        self._song = song
        self._played = played
        self._shares = shares
        self._moves = tuple(shares)
        self._finger_gap_ns = finger_gap_ns
        self._uses: list[list[int]] = [[used] for used in before.used_ns]
        for one, lane in self._played:
            self._uses[lane].append(one.time_ns)

    def fingered(self) -> tuple[Fingered, ...]:
        fingered: list[Fingered] = []
        for one, lane in self._played:
            chord = [(lane, one.onset.notes[0]), *self._below(one, lane)]
            chord.sort(key=lambda voice: voice[0])
            fingered.extend(Fingered(one.time_ns, note, self._moves[lane]) for lane, note in chord)
        return tuple(fingered)

    def _below(self, one: TimedOnset, top: int) -> list[tuple[int, SongNote]]:
        taken = [top]
        voices: list[tuple[int, SongNote]] = []
        notes = one.onset.notes
        wishes = wished_lanes(self._song, notes, [*self._shares.values()])
        for note, wished in zip(notes[1:], wishes[1:], strict=True):
            free = [lane for lane in range(taken[-1]) if self._is_free(lane, taken, one.time_ns)]
            if free and note.pitch < notes[0].pitch:
                lane = min(free, key=lambda lane: abs(lane - wished))
                self._uses[lane].append(one.time_ns)
                taken.append(lane)
                voices.append((lane, note))
        return voices

    def _is_free(self, lane: int, taken: Sequence[int], time_ns: int) -> bool:
        move = self._moves[lane]
        if any(exclude_each_other(move, self._moves[other]) for other in taken):
            return False
        return all(abs(time_ns - used) >= self._finger_gap_ns for used in self._uses[lane])
