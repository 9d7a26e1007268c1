"""Real MIDI devices, made of software, on a real JACK server: bytes from another process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.devices.clock import SystemClock
from game.devices.midi import MidiEvent, MidiInputs, PortAppeared, PortVanished
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.timing import elapsed_ns, ns_from_ms
from tests.conftest import Plug
from tests.devices.waiting import wait_for, wait_until
from tools.wires import MidiSender

LAST = (0x90, 127, 1)
"""Sent after all else, to know when all else has come."""
CLOCK, SENSING = (0xF8,), (0xFE,)


@pytest.fixture
def inputs(jack_server: str) -> Iterator[MidiInputs]:
    inputs = MidiInputs(SystemClock(), api="jack")
    yield inputs
    inputs.close()


def plugged(inputs: MidiInputs, plug: Plug, *names: str) -> list[MidiSender]:
    senders = [plug(name) for name in names]
    wait_until(
        inputs.poll,
        lambda events: sum(isinstance(event, PortAppeared) for event in events) == len(names),
    )
    return senders


def received(inputs: MidiInputs) -> list[MidiEvent]:
    """Everything up to `LAST`, without it."""

    def over(events: list[MidiEvent]) -> bool:
        return any(isinstance(event, KeyPress) and event.key == LAST[1] for event in events)

    return wait_until(inputs.poll, over)[:-1]


def notes(events: list[MidiEvent]) -> list[tuple[str, int, int]]:
    """Device, key, and velocity or 0 for a release."""
    return [
        (event.device, event.key, event.velocity or 0 if isinstance(event, KeyPress) else 0)
        for event in events
        if isinstance(event, KeyPress | KeyRelease)
    ]


def test_notes_come_as_they_were_sent(inputs: MidiInputs, plug: Plug) -> None:
    """Both kinds of off, an on repeated without one, and several channels."""
    (glove,) = plugged(inputs, plug, "Glove")
    glove.send((0x90, 60, 64), (0x90, 60, 65), (0x90, 60, 0), (0x9F, 61, 1), (0x8F, 61, 64), LAST)
    key = 15 * 128 + 61
    assert notes(received(inputs)) == [
        ("Glove 1", 60, 64),
        ("Glove 1", 60, 65),
        ("Glove 1", 60, 0),
        ("Glove 1", key, 1),
        ("Glove 1", key, 0),
    ]


def test_no_note_is_lost_in_a_flood(inputs: MidiInputs, plug: Plug) -> None:
    (glove,) = plugged(inputs, plug, "Glove")
    flood = [CLOCK, SENSING, (0xD0, 9), (0xE0, 0, 64), (0xA0, 60, 3), (0xF0, *[1] * 90, 0xF7)]
    sent = []
    for note in range(100):
        sent += [*flood, (0x90, note, 64)]
    glove.send(*sent, LAST, gap_ms=0.2)
    assert notes(received(inputs)) == [("Glove 1", note, 64) for note in range(100)]


def test_time_goes_on_while_only_clock_and_sensing_come(inputs: MidiInputs, plug: Plug) -> None:
    """Their share of the deltas must not be missing from the notes' stamps. Bounds are far wider
    than a busy machine's jitter; without the floods' time the notes would lie 10 ms apart."""
    (glove,) = plugged(inputs, plug, "Glove")
    rest = [CLOCK, SENSING, CLOCK] * 8
    sent = glove.send((0x90, 60, 64), *rest, (0x90, 62, 64), *rest, LAST, gap_ms=10)
    first, second = (event for event in received(inputs) if isinstance(event, KeyPress))
    stamped_ns = elapsed_ns(first.host_ns, second.host_ns)
    true_ns = elapsed_ns(sent[0], sent[1 + len(rest)])
    assert abs(stamped_ns - true_ns) < ns_from_ms(200) < true_ns


def test_two_devices_play_at_once(inputs: MidiInputs, plug: Plug) -> None:
    glove, piano = plugged(inputs, plug, "Glove", "Piano")
    scale = [(0x90, note, 64) for note in range(60, 90)]
    glove.start_sending(scale, gap_ms=2)
    piano.start_sending([*scale, *[CLOCK] * 20, LAST], gap_ms=2)
    glove.sent()
    piano.sent()
    events = received(inputs)
    keys = list(range(60, 90))
    for device in ("Glove 1", "Piano 1"):
        assert [key for each, key, _ in notes(events) if each == device] == keys
    times = [event.host_ns for event in events]
    assert times == sorted(times)


def test_a_device_is_unplugged_in_mid_press_and_plugged_in_again(
    inputs: MidiInputs, plug: Plug
) -> None:
    (glove,) = plugged(inputs, plug, "Glove")
    glove.send((0x90, 60, 64))
    wait_for(inputs.poll, KeyPress)
    glove.close()
    events = wait_for(inputs.poll, PortVanished)
    assert notes(events) == [("Glove 1", 60, 0)]
    assert list(inputs.devices) == []
    (again,) = plugged(inputs, plug, "Glove")
    assert list(inputs.devices) == ["Glove 1"]
    again.send((0x90, 62, 64), LAST)
    assert notes(received(inputs)) == [("Glove 1", 62, 64)]


def test_every_message_can_be_shown(inputs: MidiInputs, plug: Plug) -> None:
    (glove,) = plugged(inputs, plug, "Glove")
    inputs.show_messages(True)
    glove.send(CLOCK, (0xB0, 7, 100), LAST)
    received(inputs)
    assert [each.data for each in inputs.poll_messages()] == [
        bytes(CLOCK),
        bytes((0xB0, 7, 100)),
        bytes(LAST),
    ]


def test_stamps_lie_between_the_sending_and_the_reading(inputs: MidiInputs, plug: Plug) -> None:
    (glove,) = plugged(inputs, plug, "Glove")
    sent = glove.send(*[(0x90, note, 64) for note in range(60, 100)], LAST, gap_ms=3)
    read = received(inputs)
    now = SystemClock().now()
    presses: list[KeyEvent] = [event for event in read if isinstance(event, KeyPress)]
    assert len(presses) == len(sent) - 1
    for press, sent_at in zip(presses, sent, strict=False):
        assert sent_at <= press.host_ns <= now
