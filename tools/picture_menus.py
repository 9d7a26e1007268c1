"""The menus with made-up players and songs, for `tools.pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from game.drawing.buttons import Face
from game.drawing.emblems import EMBLEMS
from game.drawing.focus import COOL_DOWN_NS, SCAN_NS, Command, Scanning
from game.drawing.icons import ICONS
from game.drawing.text import Texts
from game.messages import Message
from game.music.grades import grade_of
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Move
from game.play.keymap import default_keymap
from game.play.presses import KEYBOARD, KeyPress
from game.screens.hands import hands_screen
from game.screens.keys import KeysScreen
from game.screens.menu import Item, Menu, Page, Setting
from game.screens.menu_keys import Hints, MenuKeys
from game.screens.message import Answer, message_screen
from game.screens.new_player import new_player_screen
from game.screens.pictures import emblem, sign
from game.screens.players import PlayerCard, players_menu
from game.screens.screen import Screen
from game.screens.songs import SongCard, songs_menu
from game.screens.teach import SHOWN_NS, TeachScreen
from game.storage.songs import OUR_SONGS, load_songs
from game.timing import HostTime, s_from_ns, shifted

APPEARED = HostTime(COOL_DOWN_NS)
LOOKED_AT = HostTime(COOL_DOWN_NS + SCAN_NS * 2 // 3)
PLAYERS = (("Maria", "flower"), ("Fox", "fox"), ("Anna-Lena Schmidt", "boat"))


def setting(hints: Hints | None = None) -> Setting:
    keys = MenuKeys(default_keymap(), RIGHT_TAPS)
    return Setting(Texts(), Scanning(), hints or keys.hints())


def players(count: int, *notices: str) -> Screen[object]:
    cards = [
        PlayerCard(UUID(int=number), *PLAYERS[number % len(PLAYERS)]) for number in range(count)
    ]
    return players_menu(setting(), cards, notices)


def songs(count: int, *notices: str) -> Screen[object]:
    ours = sorted(load_songs((OUR_SONGS,)).songs, key=grade_of)
    cards = [
        SongCard(one.song_id, one.title, one.emblem, grade_of(one), round(s_from_ns(one.length_ns)))
        for one in ours
    ]
    return songs_menu(setting(), cards[:count], notices)


def teach(taught: int, moves: tuple[Move, ...]) -> TeachScreen:
    """After `taught` fingers have their keys."""
    screen, now = TeachScreen(moves, Texts()), APPEARED
    screen.update(now)
    for scancode in range(4, 4 + taught):
        screen.key(KeyPress(now, KEYBOARD, scancode))
        now = shifted(now, SHOWN_NS)
        screen.update(now)
    return screen


def keys(moves: tuple[Move, ...]) -> KeysScreen:
    caps = dict(zip(LEFT_TAPS + RIGHT_TAPS, "ASDFVNJKL;", strict=True))
    return KeysScreen(setting(), {move: caps[move] for move in moves})


def looked_at(screen: Screen[object]) -> Screen[object]:
    """When it has been there for a while, and the ring has filled in part."""
    screen.update(HostTime(0))
    screen.update(LOOKED_AT)
    return screen


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


def menus() -> Iterator[tuple[str, Screen[object]]]:
    choose, on = Command.CHOOSE, Command.NEXT
    glove = setting(Hints(("Index finger",), ("Key pinch",)))
    yield "welcome", players(0)
    troubles = (
        "There is no sound (ALSA: Couldn't open audio device: No such file or directory).",
        "No MIDI here: the ALSA sequencer is not there. The computer's keys still play.",
    )
    yield "welcome-notices", players(0, *troubles)
    yield "players-1", players(1)
    yield "players-3", players(3)
    yield "players-9", players(9)
    yield "new-player", stepped(new_player_screen(setting()), on)
    yield "new-player-name", stepped(new_player_screen(setting()), choose)
    entry = stepped(new_player_screen(setting()), choose, on, choose)
    yield "new-player-typed", typed(entry, [16, 4, 21, 12, 4])
    yield "hands", stepped(hands_screen(setting()), on)
    yield "kind-of-move", stepped(hands_screen(glove), choose)
    yield "your-keys", keys(RIGHT_TAPS)
    yield "your-keys-both", keys(LEFT_TAPS + RIGHT_TAPS)
    yield "teach", teach(2, RIGHT_TAPS)
    yield "teach-pinch", teach(1, RIGHT_PINCHES)
    yield "teach-pause", teach(5, LEFT_TAPS)
    yield "songs", songs(14)
    yield "songs-6", songs(6)
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
