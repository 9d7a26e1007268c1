from __future__ import annotations

import pytest

from game.devices.clock import SimulatedClock
from game.devices.midi_bytes import RawMessage
from game.devices.midi_driver import CLIENT_NAME
from game.devices.midi_ports import Inbox, OpenPorts, PortAppeared, PortVanished
from game.timing import HostTime
from game.wording import words
from tests.devices.pretend_midi import PretendMidi

GLOVE, TWIN, PIANO = "Glove:Glove MIDI 1 20:0", "Glove:Glove MIDI 1 24:0", "Piano:Piano 28:0"
NOW = HostTime(7)


class Bench:
    """Open ports over a pretended system; `look` gives what the look put into the inbox."""

    def __init__(self, *plugged: str) -> None:
        self.midi = PretendMidi(*plugged)
        self.inbox = Inbox()
        self.ports = OpenPorts(SimulatedClock(NOW), self.midi.make, self.inbox)

    def look(self) -> list[RawMessage | PortAppeared | PortVanished]:
        self.ports.look()
        return self.arrived()

    def said(self) -> str:
        """The trouble in words, empty without one."""
        return words(self.ports.trouble) if self.ports.trouble else ""

    def works(self) -> bool:
        return self.ports.has_system

    def arrived(self) -> list[RawMessage | PortAppeared | PortVanished]:
        arrived = list(self.inbox.arrived)
        self.inbox.arrived.clear()
        return arrived


def test_every_port_there_is_opens_at_once() -> None:
    bench = Bench(GLOVE, PIANO)
    assert bench.look() == [PortAppeared(NOW, "Glove 1"), PortAppeared(NOW, "Piano 1")]
    assert bench.ports.devices == ("Glove 1", "Piano 1")
    assert bench.look() == []


def test_our_own_ports_are_left_alone() -> None:
    bench = Bench(f"{CLIENT_NAME}:out", PIANO)
    assert bench.look() == [PortAppeared(NOW, "Piano 1")]


def test_an_unplugged_port_vanishes_and_comes_back_under_its_name() -> None:
    bench = Bench(GLOVE, PIANO)
    bench.look()
    bench.midi.plugged = [PIANO]
    assert bench.look() == [PortVanished(NOW, "Glove 1")]
    bench.midi.plugged = [PIANO, GLOVE]
    assert bench.look() == [PortAppeared(NOW, "Glove 1")]


def test_of_two_alike_the_one_that_stays_keeps_its_ordinal() -> None:
    bench = Bench(GLOVE, TWIN)
    bench.look()
    bench.midi.plugged = [TWIN]
    assert bench.look() == [PortVanished(NOW, "Glove 1")]
    bench.midi.send(TWIN, [0x90, 60, 1])
    assert bench.arrived() == [RawMessage(NOW, "Glove 2", b"\x90\x3c\x01")]
    bench.midi.plugged = [TWIN, GLOVE]
    assert bench.look() == [PortAppeared(NOW, "Glove 1")]


def test_a_busy_port_is_said_and_opened_once_it_is_free() -> None:
    bench = Bench(GLOVE, PIANO)
    bench.midi.busy = {GLOVE}
    assert bench.look() == [PortAppeared(NOW, "Piano 1")]
    assert bench.said().startswith("Glove 1 does not open")
    bench.midi.busy = set()
    assert bench.look() == [PortAppeared(NOW, "Glove 1")]
    assert bench.said() == ""


def test_without_a_midi_system_the_search_goes_on() -> None:
    bench = Bench(GLOVE)
    bench.midi.trouble = "no sequencer"
    assert bench.look() == []
    assert not bench.works()
    assert "no sequencer" in bench.said()
    bench.midi.trouble = None
    assert bench.look() == [PortAppeared(NOW, "Glove 1")]
    assert bench.works()
    assert bench.said() == ""


def test_a_midi_system_that_breaks_takes_its_ports_with_it() -> None:
    bench = Bench(GLOVE)
    bench.look()
    bench.midi.trouble = "server gone"
    assert bench.look() == [PortVanished(NOW, "Glove 1")]
    bench.midi.trouble = None
    assert bench.look() == [PortAppeared(NOW, "Glove 1")]
    assert bench.midi.made == 2


def test_a_port_opened_while_another_was_plugged_in_is_opened_anew() -> None:
    """The index that we opened may have meant another port by then."""
    bench = Bench(PIANO)
    bench.midi.on_connect = lambda: bench.midi.plugged.__setitem__(slice(None), [GLOVE, PIANO])
    assert bench.look() == [PortAppeared(NOW, "Piano 1"), PortVanished(NOW, "Piano 1")]
    assert bench.look() == [PortAppeared(NOW, "Glove 1"), PortAppeared(NOW, "Piano 1")]


@pytest.mark.parametrize("message", [[0xF8], [0xFE], [0xD0, 1], [0xE0, 0, 64], [0xF0, 1, 0xF7]])
def test_floods_do_not_pass_the_driver_thread_unless_they_are_shown(message: list[int]) -> None:
    bench = Bench(GLOVE)
    bench.look()
    bench.midi.send(GLOVE, message)
    assert bench.arrived() == []
    bench.inbox.showing = True
    bench.midi.send(GLOVE, message)
    assert bench.arrived() == []
    assert list(bench.inbox.shown) == [RawMessage(NOW, "Glove 1", bytes(message))]


def test_an_empty_message_is_nothing() -> None:
    bench = Bench(GLOVE)
    bench.look()
    bench.midi.send(GLOVE, [])
    assert bench.arrived() == []


def test_closing_lets_go_of_every_port() -> None:
    bench = Bench(GLOVE, PIANO)
    bench.look()
    bench.ports.close()
    assert bench.midi.open == []
    assert bench.ports.devices == ()
