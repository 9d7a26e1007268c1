from __future__ import annotations

import pytest

from game.drawing.focus import Command
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Finger, Move, taps
from game.play.keymap import Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress, KeyRelease, midi_key
from game.screens import finger_names
from game.screens.menu_keys import Hints, MenuKeys
from game.timing import HostTime

A, J, K, N, X = 4, 13, 14, 17, 27
ENTER, ESCAPE, TAB, SPACE, RIGHT, LEFT, DOWN, UP, PAD_ENTER = 40, 41, 43, 44, 79, 80, 81, 82, 88
GLOVE = "Glove 1"
DEFAULTS = MenuKeys(default_keymap(), RIGHT_TAPS)


def press(key: int, device: str = KEYBOARD) -> KeyPress:
    return KeyPress(HostTime(0), device, key)


def glove_keymap(*moves: Move) -> Keymap:
    """Contacts 1, 2, 3 … for the moves in turn."""
    return Keymap(tuple(Binding(GLOVE, number, move) for number, move in enumerate(moves, start=1)))


def glove(*moves: Move) -> MenuKeys:
    return MenuKeys(glove_keymap(*moves), moves)


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (ENTER, Command.CHOOSE),
        (PAD_ENTER, Command.CHOOSE),
        (SPACE, Command.CHOOSE),
        (TAB, Command.NEXT),
        (RIGHT, Command.NEXT),
        (LEFT, Command.PREVIOUS),
        (UP, Command.UP),
        (DOWN, Command.DOWN),
        (ESCAPE, Command.BACK),
    ],
)
def test_arrows_enter_and_escape_work_for_everybody(key: int, command: Command) -> None:
    assert DEFAULTS.command_of(press(key)) is command
    assert MenuKeys(Keymap(), ()).command_of(press(key)) is command


def test_the_index_finger_goes_on_and_the_thumb_chooses() -> None:
    assert DEFAULTS.command_of(press(J)) is Command.NEXT
    assert DEFAULTS.command_of(press(N)) is Command.CHOOSE


def test_the_other_playing_keys_do_nothing() -> None:
    assert DEFAULTS.command_of(press(K)) is None


def test_letting_go_of_a_key_does_nothing() -> None:
    assert DEFAULTS.command_of(KeyRelease(HostTime(0), KEYBOARD, ENTER)) is None


def test_a_letter_that_plays_nothing_does_nothing() -> None:
    assert DEFAULTS.command_of(press(X)) is None
    assert DEFAULTS.command_of(press(A)) is None


def test_a_glove_that_was_never_taught_chooses() -> None:
    assert DEFAULTS.command_of(press(midi_key(0, 100), GLOVE)) is Command.CHOOSE


def test_a_piano_key_of_the_other_hand_chooses() -> None:
    left_little_finger = midi_key(3, 41)
    assert DEFAULTS.command_of(press(left_little_finger, "Piano 1")) is Command.CHOOSE


def test_the_default_piano_keys_go_on_and_choose_on_any_channel() -> None:
    assert DEFAULTS.command_of(press(midi_key(5, 62), "Piano 1")) is Command.NEXT
    assert DEFAULTS.command_of(press(midi_key(5, 60), "Piano 1")) is Command.CHOOSE
    assert DEFAULTS.command_of(press(midi_key(5, 64), "Piano 1")) is None


def test_the_key_taught_for_pausing_does_nothing_in_menus() -> None:
    keys = MenuKeys(Keymap((Binding(GLOVE, 9, None),)), RIGHT_TAPS)
    assert keys.command_of(press(9, GLOVE)) is None


def test_of_pinches_the_index_tip_goes_on_and_the_key_pinch_chooses() -> None:
    keys = glove(*RIGHT_PINCHES)
    assert keys.command_of(press(1, GLOVE)) is Command.CHOOSE
    assert keys.command_of(press(2, GLOVE)) is Command.NEXT
    assert keys.command_of(press(3, GLOVE)) is None


@pytest.mark.parametrize(
    ("fingers", "going_on", "choosing"),
    [
        ((Finger.R3, Finger.R4, Finger.R5), Finger.R3, Finger.R4),
        ((Finger.R1, Finger.R5), Finger.R5, Finger.R1),
        ((Finger.R2, Finger.R3), Finger.R2, Finger.R3),
        ((Finger.L2, Finger.R2), Finger.L2, Finger.R2),
        ((Finger.L1, Finger.R1), Finger.L1, Finger.R1),
    ],
)
def test_any_two_fingers_are_enough(
    fingers: tuple[Finger, ...], going_on: Finger, choosing: Finger
) -> None:
    moves = taps(*fingers)
    keys = glove(*moves)
    said = {m.finger: keys.command_of(press(n, GLOVE)) for n, m in enumerate(moves, start=1)}
    assert said[going_on] is Command.NEXT
    assert said[choosing] is Command.CHOOSE
    assert not keys.single_key


def test_with_both_hands_either_index_finger_goes_on() -> None:
    keys = MenuKeys(default_keymap(), LEFT_TAPS + RIGHT_TAPS)
    left_index, left_thumb = 9, 25
    assert keys.command_of(press(left_index)) is keys.command_of(press(J)) is Command.NEXT
    assert keys.command_of(press(left_thumb)) is keys.command_of(press(N)) is Command.CHOOSE


def test_a_single_key_chooses_and_the_focus_moves_by_itself() -> None:
    keys = glove(Move(Finger.R4))
    assert keys.single_key
    assert keys.command_of(press(1, GLOVE)) is Command.CHOOSE
    assert keys.hints() == Hints((), ("Ring finger",))


def test_moves_without_a_key_do_not_count() -> None:
    keys = MenuKeys(glove_keymap(Move(Finger.R4)), RIGHT_TAPS)
    assert keys.single_key


def test_hints_name_the_caps_of_the_keyboard() -> None:
    assert DEFAULTS.hints() == Hints(("J",), ("N",))
    assert MenuKeys(default_keymap(), LEFT_TAPS).hints() == Hints(("F",), ("V",))


def test_hints_name_fingers_for_a_taught_device() -> None:
    assert glove(*RIGHT_PINCHES).hints() == Hints(("Index finger",), ("Key pinch",))


def test_hints_name_both_where_both_work() -> None:
    taught = default_keymap().taught(GLOVE, (Binding(GLOVE, 1, Move(Finger.R1)),))
    assert MenuKeys(taught, RIGHT_TAPS).hints() == Hints(("J",), ("Thumb", "N"))


def test_a_capital_inside_a_finger_s_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finger_names, "finger_name", lambda _move: "linker Zeigefinger")
    assert finger_names.finger_label(Move(Finger.L2)) == "Linker Zeigefinger"
