"""Keys that were taught, on whatever there is: they play, and they steer the menus."""

from __future__ import annotations

from pathlib import Path

from game.music.moves import RIGHT_PINCHES, Finger, Move
from game.play.metrics import play_summary
from game.play.presses import KEYBOARD
from game.screens.details import DetailsScreen
from game.screens.keys import KeysScreen
from game.screens.menu import Menu
from game.screens.results import ResultsScreen
from game.timing import ns_from_s
from tests.app.stage import GLOVE
from tests.app.visitor import (
    BY_ARROWS,
    BY_FINGERS,
    CHOOSE_KEYS,
    DETAILS,
    NOTES,
    OTHER_SONG,
    R1,
    R2,
    TITLE,
    Key,
    Start,
    Story,
    Visitor,
    Way,
    becomes_a_player,
    first_start,
    plays_and_leaves,
    plays_of,
    presses_of,
    remembered,
    the_player,
)


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
