"""RtMidi through either of its two Python packages."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from game.devices.midi_driver import (
    CLIENT_NAME,
    SYSTEM,
    Connection,
    MidiTrouble,
    Receive,
    require_sequencer,
)

try:
    import rtmidi
except ImportError:  # it has no wheels for Python 3.13 and later
    rtmidi = None
try:
    import rtmidi2
except ImportError:
    rtmidi2 = None
PYTHON_RTMIDI_INSTALLED = rtmidi is not None
RTMIDI2_INSTALLED = rtmidi2 is not None


def _without_port_numbers(names: list[str | None]) -> list[str]:
    """On Windows RtMidi appends the port's index to each name, which shifts with every plug."""
    known = [name or "" for name in names]
    if SYSTEM != "win32":
        return known
    return [re.sub(r" \d+$", "", name) for name in known]


class PythonRtmidi:
    def __init__(self, api: str | None) -> None:
        require_sequencer(api)
        self._api = self._api_number(api)
        self._query = self._client()

    def port_names(self) -> list[str]:
        try:
            return _without_port_numbers(self._query.get_ports())
        except rtmidi.RtMidiError as error:
            raise MidiTrouble(str(error)) from error

    def connect(self, index: int, receive: Receive) -> Connection:
        client = self._client()
        try:
            client.ignore_types(sysex=False, timing=False, active_sense=False)
            client.set_callback(lambda timed, _data: receive(timed[0], timed[1]))
            client.open_port(index, CLIENT_NAME)
        except rtmidi.RtMidiError as error:
            client.delete()
            raise MidiTrouble(str(error)) from error
        return _RtmidiConnection(client)

    def close(self) -> None:
        self._query.delete()

    @staticmethod
    def _api_number(api: str | None) -> int:
        """The first compiled API is the system's own; RtMidi's own choice (API_UNSPECIFIED)
        would turn to JACK for good where the system has no port yet."""
        compiled: list[int] = rtmidi.get_compiled_api()
        number = rtmidi.get_compiled_api_by_name(api) if api else compiled[0]
        if number not in compiled:
            raise MidiTrouble(f"python-rtmidi has no API {api}")
        return int(number)

    def _client(self) -> Any:
        try:
            return rtmidi.MidiIn(rtapi=self._api, name=CLIENT_NAME)
        except rtmidi.RtMidiError as error:
            raise MidiTrouble(str(error)) from error


class _RtmidiConnection:
    def __init__(self, client: Any) -> None:
        self._client = client

    def close(self) -> None:
        self._client.cancel_callback()
        self._client.close_port()
        self._client.delete()


class Rtmidi2:
    _APIS: ClassVar[dict[str, str]] = {
        "alsa": "API_LINUX_ALSA",
        "jack": "API_UNIX_JACK",
        "core": "API_MACOSX_CORE",
        "winmm": "API_WINDOWS_MM",
    }
    _OWN_API: ClassVar[dict[str, str]] = {"linux": "alsa", "darwin": "core", "win32": "winmm"}

    def __init__(self, api: str | None) -> None:
        require_sequencer(api)
        name = self._APIS.get(api or self._OWN_API.get(SYSTEM, ""))
        if name is None:
            raise MidiTrouble(f"rtmidi2 has no API {api or SYSTEM}")
        self._api = getattr(rtmidi2, name)
        self._query = self._client()

    def port_names(self) -> list[str]:
        try:
            return _without_port_numbers(self._query.ports)
        except RuntimeError as error:
            raise MidiTrouble(str(error)) from error

    def connect(self, index: int, receive: Receive) -> Connection:
        client = self._client()
        try:
            client.ignore_types(midi_sysex=False, midi_time=False, midi_sense=False)
            client.callback = receive
            client.open_port(index)
        except (RuntimeError, ValueError, OSError) as error:
            raise MidiTrouble(str(error)) from error
        return _Rtmidi2Connection(client)

    def close(self) -> None:
        self._query.close_port()

    def _client(self) -> Any:
        try:
            return rtmidi2.MidiIn(CLIENT_NAME, api=self._api)
        except RuntimeError as error:
            raise MidiTrouble(str(error)) from error


class _Rtmidi2Connection:
    def __init__(self, client: Any) -> None:
        self._client: Any = client

    def close(self) -> None:
        self._client.callback = None
        self._client.close_port()
        self._client = None  # its destructor takes the system's client away
