"""The game's side of `tools.precision`: its loop and its playing screen under real presses.

Runs where DISPLAY and a JACK server are. Prints one JSON object: for "midi" and "keys" and each
way of reading, what every stamp was late by, in nanoseconds, and how many presses never came.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from game.app.course import Course
from game.app.loop import FRAME_NS, Event, Loop, Polled, Source
from game.devices.audio import Audio, open_audio
from game.devices.clock import SystemClock
from game.devices.midi import MidiInputs
from game.devices.window import Window
from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.drawing.text import Texts
from game.music.arrange import opening_difficulty
from game.music.difficulty import Prescription
from game.music.moves import RIGHT_TAPS
from game.music.song import Song
from game.play.keymap import default_keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress, KeyRelease
from game.readers import read_song
from game.screens.menu_keys import MenuKeys
from game.screens.playing import PlayingScreen
from game.timing import (
    HostTime,
    SongClock,
    SongTime,
    elapsed_ns,
    ns_from_ms,
    ns_from_s,
    shifted,
)
from tools.wires import KeySender, MidiSender

SONG = Path(__file__).resolve().parent.parent / "songs" / "ode_to_joy.abc"
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


class Playing:
    """The picture and the sound of a song being played, with every press shown."""

    def __init__(self, song: Song, audio: Audio, texts: Texts, now: HostTime) -> None:
        difficulty = opening_difficulty(song, Prescription(), RIGHT_TAPS)
        self._course = Course(song, difficulty)
        self._screen = PlayingScreen(song.title, RIGHT_TAPS, texts)
        self._audio = audio
        self._clock = SongClock.starting(now, SongTime(-difficulty.lead_ns))
        audio.begin(now, SongTime(-difficulty.lead_ns))
        audio.add((), SongTime(-difficulty.lead_ns), SongTime(0))

    def press(self, press: KeyPress) -> None:
        self._screen.tapped(RIGHT_TAPS[press.key % len(RIGHT_TAPS)], None)
        self._audio.strike(60, press.velocity)

    def release(self, release: KeyRelease) -> None:
        self._screen.released(RIGHT_TAPS[release.key % len(RIGHT_TAPS)])

    def update(self, now: HostTime) -> None:
        song_now = self._clock.song_at(now)
        while chart := self._course.commit_due(song_now):
            self._audio.prepare({note.pitch for note in chart.notes})
            self._audio.add(chart.backing, chart.start_ns, chart.end_ns)
            self._screen.commit(chart)
        self._screen.at(song_now)
        self._audio.pump(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        yield from self._screen.draw(canvas)


class Watch:
    """A screen that notes `count` presses of `device`; without `playing` it draws nothing."""

    def __init__(self, playing: Playing | None, device: str, count: int, until: HostTime) -> None:
        self.presses: list[KeyPress] = []
        self.outcome: bool | None = None
        self._playing = playing
        self._device = device
        self._count = count
        self._until = until

    def key(self, event: KeyEvent) -> None:
        match event:
            case KeyPress(device=self._device):
                self.presses.append(event)
                if self._playing:
                    self._playing.press(event)
            case KeyRelease() if self._playing:
                self._playing.release(event)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """A play has no menu."""

    def update(self, now: HostTime) -> None:
        if self._playing:
            self._playing.update(now)
        if len(self.presses) >= self._count or now >= self._until:
            self.outcome = True

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._playing:
            yield from self._playing.draw(canvas)


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
        self._clock = SystemClock()
        self._glove = stack.enter_context(MidiSender(GLOVE))
        self._keyboard = stack.enter_context(KeySender())
        self._window = Window(SIZE, "Precision")
        stack.callback(self._window.close)
        midi = MidiInputs(self._clock, api="jack")
        stack.callback(midi.close)
        midi.wait_until_looked()
        self._audio = open_audio()
        stack.callback(self._audio.close)
        sources = [Polled(self._window.poll), Polled(lambda _now: midi.poll())]
        self._prompt = self._loop(sources)
        self._framed = self._loop([OnceAFrame(source) for source in sources])
        self._song = read_song(SONG.name, SONG.read_bytes())
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
        loop = self._framed if way == "once_a_frame" else self._prompt
        now = self._clock.now()
        playing = None if way == "idle" else Playing(self._song, self._audio, self._texts, now)
        loop.show(Watch(playing, device, count, shifted(now, COUNT_IN_NS)))
        start()
        until = shifted(self._clock.now(), ns_from_ms(count * self._gap_ms) + PATIENCE_NS)
        watch = Watch(playing, device, count, until)
        loop.show(watch)
        self._audio.halt()
        return watch.presses

    def _loop(self, sources: Sequence[Source]) -> Loop:
        return Loop(self._clock, self._window, sources, MenuKeys(default_keymap(), RIGHT_TAPS))


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
