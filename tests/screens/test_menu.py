from __future__ import annotations

import pytest

from game.drawing.buttons import Face
from game.drawing.focus import COOL_DOWN_NS, SCAN_NS, Click, Command, Point
from game.screens.menu import Item, Menu, Page, back_item
from game.timing import HostTime
from tests.screens.menus import Person, canvas, looked_at, setting, slices


def items(*labels: str) -> tuple[Item[str], ...]:
    return tuple(Item(label, Face(label)) for label in labels)


def page(cards: int = 3, back: bool = True) -> Page[str]:
    names = [f"card {number}" for number in range(cards)]
    return Page(
        "A menu",
        cards=items(*names),
        buttons=items("button"),
        back=back_item("back") if back else None,
    )


def menu(cards: int = 3, back: bool = True) -> Menu[str]:
    return Menu(setting(), page(cards, back))


def test_cards_come_first_then_buttons_then_the_way_back() -> None:
    assert menu(2).labels == ("card 0", "card 1", "button", "Back")


def test_choosing_gives_the_item_in_focus() -> None:
    assert Person(menu()).chooses(0) == "card 0"
    assert Person(menu()).chooses(2) == "card 2"
    assert Person(menu()).chooses(3) == "button"
    assert Person(menu()).chooses(4) == "back"


def test_escape_goes_back() -> None:
    assert Person(menu()).does(Command.BACK) == "back"


def test_where_there_is_no_way_back_escape_does_nothing() -> None:
    assert Person(menu(back=False)).does(Command.BACK) is None


def test_escape_too_is_not_heard_during_the_cool_down() -> None:
    screen = menu()
    screen.update(HostTime(0))
    screen.menu(Command.BACK, HostTime(COOL_DOWN_NS - 1))
    assert screen.outcome is None


def test_a_single_key_waits_and_chooses() -> None:
    screen: Menu[str] = Menu(setting(single_key=True), page())
    person = Person(screen)
    person.wait(COOL_DOWN_NS + SCAN_NS)
    person.wait(SCAN_NS)
    assert screen.focused == "card 2"
    screen.menu(Command.CHOOSE, person.now)
    assert screen.outcome == "card 2"


def test_who_used_two_keys_is_not_hurried_in_the_next_menu() -> None:
    shared = setting()
    first: Menu[str] = Menu(shared, page())
    Person(first).does(Command.NEXT)
    following: Menu[str] = Menu(shared, page())
    Person(following).wait(100 * SCAN_NS)
    assert following.focused == "card 0"


def test_cards_that_do_not_fit_come_with_more() -> None:
    screen = menu(cards=14)
    assert screen.labels[11:] == ("card 11", "More", "button", "Back")
    person = Person(screen)
    person.chooses(12)
    assert screen.labels == ("card 12", "card 13", "More", "button", "Back")
    assert screen.focused == "card 12"
    assert person.chooses(2) is None
    assert "card 0" in screen.labels


def test_a_narrow_window_shows_fewer_songs_at_once() -> None:
    songs = tuple(Item(label, Face(label, detail="1:20")) for label in "abcdef")
    screen = Menu(setting(), Page("Songs", cards=songs, back=back_item("back")))
    person = Person(screen)
    looked_at(screen, canvas(640, 360))
    assert screen.labels == (*"abcdef", "Back")
    looked_at(screen, canvas(512, 384))
    assert screen.labels == (*"abcd", "More", "Back")
    assert person.chooses(4, 1) == "f"


def test_the_items_after_more_keep_their_meaning() -> None:
    assert Person(menu(cards=14)).chooses(13) == "button"
    assert Person(menu(cards=14)).chooses(12, 1) == "card 13"
    assert Person(menu(cards=14)).chooses(12, 4) == "back"


@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (512, 384)])
def test_the_mouse_finds_what_is_drawn(size: tuple[int, int]) -> None:
    screen = menu(cards=1)
    person = Person(screen)
    looked_at(screen, canvas(*size))
    middle = size[0] / 2, size[1] / 2
    assert person.does(Click(*middle)) == "card 0"


def test_the_mouse_moves_the_focus() -> None:
    screen = menu(cards=3)
    person = Person(screen)
    looked_at(screen, canvas(640, 360))
    person.does(Point(500, 180))
    assert screen.focused == "card 2"


def test_an_unchanged_menu_is_not_drawn_again() -> None:
    shared = setting()
    shared.scanning.moved_by_hand()
    screen, on = Menu(shared, page()), canvas()
    Person(screen)
    assert slices(screen, on) > 5
    assert slices(screen, on) == 0


def test_another_canvas_gets_the_whole_picture() -> None:
    screen = menu()
    Person(screen)
    first, second = canvas(), canvas()
    assert looked_at(screen, first) == looked_at(screen, second)


def test_moving_the_focus_changes_the_picture() -> None:
    screen, on = menu(), canvas()
    person = Person(screen)
    before = looked_at(screen, on)
    person.does(Command.NEXT)
    assert looked_at(screen, on) != before


def test_the_ring_grows_piece_by_piece_into_what_it_would_be_at_once() -> None:
    gradual, at_once = menu(), menu()
    on = canvas()
    for screen in (gradual, at_once):
        screen.update(HostTime(0))
    for part in range(8):
        gradual.update(HostTime(COOL_DOWN_NS + SCAN_NS * part // 10))
        drawn = looked_at(gradual, on)
    at_once.update(HostTime(COOL_DOWN_NS + SCAN_NS * 7 // 10))
    assert drawn == looked_at(at_once, canvas())


def test_after_all_of_its_moves_the_picture_is_as_if_drawn_anew() -> None:
    screen, on = menu(), canvas()
    person = Person(screen)
    for command in (Command.NEXT, Command.DOWN, Command.PREVIOUS, Command.UP):
        person.does(command)
        looked_at(screen, on)
    assert looked_at(screen, on) == looked_at(screen, canvas())


def test_a_page_offers_something() -> None:
    with pytest.raises(ValueError, match="nothing can be chosen"):
        Page[str]("Empty")
