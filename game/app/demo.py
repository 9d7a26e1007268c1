"""A simulated hand plays a song through the same loop, on a clock that jumps: no device is needed.

The hand presses keys as a device would; nothing here calls the judge or makes a result up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import numpy as np
import pygame

from game.adapt.people import PEOPLE
from game.adapt.virtual_player import KeySource, VirtualPlayer
from game.app.house import CAPTION, House, Library, first_menu_keys, open_library
from game.app.loop import Loop, Polled
from game.app.performance import Performance
from game.app.playing import KeptPlay, PlayedSong, play_through, stage
from game.app.results import rows_of, strip_of, tallies_of
from game.devices.audio import SilentAudio
from game.devices.clock import SimulatedClock
from game.devices.window import Window
from game.drawing.canvas import Canvas
from game.drawing.focus import Scanning
from game.drawing.text import Texts
from game.messages import Message, Refusal
from game.music.moves import RIGHT_TAPS
from game.music.song import Song
from game.play.keymap import default_keymap
from game.play.presses import KeyEvent
from game.play.record import Play
from game.reports.comparison import result_message
from game.reports.history import history_text
from game.reports.tables import csv_tables
from game.screens.details import DetailsScreen
from game.screens.results import ResultsScreen
from game.screens.screen import Screen
from game.storage.players import Player
from game.storage.store import Store
from game.timing import NS_PER_S, HostTime, ns_from_s, shifted
from game.wording import say, words

SIZE = (1280, 720)
FRAME_NS = NS_PER_S // 10
"""Few pictures are enough: what is judged does not depend on them."""
PLAYING = "playing.png"


@dataclass(frozen=True, slots=True)
class DemoWish:
    """`song` is an id or a part of a title; `person` one of PEOPLE; `seconds` None plays it all."""

    out: Path
    song: str = "ode_to_joy"
    person: str = "mild"
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class DemoLeft:
    """`files` are names in the wished folder; `notices` say what is not as it should be."""

    files: tuple[str, ...]
    notices: tuple[Message, ...]


class _Hand:
    """The simulated hand as a source of the loop: it sees each phrase when it is committed."""

    def __init__(self, keys: KeySource) -> None:
        self._keys = keys
        self._performance: Performance | None = None
        self._seen = 0

    def follow(self, performance: Performance) -> None:
        self._performance, self._seen = performance, 0

    def poll(self, now: HostTime) -> Sequence[KeyEvent]:
        if self._performance is not None:
            for chart in self._performance.committed[self._seen :]:
                self._keys.answer(chart.notes, self._performance.clock)
                self._seen += 1
        return self._keys.poll(now)

    def next_due(self, now: HostTime) -> HostTime:
        return self._keys.next_due() or shifted(now, FRAME_NS)


def run_demo(wish: DemoWish) -> DemoLeft:
    """Plays, and leaves a database, pictures and results in `wish.out`.

    Raises Refusal for an unknown song or person, OSError where nothing can be written.
    """
    if wish.person not in PEOPLE:
        values = {"person": wish.person, "people": ", ".join(PEOPLE)}
        raise Refusal(Message("Nobody is called {person}. There are: {people}.", values))
    wish.out.mkdir(parents=True, exist_ok=True)
    library = open_library(wish.out)
    song = _find(library.songs, wish.song)
    player = _demo_player(library.store)
    rng = np.random.default_rng(wish.seed)
    hand = _Hand(KeySource(VirtualPlayer(PEOPLE[wish.person], default_keymap(), player.moves, rng)))
    house = _house_of(library, hand)
    try:
        kept = _play(wish, house, hand, PlayedSong(song, player, default_keymap()))
        pictures = (PLAYING, *_save_screens(wish, house, kept.play))
        files = (*pictures, *_save_results(wish, player, kept.play))
    finally:
        house.close()
    return DemoLeft(files, (*library.notices, *filter(None, [kept.trouble])))


def _demo_player(store: Store) -> Player:
    """The same one in every demo of a folder, as its limits and its history are by name."""
    name = say("Demo")
    known = next((player for player in store.players() if player.name == name), None)
    player = known or Player(uuid4(), name, "fox", datetime.now(UTC))
    player = replace(player, moves=RIGHT_TAPS)
    store.save_player(player)
    return player


def _house_of(library: Library, hand: _Hand) -> House:
    window = Window(SIZE, CAPTION)
    sources = (Polled(window.poll, FRAME_NS), hand)
    loop = Loop(SimulatedClock(), window, sources, first_menu_keys(), FRAME_NS)
    return House(window, loop, SilentAudio(), library)


def _play(wish: DemoWish, house: House, hand: _Hand, what: PlayedSong) -> KeptPlay:
    """Takes one picture on the way."""
    performance = stage(house, Texts(), what)
    hand.follow(performance)
    limit_ns = ns_from_s(wish.seconds) if wish.seconds else None
    picture_at_ns = min(limit_ns or what.song.length_ns, what.song.length_ns) // 2
    taken = False

    def watch(now: HostTime) -> None:
        nonlocal taken
        song_now = performance.clock.song_at(now)
        if song_now >= picture_at_ns and not taken:
            _save_picture(wish, house, PLAYING)
            taken = True
        if limit_ns is not None and song_now >= limit_ns:
            performance.stop()

    house.loop.after_frame = watch
    return play_through(house, performance)


def _save_screens(wish: DemoWish, house: House, play: Play) -> tuple[str, ...]:
    """What the player would see afterwards. Gives the names of the pictures."""
    texts, scanning = Texts(), Scanning()
    sentence = words(result_message(play, None))
    screens: dict[str, Screen[object]] = {
        "results.png": ResultsScreen(tallies_of(play), sentence, texts, scanning),
        "details.png": DetailsScreen(rows_of(play), strip_of(play), texts, scanning),
    }
    for file, screen in screens.items():
        screen.update(house.loop.clock.now())
        for _slice in screen.draw(Canvas(house.window.surface)):
            pass
        _save_picture(wish, house, file)
    return tuple(screens)


def _find(songs: Sequence[Song], wanted: str) -> Song:
    for song in songs:
        if wanted == song.song_id or wanted.casefold() in song.title.casefold():
            return song
    values = {"song": wanted, "songs": ", ".join(song.song_id for song in songs)}
    raise Refusal(Message("There is no song {song}. There are: {songs}.", values))


def _save_picture(wish: DemoWish, house: House, file: str) -> None:
    """By way of the memory: where pygame writes a file, a full disk goes unnoticed."""
    picture = BytesIO()
    pygame.image.save(house.window.surface, picture, file)
    (wish.out / file).write_bytes(picture.getvalue())


def _save_results(wish: DemoWish, player: Player, play: Play) -> tuple[str, ...]:
    texts = {"results.txt": history_text(player.name, [play]), **csv_tables([play])}
    for file, text in texts.items():
        (wish.out / file).write_text(text, encoding="utf-8", newline="")
    return tuple(texts)
