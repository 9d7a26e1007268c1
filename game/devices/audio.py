"""Sound out, through pygame's mixer; silence with the same interface where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import pygame

from game.devices.backing_player import BackingPlayer
from game.devices.mixer import close_mixer, open_mixer
from game.devices.render_worker import RenderWorker
from game.devices.strikes import Strikes
from game.messages import Message
from game.music.chart import BackingNote
from game.timing import HostTime, SongTime

BUFFER_FRAMES = 512
"""10.7 ms; smaller ones crackle on slow and on virtual machines."""
STRIKE_CHANNELS = 10


class Audio(Protocol):
    """What the game asks of its sound. None of it raises because of a device."""

    @property
    def trouble(self) -> Message | None:
        """Why something is not heard; None while all is well."""

    def prepare(self, pitches: Iterable[int]) -> None:
        """Makes the notes that fingers will strike, in the background."""

    def strike(self, pitch: int, velocity: int | None) -> None:
        """A finger's note, at once. `velocity` 1-127, None where it is unknown."""

    def begin(self, host: HostTime, song: SongTime) -> None:
        """A new chain of backing, whose song time `song` is heard at `host`; ends the last one."""

    def add(self, notes: Sequence[BackingNote], start: SongTime, end: SongTime) -> None:
        """The next piece of the chain. A `start` before the chain's end (after a pause in the
        middle of a phrase) is cut there. Raises ValueError for a gap before `start`, or without
        a chain."""

    def pump(self, now: HostTime) -> None:
        """To be called every millisecond, in menus too."""

    def halt(self) -> None:
        """Fades the backing out: a pause, or the end."""

    def close(self) -> None: ...


class SilentAudio:
    """Nothing is heard. Keeps the order of the calls as strictly as `AudioOut`."""

    def __init__(self, trouble: Message | None = None) -> None:
        self.trouble = trouble
        self._end: SongTime | None = None

    def prepare(self, pitches: Iterable[int]) -> None:
        pass

    def strike(self, pitch: int, velocity: int | None) -> None:
        pass

    def begin(self, host: HostTime, song: SongTime) -> None:  # noqa: ARG002 # as in Audio
        self._end = song

    def add(self, notes: Sequence[BackingNote], start: SongTime, end: SongTime) -> None:  # noqa: ARG002 # as in Audio
        if self._end is None or start > self._end:
            raise ValueError(f"a piece of the backing before {start} is missing")
        self._end = max(self._end, end)

    def pump(self, now: HostTime) -> None:
        pass

    def halt(self) -> None:
        self._end = None

    def close(self) -> None:
        pass


class AudioOut:
    """Sound from the mixer. Raises what `open_mixer` raises."""

    def __init__(self, output_offset_ns: int = 0, buffer_frames: int = BUFFER_FRAMES) -> None:
        """`output_offset_ns`: how much later than played a sound is heard."""
        first, second, *others = open_mixer(2 + STRIKE_CHANNELS, buffer_frames)
        self.trouble: Message | None = None
        self._worker = RenderWorker()
        self._strikes = Strikes(others, self._worker)
        self._backing = BackingPlayer((first, second), self._worker, output_offset_ns)

    @property
    def underruns(self) -> int:
        """How often the backing ran dry before its next piece was there."""
        return self._backing.underruns

    def prepare(self, pitches: Iterable[int]) -> None:
        self._strikes.prepare(pitches)

    def strike(self, pitch: int, velocity: int | None) -> None:
        self._strikes.strike(pitch, velocity)

    def begin(self, host: HostTime, song: SongTime) -> None:
        self._backing.begin(host, song)

    def add(self, notes: Sequence[BackingNote], start: SongTime, end: SongTime) -> None:
        self._backing.add(notes, start, end)

    def pump(self, now: HostTime) -> None:
        if self._worker.collect():
            self.trouble = Message("Some of the music is missing. You can play on.")
        self._backing.pump(now)

    def halt(self) -> None:
        self._backing.halt()

    def close(self) -> None:
        self._worker.close()
        close_mixer()


def open_audio(output_offset_ns: int = 0, buffer_frames: int = BUFFER_FRAMES) -> Audio:
    """Silence, with the trouble said, where no sound device opens."""
    try:
        return AudioOut(output_offset_ns, buffer_frames)
    except (pygame.error, NotImplementedError):
        return SilentAudio(Message("No sound was found. The game plays on without it."))
