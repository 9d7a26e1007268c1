"""A simulated hand: it sees the notes asked and presses keys, well or badly, as people do.

It never meets the judge: what it does goes the way of every key event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from math import exp, sqrt

import numpy as np

from game.adapt.people import LONGEST_INTERVAL_MS, FingerSkill, Person
from game.music.chart import Note
from game.music.moves import Hand, Move
from game.play.keymap import Keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress, KeyRelease
from game.timing import (
    HostTime,
    SongClock,
    SongTime,
    elapsed_ns,
    ms_from_ns,
    ns_from_ms,
    s_from_ns,
    shifted,
)

DOUBLE_TAP_MS = (60.0, 140.0)
UP_NS = ns_from_ms(5)
"""A key is up for at least this long before it goes down again."""
SHORTEST_DWELL_NS = ns_from_ms(20)
FIRST_INTERVAL_NS = ns_from_ms(LONGEST_INTERVAL_MS)
"""Before a hand's first note, which has none before it."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key that goes down and up again, in song time. `velocity` None: the key knows none."""

    down_ns: SongTime
    up_ns: SongTime
    key: int
    velocity: int | None


class VirtualPlayer:
    """One person at one device. The same generator state gives the same strokes."""

    def __init__(
        self,
        person: Person,
        keymap: Keymap,
        moves: Iterable[Move],
        rng: np.random.Generator,
        device: str = KEYBOARD,
    ) -> None:
        """`moves` are those the person plays with. Raises ValueError for one that has no key on
        `device`."""
        self.device = device
        self.fatigue = 0.0
        """0 rested, 1 exhausted."""
        self._person = person
        self._keys = {move: _key_of(keymap, device, move) for move in moves}
        self._rng = rng
        self._error = float(rng.standard_normal())
        self.begin_play()

    def begin_play(self) -> None:
        """Song time begins anew; the hand is as tired as it was."""
        self._onsets: dict[Hand, SongTime] = {}
        self._intervals_ns: dict[Hand, int] = {}
        self._last_asked: SongTime | None = None
        self._up_since: dict[int, SongTime] = {}

    def answer(self, notes: Sequence[Note], clock: SongClock) -> list[KeyEvent]:
        """What is pressed and released for a phrase, in order of time.

        What `clock` hides behind a pause is left out; phrases are to be answered in order.
        """
        events: list[KeyEvent] = []
        for stroke in self.strokes(notes):
            for song, event_of in ((stroke.down_ns, self.press), (stroke.up_ns, self.release)):
                host = clock.host_at(song)
                if host is not None:
                    events.append(event_of(stroke, host))
        return sorted(events, key=lambda event: event.host_ns)

    def strokes(self, notes: Sequence[Note]) -> list[Stroke]:
        """The same in song time, in order of going down."""
        wished = [stroke for note in notes for stroke in self._answer(note)]
        wished.sort(key=lambda stroke: stroke.down_ns)
        keys = sorted({stroke.key for stroke in wished})
        played = [s for key in keys for s in self._playable([w for w in wished if w.key == key])]
        return sorted(played, key=lambda stroke: stroke.down_ns)

    def press(self, stroke: Stroke, host: HostTime) -> KeyPress:
        return KeyPress(host, self.device, stroke.key, stroke.velocity)

    def release(self, stroke: Stroke, host: HostTime) -> KeyRelease:
        return KeyRelease(host, self.device, stroke.key)

    def _answer(self, note: Note) -> list[Stroke]:
        interval_ms = ms_from_ns(self._interval_ns(note))
        self._tire(note)
        skill = self._person.skill(note.move)
        error_ms = skill.mean_ms + skill.sd_ms(interval_ms, self.fatigue) * self._next_error()
        answered = self._rng.random() < skill.answers(interval_ms, self.fatigue)
        key = self._key_pressed(note.move, skill) if answered else None
        if key is None:
            return []
        held_ns = note.duration_ns if note.hold else 0
        stroke = self._stroke(shifted(note.onset_ns, ns_from_ms(error_ms)), key, skill, held_ns)
        if self._rng.random() >= skill.double_tap:
            return [stroke]
        again_ns = ns_from_ms(float(self._rng.uniform(*DOUBLE_TAP_MS)))
        return [stroke, self._stroke(shifted(stroke.down_ns, again_ns), key, skill, held_ns)]

    def _interval_ns(self, note: Note) -> int:
        """Since the hand's previous onset; the notes of a chord share theirs."""
        hand = note.move.hand
        last = self._onsets.get(hand)
        if last is None:
            self._intervals_ns[hand] = FIRST_INTERVAL_NS
        elif last != note.onset_ns:
            self._intervals_ns[hand] = elapsed_ns(last, note.onset_ns)
        self._onsets[hand] = note.onset_ns
        return self._intervals_ns[hand]

    def _tire(self, note: Note) -> None:
        rest_ns = 0 if self._last_asked is None else elapsed_ns(self._last_asked, note.onset_ns)
        self._last_asked = note.onset_ns
        rested = self.fatigue * exp(-s_from_ns(rest_ns) / self._person.recovery_s)
        self.fatigue = rested + self._person.tiring * (1 - rested)

    def _next_error(self) -> float:
        """Standard normal, each correlated with the one before."""
        lag_1 = self._person.lag_1
        fresh = float(self._rng.standard_normal())
        self._error = lag_1 * self._error + sqrt(1 - lag_1**2) * fresh
        return self._error

    def _key_pressed(self, move: Move, skill: FingerSkill) -> int | None:
        """A neighbour's by mistake now and then; None where the press meets no key."""
        if self._rng.random() >= skill.wrong_neighbour:
            return self._keys.get(move)
        near = [key for other, key in self._keys.items() if _are_neighbours(move, other)]
        return near[int(self._rng.integers(len(near)))] if near else None

    def _stroke(self, down: SongTime, key: int, skill: FingerSkill, held_ns: int) -> Stroke:
        dwell_ns = ns_from_ms(float(self._rng.normal(skill.dwell_ms, skill.dwell_sd_ms)))
        velocity = round(float(self._rng.normal(skill.velocity, skill.velocity_sd)))
        return Stroke(
            down,
            shifted(down, held_ns + max(dwell_ns, SHORTEST_DWELL_NS)),
            key,
            None if self.device == KEYBOARD else min(max(velocity, 1), 127),
        )

    def _playable(self, wished: Sequence[Stroke]) -> list[Stroke]:
        """Strokes of one key, let go before it is pressed again; two too close are one."""
        played: list[Stroke] = []
        for stroke in wished:
            if not played:
                played.append(_delayed(stroke, self._still_down_ns(stroke)))
            elif elapsed_ns(played[-1].down_ns, stroke.down_ns) >= SHORTEST_DWELL_NS + UP_NS:
                up = min(played[-1].up_ns, shifted(stroke.down_ns, -UP_NS))
                played[-1] = replace(played[-1], up_ns=up)
                played.append(stroke)
        self._up_since[played[-1].key] = played[-1].up_ns
        return played

    def _still_down_ns(self, stroke: Stroke) -> int:
        """How long after its wish the key is free of the last phrase's stroke."""
        up = self._up_since.get(stroke.key)
        return 0 if up is None else max(0, elapsed_ns(stroke.down_ns, shifted(up, UP_NS)))


