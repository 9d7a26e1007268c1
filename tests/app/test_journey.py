"""From "who plays" to "well played" and back, as different people go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import game.app.house
from game.app.house import first_menu_keys
from game.devices.audio import SilentAudio
from game.devices.window import Quit
from game.messages import Message
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Finger, Move
from game.play.keymap import ANY_MIDI, Keymap, default_keymap
from game.play.metrics import play_summary
from game.play.presses import KEYBOARD, KeyPress
from game.play.record import Ending, Play
from game.screens.details import DetailsScreen
from game.screens.keys import KeysScreen
from game.screens.menu import Menu
from game.screens.results import ResultsScreen
from game.storage.database import FILE_NAME
from game.storage.players import Player
from game.storage.store import Store
from game.timing import ns_from_s
from game.wording import words
from tests.app.stage import Theatre
from tests.app.visitor import (
    BY_ARROWS,
    BY_FINGERS,
    BY_PIANO,
    NOTES,
    TITLE,
    Key,
    Start,
    Story,
    Visitor,
    Way,
)

KEEP, CHOOSE_KEYS = 0, 1
AGAIN, OTHER_SONG, DETAILS = 0, 1, 2
R1, R2 = Move(Finger.R1), Move(Finger.R2)
GLOVE = "Glove 1"


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


WAYS = {
    "fingers": (BY_FINGERS, KEYBOARD_KEYS),
    "arrows": (BY_ARROWS, KEYBOARD_KEYS),
    "piano": (BY_PIANO, PIANO_KEYS),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_first_start_from_nothing_to_results_and_out(tmp_path: Path, way: str) -> None:
    def story(visitor: Visitor) -> Story:
        yield from becomes_a_player(visitor)
        yield from visitor.choose_button(KeysScreen, KEEP)
        yield from visitor.choose(TITLE)
        yield from visitor.play(keys)
        yield from visitor.choose_button(ResultsScreen, DETAILS)
        yield from visitor.choose_button(DetailsScreen, 0)
        yield from visitor.choose_button(ResultsScreen, AGAIN)
        yield from visitor.play(keys)
        yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
        yield from visitor.choose("Back", "Quit")

    pressing, keys = WAYS[way]
    Start(tmp_path, pressing).run(story)
    with remembered(tmp_path) as store:
        player = the_player(store)
        assert (player.name, player.picture, player.guest) == ("Fox", "fox", False)
        assert player.moves == RIGHT_TAPS
        assert store.keymap_of(player.player_id) is not None
        plays = plays_of(store, player)
        assert [play.ending for play in plays] == [Ending.FINISHED] * 2
        assert [play_summary(play).hits for play in plays] == [NOTES] * 2
        assert all(play.header.counts for play in plays)
        assert all(play.header.song_title == TITLE for play in plays)


def test_the_next_start_asks_for_nothing_again(tmp_path: Path) -> None:
    def story(visitor: Visitor) -> Story:
        yield from visitor.choose("Fox")
        yield from plays_and_leaves(visitor)

    Start(tmp_path).run(first_start)
    Start(tmp_path).run(story)
    with remembered(tmp_path) as store:
        assert len(plays_of(store, the_player(store))) == 2


def test_who_played_last_comes_first(tmp_path: Path) -> None:
    def second_player(visitor: Visitor) -> Story:
        yield from visitor.choose("New player", "Fox", "Yes", "Back", "Quit")

    def look(visitor: Visitor) -> Story:
        yield from visitor.wait(ns_from_s(1))
        seen.append(visitor.loop.shown)
        yield from visitor.choose("Quit")

    seen: list[object] = []
    Start(tmp_path).run(first_start)
    Start(tmp_path).run(second_player)
    Start(tmp_path).run(look)
    (menu,) = seen
    assert isinstance(menu, Menu)
    assert menu.labels == ("Fox 2", "Fox", "New player", "Guest", "Quit")


def test_turning_back_from_the_hands_asks_for_them_the_next_time(tmp_path: Path) -> None:
    def story(visitor: Visitor) -> Story:
        yield from visitor.choose("New player", "Fox", "Yes", "Back")
        yield from visitor.choose("Fox", "Left hand", "Fingers tap")
        yield from visitor.choose_button(KeysScreen, KEEP)
        yield from visitor.choose("Back", "Quit")

    Start(tmp_path, BY_ARROWS).run(story)
    with remembered(tmp_path) as store:
        assert the_player(store).moves == LEFT_TAPS


class TestTeaching:
    def test_a_glove_is_taught_and_its_defaults_are_forgotten(self, tmp_path: Path) -> None:
        """Its first two keys mean other fingers as long as nobody teaches it."""
        taught: dict[Move | None, Key] = {
            RIGHT_PINCHES[0]: (GLOVE, 62),
            RIGHT_PINCHES[1]: (GLOVE, 60),
            None: (GLOVE, 9),
        }

        def story(visitor: Visitor) -> Story:
            yield from visitor.choose("New player", "Fox", "Yes", "Right hand", "Fingers pinch")
            yield from visitor.teach(taught)
            visitor.way = Way((GLOVE, 62), (GLOVE, 60))
            yield from plays_and_leaves(visitor, {move: taught[move] for move in pinches})

        pinches = RIGHT_PINCHES[:2]
        Start(tmp_path, BY_ARROWS).run(story)
        with remembered(tmp_path) as store:
            player = the_player(store)
            assert player.moves == pinches
            keymap = store.keymap_of(player.player_id)
            assert keymap is not None
            moves = [keymap.move_of(GLOVE, key) for key in (62, 60, 64, 9)]
            assert moves == [*pinches, None, None]
            assert keymap.is_pause(GLOVE, 9)
            assert keymap.move_of("Piano 1", 64) == Move(Finger.R3)
            (play,) = plays_of(store, player)
            assert play_summary(play).hits == NOTES

    def test_any_keys_of_the_keyboard_will_do_for_any_fingers(self, tmp_path: Path) -> None:
        q, w = 20, 26
        taught: dict[Move | None, Key] = {R2: (KEYBOARD, w), R1: (KEYBOARD, q)}

        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach(taught)
            visitor.way = Way((KEYBOARD, q), (KEYBOARD, w))
            yield from plays_and_leaves(visitor, {R1: (KEYBOARD, q), R2: (KEYBOARD, w)})

        Start(tmp_path, BY_ARROWS).run(story)
        with remembered(tmp_path) as store:
            player = the_player(store)
            assert player.moves == (R1, R2)
            keymap = store.keymap_of(player.player_id)
            assert keymap is not None
            assert [keymap.move_of(KEYBOARD, key) for key in (q, w, 13)] == [R1, R2, None]
            (play,) = plays_of(store, player)
            assert play_summary(play).hits == NOTES

    def test_keys_can_be_taught_again(self, tmp_path: Path) -> None:
        left: dict[Move | None, Key] = {Move(Finger.L2): (GLOVE, 90), Move(Finger.L1): (GLOVE, 91)}

        def story(visitor: Visitor) -> Story:
            yield from visitor.choose("Fox", "My keys", "Left hand", "Fingers tap")
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach(left)
            yield from visitor.choose(TITLE)
            yield from visitor.play({Move(Finger.L2): (GLOVE, 90), Move(Finger.L1): (GLOVE, 91)})
            yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
            yield from visitor.choose("Back", "Quit")

        Start(tmp_path).run(first_start)
        Start(tmp_path, BY_ARROWS).run(story)
        with remembered(tmp_path) as store:
            player = the_player(store)
            assert player.moves == (Move(Finger.L2), Move(Finger.L1))
            newest, _ = plays_of(store, player)
            assert play_summary(newest).hits == NOTES
            assert {press.device for press in presses_of(newest)} == {GLOVE}

    def test_where_the_keyboard_lacks_a_finger_keys_are_taught_without_asking(
        self, tmp_path: Path
    ) -> None:
        """It was taught two fingers of the right hand, and forgot the left one."""

        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach({R1: (KEYBOARD, 20), R2: (KEYBOARD, 26)})
            yield from visitor.choose("My keys", "Left hand", "Fingers tap")
            yield from visitor.teach({Move(Finger.L2): (KEYBOARD, 21)})
            yield from visitor.choose("Back", "Quit")

        Start(tmp_path, BY_ARROWS).run(story)
        with remembered(tmp_path) as store:
            assert the_player(store).moves == (Move(Finger.L2),)

    def test_who_moves_the_focus_needs_no_scanning_after_it_either(self, tmp_path: Path) -> None:
        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach({R1: (KEYBOARD, 20), R2: (KEYBOARD, 26)})
            yield from visitor.wait(ns_from_s(6))
            songs = visitor.loop.shown
            assert isinstance(songs, Menu)
            focused.append(songs.focused)
            yield from visitor.choose("Back", "Quit")

        focused: list[str] = []
        Start(tmp_path, BY_ARROWS).run(story)
        assert focused == [TITLE]


class TestOneKey:
    """The focus moves by itself, and the key chooses."""

    def test_a_single_key_is_enough_for_the_whole_way(self, tmp_path: Path) -> None:
        """N is the thumb's; the other fingers are left out by waiting."""
        thumb = (KEYBOARD, 17)

        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach({R1: thumb}, patient=True)
            yield from visitor.choose(TITLE)
            yield from visitor.play({R1: thumb})
            yield from visitor.choose_button(ResultsScreen, DETAILS)
            yield from visitor.choose_button(DetailsScreen, 0)
            yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
            yield from visitor.choose("Back", "Quit")

        Start(tmp_path, Way(thumb)).run(story)
        with remembered(tmp_path) as store:
            player = the_player(store)
            assert player.moves == (R1,)
            (play,) = plays_of(store, player)
            assert play_summary(play).hits > 0
            assert {event.key for event in play.events} == {17}

    def test_a_glove_that_nobody_taught_works_from_the_first_press(self, tmp_path: Path) -> None:
        """None of its keys means anything yet; a computer's keyboard is not touched."""
        keys = {move: (GLOVE, 100 + place) for place, move in enumerate(RIGHT_PINCHES)}
        pause: list[tuple[Move | None, Key]] = [(None, (GLOVE, 110))]

        def story(visitor: Visitor) -> Story:
            yield from visitor.choose("New player", "Fox", "Yes", "Right hand", "Fingers pinch")
            yield from visitor.teach(dict([*keys.items(), *pause]))
            yield from plays_and_leaves(visitor, keys)

        Start(tmp_path, Way((GLOVE, 100))).run(story)
        with remembered(tmp_path) as store:
            player = the_player(store)
            assert player.moves == RIGHT_PINCHES
            (play,) = plays_of(store, player)
            assert play_summary(play).hits == NOTES
            assert {press.device for press in presses_of(play)} == {GLOVE}


