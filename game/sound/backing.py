"""The backing, rendered piece after piece so that the pieces join exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from game.music.chart import BackingNote
from game.sound.instruments import note_pcm
from game.sound.pcm import Pcm, cut_in, frame_at
from game.timing import SongTime

Mix = npt.NDArray[np.int32]

# Up to the knee the mix passes as it is; above it is bent towards the ceiling, which leaves room
# for the struck notes that the mixer adds. Sample by sample, so that borders cannot be heard.
KNEE = 18_000
CEILING = 24_000


class BackingRenderer:
    """Renders a chain of pieces from `from_ns` on; what rings past an end sounds in the next.

    Frames are counted from the song's beginning and notes are added as whole numbers, so that the
    pieces joined are the same samples, whatever the borders.
    """

    def __init__(self, from_ns: SongTime) -> None:
        self._position = frame_at(from_ns)
        self._ringing: Mix = np.zeros((0, 2), np.int32)

    def render(self, notes: Sequence[BackingNote], start_ns: SongTime, end_ns: SongTime) -> Pcm:
        """The frames from where the chain stands until `end_ns`.

        A piece that began before (`start_ns` earlier) is cut there: its notes that sound already
        fade in. Raises ValueError where `start_ns` lies ahead: a piece is missing.
        """
        if frame_at(start_ns) > self._position:
            raise ValueError(f"no backing from frame {self._position} to {frame_at(start_ns)}")
        sounds = [(frame_at(note.onset_ns) - self._position, _pcm_of(note)) for note in notes]
        frames = max(0, frame_at(end_ns) - self._position)
        mix = self._mixed(sounds, frames)
        self._ringing = mix[frames:].copy()
        self._position += frames
        return _limited(mix[:frames])

    def _mixed(self, sounds: Sequence[tuple[int, Pcm]], frames: int) -> Mix:
        ends = [at + len(pcm) for at, pcm in sounds]
        mix: Mix = np.zeros((max(frames, len(self._ringing), *ends, 0), 2), np.int32)
        mix[: len(self._ringing)] = self._ringing
        for at, pcm in sounds:
            heard = pcm if at >= 0 else cut_in(pcm[-at:])
            begin = max(at, 0)
            mix[begin : begin + len(heard)] += heard
        return mix


def _pcm_of(note: BackingNote) -> Pcm:
    return note_pcm(note.voice, note.pitch, note.velocity, note.duration_ns)


def _limited(mix: Mix) -> Pcm:
    room = CEILING - KNEE
    excess = np.maximum(np.abs(mix) - KNEE, 0)
    if not excess.any():
        return mix.astype(np.int16)
    bent = KNEE + np.rint(room * excess / (room + excess)).astype(np.int32)
    return np.where(excess > 0, np.sign(mix) * bent, mix).astype(np.int16)
