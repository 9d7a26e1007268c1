from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.emblems import EMBLEMS
from game.drawing.focus import Click, Command
from game.play.presses import KEYBOARD, KeyPress, KeyRelease, midi_key
from game.screens.menu import Leave
from game.screens.menu_keys import us_cap
from game.screens.name_entry import LONGEST, NameEntry
from game.screens.new_player import (
    NewPlayer,
    NewPlayerOutcome,
    free_name,
    new_player_screen,
    suggested_pictures,
)
from game.screens.pictures import emblem
from tests.screens.menus import Person, canvas, looked_at, setting

A, B, J, N, ENTER, ESCAPE, BACKSPACE, SPACE, MINUS, SHIFT = 4, 5, 13, 17, 40, 41, 42, 44, 45, 225


def person(taken: Collection[str] = ()) -> Person[NewPlayerOutcome]:
    return Person(new_player_screen(setting(), taken))


def entry() -> NameEntry:
    return NameEntry(setting(), emblem("fox", ""), us_cap)


def name_of(*scancodes: int) -> str:
    screen = entry()
    Person(screen).types(*scancodes)
    return screen.name


def test_two_presses_make_a_player() -> None:
    assert person().chooses(0, 0) == NewPlayer("Fox", "fox")
    assert person().chooses(2, 0) == NewPlayer("Daisy", "flower")


def test_every_suggested_picture_is_painted_and_every_name_is_its_own() -> None:
    suggested = suggested_pictures()
    assert suggested.keys() <= EMBLEMS.keys()
    assert len(set(suggested.values())) == len(suggested) == 12


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert person({"Fox", "Fox 2"}).chooses(0, 0) == NewPlayer("Fox 3", "fox")
    assert free_name("fox", {"FOX"}) == "fox 2"
    assert free_name("Fox", {"Moon"}) == "Fox"


@given(st.text(), st.sets(st.text()))
def test_a_free_name_is_free(wish: str, taken: set[str]) -> None:
    assert free_name(wish, taken).casefold() not in {name.casefold() for name in taken}


def test_a_name_may_be_typed() -> None:
    somebody = person()
    somebody.chooses(0, 1)
    somebody.types(A, B, B, A, ENTER)
    assert somebody.chooses(0) == NewPlayer("Abba", "fox")


def test_a_typed_name_that_is_taken_gets_a_number() -> None:
    somebody = person({"Ab"})
    somebody.chooses(0, 1)
    somebody.types(A, B, ENTER)
    assert somebody.chooses(0) == NewPlayer("Ab 2", "fox")


def test_the_way_back_leads_through_every_question() -> None:
    somebody = person()
    somebody.chooses(0, 1)
    assert somebody.does(Command.BACK) is None
    assert somebody.does(Command.BACK) is None
    assert somebody.does(Command.BACK) is Leave.BACK


def test_another_picture_may_be_chosen_after_all() -> None:
    somebody = person()
    somebody.chooses(0, 2)
    assert somebody.chooses(1, 0) == NewPlayer("Moon", "moon")


def test_words_begin_with_a_capital() -> None:
    assert name_of(A, B, SPACE, B, A, MINUS, A) == "Ab Ba-A"


def test_a_letter_can_be_taken_back() -> None:
    assert name_of(A, B, BACKSPACE, BACKSPACE, BACKSPACE, B) == "B"


def test_keys_without_a_letter_write_nothing() -> None:
    assert name_of(SPACE, SHIFT, A, SPACE, SPACE, SHIFT, B) == "A B"


def test_a_name_has_an_end() -> None:
    assert name_of(*[A] * (LONGEST + 5)) == "A" + "a" * (LONGEST - 1)


def test_the_letters_of_another_layout_are_written() -> None:
    screen = NameEntry(setting(), emblem("fox", ""), lambda _scancode: "Ö")
    Person(screen).types(51, 51)
    assert screen.name == "Öö"


@pytest.mark.parametrize("keys", [(A, ESCAPE), (ENTER,), (SPACE, ENTER)])
def test_without_a_name_the_suggested_one_stays(keys: tuple[int, ...]) -> None:
    screen = entry()
    assert Person(screen).types(*keys) is Leave.BACK


def test_the_letters_that_play_only_write() -> None:
    screen = entry()
    somebody = Person(screen)
    for letter, meaning in ((J, Command.NEXT), (N, Command.CHOOSE)):
        screen.key(KeyPress(somebody.now, KEYBOARD, letter))
        somebody.does(meaning)
        screen.key(KeyRelease(somebody.now, KEYBOARD, letter))
    assert screen.outcome is None
    assert screen.name == "Jn"


def test_a_glove_finishes_what_a_keyboard_wrote() -> None:
    screen = entry()
    somebody = Person(screen)
    somebody.types(A)
    screen.key(KeyPress(somebody.now, "Glove 1", midi_key(0, 60)))
    assert somebody.does(Command.CHOOSE) == "A"


def test_the_mouse_works_after_typing() -> None:
    screen = entry()
    somebody = Person(screen)
    looked_at(screen, canvas(1920, 1080))
    somebody.types(A, B)
    done, back = (700, 800), (1200, 800)
    assert somebody.does(Click(*done)) == "Ab"
    assert Person(entry()).does(Click(*back)) is Leave.BACK


def test_what_is_typed_is_seen() -> None:
    screen, on = entry(), canvas()
    somebody = Person(screen)
    before = looked_at(screen, on)
    somebody.types(A)
    assert looked_at(screen, on) != before
