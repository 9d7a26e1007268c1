from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.devices.midi_bytes import describe, key_events
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.timing import HostTime

NOW = HostTime(1)


def press(key: int, velocity: int) -> KeyPress:
    return KeyPress(NOW, "Glove 1", key, velocity)


def release(key: int) -> KeyRelease:
    return KeyRelease(NOW, "Glove 1", key)


@pytest.mark.parametrize(
    ("message", "events"),
    [
        ("90 3C 40", [press(60, 64)]),
        ("80 3C 00", [release(60)]),
        ("80 3C 40", [release(60)]),  # a velocity of lifting says nothing
        ("90 3C 00", [release(60)]),
        ("9F 00 7F", [press(15 * 128, 127)]),
        ("8F 7F 01", [release(15 * 128 + 127)]),
        ("90 3C 40 3E 41 3C 00", [press(60, 64), press(62, 65), release(60)]),  # running status
        ("90 F8 3C F8 40", [press(60, 64)]),  # clock ticks inside
        ("90 3C 40 80 3C 40", [press(60, 64), release(60)]),
        ("A0 3C 40", []),
        ("B0 7B 00", []),
        ("C0 05", []),
        ("D0 05 06", []),
        ("E0 00 40", []),
        ("F0 90 3C 40 F7", [press(60, 64)]),  # an unfinished sysex ends at a status byte
        ("F0 01 02 F7", []),
        ("F8", []),
        ("FE", []),
        ("3C 40", []),
        ("90", []),
        ("90 3C", []),
        ("", []),
    ],
)
def test_notes_are_read_and_all_else_is_nothing(message: str, events: list[KeyEvent]) -> None:
    assert list(key_events(NOW, "Glove 1", bytes.fromhex(message))) == events


@given(st.binary(max_size=64))
def test_no_bytes_make_an_impossible_event(message: bytes) -> None:
    for event in key_events(NOW, "Glove 1", message):
        assert 0 <= event.key < 16 * 128
        assert isinstance(event, KeyRelease) or 1 <= (event.velocity or 0) <= 127


def test_a_message_is_described_in_bytes_and_in_words() -> None:
    assert describe(b"\x90\x3c\x40") == "90 3C 40  note_on channel=0 note=60 velocity=64"
    assert describe(b"\xf8") == "F8  clock"
    assert describe(b"\x90\x3c") == "90 3C  ?"
    assert describe(b"\x3c") == "3C  ?"
