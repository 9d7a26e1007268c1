"""A whole start of the game on simulated time, and a visitor who presses keys as a story tells."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from game.app.house import House, first_menu_keys, open_library
from game.app.journey import Journey
from game.app.loop import Event, Loop, Noticing, Outcome
from game.app.performance import Performance
from game.devices.audio import Audio, SilentAudio
from game.devices.clock import SimulatedClock
from game.devices.window import Window
from game.drawing.focus import COOL_DOWN_NS, SCAN_NS
from game.music.chart import Note
from game.music.moves import Finger, Move
from game.play.keymap import ANY_MIDI, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress, KeyRelease
from game.play.record import Play
from game.screens.keys import KeysScreen
from game.screens.menu import Menu
from game.screens.results import ResultsScreen
from game.screens.screen import Screen
from game.screens.steps import Steps
from game.screens.teach import TeachScreen
from game.storage.players import Player
from game.storage.store import Store
from game.timing import NS_PER_S, HostTime, elapsed_ns, ns_from_ms, shifted

READ_EVERY_NS = ns_from_ms(20)
FRAME_NS = NS_PER_S // 2
LONGEST_NS = 600 * NS_PER_S
TITLE = "A Test"
"""Comes first: songs of one grade stand in the order of their titles."""
TUNE = f'X:1\nT:{TITLE}\nM:4/4\nL:1/4\nQ:1/4=80\nK:C\n"C"CDEF|"G"GFED|\n'
NOTES = 8

Shown = TypeVar("Shown")
Key = tuple[str, int]
"""A device and its key."""
Story = Generator[None, None, None]
"""Each `yield` waits for the next read."""


@dataclass(frozen=True, slots=True)
class Way:
    """How menus are worked; `on` None waits for the focus to come round by itself."""

    choose: Key
    on: Key | None = None


J, N, RIGHT, ENTER, ESCAPE = 13, 17, 79, 40, 41
BY_FINGERS = Way((KEYBOARD, N), (KEYBOARD, J))
BY_ARROWS = Way((KEYBOARD, ENTER), (KEYBOARD, RIGHT))
BY_PIANO = Way(("Piano 1", 60), ("Piano 1", 62))


class WatchedLoop(Loop):
    """Says which screen is shown."""

    screen: object = None
    noticing: object = None

    def show(self, screen: Screen[Outcome], noticing: Noticing | None = None) -> Outcome:
        self.screen = screen
        return super().show(screen, noticing)

    @property
    def shown(self) -> object:
        """The step, where a screen has steps."""
        return self.screen.shown if isinstance(self.screen, Steps) else self.screen


class Visitor:
    """A source of key events: what the story says is pressed."""

    def __init__(self, way: Way, clock: SimulatedClock) -> None:
        self.way = way
        self.loop: WatchedLoop
        self._clock = clock
        self._left: object = None
        self._story = self.wait(0)
        self._out: list[Event] = []
        self._begun = clock.now()

    # --- a source ----------------------------------------------------------------------------

    def tell(self, story: Story) -> None:
        self._story = story

    def poll(self, now: HostTime) -> Sequence[Event]:
        assert elapsed_ns(self._begun, now) < LONGEST_NS, f"stuck at {self._sight}"
        with suppress(StopIteration):
            next(self._story)
        out, self._out = self._out, []
        return out

    def next_due(self, now: HostTime) -> HostTime:
        return shifted(now, READ_EVERY_NS)

    @property
    def _sight(self) -> str:
        shown = self.loop.shown
        if isinstance(shown, Menu):
            return f"{shown.labels}, {shown.focused} in focus"
        return type(shown).__name__

    # --- what a story is made of ----------------------------------------------------------------

    def press(self, key: Key) -> Story:
        now = self._clock.now()
        self._out.append(KeyPress(now, *key))
        yield
        self._out.append(KeyRelease(self._clock.now(), *key))
        yield

    def brings(self, event: Event) -> Story:
        self._out.append(event)
        yield

    def wait(self, length_ns: int) -> Story:
        until = shifted(self._clock.now(), length_ns)
        while self._clock.now() < until:
            yield

    def choose(self, *labels: str) -> Story:
        """In one menu after the other."""
        for label in labels:
            menu = yield from self._new_menu(label)
            while menu.focused != label:
                if self.way.on is None:
                    yield
                else:
                    yield from self.press(self.way.on)
            yield from self.press(self.way.choose)

    def choose_button(self, kind: type, place: int) -> Story:
        """Of a screen that is no menu: the button of that place, from 0."""
        yield from self._new(kind)
        if self.way.on is None:
            yield from self.wait(place * SCAN_NS)
        else:
            for _ in range(place):
                yield from self.press(self.way.on)
        yield from self.press(self.way.choose)

    def teach(self, keys: Mapping[Move | None, Key], patient: bool = False) -> Story:
        """Those that are not in `keys` are skipped, or left until the game gives up."""
        screen = yield from self._new(TeachScreen)
        while screen.outcome is None:
            asked = screen.asked
            yield from self.wait(ns_from_ms(800))
            if screen.asked != asked or screen.outcome is not None:
                continue
            if asked in keys:
                yield from self.press(keys[asked])
            elif not patient:
                yield from self.press((KEYBOARD, RIGHT))

    def play(
        self, keys: Mapping[Move, Key], leaves_out: Callable[[Note], bool] = lambda _: False
    ) -> Story:
        """Each note when it is due, to the end of the song."""
        performance = yield from self._new(Performance)
        seen = 0
        due: list[Note] = []
        while performance.outcome is None:
            for chart in performance.committed[seen:]:
                due += (note for note in chart.notes if not leaves_out(note))
                seen += 1
            song_now = performance.clock.song_at(self._clock.now())
            if due and due[0].onset_ns <= song_now:
                yield from self.press(keys[due.pop(0).move])
            else:
                yield

    def _new(self, kind: type[Shown]) -> Generator[None, None, Shown]:
        """Another screen than the last one, once it listens."""
        while not isinstance(shown := self.loop.shown, kind) or shown is self._left:
            yield
        self._left = shown
        yield from self.wait(COOL_DOWN_NS + READ_EVERY_NS)
        return shown

    def _new_menu(self, label: str) -> Generator[None, None, Menu[object]]:
        while not isinstance(shown := self.loop.shown, Menu) or shown is self._left:
            yield
        assert label in shown.labels, f"{label} is not among {shown.labels}"
        return (yield from self._new(Menu))


class Start:
    """One start of the game, with the test's tune among the songs in `folder`."""

    def __init__(self, folder: Path, way: Way = BY_FINGERS, audio: Audio | None = None) -> None:
        (folder / "songs").mkdir(parents=True, exist_ok=True)
        (folder / "songs" / "a_test.abc").write_text(TUNE)
        clock = SimulatedClock()
        self.visitor = Visitor(way, clock)
        window = Window((480, 270), "test")
        loop = WatchedLoop(clock, window, (self.visitor,), first_menu_keys(), FRAME_NS)
        self.visitor.loop = loop
        self.house = House(window, loop, audio or SilentAudio(), open_library(folder))

    @property
    def store(self) -> Store:
        return self.house.library.store

    def run(self, story: Callable[[Visitor], Story]) -> None:
        """To the end of the game, which closes its house."""
        self.visitor.tell(story(self.visitor))
        with closing(self.house):
            Journey(self.house).run()


