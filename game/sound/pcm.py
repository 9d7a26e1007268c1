"""Samples: what they look like, and on which frame a moment of a song falls.

Conventions: sound is an int16 array of shape (frames, 2), left and right, at `SAMPLE_RATE`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from game.timing import NS_PER_S, SongTime

SAMPLE_RATE = 48_000
FULL_SCALE = 32_767
CUT_IN_FRAMES = SAMPLE_RATE * 8 // 1000

Pcm = npt.NDArray[np.int16]
Samples = npt.NDArray[np.float64]


def frames_in(duration_ns: int) -> int:
    """`duration_ns` in frames, halves rounded up; whole numbers only, so that nothing drifts."""
    return (2 * duration_ns * SAMPLE_RATE + NS_PER_S) // (2 * NS_PER_S)


def frame_at(song: SongTime) -> int:
    """The frame of a song time, counted from the song's beginning (negative in a lead-in)."""
    return frames_in(song)


def rise(frames: int) -> Samples:
    """Half a cosine from just above 0 up to 1, shape (frames, 1)."""
    steps: Samples = np.arange(1, frames + 1, dtype=np.float64) / max(frames, 1)
    return (0.5 - 0.5 * np.cos(np.pi * steps))[:, np.newaxis]


def fall(frames: int) -> Samples:
    """Half a cosine from just below 1 down to 0, shape (frames, 1)."""
    return 1.0 - rise(frames)


def cut_in(pcm: Pcm) -> Pcm:
    """`pcm` faded in, for sound that is entered in its middle."""
    frames = min(CUT_IN_FRAMES, len(pcm))
    softened = pcm.copy()
    softened[:frames] = np.rint(pcm[:frames] * rise(frames)).astype(np.int16)
    return softened
