"""Whatever a player has to read is large enough, in any shape of window (facts: clinical, 7).

Numerals on the marks of fingers only repeat their shape and colour; the details are the
therapist's.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Command, Scanning
from game.drawing.marks import label_of
from game.drawing.text import Texts
from game.drawing.theme import THEME, Colour
from game.messages import Message
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS
from game.music.phrase_time import BeatGrid
from game.screens.hands import hands_screen
from game.screens.keys import KeysScreen
from game.screens.menu import Setting
from game.screens.menu_keys import Hints
from game.screens.message import Answer, message_screen
from game.screens.new_player import new_player_screen
from game.screens.players import PlayerCard, players_menu
from game.screens.playing import PlayingScreen
from game.screens.results import FingerTally, ResultsScreen
from game.screens.screen import Screen
from game.screens.songs import SongCard, songs_menu
from game.screens.teach import TeachScreen
from game.timing import NS_PER_S, HostTime, SongTime

LEAST = 36
LONG = "A title that is much longer than any window or card is wide, and then some more words"
TEN = LEFT_TAPS + RIGHT_TAPS
NUMERALS = {label_of(move) for move in (*RIGHT_TAPS, *RIGHT_PINCHES)}


class WatchedTexts(Texts):
    """Remembers every string that is shown, with its size."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, float]] = []

    def picture(
        self, canvas: Canvas, string: str, size: float, colour: Colour = THEME.text
    ) -> pygame.Surface:
        self.shown.append((string, size))
        return super().picture(canvas, string, size, colour)


def setting(texts: Texts) -> Setting:
    return Setting(texts, Scanning(), Hints(("Index finger", "J"), ("Thumb", "N")))


def players(texts: Texts) -> Screen[object]:
    cards = [PlayerCard(UUID(int=number), LONG[:20], "fox") for number in range(12)]
    return players_menu(setting(texts), cards, [LONG * 3] * 5)


def songs(texts: Texts) -> Screen[object]:
    cards = [SongCard(str(number), LONG, "", 5, 600) for number in range(14)]
    return songs_menu(setting(texts), cards, [LONG * 3] * 5)


def message(texts: Texts) -> Screen[object]:
    answers = [Answer(number, "Choose other keys") for number in range(3)]
    return message_screen(setting(texts), LONG, Message("Please wait."), answers)


def second_question(texts: Texts) -> Screen[object]:
    screen = hands_screen(setting(texts))
    screen.update(HostTime(0))
    screen.menu(Command.CHOOSE, HostTime(COOL_DOWN_NS))
    return screen


def playing(texts: Texts, paused: bool) -> PlayingScreen:
    windows = HitWindows()
    screen = PlayingScreen(LONG * 2, TEN, texts, windows, lambda _note, _now: 1.0)
    notes = [Note(SongTime(NS_PER_S), NS_PER_S, move, 60) for move in TEN[:2]]
    end, difficulty = SongTime(9 * NS_PER_S), Difficulty(even_shares(TEN))
    screen.commit(PhraseChart(0, SongTime(0), end, tuple(notes), (), difficulty), BeatGrid((), ()))
    for note, error_ns in zip(notes, (-150_000_000, 150_000_000), strict=True):
        screen.at(SongTime(note.onset_ns + error_ns))
        screen.tapped(note.move, note)
    if paused:
        screen.pause(LONG, HostTime(0))
    else:
        screen.count_in(3)
    return screen


def results(texts: Texts) -> Screen[object]:
    tallies = tuple(FingerTally(move, 100, 99) for move in TEN)
    return ResultsScreen(tallies, "58 notes hit. Well played.", texts, Scanning())


SCREENS: dict[str, Callable[[Texts], Screen[object]]] = {
    "welcome": lambda texts: players_menu(setting(texts), (), [LONG * 3] * 2),
    "players": players,
    "new player": lambda texts: new_player_screen(setting(texts)),
    "hands": lambda texts: hands_screen(setting(texts)),
    "kind": second_question,
    "keys": lambda texts: KeysScreen(setting(texts), {move: ["Left Shift"] for move in TEN}),
    "teach": lambda texts: TeachScreen(TEN, texts),
    "songs": songs,
    "message": message,
    "count-in": lambda texts: playing(texts, paused=False),
    "paused": lambda texts: playing(texts, paused=True),
    "results": results,
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)])
def test_everything_to_read_is_large_enough(name: str, size: tuple[int, int]) -> None:
    texts = WatchedTexts()
    screen = SCREENS[name](texts)
    screen.update(HostTime(0))
    for _slice in screen.draw(Canvas(pygame.Surface(size))):
        pass
    to_read = [(string, high) for string, high in texts.shown if string not in NUMERALS]
    assert to_read
    assert [(string, high) for string, high in to_read if high < LEAST] == []
