"""A MIDI device made of software: sends what it is told on standard input, and says when.

A line in: the gap in ms and the messages in hex, `5.0 903c40,803c00`. A line out: the host's
time in ns right before each was sent. It is unplugged when its input ends.
"""

from __future__ import annotations

import sys

import rtmidi

from game.devices.clock import SystemClock
from game.timing import HostTime, ns_from_ms, shifted


def send(port: rtmidi.MidiOut, line: str) -> list[HostTime]:
    """The times right before each message."""
    clock = SystemClock()
    gap, _, messages = line.partition(" ")
    due, sent = clock.now(), []
    for message in messages.split(","):
        clock.wait_until(due)
        due = shifted(due, ns_from_ms(float(gap)))
        sent.append(clock.now())
        port.send_message(bytes.fromhex(message))
    return sent


def main(name: str) -> None:
    port = rtmidi.MidiOut(rtapi=rtmidi.API_UNIX_JACK, name=name)
    port.open_virtual_port(name)
    print("plugged", flush=True)
    for line in sys.stdin:
        print(*send(port, line.strip()), flush=True)
    port.delete()  # a client that vanishes without a word stalls the server for seconds


if __name__ == "__main__":
    main(sys.argv[1])
