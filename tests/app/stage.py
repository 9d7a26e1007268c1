"""A performance built in code: a small tune, simulated time, and devices that follow a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path
from uuid import UUID

from game.app.course import Course
from game.app.house import first_menu_keys
from game.app.loop import READ_EVERY_NS, Event, Loop, Polled
from game.app.performance import Performance
from game.devices.audio import SilentAudio
from game.devices.clock import SimulatedClock
from game.devices.midi_bytes import key_events
from game.devices.window import Window
from game.drawing.canvas import Canvas
from game.drawing.text import Texts
from game.music.arrange import opening_difficulty
from game.music.chart import BackingNote, Note
from game.music.difficulty import Difficulty, HitWindows, Prescription
from game.music.moves import RIGHT_TAPS, Move
from game.music.song import Song
from game.play.judge import Judge
from game.play.judgements import Judgement
from game.play.keymap import ANY_MIDI, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress, KeyRelease
from game.play.record import Play, PlayHeader
from game.screens.playing import PlayingScreen
from game.storage.journal import JournalWriter
from game.timing import NS_PER_S, HostTime, SongTime, ns_from_ms, ns_from_s, shifted
from tests.music.tunes import arranged, quarters, tune

GLOVE = "Glove 1"
BEGIN = HostTime(ns_from_ms(777.777777))
"""On no frame's and no read's own time."""
LONGEST_NS = ns_from_s(100)
HELD_NS = ns_from_ms(120)
QUARTER_NS = ns_from_ms(750)
"""At the tempo of `small_tune`, whose every note is asked."""


def small_tune(*notes: tuple[int | None, float]) -> Song:
    """Four bars up and down the right hand's five keys unless told; notes as in `tune`."""
    written = notes or tuple(quarters(*(60, 62, 64, 65, 67, 65, 64, 62) * 2))
    return tune(*written, bpm=80, chords=[(0, 0)])


def midi_note_of(note: Note) -> int:
    """The key that plays it on a device that nobody taught."""
    return next(key for device, key in default_keymap().keys_of(note.move) if device == ANY_MIDI)


class RecordingAudio(SilentAudio):
    """As strict as the real one; remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.struck: list[tuple[int, int | None]] = []
        self.begun: list[tuple[HostTime, SongTime]] = []
        self.added: list[list[BackingNote]] = []
        """One list of notes since each `begin`."""
        self.halts = 0

    def strike(self, pitch: int, velocity: int | None) -> None:
        self.struck.append((pitch, velocity))

    def begin(self, host: HostTime, song: SongTime) -> None:
        super().begin(host, song)
        self.begun.append((host, song))
        self.added.append([])

    def add(self, notes: Sequence[BackingNote], start: SongTime, end: SongTime) -> None:
        super().add(notes, start, end)
        self.added[-1] += (note for note in notes if note.onset_ns >= start)

    def halt(self) -> None:
        super().halt()
        self.halts += 1

    def heard_at(self, chain: int) -> list[HostTime]:
        """When each note of the chain was to begin."""
        host, song = self.begun[chain]
        return [shifted(host, note.onset_ns - song) for note in self.added[chain]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a frame is drawn, and how long its slices take; only `real` ones are seen."""

    fps: int = 60
    slices: int = 0
    slice_ns: int = 0
    real: bool = False
    read_every_ns: int = READ_EVERY_NS


COARSE = Pace(read_every_ns=ns_from_ms(4))
"""For plays in which everything has a time of its own."""


class WatchedScreen(PlayingScreen):
    """Remembers what it was told. Drawing takes as long as the pace says."""

    def __init__(self, song: Song, clock: SimulatedClock, pace: Pace, judge: Judge) -> None:
        super().__init__(song.title, RIGHT_TAPS, Texts(), HitWindows(), judge.hold_state)
        self._clock = clock
        self._pace = pace
        self.judgements: list[Judgement] = []
        self.pauses: list[tuple[str, HostTime]] = []
        self.beats: list[int | None] = []
        """Each numeral once while it stands; None where it was taken away."""
        self.song_times: list[tuple[HostTime, SongTime]] = []
        """What was shown at each read."""
        self.let_go: list[Move] = []

    def judged(self, judgement: Judgement) -> None:
        super().judged(judgement)
        self.judgements.append(judgement)

    def pause(self, reason: str, now: HostTime) -> None:
        super().pause(reason, now)
        self.pauses.append((reason, now))

    def count_in(self, beats_left: int | None) -> None:
        super().count_in(beats_left)
        if not self.beats or self.beats[-1] != beats_left:
            self.beats.append(beats_left)

    def at(self, song_now: SongTime) -> None:
        super().at(song_now)
        self.song_times.append((self._clock.now(), song_now))

    def released(self, move: Move) -> None:
        super().released(move)
        self.let_go.append(move)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._pace.real:
            yield from super().draw(canvas)
        for _slice in range(self._pace.slices):
            self._clock.wait_until(shifted(self._clock.now(), self._pace.slice_ns))
            yield


Happening = Callable[[HostTime], Iterable[Event]]
"""Given the moment of the read."""