def test_menus_know_the_taught_keys_at_the_next_start_and_the_defaults_beside_them(
    tmp_path: Path,
) -> None:
    q, w = (KEYBOARD, 20), (KEYBOARD, 26)

    def teach(visitor: Visitor) -> Story:
        yield from becomes_a_player(visitor)
        yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
        yield from visitor.teach({R1: q, R2: w})
        yield from visitor.choose("Back", "Quit")

    def by_the_taught_keys(visitor: Visitor) -> Story:
        yield from visitor.choose("Fox")
        yield from plays_and_leaves(visitor, {R1: q, R2: w})

    def by_the_defaults(visitor: Visitor) -> Story:
        yield from visitor.choose("New player", "Fox", "Yes", "Back", "Quit")

    Start(tmp_path, BY_ARROWS).run(teach)
    Start(tmp_path, Way(q, w)).run(by_the_taught_keys)
    Start(tmp_path, BY_FINGERS).run(by_the_defaults)


def test_a_single_taught_key_is_enough_at_the_next_start(tmp_path: Path) -> None:
    def teach(visitor: Visitor) -> Story:
        yield from becomes_a_player(visitor)
        yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
        yield from visitor.teach({R2: (KEYBOARD, 20)})
        yield from visitor.choose("Back", "Quit")

    def by_one_key(visitor: Visitor) -> Story:
        yield from visitor.choose("Fox")
        yield from plays_and_leaves(visitor, {R2: (KEYBOARD, 20)})

    Start(tmp_path, BY_ARROWS).run(teach)
    Start(tmp_path, Way((KEYBOARD, 20))).run(by_one_key)


