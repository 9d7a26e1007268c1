"""PortMidi through pygame: the last resort."""

from __future__ import annotations

import threading
from typing import cast

import pygame
import pygame.midi

from game.devices.midi_driver import Connection, MidiTrouble, Receive, require_sequencer

_READ_EVERY_S = 0.001


class PygameMidi:
    """Stamps in whole milliseconds; finds new devices only while none is open."""

    def __init__(self, api: str | None) -> None:
        if api is not None:
            raise MidiTrouble(f"pygame.midi has no API {api}")
        require_sequencer(api)
        self._connections: list[_PygameConnection] = []
        self._inputs: list[int] = []

    def port_names(self) -> list[str]:
        if any(connection.is_open for connection in self._connections):
            return [self._name(device_id) for device_id in self._inputs]
        self._connections.clear()
        try:
            pygame.midi.quit()  # PortMidi counts the devices only when it starts
            pygame.midi.init()
            every = range(pygame.midi.get_count())
            self._inputs = [device for device in every if pygame.midi.get_device_info(device)[2]]
        except pygame.error as error:
            raise MidiTrouble(str(error)) from error
        return [self._name(device) for device in self._inputs]

    def connect(self, index: int, receive: Receive) -> Connection:
        try:
            source = pygame.midi.Input(self._inputs[index])
        except (pygame.midi.MidiException, pygame.error, IndexError) as error:
            raise MidiTrouble(str(error)) from error
        connection = _PygameConnection(source, receive)
        self._connections.append(connection)
        return connection

    def close(self) -> None:
        pygame.midi.quit()

    @staticmethod
    def _name(device_id: int) -> str:
        name: str | bytes = pygame.midi.get_device_info(device_id)[1]  # annotated str, is bytes
        return name.decode("utf-8", "replace") if isinstance(name, bytes) else name


class _PygameConnection:
    """Reads its port every millisecond on a thread of its own."""

    def __init__(self, source: pygame.midi.Input, receive: Receive) -> None:
        self.is_open = True
        self._source = source
        self._receive = receive
        self._last_ms: int | None = None
        self._stop = threading.Event()
        self._reader = threading.Thread(target=self._read, name="midi-reader", daemon=True)
        self._reader.start()

    def close(self) -> None:
        self._stop.set()
        self._reader.join()
        self._source.close()
        self.is_open = False

    def _read(self) -> None:
        while not self._stop.wait(_READ_EVERY_S):
            while self._source.poll():
                for message, at_ms in cast(list[tuple[list[int], int]], self._source.read(64)):
                    last_ms = at_ms if self._last_ms is None else self._last_ms
                    self._last_ms = at_ms
                    self._receive(message, (at_ms - last_ms) / 1000)
