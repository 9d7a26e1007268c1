"""From "who plays" to "well played" and back, as different people go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import game.app.house
from game.app.house import first_menu_keys
from game.devices.audio import SilentAudio
from game.devices.window import Quit
from game.messages import Message
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Finger, Move
from game.play.keymap import default_keymap
from game.play.metrics import play_summary
from game.play.presses import KEYBOARD
from game.play.record import Ending
from game.screens.details import DetailsScreen
from game.screens.keys import KeysScreen
from game.screens.menu import Menu
from game.screens.results import ResultsScreen
from game.storage.database import FILE_NAME
from game.timing import ns_from_s
from game.wording import words
from tests.app.stage import Theatre
from tests.app.visitor import (
    AGAIN,
    BY_ARROWS,
    BY_FINGERS,
    BY_PIANO,
    CHOOSE_KEYS,
    DETAILS,
    KEEP,
    KEYBOARD_KEYS,
    NOTES,
    OTHER_SONG,
    PIANO_KEYS,
    TITLE,
    Start,
    Story,
    Visitor,
    becomes_a_player,
    first_start,
    plays_and_leaves,
    plays_of,
    presses_of,
    remembered,
    the_player,
)

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
