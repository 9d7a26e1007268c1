"""Moments of a play that a simulated hand plays, and what comes after it, for `tools.pictures`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np

from game.adapt.people import PEOPLE
from game.adapt.virtual_player import KeySource, VirtualPlayer
from game.app.course import Course
from game.app.performance import Performance
from game.app.playing import PlayedSong, header_of
from game.app.results import rows_of, strip_of, tallies_of
from game.devices.audio import SilentAudio
from game.drawing.focus import Scanning
from game.drawing.text import Texts
from game.music.arrange import opening_difficulty
from game.music.difficulty import Prescription
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Move
from game.music.song import Song
from game.play.judge import Judge
from game.play.keymap import Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress, midi_key
from game.play.record import Play
from game.reports.comparison import result_message
from game.screens.details import DetailsScreen
from game.screens.playing import PlayingScreen
from game.screens.results import ResultsScreen
from game.screens.screen import Screen
from game.storage.journal import JournalWriter
from game.storage.players import Player
from game.storage.songs import OUR_SONGS, load_songs
from game.timing import NS_PER_MS, HostTime, ns_from_s, shifted
from game.wording import words
from tools.picture_menus import looked_at

STEP_NS = 5 * NS_PER_MS
SHOWN_AFTER_NS = 60 * NS_PER_MS
GLOVE = "Glove 1"
GLOVE_KEYS = Keymap(
    tuple(Binding(GLOVE, midi_key(0, 60 + n), move) for n, move in enumerate(RIGHT_PINCHES))
)
ESCAPE, INDEX_FINGERS_KEY = 41, 13
HANDS: dict[str, tuple[Move, ...]] = {
    "playing": RIGHT_TAPS,
    "playing-1": RIGHT_TAPS[1:2],
    "playing-2": RIGHT_TAPS[1:3],
    "playing-10": LEFT_TAPS + RIGHT_TAPS,
    "playing-pinches": RIGHT_PINCHES,
}


class Hand:
    """A performance and the simulated hand that plays it, told the time step by step."""

    def __init__(self, folder: Path, song: Song, moves: tuple[Move, ...], person: str) -> None:
        pinching = any(move.is_pinch for move in moves)
        keymap = GLOVE_KEYS if pinching else default_keymap()
        player = Player(UUID(int=1), "Fox", "fox", datetime.now(UTC), moves)
        prescription = Prescription(moves=moves)
        header = header_of(PlayedSong(song, player, keymap), prescription)
        judge = Judge(header.windows)
        screen = PlayingScreen(song.title, moves, Texts(), header.windows, judge.hold_state)
        self.performance = Performance(
            Course(song, opening_difficulty(song, prescription, moves)),
            header,
            judge,
            screen,
            SilentAudio(),
            JournalWriter(folder, header),
        )
        rng = np.random.default_rng(3)
        device = GLOVE if pinching else KEYBOARD
        self._keys = KeySource(VirtualPlayer(PEOPLE[person], keymap, moves, rng, device))
        self._now = HostTime(0)
        self._answered = 0
        self.performance.begin(self._now)

    def plays_until(self, song_s: float) -> Hand:
        """Or to the end of the song."""
        while self.performance.outcome is None and self._song_ns < ns_from_s(song_s):
            for chart in self.performance.committed[self._answered :]:
                self._keys.answer(chart.notes, self.performance.clock)
                self._answered += 1
            self.waits(STEP_NS)
        return self

    def waits(self, duration_ns: int) -> None:
        self._now = shifted(self._now, duration_ns)
        for event in self._keys.poll(self._now):
            self.performance.key(event)
        self.performance.update(self._now)

    def presses(self, scancode: int) -> None:
        self.performance.key(KeyPress(self._now, KEYBOARD, scancode))
        self.performance.update(self._now)

    def answers_first_note(self, error_ns: int) -> None:
        """With a tap so much late (negative: early), and stops shortly after it."""
        note = self.performance.committed[0].notes[0]
        self.waits(note.onset_ns + error_ns - self._song_ns)
        self.presses(
            next(key for device, key in default_keymap().keys_of(note.move) if device == KEYBOARD)
        )
        self.waits(SHOWN_AFTER_NS)

    @property
    def _song_ns(self) -> int:
        return self.performance.clock.song_at(self._now)


def plays(folder: Path) -> Iterator[tuple[str, Screen[object]]]:
    """Journals lie in `folder` meanwhile."""
    songs = {song.song_id: song for song in load_songs((OUR_SONGS,)).songs}
    ode = songs["ode_to_joy"]
    for name, moves in HANDS.items():
        yield name, Hand(folder, ode, moves, "mild").plays_until(14.3).performance
    holding = Hand(folder, songs["when_the_saints"], RIGHT_TAPS, "mild")
    yield "playing-hold", holding.plays_until(20.2).performance
    for name, error_ms in (("early", -160), ("late", 170)):
        one = Hand(folder, ode, RIGHT_TAPS, "mild")
        one.answers_first_note(error_ms * NS_PER_MS)
        yield f"playing-{name}", one.performance
    hand = Hand(folder, ode, RIGHT_TAPS, "mild").plays_until(14.3)
    hand.presses(ESCAPE)
    hand.waits(ns_from_s(1.2))
    yield "paused", hand.performance
    hand.presses(INDEX_FINGERS_KEY)
    hand.waits(ns_from_s(2))
    yield "count-in", hand.performance
    both = Hand(folder, ode, LEFT_TAPS + RIGHT_TAPS, "mild").plays_until(999)
    yield from after(both.performance.play, "-10")
    whole = Hand(folder, ode, RIGHT_TAPS, "mild").plays_until(999)
    yield from after(whole.performance.play)


def after(play: Play, which: str = "") -> Iterator[tuple[str, Screen[object]]]:
    texts, scanning = Texts(), Scanning()
    sentence = words(result_message(play, None))
    results = ResultsScreen(tallies_of(play), sentence, texts, scanning)
    yield f"results{which}", looked_at(results)
    details = DetailsScreen(rows_of(play), strip_of(play), texts, scanning)
    yield f"details{which}", looked_at(details)