class TestGuests:
    def test_a_guests_plays_do_not_count_and_the_guest_is_no_card(self, tmp_path: Path) -> None:
        def story(visitor: Visitor) -> Story:
            yield from visitor.choose("Guest", "Left hand", "Fingers tap")
            yield from visitor.choose_button(KeysScreen, KEEP)
            yield from visitor.choose(TITLE)
            yield from visitor.play(KEYBOARD_KEYS)
            yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
            yield from visitor.choose("Back")
            yield from visitor.wait(ns_from_s(1))
            seen.append(visitor.loop.shown)
            yield from visitor.choose("Quit")

        seen: list[object] = []
        Start(tmp_path, BY_ARROWS).run(story)
        with remembered(tmp_path) as store:
            guest = the_player(store)
            assert guest.guest
            (play,) = plays_of(store, guest)
            assert not play.header.counts
        (menu,) = seen
        assert isinstance(menu, Menu)
        assert menu.labels == ("New player", "Guest", "Quit")

    def test_the_next_guest_begins_with_the_defaults(self, tmp_path: Path) -> None:
        def first(visitor: Visitor) -> Story:
            yield from visitor.choose("Guest", "Left hand", "Fingers tap")
            yield from visitor.choose_button(KeysScreen, CHOOSE_KEYS)
            yield from visitor.teach({Move(Finger.L2): (KEYBOARD, 21)})
            yield from visitor.choose("Back", "Quit")

        def second(visitor: Visitor) -> Story:
            yield from visitor.choose("Guest", "Left hand", "Fingers tap")
            yield from visitor.choose_button(KeysScreen, KEEP)
            yield from visitor.choose("Back", "Quit")

        Start(tmp_path, BY_ARROWS).run(first)
        Start(tmp_path, BY_ARROWS).run(second)
        with remembered(tmp_path) as store:
            guest = the_player(store)
            assert guest.moves == LEFT_TAPS
            keymap = store.keymap_of(guest.player_id)
            assert keymap is not None
            assert set(keymap.bindings) == set(default_keymap().bindings)


