"""The game's side of `tools.precision`: a song is played, with all that belongs to it.

Runs where DISPLAY and a JACK server are. Prints one JSON object: for "midi" and "keys" and each
way of reading, what every stamp was late by, in nanoseconds, and how many presses never came.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import game.__main__  # noqa: F401 # as in the game: modules are no garbage
from game.app.house import House, Settings, first_menu_keys, open_house
from game.app.loop import FRAME_NS, Event, Loop, Polled, Source
from game.app.performance import Performance
from game.app.playing import PlayedSong, stage
from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.drawing.text import Texts
from game.music.moves import RIGHT_TAPS
from game.play.keymap import default_keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.storage.players import Player
from game.timing import HostTime, elapsed_ns, ns_from_ms, ns_from_s, shifted
from tools.wires import KeySender, MidiSender

SONG = "ode_to_joy"
SIZE = (1280, 720)
GLOVE = "Precision"
HELD_MS = 5.0
ROUNDS = 4
"""Idle and busy take turns, so that a machine's moods meet both."""
FEWEST_IN_A_ROUND = 50
KEYCODES = (38, 39, 40, 41, 43, 44, 45, 46, 24, 25, 26, 27, 28, 29, 30, 31)
SCANCODES = (4, 22, 7, 9, 11, 13, 14, 15, 20, 26, 8, 21, 23, 28, 24, 12)
"""A to L without G and a row above, as the X server and as USB number them."""
NOTES = tuple(range(36, 100))
WAYS = ("idle", "busy", "once_a_frame")
COUNT_IN_NS = ns_from_s(1)
"""Nobody plays yet while the first picture is put together."""
PATIENCE_NS = ns_from_s(3)


class Watch:
    """Notes `count` presses of `device` on their way to a performance, or to nothing at all."""

    def __init__(
        self, performance: Performance | None, device: str, count: int, until: HostTime
    ) -> None:
        self.presses: list[KeyPress] = []
        self.outcome: bool | None = None
        self._performance = performance
        self._device = device
        self._count = count
        self._until = until

    def key(self, event: KeyEvent) -> None:
        if isinstance(event, KeyPress) and event.device == self._device:
            self.presses.append(event)
        if self._performance:
            self._performance.key(event)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """A play has no menu."""

    def update(self, now: HostTime) -> None:
        if self._performance:
            self._performance.update(now)
        if len(self.presses) >= self._count or now >= self._until:
            self.outcome = True

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._performance:
            yield from self._performance.draw(canvas)


class OnceAFrame:
    """The usual way: a source read at each frame, and stamped by that."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._due = HostTime(0)

    def poll(self, now: HostTime) -> Sequence[Event]:
        if now < self._due:
            return ()
        self._due = shifted(max(self._due, shifted(now, -FRAME_NS)), FRAME_NS)
        return [
            replace(event, host_ns=now) if isinstance(event, KeyPress) else event
            for event in self._source.poll(now)
        ]

    def next_due(self, now: HostTime) -> HostTime:
        return max(self._due, now)


def pair(
    keys: Sequence[int], sent: Sequence[HostTime], presses: Sequence[KeyPress]
) -> tuple[list[int], int]:
    """How late each press was stamped, and how many never came. Order is kept by every wire, and
    a key comes again only after all the others."""
    late_ns: list[int] = []
    place = 0
    for press in presses:
        while keys[place % len(keys)] != press.key:
            place += 1
        late_ns.append(elapsed_ns(sent[place], press.host_ns))
        place += 1
    return late_ns, len(sent) - len(late_ns)


class Bench:
    """The open game and the two devices that play it."""

    def __init__(self, stack: ExitStack, gap_ms: float) -> None:
        self._gap_ms = gap_ms
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self._glove = stack.enter_context(MidiSender(GLOVE))
        self._keyboard = stack.enter_context(KeySender())
        self._house = stack.enter_context(closing(open_house(Settings(SIZE, data, "jack"))))
        self._what = _song_to_play(self._house)
        self._framed_loop = _framed_loop(self._house)
        self._texts = Texts()

    def midi(self, way: str, count: int) -> tuple[list[int], int]:
        notes = [(0x90, NOTES[number % len(NOTES)], 64) for number in range(count)]
        presses = self._play(
            way, f"{GLOVE} 1", count, lambda: self._glove.start_sending(notes, self._gap_ms)
        )
        return pair(NOTES, self._glove.sent(), presses)

    def keys(self, way: str, count: int) -> tuple[list[int], int]:
        codes = [KEYCODES[number % len(KEYCODES)] for number in range(count)]
        presses = self._play(
            way, KEYBOARD, count, lambda: self._keyboard.start_tapping(codes, self._gap_ms, HELD_MS)
        )
        return pair(SCANCODES, self._keyboard.pressed(), presses)

    def _play(self, way: str, device: str, count: int, start: Callable[[], None]) -> list[KeyPress]:
        loop = self._framed_loop if way == "once_a_frame" else self._house.loop
        performance = None
        if way != "idle":
            performance = stage(self._house, self._texts, self._what)
            performance.begin(loop.clock.now())
        loop.show(Watch(performance, device, count, shifted(loop.clock.now(), COUNT_IN_NS)))
        start()
        until = shifted(loop.clock.now(), ns_from_ms(count * self._gap_ms) + PATIENCE_NS)
        watch = Watch(performance, device, count, until)
        loop.show(watch)
        if performance:
            performance.stop()
            performance.journal.discard()
        return watch.presses


def _song_to_play(house: House) -> PlayedSong:
    (song,) = (song for song in house.library.songs if song.song_id == SONG)
    player = Player(uuid4(), "Precision", "fox", datetime.now(UTC), RIGHT_TAPS)
    house.library.store.save_player(player)
    return PlayedSong(song, player, default_keymap())


def _framed_loop(house: House) -> Loop:
    """The same game as `house`, its devices read once a frame."""

    def read_midi(_now: HostTime) -> Sequence[Event]:
        return house.midi.poll() if house.midi else ()

    sources = [OnceAFrame(Polled(read)) for read in (read_midi, house.window.poll)]
    loop = Loop(house.loop.clock, house.window, sources, first_menu_keys())
    loop.after_read = house.audio.pump
    return loop


def measure(presses: int, gap_ms: float) -> dict[str, dict[str, dict[str, list[int] | int]]]:
    """`presses` of each device in each way, `gap_ms` apart.

    `{"keys": {"busy": {"late_ns": [1200000, …], "lost": 0}, …}, …}`
    """
    with ExitStack() as stack:
        bench = Bench(stack, gap_ms)
        devices: dict[str, Callable[[str, int], tuple[list[int], int]]]
        devices = {"midi": bench.midi, "keys": bench.keys}
        late: dict[tuple[str, str], list[int]] = defaultdict(list)
        lost: dict[tuple[str, str], int] = defaultdict(int)
        rounds = min(ROUNDS, -(-presses // FEWEST_IN_A_ROUND))
        for _ in range(rounds):
            for way in WAYS:
                for device, play in devices.items():
                    late_ns, missing = play(way, presses // rounds)
                    late[device, way] += late_ns
                    lost[device, way] += missing
    return {
        device: {way: {"late_ns": late[device, way], "lost": lost[device, way]} for way in WAYS}
        for device in devices
    }


if __name__ == "__main__":
    json.dump(measure(int(sys.argv[1]), float(sys.argv[2])), sys.stdout)
