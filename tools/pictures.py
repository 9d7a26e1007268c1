"""Draws every menu into PNG files, to be looked at: `python -m tools.pictures DIR`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # before pygame loads

import pygame

from game.drawing.buttons import Face
from game.drawing.canvas import Canvas
from game.drawing.emblems import EMBLEMS
from game.drawing.focus import COOL_DOWN_NS, SCAN_NS, Command, Scanning
from game.drawing.icons import ICONS
from game.drawing.text import Texts
from game.messages import Message
from game.music.moves import RIGHT_TAPS
from game.play.keymap import default_keymap
from game.play.presses import KEYBOARD, KeyPress
from game.screens.hands import hands_screen
from game.screens.menu import Item, Menu, Page, Setting
from game.screens.menu_keys import Hints, MenuKeys
from game.screens.message import Answer, message_screen
from game.screens.new_player import new_player_screen
from game.screens.pictures import emblem, sign
from game.screens.players import PlayerCard, players_menu
from game.screens.screen import Screen
from game.screens.songs import SongCard, songs_menu
from game.timing import HostTime

SIZES = ((1280, 720), (1920, 1080), (1024, 768))
APPEARED = HostTime(COOL_DOWN_NS)
LOOKED_AT = HostTime(COOL_DOWN_NS + SCAN_NS * 2 // 3)
SONGS = (
    ("Amazing Grace", "mountain", 1, 84),
    ("Oh My Darling, Clementine", "rose", 2, 71),
    ("Twinkle, Twinkle, Little Star", "star", 1, 64),
    ("When the Saints Go Marching In", "sun", 3, 95),
    ("My Bonnie Lies over the Ocean", "ship", 4, 110),
    ("Frère Jacques", "bell", 1, 62),
    ("Silent Night", "snow", 2, 120),
)
PLAYERS = (("Maria", "flower"), ("Fox", "fox"), ("Anna-Lena Schmidt", "boat"))


def setting(hints: Hints | None = None) -> Setting:
    keys = MenuKeys(default_keymap(), RIGHT_TAPS)
    return Setting(Texts(), Scanning(), hints or keys.hints())


def players(count: int) -> Screen[object]:
    cards = [
        PlayerCard(UUID(int=number), *PLAYERS[number % len(PLAYERS)]) for number in range(count)
    ]
    return players_menu(setting(), cards)


def songs(count: int, *notices: str) -> Screen[object]:
    cards = [SongCard(str(number), *SONGS[number % len(SONGS)]) for number in range(count)]
    return songs_menu(setting(), cards, notices)


def stepped(screen: Screen[object], *commands: Command) -> Screen[object]:
    for command in commands:
        screen.update(HostTime(0))
        screen.menu(command, APPEARED)
    return screen


def typed(screen: Screen[object], scancodes: list[int]) -> Screen[object]:
    for scancode in scancodes:
        screen.key(KeyPress(APPEARED, KEYBOARD, scancode))
    return screen


def message(answers: int) -> Screen[object]:
    choices = [
        Answer("on", "Go on", sign("go")),
        Answer("again", "Again", sign("again")),
        Answer("stop", "Stop", sign("quit")),
    ]
    text = Message("The glove went away. Plug it in, and the song goes on.")
    picture = emblem("leaf", "")
    return message_screen(setting(), "Still there?", text, choices[:answers], picture)


def everything(names: tuple[str, ...], painter: Callable[[str], Face]) -> Screen[object]:
    cards = tuple(Item(name, painter(name)) for name in names[:12])
    return Menu(setting(), Page("All of them", cards=cards))


def screens() -> Iterator[tuple[str, Screen[object]]]:
    choose, on = Command.CHOOSE, Command.NEXT
    glove = setting(Hints(("Index finger",), ("Key pinch",)))
    yield "welcome", players(0)
    yield "players-1", players(1)
    yield "players-3", players(3)
    yield "players-9", players(9)
    yield "new-player", stepped(new_player_screen(setting()), on)
    yield "new-player-name", stepped(new_player_screen(setting()), choose)
    entry = stepped(new_player_screen(setting()), choose, on, choose)
    yield "new-player-typed", typed(entry, [16, 4, 21, 12, 4])
    yield "hands", stepped(hands_screen(setting()), on)
    yield "kind-of-move", stepped(hands_screen(glove), choose)
    yield "songs", songs(6)
    yield "songs-more", songs(14, "“waltz.mid” was left out: it has no notes.")
    yield "songs-none", songs(0)
    notices = [f"“song {number}.mid” was left out: it has no notes." for number in range(5)]
    yield "songs-last", stepped(songs(14, *notices), *[on] * 6, choose, *[on] * 6, choose)
    yield "message-1", message(1)
    yield "message-3", stepped(message(3), on)
    yield "signs", everything(ICONS, lambda name: Face(name, sign(name)))
    emblems = tuple(EMBLEMS)
    for part in range(0, len(emblems), 12):
        shown = emblems[part : part + 12]
        yield f"emblems-{part}", everything(shown, lambda name: Face(name, emblem(name, name)))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        for name, screen in screens():
            canvas = Canvas(pygame.Surface((width, height)))
            screen.update(HostTime(0))
            screen.update(LOOKED_AT)
            for _slice in screen.draw(canvas):
                pass
            pygame.image.save(canvas.surface, folder / f"{name}-{width}x{height}.png")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
