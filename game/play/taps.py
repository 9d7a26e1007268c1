"""From the device's word to the finger's: key events into taps and releases in song time.

One algorithm for both uses: `TapReader` reads the events of a running play one by one,
`readings_of` and `taps_of` read those of a finished play through the same reader.
Conventions: a press happened at its stamp less its device's offset (positive: stamped late).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.music.moves import Move
from game.play.judgements import Release, Tap
from game.play.keymap import Keymap
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import Offset, Play
from game.timing import HostTime, SongClock, SongTime, elapsed_ns, shifted


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A press inside the lock-out (tremor, bounce): kept as such, and no tap.

    `press` is the index of its KeyPress in the play's record.
    """

    move: Move
    time_ns: SongTime
    press: int


Reading = Tap | Release | Suppressed


@dataclass(frozen=True, slots=True)
class TapsDone:
    """All that a play's fingers did, each kind in the order of its time."""

    taps: tuple[Tap, ...]
    releases: tuple[Release, ...]
    suppressed: tuple[Suppressed, ...]


class TapReader:
    """Reads key events in the order in which they happened (see `happened_at`)."""

    def __init__(
        self, keymap: Keymap, offsets: tuple[Offset, ...], lock_out_ns: int, clock: SongClock
    ) -> None:
        """Reads `clock` at each event, so the clock may grow while the play runs."""
        self._keymap = keymap
        self._offset_ns = {offset.device: offset.offset_ns for offset in offsets}
        self._lock_out_ns = lock_out_ns
        self._clock = clock
        self._accepted: dict[Move, HostTime] = {}
        self._down: dict[tuple[str, int], int] = {}

    def happened_at(self, event: KeyEvent) -> HostTime:
        return shifted(event.host_ns, -self._offset_ns.get(event.device, 0))

    def read(self, event: KeyEvent, index: int) -> Reading | None:
        """What the finger did; `index` is the event's place in the play's events.

        None for what answers nothing: a key that means no finger, a press while the song stands
        still, a release without its press.
        """
        move = self._keymap.move_of(event.device, event.key)
        if move is None:
            return None
        if isinstance(event, KeyRelease):
            return self._release(event, move)
        return self._press(event, move, index)

    def _press(self, event: KeyPress, move: Move, index: int) -> Tap | Suppressed | None:
        host = self.happened_at(event)
        if not self._clock.running_at(host):
            return None
        self._down[event.device, event.key] = index
        time = self._clock.song_at(host)
        last = self._accepted.get(move)
        if last is not None and abs(elapsed_ns(last, host)) < self._lock_out_ns:
            return Suppressed(move, time, index)
        self._accepted[move] = host if last is None else max(last, host)
        return Tap(move, time, event.velocity, index)

    def _release(self, event: KeyRelease, move: Move) -> Release | None:
        press = self._down.pop((event.device, event.key), None)
        if press is None:
            return None
        return Release(move, self._clock.song_at(self.happened_at(event)), press)


def readings_of(play: Play) -> Iterator[Reading]:
    """What the fingers did, in the order in which it happened (stable where times are equal)."""
    header = play.header
    clock = SongClock(play.segments)
    reader = TapReader(header.keymap, header.offsets, header.lock_out_ns, clock)
    by_time = sorted(enumerate(play.events), key=lambda item: reader.happened_at(item[1]))
    for index, event in by_time:
        reading = reader.read(event, index)
        if reading is not None:
            yield reading


def taps_of(play: Play) -> TapsDone:
    readings = tuple(readings_of(play))
    return TapsDone(
        tuple(reading for reading in readings if isinstance(reading, Tap)),
        tuple(reading for reading in readings if isinstance(reading, Release)),
        tuple(reading for reading in readings if isinstance(reading, Suppressed)),
    )
