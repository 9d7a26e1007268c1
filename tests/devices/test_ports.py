from __future__ import annotations

import pytest

from game.devices.ports import device_name, identified, with_ordinal


@pytest.mark.parametrize(
    ("system_name", "name"),
    [
        ("MusicGlove:MusicGlove MIDI 1 20:0", "MusicGlove"),  # ALSA, a USB device
        ("Midi Through:Midi Through Port-0 14:0", "Midi Through"),
        ("Keys 61 mk2:Keys 61 mk2 DAW In 28:1", "Keys 61 mk2"),
        ("VMPK Output:out 130:0", "VMPK Output out"),
        ("a2j:Glove [20] (capture): Glove MIDI 1", "a2j Glove (capture): Glove MIDI 1"),
        ("Glove:Glove", "Glove"),  # JACK
        ("2- Glove", "Glove"),  # WinMM
        ("Launchpad 2", "Launchpad 2"),  # CoreMIDI, WinMM: the number is the model's
        ("  Glove   of  mine ", "Glove of mine"),
        ("Glove:", "Glove"),
        (":", "MIDI"),
        ("", "MIDI"),
    ],
)
def test_a_device_is_named_without_what_changes_at_the_next_plugging(
    system_name: str, name: str
) -> None:
    assert device_name(system_name) == name


def test_two_ports_of_one_name_are_two() -> None:
    assert identified(["A", "B", "A"]) == {("A", 0): 0, ("B", 0): 1, ("A", 1): 2}


def test_the_lowest_free_ordinal_is_given() -> None:
    assert with_ordinal("Glove", []) == "Glove 1"
    assert with_ordinal("Glove", ["Glove 1", "Pad 2"]) == "Glove 2"
    assert with_ordinal("Glove", ["Glove 2", "Glove 3"]) == "Glove 1"