class Script:
    """What the devices bring and when, in any order of writing."""

    def __init__(self) -> None:
        self._order = count()
        self._ahead: list[tuple[HostTime, int, Happening]] = []

    def midi(self, host: HostTime, *message: int, device: str = GLOVE) -> None:
        """Bytes as a driver hands them over, stamped by it."""
        self.event(host, *key_events(host, device, message))

    def key(self, host: HostTime, scancode: int, held_ns: int = HELD_NS) -> None:
        """A key of the computer's keyboard, stamped when it is read."""
        self._at(host, lambda now: [KeyPress(now, KEYBOARD, scancode)])
        up = shifted(host, held_ns)
        self._at(up, lambda now: [KeyRelease(now, KEYBOARD, scancode)])

    def event(self, host: HostTime, *events: Event) -> None:
        self._at(host, lambda _now: events)

    def do(self, host: HostTime, action: Callable[[], None]) -> None:
        def happening(_now: HostTime) -> Iterable[Event]:
            action()
            return ()

        self._at(host, happening)

    def poll(self, now: HostTime) -> list[Event]:
        due = sorted(entry for entry in self._ahead if entry[0] <= now)
        self._ahead = [entry for entry in self._ahead if entry[0] > now]
        return [event for _, _, happening in due for event in happening(now)]

    def _at(self, host: HostTime, happening: Happening) -> None:
        self._ahead.append((host, next(self._order), happening))


@dataclass(slots=True)
class Theatre:
    """What plays of one test share."""

    folder: Path
    window: Window
    journals: list[JournalWriter] = field(default_factory=list)

    def journal(self, header: PlayHeader) -> JournalWriter:
        """In a folder of its own."""
        folder = self.folder / f"journal-{len(self.journals)}"
        folder.mkdir()
        self.journals.append(JournalWriter(folder, header))
        return self.journals[-1]

    def close(self) -> None:
        for journal in self.journals:
            journal.close()
        self.window.close()


class Stage:
    """One play that has begun; `run` shows it to its end."""

    def __init__(
        self,
        theatre: Theatre,
        song: Song | None = None,
        pace: Pace | None = None,
        keymap: Keymap | None = None,
        difficulty: Difficulty | None = None,
    ) -> None:
        pace = pace or COARSE
        self.song = song or small_tune()
        self.difficulty = difficulty or opening_difficulty(self.song, Prescription(), RIGHT_TAPS)
        self.header = _header(self.song, keymap or default_keymap())
        self.clock = SimulatedClock()
        self.audio = RecordingAudio()
        self.judge = Judge(self.header.windows)
        self.screen = WatchedScreen(self.song, self.clock, pace, self.judge)
        self.journal = theatre.journal(self.header)
        self.script = Script()
        course = Course(self.song, self.difficulty)
        self.performance = Performance(
            course, self.header, self.judge, self.screen, self.audio, self.journal
        )
        sources = (Polled(self.script.poll, pace.read_every_ns),)
        frame_ns = NS_PER_S // pace.fps
        self.loop = Loop(self.clock, theatre.window, sources, first_menu_keys(), frame_ns)
        self.performance.begin(BEGIN)

    @property
    def notes(self) -> list[Note]:
        """All that will be asked."""
        return [note for chart in arranged(self.song, self.difficulty) for note in chart.notes]

    def host(self, song_ns: int) -> HostTime:
        """When the song will be there if nothing pauses it from now on."""
        host = self.performance.clock.host_at(SongTime(song_ns))
        assert host is not None
        return host

    def answers(
        self,
        notes: Iterable[Note],
        errors_ms: Iterable[float] = (0,),
        later_ns: int = 0,
        device: str = GLOVE,
    ) -> None:
        """Strikes and releases each note's key; the errors take turns, `later_ns` is for pauses."""
        for note, error_ms in zip(notes, cycle(errors_ms)):
            down = shifted(self.host(note.onset_ns), later_ns + ns_from_ms(error_ms))
            key = midi_note_of(note)
            self.script.midi(down, 0x90, key, 70, device=device)
            self.script.midi(shifted(down, HELD_NS), 0x80, key, 0, device=device)

    def ends(self, host: HostTime) -> None:
        """The player leaves then."""
        self.script.do(host, self.performance.stop)

    def run(self) -> Play:
        """Raises AssertionError where the play never ends."""

        def give_up() -> None:
            raise AssertionError(f"still running, paused for {self.screen.pauses}")

        self.script.do(shifted(BEGIN, LONGEST_NS), give_up)
        self.loop.show(self.performance, self.performance)
        return self.performance.play


def _header(song: Song, keymap: Keymap) -> PlayHeader:
    prescription = Prescription()
    return PlayHeader(
        play_id=UUID(int=1),
        player_id=UUID(int=2),
        song_id=song.song_id,
        song_title=song.title,
        started_at=datetime(2026, 5, 4, 10, 30, tzinfo=UTC),
        keymap=keymap,
        windows=prescription.windows,
        lock_out_ns=prescription.lock_out_ns,
        seed=0,
    )
