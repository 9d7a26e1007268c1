"""Taps and notes into judgements, live and batch by one algorithm that knows no frames.

Every decision has a song time of its own, and uses all that happened until then, and nothing
later: note i is decided at onset + reach; a tap that answered nothing is a stray once every note
within its reach is decided. When and how often `settle` is called changes nothing.
Order of judgements: by decision time; at one time notes before strays, notes by lane, strays by
time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from heapq import heappop, heappush

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Move,
    lane_order,
)
from game.play.holds import Strokes
from game.play.judgements import Hit, Judgement, Miss, Release, Stray, Tap, Tier
from game.play.lag import LagEstimate
from game.play.matching import Costs, Matcher
from game.play.record import Play
from game.play.taps import Reading, Suppressed, readings_of
from game.timing import SongTime, elapsed_ns

_LANES = {
    move: lane
    for lane, move in enumerate(
        lane_order((*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_TAPS, *RIGHT_PINCHES))
    )
}
_END = SongTime(2**63 - 1)


class _Lane:
    """The open notes and taps of one move, each in order."""

    def __init__(self) -> None:
        self.notes: list[tuple[SongTime, int]] = []
        self.taps: list[Tap] = []
        self.holds: list[Note] = []
        self.strokes = Strokes()


def _tap_order(tap: Tap) -> tuple[SongTime, int]:
    return tap.time_ns, tap.press


class Judge:
    """One play's judge. Notes are added any time before their onset - reach, phrase by phrase."""

    def __init__(self, windows: HitWindows) -> None:
        self._windows = windows
        self._costs = Costs.within(windows.reach_ns)
        self._notes: list[Note] = []
        self._onsets: list[tuple[SongTime, int]] = []
        self._answer_errors: dict[int, int] = {}
        self._lanes: dict[Move, _Lane] = {move: _Lane() for move in _LANES}
        self._due: list[tuple[SongTime, int, int]] = []
        self._open_taps: list[Tap] = []
        self._lag = LagEstimate(self._costs, windows.reach_ns)
        self._settled: SongTime | None = None
        self._late_taps: list[Tap] = []
        self._refills: list[Tap] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes so far; a judgement's `index` counts these."""
        return tuple(self._notes)

    @property
    def late_taps(self) -> tuple[Tap, ...]:
        """Taps older than a promise given to `settle`: kept here, judged only in batch."""
        return tuple(self._late_taps)

    @property
    def refills(self) -> tuple[Tap, ...]:
        """Taps that pressed a hold again while it lasted: they fill it, and are no strays."""
        return tuple(self._refills)

    def add_notes(self, notes: Iterable[Note]) -> None:
        for note in notes:
            index = len(self._notes)
            self._notes.append(note)
            insort(self._onsets, (note.onset_ns, index))
            lane = self._lanes[note.move]
            insort(lane.notes, (note.onset_ns, index))
            if note.hold:
                lane.holds.append(note)
            due = SongTime(note.onset_ns + self._windows.reach_ns)
            heappush(self._due, (due, _LANES[note.move], index))

    def feed(self, reading: Reading) -> None:
        """Any word of a finger, to the method that takes it."""
        match reading:
            case Tap():
                self.tap(reading)
            case Release():
                self.release(reading)
            case Suppressed():
                self.suppressed(reading)

    def tap(self, tap: Tap) -> None:
        lane = self._lanes[tap.move]
        lane.strokes.tap(tap.time_ns, tap.press)
        if self._settled is not None and tap.time_ns < self._settled:
            self._late_taps.append(tap)
            return
        self._lag.tap(tap.move, tap.time_ns)
        insort(lane.taps, tap, key=_tap_order)
        insort(self._open_taps, tap, key=_tap_order)

    def release(self, release: Release) -> None:
        self._lanes[release.move].strokes.release(release.time_ns, release.press)

    def suppressed(self, suppressed: Suppressed) -> None:
        strokes = self._lanes[suppressed.move].strokes
        strokes.bounce(suppressed.time_ns, suppressed.press)

    def settle(self, until: SongTime) -> list[Judgement]:
        """All that is decided before `until`: the caller promises that no older tap will come."""
        self._settled = until if self._settled is None else max(self._settled, until)
        judgements: list[Judgement] = []
        while True:
            note_due = self._due[0][0] if self._due else _END
            stray_due = self._stray_due()
            if min(note_due, stray_due) >= self._settled:
                return judgements
            if note_due <= stray_due:
                judgements.append(self._decide_note())
            else:
                judgements.extend(self._decide_stray())

    def finish(self) -> list[Judgement]:
        """All that is still open, with what has been heard."""
        return self.settle(_END)

    def preview(self, tap: Tap) -> Note | None:
        """The open note that this tap lights at once; the judgement may still differ."""
        open_notes = (self._notes[index] for _, index in self._lanes[tap.move].notes)

        def distance(note: Note) -> int:
            return abs(elapsed_ns(note.onset_ns, tap.time_ns))

        nearest = min(open_notes, key=distance, default=None)
        if nearest is None or distance(nearest) > self._windows.hit_ns:
            return None
        return nearest

    def hold_state(self, note: Note, now: SongTime) -> float:
        """How full the hold is: 1 full, 0 drained (see `game.play.holds`)."""
        strokes = self._lanes[note.move].strokes
        return strokes.fullness(note, now, self._windows.reach_ns)

    def _decide_note(self) -> Hit | Miss:
        due, _, index = heappop(self._due)
        note = self._notes[index]
        lane = self._lanes[note.move]
        self._lag.decide(note.move, note.onset_ns)
        answer = self._answer(lane, due)
        del lane.notes[0]
        if answer is None:
            return Miss(index, note, None)
        tap = lane.taps[answer]
        del lane.taps[: answer + 1]
        self._open_taps.remove(tap)
        error = elapsed_ns(note.onset_ns, tap.time_ns)
        self._answer_errors[index] = error
        return self._graded(index, note, tap, abs(error))

    def _graded(self, index: int, note: Note, tap: Tap, distance_ns: int) -> Hit | Miss:
        windows = self._windows
        if distance_ns > windows.hit_ns:
            return Miss(index, note, tap)
        half_widths = (windows.close_ns, windows.good_ns, windows.hit_ns)
        return Hit(index, note, tap, Tier(bisect_left(half_widths, distance_ns) + 1))

    def _answer(self, lane: _Lane, due: SongTime) -> int | None:
        """The place among the lane's taps of the one that answers its first note."""
        reach = self._windows.reach_ns
        onset = lane.notes[0][0]
        first = bisect_left(lane.taps, onset - reach, key=lambda tap: tap.time_ns)
        last = bisect_right(lane.taps, due, key=lambda tap: tap.time_ns)
        if first == last:
            return None
        taps = [tap.time_ns for tap in lane.taps[first:last]]
        known = bisect_right(lane.notes, due + reach, key=lambda entry: entry[0])
        onsets = [note_onset for note_onset, _ in lane.notes[:known]]
        matcher = Matcher(self._costs, reach, self._lag.lag_ns)
        answer = matcher.answer(onsets, taps, due)
        return None if answer is None else first + answer

    def _stray_due(self) -> SongTime:
        if not self._open_taps:
            return _END
        time = self._open_taps[0].time_ns
        reach = self._windows.reach_ns
        after = bisect_right(self._onsets, time + reach, key=lambda entry: entry[0])
        if after == 0:
            return time
        return max(time, SongTime(self._onsets[after - 1][0] + reach))

    def _decide_stray(self) -> list[Judgement]:
        tap = self._open_taps.pop(0)
        open_to_notes = self._lanes[tap.move].taps
        if open_to_notes and open_to_notes[0] == tap:
            del open_to_notes[0]
        if self._fills_hold(tap):
            self._refills.append(tap)
            return []
        return [Stray(tap, self._instead_of(tap))]

    def _fills_hold(self, tap: Tap) -> bool:
        holds = self._lanes[tap.move].holds
        return any(hold.onset_ns < tap.time_ns <= hold.end_ns for hold in holds)

    def _instead_of(self, tap: Tap) -> int | None:
        """The note of another move that was meant: the nearest one without a nearer own answer.

        Near is within the hit window of where this person's taps usually fall (on simulated hands
        96 % of wrong-finger presses find their note so, 73 % with a lag of 0).
        """
        usual = tap.time_ns - self._lag.lag_ns
        hit = self._windows.hit_ns
        first = bisect_left(self._onsets, usual - hit, key=lambda entry: entry[0])
        last = bisect_right(self._onsets, usual + hit, key=lambda entry: entry[0])
        near = [
            (abs(usual - onset), index)
            for onset, index in self._onsets[first:last]
            if self._notes[index].move != tap.move
        ]
        meant = [found for found in near if not self._has_nearer_answer(*found)]
        return min(meant)[1] if meant else None

    def _has_nearer_answer(self, distance_ns: int, index: int) -> bool:
        error = self._answer_errors.get(index)
        return error is not None and abs(error - self._lag.lag_ns) <= distance_ns


def judge_play(play: Play) -> tuple[Judgement, ...]:
    """The judgements of the record: the live judge fed everything.

    Presses after the last note that was asked (see `Play.notes`) answer nothing and are no strays.
    """
    judge = Judge(play.header.windows)
    judge.add_notes(play.notes)
    for reading in readings_of(play):
        judge.feed(reading)
    until = play.asked_until
    return tuple(
        judgement
        for judgement in judge.finish()
        if until is None or not isinstance(judgement, Stray) or judgement.tap.time_ns <= until
    )
