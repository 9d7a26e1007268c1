"""The backing: pieces rendered on the worker, played as one chain without a gap."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pygame

from game.devices.mixer import sound_of
from game.devices.render_worker import RenderWorker
from game.music.chart import BackingNote
from game.sound import SAMPLE_RATE, BackingRenderer, Pcm, cut_in, frames_in
from game.timing import NS_PER_S, HostTime, SongTime, elapsed_ns, ns_from_ms, shifted

HALT_MS = 40
LATE_NS = ns_from_ms(10)
"""A start as late as this is heard as it is; after a later one the music catches up by a cut."""
SLICE_NS = 2 * NS_PER_S
"""Rendered and handed over at once: short, so that the worker never holds the game up for long."""
SILENCE: Pcm = np.zeros((SAMPLE_RATE // 100, 2), np.int16)


@dataclass(slots=True)
class Chain:
    """Pieces that follow each other on `channel`, the first of them from `due` on."""

    channel: pygame.mixer.Channel
    due: HostTime
    end_ns: SongTime
    renderer: BackingRenderer
    pieces: deque[Pcm] = field(default_factory=deque)
    started: bool = False
    halted: bool = False
    frames_taken: int = 0

    @property
    def next_due(self) -> HostTime:
        return shifted(self.due, self.frames_taken * NS_PER_S // SAMPLE_RATE)

    def take(self) -> Pcm:
        pcm = self.pieces.popleft()
        self.frames_taken += len(pcm)
        return pcm


class BackingPlayer:
    """Two channels in turn: one chain may still fade while the next one begins."""

    def __init__(
        self,
        channels: tuple[pygame.mixer.Channel, pygame.mixer.Channel],
        worker: RenderWorker,
        output_offset_ns: int,
    ) -> None:
        """`output_offset_ns`: how much later than played a sound is heard."""
        self.underruns = 0
        """How often a chain ran dry before its next piece was there."""
        self._channels = deque(channels)
        self._worker = worker
        self._output_offset_ns = output_offset_ns
        self._chain: Chain | None = None

    def begin(self, host: HostTime, song: SongTime) -> None:
        self.halt()
        self._channels.rotate()
        due = shifted(host, -self._output_offset_ns)
        self._chain = Chain(self._channels[0], due, song, BackingRenderer(song))

    def add(self, notes: Sequence[BackingNote], start: SongTime, end: SongTime) -> None:
        chain = self._chain
        if chain is None or start > chain.end_ns:
            raise ValueError(f"a piece of the backing before {start} is missing")
        chain.end_ns = max(chain.end_ns, end)
        for slice_start in range(start, end, SLICE_NS):
            slice_end = min(SongTime(slice_start + SLICE_NS), end)
            begun = [
                note
                for note in notes
                if (note.onset_ns >= slice_start or slice_start == start)
                and (note.onset_ns < slice_end or slice_end == end)
            ]
            self._submit(chain, begun, SongTime(slice_start), slice_end)

    def _submit(
        self, chain: Chain, notes: Sequence[BackingNote], start: SongTime, end: SongTime
    ) -> None:
        def make() -> Pcm | None:
            return None if chain.halted else chain.renderer.render(notes, start, end)

        def take(pcm: Pcm | None) -> None:
            if pcm is not None and len(pcm):
                chain.pieces.append(pcm)

        self._worker.submit(make, take)

    def pump(self, now: HostTime) -> None:
        """The mixer plays one piece and holds one that follows on the very next sample."""
        chain = self._chain
        if chain is None or not chain.pieces:
            return
        if not chain.channel.get_busy():
            self._start(chain, now)
        elif chain.channel.get_queue() is None:
            chain.channel.queue(sound_of(chain.take()))

    def halt(self) -> None:
        if self._chain is None:
            return
        channel = self._chain.channel
        if channel.get_busy():
            # A queued sound would begin when the fade ends; silence takes its place.
            channel.queue(sound_of(SILENCE))
            channel.fadeout(HALT_MS)
        self._chain.halted = True
        self._chain = None

    def _start(self, chain: Chain, now: HostTime) -> None:
        while chain.pieces and chain.next_due <= now:
            late_ns = elapsed_ns(chain.next_due, now)
            pcm = chain.take()
            skipped = frames_in(late_ns) if late_ns > LATE_NS else 0
            if skipped < len(pcm):
                chain.channel.play(sound_of(cut_in(pcm[skipped:]) if skipped else pcm))
                self.underruns += chain.started
                chain.started = True
                return
