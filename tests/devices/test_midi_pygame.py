"""pygame.midi cannot be given a port here, so PortMidi itself is pretended."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import ClassVar

import pygame.midi
import pytest

from game.devices import midi_pygame
from game.devices.midi_driver import MidiTrouble
from game.devices.midi_pygame import PygameMidi
from tests.devices.waiting import wait_until

DEVICES = [
    (b"ALSA", b"Synth", 0, 1, 0),  # an output
    (b"ALSA", b"Glove", 1, 0, 0),
]


class PretendInput:
    waiting: ClassVar[deque[list[list[list[int] | int]]]] = deque()

    def __init__(self, device_id: int) -> None:
        if device_id != 1:
            raise pygame.midi.MidiException("busy")

    def poll(self) -> bool:
        return bool(self.waiting)

    def read(self, _count: int) -> list[list[list[int] | int]]:
        return self.waiting.popleft()

    def close(self) -> None:
        self.waiting.clear()


@pytest.fixture(autouse=True)
def portmidi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(midi_pygame, "require_sequencer", lambda _api: None)
    for name in ("init", "quit"):
        monkeypatch.setattr(pygame.midi, name, lambda: None)
    monkeypatch.setattr(pygame.midi, "get_count", lambda: len(DEVICES))
    monkeypatch.setattr(pygame.midi, "get_device_info", DEVICES.__getitem__)
    monkeypatch.setattr(pygame.midi, "Input", PretendInput)


def test_only_inputs_are_ports() -> None:
    assert PygameMidi(None).port_names() == ["Glove"]


def test_messages_come_with_the_seconds_between_them() -> None:
    came: deque[tuple[Sequence[int], float]] = deque()
    backend = PygameMidi(None)
    backend.port_names()
    PretendInput.waiting.append([[[0x90, 60, 64, 0], 5_000], [[0x80, 60, 0, 0], 5_250]])
    PretendInput.waiting.append([[[0xF8, 0, 0, 0], 5_251]])
    connection = backend.connect(0, lambda message, delta_s: came.append((message, delta_s)))

    def read() -> list[tuple[Sequence[int], float]]:
        return [came.popleft()] if came else []

    messages = wait_until(read, lambda read: len(read) == 3)
    assert messages == [([0x90, 60, 64, 0], 0), ([0x80, 60, 0, 0], 0.25), ([0xF8, 0, 0, 0], 0.001)]
    assert backend.port_names() == ["Glove"]
    connection.close()
    backend.close()


def test_a_port_that_does_not_open_is_a_trouble() -> None:
    backend = PygameMidi(None)
    backend.port_names()
    with pytest.raises(MidiTrouble):
        backend.connect(1, lambda _message, _delta_s: None)
