from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.focus import (
    COOL_DOWN_NS,
    SCAN_NS,
    Box,
    Click,
    Command,
    Focus,
    MenuInput,
    Point,
    Scanning,
)
from game.timing import HostTime, ns_from_ms

# Three cards above two buttons:
#   0 1 2
#    3 4
BOXES = (*(Box(100 * column, 0, 90, 90) for column in range(3)), Box(50, 200, 90, 40),
         Box(150, 200, 90, 40))  # fmt: skip
READY = HostTime(COOL_DOWN_NS)


def appeared(scanning: Scanning | None = None, index: int = 0) -> Focus:
    focus = Focus(BOXES, scanning or Scanning(), index)
    focus.update(HostTime(0))
    return focus


def after(index: int, command: MenuInput) -> int:
    focus = appeared(index=index)
    focus.command(command, READY)
    return focus.index


def test_next_goes_round() -> None:
    assert [after(index, Command.NEXT) for index in range(5)] == [1, 2, 3, 4, 0]


def test_previous_goes_round_the_other_way() -> None:
    assert [after(index, Command.PREVIOUS) for index in range(5)] == [4, 0, 1, 2, 3]


def test_down_and_up_go_to_the_nearest_item_of_the_other_row() -> None:
    assert after(0, Command.DOWN) == 3
    assert after(2, Command.DOWN) == 4
    assert after(4, Command.UP) in {1, 2}


def test_up_in_the_first_row_stays() -> None:
    assert after(1, Command.UP) == 1


def test_choose_gives_the_item_in_focus() -> None:
    assert appeared(index=2).command(Command.CHOOSE, READY) == 2


def test_moving_chooses_nothing() -> None:
    assert appeared().command(Command.NEXT, READY) is None


def test_a_click_chooses_what_is_under_it_and_nothing_beside_it() -> None:
    assert appeared().command(Click(210, 10), READY) == 2
    assert appeared().command(Click(95, 10), READY) is None


def test_the_mouse_takes_the_focus_with_it() -> None:
    assert after(0, Point(160, 220)) == 4
    assert after(1, Point(500, 500)) == 1


def test_nothing_is_heard_until_the_cool_down_is_over() -> None:
    focus = appeared()
    last_moment = HostTime(COOL_DOWN_NS - 1)
    assert focus.command(Command.CHOOSE, last_moment) is None
    assert focus.command(Click(10, 10), last_moment) is None
    focus.command(Command.NEXT, last_moment)
    assert focus.index == 0
    assert focus.command(Command.CHOOSE, READY) == 0


def test_a_press_that_comes_before_the_first_update_is_not_heard() -> None:
    focus = Focus(BOXES, Scanning())
    assert focus.command(Command.CHOOSE, HostTime(10)) is None


def test_the_focus_moves_by_itself_every_two_seconds() -> None:
    focus = appeared()
    focus.update(HostTime(COOL_DOWN_NS + SCAN_NS - 1))
    assert focus.index == 0
    focus.update(HostTime(COOL_DOWN_NS + SCAN_NS))
    assert focus.index == 1
    focus.update(HostTime(COOL_DOWN_NS + 2 * SCAN_NS))
    assert focus.index == 2


def test_scanning_comes_round_to_the_first_item() -> None:
    focus = appeared(index=4)
    focus.update(HostTime(COOL_DOWN_NS + SCAN_NS))
    assert focus.index == 0


def test_after_a_long_standstill_the_focus_moves_once() -> None:
    focus = appeared()
    focus.update(HostTime(COOL_DOWN_NS + 100 * SCAN_NS))
    assert focus.index == 1


@pytest.mark.parametrize("command", [Command.NEXT, Command.PREVIOUS, Command.DOWN, Point(210, 10)])
def test_who_moves_the_focus_by_hand_needs_no_scanning(command: MenuInput) -> None:
    scanning = Scanning()
    appeared(scanning).command(command, READY)
    assert not scanning.on


@pytest.mark.parametrize("command", [Command.CHOOSE, Command.BACK, Point(10, 10), Point(999, 0)])
def test_choosing_or_resting_the_mouse_leaves_scanning_on(command: MenuInput) -> None:
    scanning = Scanning()
    appeared(scanning).command(command, READY)
    assert scanning.on


def test_with_a_single_key_scanning_stays() -> None:
    scanning = Scanning(single_key=True)
    focus = appeared(scanning)
    focus.command(Command.NEXT, READY)
    assert scanning.on
    focus.update(HostTime(READY + SCAN_NS))
    assert focus.index == 2


def test_without_scanning_the_focus_waits() -> None:
    scanning = Scanning()
    scanning.moved_by_hand()
    focus = appeared(scanning)
    focus.update(HostTime(100 * SCAN_NS))
    assert focus.index == 0
    assert focus.waited(HostTime(100 * SCAN_NS)) == 1


def test_the_ring_fills_while_the_focus_stays() -> None:
    focus = appeared()
    parts = [focus.waited(HostTime(COOL_DOWN_NS + ns_from_ms(ms))) for ms in (-500, 0, 500, 2000)]
    assert parts == [0, 0, 0.25, 1]


def test_a_menu_needs_an_item() -> None:
    with pytest.raises(ValueError, match="no item 0"):
        Focus((), Scanning())


COMMANDS = st.one_of(
    st.sampled_from(Command),
    st.builds(Point, st.floats(-50, 350), st.floats(-50, 300)),
    st.builds(Click, st.floats(-50, 350), st.floats(-50, 300)),
)


@given(st.lists(st.tuples(st.integers(0, 3 * SCAN_NS), COMMANDS)), st.booleans())
def test_whatever_is_pressed_some_item_is_in_focus(
    inputs: list[tuple[int, MenuInput]], single_key: bool
) -> None:
    focus, now = Focus(BOXES, Scanning(single_key)), 0
    for wait_ns, command in inputs:
        now += wait_ns
        chosen = focus.command(command, HostTime(now))
        assert chosen is None or 0 <= chosen < len(BOXES)
        assert 0 <= focus.index < len(BOXES)
        assert 0 <= focus.waited(HostTime(now)) <= 1