KEEP, CHOOSE_KEYS = 0, 1
AGAIN, OTHER_SONG, DETAILS = 0, 1, 2
R1, R2 = Move(Finger.R1), Move(Finger.R2)


def keys_on(device: str, keymap: Keymap, known_as: str | None = None) -> dict[Move, Key]:
    """The first key of each move on `device`, which the keymap may know by another name."""
    known = known_as or device
    return {
        move: (device, next(key for name, key in keymap.keys_of(move) if name == known))
        for move in keymap.moves
    }


KEYBOARD_KEYS = keys_on(KEYBOARD, default_keymap())
PIANO_KEYS = keys_on("Piano 1", default_keymap(), ANY_MIDI)


def becomes_a_player(visitor: Visitor, hand: str = "Right hand") -> Story:
    yield from visitor.choose("New player", "Fox", "Yes", hand, "Fingers tap")


def plays_and_leaves(visitor: Visitor, keys: Mapping[Move, Key] = KEYBOARD_KEYS) -> Story:
    yield from visitor.choose(TITLE)
    yield from visitor.play(keys)
    yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
    yield from visitor.choose("Back", "Quit")


def first_start(visitor: Visitor, keys: Mapping[Move, Key] = KEYBOARD_KEYS) -> Story:
    yield from becomes_a_player(visitor)
    yield from visitor.choose_button(KeysScreen, KEEP)
    yield from plays_and_leaves(visitor, keys)


@contextmanager
def remembered(folder: Path) -> Iterator[Store]:
    """What the next start will find."""
    start = Start(folder)
    with closing(start.house):
        yield start.store


def the_player(store: Store) -> Player:
    (player,) = store.players()
    return player


def plays_of(store: Store, player: Player) -> list[Play]:
    """Newest first."""
    return [store.play(listing.play_id) for listing in store.plays_of(player.player_id)]


def presses_of(play: Play) -> list[KeyPress]:
    return [event for event in play.events if isinstance(event, KeyPress)]
