"""Keys mean one thing, taught first and by default otherwise."""

from __future__ import annotations

import pytest

from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Finger, Move
from game.play.keymap import ANY_MIDI, Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, midi_key

R1 = Move(Finger.R1)
R2 = Move(Finger.R2)


def test_a_key_bound_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="bound twice"):
        Keymap((Binding("pad", 1, R1), Binding("pad", 1, R2)))


def test_the_defaults_reach_all_ten_fingers_by_keyboard_and_by_midi() -> None:
    keymap = default_keymap()
    assert keymap.moves == {*LEFT_TAPS, *RIGHT_TAPS}
    for move in (*LEFT_TAPS, *RIGHT_TAPS):
        assert [device for device, _ in keymap.keys_of(move)] == [KEYBOARD, ANY_MIDI]


def test_a_default_note_means_its_finger_on_any_device_and_channel() -> None:
    keymap = default_keymap()
    assert keymap.move_of("Piano 1", midi_key(0, 60)) == R1
    assert keymap.move_of("Glove 2", midi_key(15, 60)) == R1
    assert keymap.move_of("Piano 1", midi_key(0, 61)) is None


def test_a_scancode_is_no_midi_note() -> None:
    assert default_keymap().move_of(KEYBOARD, 60) is None


def test_what_was_taught_for_a_device_goes_before_what_holds_for_all() -> None:
    keymap = default_keymap().taught("Glove 1", (Binding("Glove 1", midi_key(0, 60), R2),))
    assert keymap.move_of("Glove 1", midi_key(0, 60)) == R2
    assert keymap.move_of("Piano 1", midi_key(0, 60)) == R1


def test_teaching_a_device_anew_forgets_what_it_knew_and_nothing_else() -> None:
    first = Keymap((Binding("pad", 1, R1), Binding("pad", 2, R2), Binding("glove", 1, R1)))
    again = first.taught("pad", (Binding("pad", 3, R1),))
    assert again.keys_of(R1) == (("glove", 1), ("pad", 3))
    assert again.move_of("pad", 2) is None


def test_a_pause_key_pauses_and_means_no_finger() -> None:
    keymap = Keymap((Binding("pad", 1, None), Binding("pad", 2, R1)))
    assert keymap.is_pause("pad", 1)
    assert keymap.move_of("pad", 1) is None
    assert not keymap.is_pause("pad", 2)
    assert not keymap.is_pause("pad", 3)
