from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.devices import midi
from game.devices.clock import SystemClock
from game.devices.midi import MidiEvent, MidiInputs, PortAppeared, PortVanished
from game.devices.midi_backends import BACKENDS
from game.devices.midi_driver import MidiTrouble
from game.play.presses import KeyPress, KeyRelease
from game.wording import words
from tests.devices.pretend_midi import PretendMidi
from tests.devices.waiting import wait_for

GLOVE = "Glove:Glove MIDI 1 20:0"


@pytest.fixture
def system() -> PretendMidi:
    return PretendMidi(GLOVE)


@pytest.fixture
def inputs(system: PretendMidi, monkeypatch: pytest.MonkeyPatch) -> Iterator[MidiInputs]:
    monkeypatch.setattr(midi, "LOOK_EVERY_S", 0.001)
    inputs = MidiInputs(SystemClock(), backends={"pretended": system.make})
    inputs.wait_until_looked()
    yield inputs
    inputs.close()


def told(event: MidiEvent) -> tuple[object, ...]:
    """The event without its time."""
    match event:
        case KeyPress(_, device, key, velocity):
            return device, key, velocity
        case KeyRelease(_, device, key):
            return device, key
        case PortAppeared(_, device) | PortVanished(_, device):
            return type(event), device


def test_a_device_appears_and_its_notes_follow(inputs: MidiInputs, system: PretendMidi) -> None:
    system.send(GLOVE, [0x90, 60, 64], [0x90, 60, 64], [0x90, 60, 0], [0xF8], [0x81, 61, 3])
    assert [told(event) for event in inputs.poll()] == [
        (PortAppeared, "Glove 1"),
        ("Glove 1", 60, 64),
        ("Glove 1", 60, 64),
        ("Glove 1", 60),
        ("Glove 1", 128 + 61),
    ]
    assert inputs.poll() == []


def test_events_of_all_devices_are_sorted_by_time(inputs: MidiInputs, system: PretendMidi) -> None:
    system.send(GLOVE, *([0x90, note, 64] for note in range(50)))
    times = [event.host_ns for event in inputs.poll()]
    assert len(times) == 51
    assert times == sorted(times)


def test_unplugging_releases_the_keys_that_were_down(
    inputs: MidiInputs, system: PretendMidi
) -> None:
    system.send(GLOVE, [0x90, 62, 64], [0x90, 60, 64], [0x90, 61, 64], [0x80, 61, 0])
    inputs.poll()
    system.plugged.clear()
    events = wait_for(inputs.poll, PortVanished)
    assert [told(event) for event in events] == [
        ("Glove 1", 60),
        ("Glove 1", 62),
        (PortVanished, "Glove 1"),
    ]


def test_every_message_is_shown_when_asked_for(inputs: MidiInputs, system: PretendMidi) -> None:
    system.send(GLOVE, [0xF8])
    inputs.show_messages(True)
    system.send(GLOVE, [0xF8], [0x90, 60, 64])
    shown = inputs.poll_messages()
    assert [(each.device, each.data) for each in shown] == [
        ("Glove 1", b"\xf8"),
        ("Glove 1", b"\x90\x3c\x40"),
    ]
    assert inputs.poll_messages() == []
    inputs.show_messages(False)
    system.send(GLOVE, [0xF8])
    assert inputs.poll_messages() == []


def test_without_any_library_the_game_is_told_so() -> None:
    inputs = MidiInputs(SystemClock(), backends={})
    inputs.wait_until_looked()
    assert inputs.trouble is not None
    assert "no MIDI library" in words(inputs.trouble)
    assert inputs.devices == ()
    assert inputs.poll() == []
    inputs.close()


@pytest.mark.parametrize("name", BACKENDS)
def test_every_library_refuses_an_api_that_it_does_not_have(name: str) -> None:
    with pytest.raises(MidiTrouble, match="has no API"):
        BACKENDS[name]("carrier pigeon")