class KeySource:
    """The hand as one more source of key events: read when its time has come, as a device is.

    A hand waits while the song is paused: its strokes stand in song time.
    """

    def __init__(self, player: VirtualPlayer) -> None:
        self._player = player
        self._clock: SongClock | None = None
        self._ahead: list[tuple[SongTime, int, Stroke, bool]] = []
        self._order = count()

    def answer(self, notes: Sequence[Note], clock: SongClock) -> None:
        """Plays the notes of one more phrase; another `clock` than before is a new play."""
        if clock is not self._clock:
            self._clock = clock
            self._ahead.clear()
            self._player.begin_play()
        for stroke in self._player.strokes(notes):
            heappush(self._ahead, (stroke.down_ns, next(self._order), stroke, True))
            heappush(self._ahead, (stroke.up_ns, next(self._order), stroke, False))

    def next_due(self) -> HostTime | None:
        """None while nothing is to be pressed or the song is paused."""
        if self._clock is None or not self._ahead:
            return None
        return self._clock.host_at(self._ahead[0][0])

    def poll(self, now: HostTime) -> list[KeyEvent]:
        """What is due by `now`, stamped with the moment at which it was."""
        events: list[KeyEvent] = []
        while (due := self.next_due()) is not None and due <= now:
            _, _, stroke, down = heappop(self._ahead)
            event_of = self._player.press if down else self._player.release
            events.append(event_of(stroke, due))
        return events


def _key_of(keymap: Keymap, device: str, move: Move) -> int:
    for _, key in keymap.keys_of(move):
        if keymap.move_of(device, key) == move:
            return key
    raise ValueError(f"{move.code} has no key on {device}")


def _are_neighbours(move: Move, other: Move) -> bool:
    return (
        move.hand is other.hand
        and move.gesture is other.gesture
        and abs(move.finger.number - other.finger.number) == 1
    )


def _delayed(stroke: Stroke, by_ns: int) -> Stroke:
    return replace(
        stroke, down_ns=shifted(stroke.down_ns, by_ns), up_ns=shifted(stroke.up_ns, by_ns)
    )
