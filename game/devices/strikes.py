"""The notes that fingers strike: ready before they are needed, sounding at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import pygame

from game.devices.mixer import sound_of
from game.devices.render_worker import RenderWorker
from game.sound import layer_of, render_note
from game.timing import ns_from_ms

USUAL_VELOCITY = 80
"""For a device that does not know how hard it was struck."""
LAYERS = tuple(sorted(range(1, 128, 16), key=lambda velocity: abs(velocity - USUAL_VELOCITY)))
"""A velocity of every layer, those most likely to be struck first."""
RING_NS = ns_from_ms(1500)
DAMP_MS = 60
STEAL_MS = 30
SPARE_CHANNELS = 2

Tone = tuple[int, int]
"""A pitch and a layer of velocity."""


class Strikes:
    """A pool of channels; the oldest fades before the pool is full, so that none is cut off."""

    def __init__(self, channels: Sequence[pygame.mixer.Channel], worker: RenderWorker) -> None:
        self._oldest_first = [(channel, -1) for channel in channels]
        self._worker = worker
        self._ready: dict[Tone, pygame.mixer.Sound] = {}

    def prepare(self, pitches: Iterable[int]) -> None:
        wanted = sorted(set(pitches))
        for velocity in LAYERS:
            for pitch in wanted:
                tone = (pitch, layer_of(velocity))
                if tone not in self._ready:
                    make = partial(_struck, pitch, velocity)
                    self._worker.submit(make, partial(self._keep, tone))

    def strike(self, pitch: int, velocity: int | None) -> None:
        """A string struck again stops ringing first: the same pitch is damped where it sounds."""
        sound = self._sound(pitch, USUAL_VELOCITY if velocity is None else velocity)
        for channel, ringing in self._oldest_first:
            if ringing == pitch:
                channel.fadeout(DAMP_MS)
        idle = [entry for entry in self._oldest_first if not entry[0].get_busy()]
        entry = (idle or self._oldest_first)[0]
        entry[0].play(sound)
        self._oldest_first.remove(entry)
        self._oldest_first.append((entry[0], pitch))
        if len(idle) <= SPARE_CHANNELS:
            self._fade_oldest()

    def _keep(self, tone: Tone, sound: pygame.mixer.Sound) -> None:
        self._ready[tone] = sound

    def _fade_oldest(self) -> None:
        busy = (channel for channel, _ in self._oldest_first[:-1] if channel.get_busy())
        oldest = next(busy, None)
        if oldest is not None:
            oldest.fadeout(STEAL_MS)

    def _sound(self, pitch: int, velocity: int) -> pygame.mixer.Sound:
        tone = (pitch, layer_of(velocity))
        if tone not in self._ready:
            self._ready[tone] = _struck(pitch, velocity)
        return self._ready[tone]


def _struck(pitch: int, velocity: int) -> pygame.mixer.Sound:
    return sound_of(render_note(pitch, velocity, RING_NS))
