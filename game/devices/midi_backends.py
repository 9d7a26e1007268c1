"""The libraries that may be there, one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.devices.midi_driver import Backend
from game.devices.midi_pygame import PygameMidi
from game.devices.midi_rtmidi import (
    PYTHON_RTMIDI_INSTALLED,
    RTMIDI2_INSTALLED,
    PythonRtmidi,
    Rtmidi2,
)

BackendTable = Mapping[str, Callable[[str | None], Backend]]

_KNOWN: dict[str, tuple[bool, Callable[[str | None], Backend]]] = {
    "python-rtmidi": (PYTHON_RTMIDI_INSTALLED, PythonRtmidi),
    "rtmidi2": (RTMIDI2_INSTALLED, Rtmidi2),
    "pygame.midi": (True, PygameMidi),
}
BACKENDS: BackendTable = {name: make for name, (installed, make) in _KNOWN.items() if installed}
"""Those that are installed, the best first."""