class TestTroubles:
    def test_a_play_that_could_not_be_stored_is_told_and_the_way_goes_on(
        self, tmp_path: Path
    ) -> None:
        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, KEEP)
            yield from visitor.choose(TITLE)
            rename_plays("plays", "elsewhere")
            yield from visitor.play(KEYBOARD_KEYS)
            rename_plays("elsewhere", "plays")
            yield from visitor.choose("Go on")
            yield from visitor.choose_button(ResultsScreen, OTHER_SONG)
            yield from visitor.choose("Back", "Quit")

        def rename_plays(old: str, new: str) -> None:
            with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
                connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

        Start(tmp_path).run(story)
        with remembered(tmp_path) as store:
            (play,) = plays_of(store, the_player(store))
            assert play.ending is Ending.RECOVERED
            assert len(presses_of(play)) == NOTES

    @pytest.mark.parametrize("in_a_song", [False, True])
    def test_closing_the_window_ends_the_game_anywhere(
        self, tmp_path: Path, in_a_song: bool
    ) -> None:
        def story(visitor: Visitor) -> Story:
            yield from becomes_a_player(visitor)
            yield from visitor.choose_button(KeysScreen, KEEP)
            if in_a_song:
                yield from visitor.choose(TITLE)
                yield from visitor.wait(ns_from_s(5))
            yield from visitor.brings(Quit())

        Start(tmp_path).run(story)
        with remembered(tmp_path) as store:
            plays = plays_of(store, the_player(store))
            assert [play.ending for play in plays] == [Ending.STOPPED] * in_a_song

    def test_the_house_tells_of_all_that_does_not_work(self, tmp_path: Path) -> None:
        (tmp_path / "songs").mkdir()
        (tmp_path / "songs" / "broken.abc").write_text("no tune")
        start = Start(tmp_path, audio=SilentAudio(Message("No sound was found.")))
        with closing(start.house):
            assert start.house.library.songs
            silent, broken = map(words, start.house.notices)
        assert silent == "No sound was found."
        assert broken.startswith("broken.abc was left out.")


def test_hints_name_keys_as_they_are_printed(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(game.app.house, "key_name", lambda scancode: f"<{scancode}>")
    hints = first_menu_keys().hints()
    assert (hints.next_keys, hints.choose_keys) == (("<9>", "<13>"), ("<25>", "<17>"))
