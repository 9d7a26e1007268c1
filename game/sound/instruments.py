"""The instruments: sums of partials that each ring out at a pace of their own.

A tone is synthesised once for each voice, pitch and layer of velocity, left to ring out, and kept;
a note is a copy of its beginning, damped when the note ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.music.chart import Voice
from game.sound.pcm import FULL_SCALE, SAMPLE_RATE, Pcm, Samples, fall, frames_in, rise

MAX_VELOCITY = 127
VELOCITIES_A_LAYER = 16
LONGEST_RING_S = 4.0
KEPT_TONES = 192  # of about 0.3 MB: more than the pitches and layers of any one song
A4_HZ, A4_PITCH = 440.0, 69  # ISO 16
HIGHEST_HZ = 0.42 * SAMPLE_RATE
TAIL_S = 0.03
BLOCK = (32, 512)  # a matrix product this small stays on one core and leaves the other to the game
LOUDNESS_S = 0.25  # what an ear takes for the loudness of a struck tone is its beginning
STRONG_CLICK_FROM = 80  # between the count-in's strong and weak pitch, 84 and 76


@dataclass(frozen=True, slots=True)
class Partial:
    """`ratio` and `ring` are parts of the fundamental's frequency and decay time.

    `gain` holds at full velocity; `pan` runs from -1 (left) to 1 (right).
    """

    ratio: float
    gain: float
    ring: float = 1.0
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """`ring_s` is the time in which C4 falls by 60 dB; an octave up it is `shorter` times that.

    `stretch` is the inharmonicity of a stiff string (Fletcher & Rossing, The Physics of Musical
    Instruments, section 12.3), 0 for none. `level` is the RMS of a full-velocity tone's beginning
    as a part of full scale. `release_s` None: a note's end does not damp it.
    """

    partials: tuple[Partial, ...]
    level: float
    ring_s: float
    shorter: float = 0.7
    stretch: float = 0.0
    attack_s: float = 0.003
    release_s: float | None = 0.15


TIMBRES: dict[Voice, Timbre] = {
    # Between a marimba and a felted piano: the fourth partial, a bar's, dies first.
    Voice.TUNE: Timbre(
        (
            Partial(1, 1.0),
            Partial(2, 0.42, 0.75, -0.3),
            Partial(3, 0.20, 0.5, 0.3),
            Partial(4, 0.30, 0.22, -0.2),
            Partial(5, 0.09, 0.25, 0.4),
            Partial(6, 0.06, 0.2, -0.4),
            Partial(9, 0.05, 0.08, 0.3),
        ),
        level=0.18,
        ring_s=2.2,
        stretch=0.0003,
        release_s=0.25,
    ),
    Voice.CHORDS: Timbre(
        (
            Partial(1, 1.0, 1.0, -0.1),
            Partial(2, 0.36, 0.8, 0.5),
            Partial(3, 0.14, 0.6, -0.5),
            Partial(4, 0.06, 0.45, 0.6),
            Partial(5, 0.03, 0.35, -0.6),
        ),
        level=0.055,
        ring_s=3.0,
        stretch=0.0001,
        attack_s=0.009,
    ),
    # Strong second and third partials, so that small loudspeakers carry it.
    Voice.BASS: Timbre(
        (
            Partial(1, 1.0),
            Partial(2, 0.62, 0.8),
            Partial(3, 0.26, 0.55),
            Partial(4, 0.10, 0.4),
            Partial(5, 0.04, 0.3),
        ),
        level=0.10,
        ring_s=2.4,
        shorter=0.8,
        attack_s=0.006,
        release_s=0.09,
    ),
    Voice.COUNT_IN: Timbre(
        (Partial(1, 1.0), Partial(1.51, 0.5, 0.7), Partial(2.43, 0.35, 0.5)),
        level=0.03,
        ring_s=0.11,
        shorter=1.0,
        attack_s=0.0008,
        release_s=None,
    ),
}
CLICK_HZ = {"strong": 1480.0, "weak": 988.0}  # a fourth and more apart: told by pitch alone


def pitch_hz(pitch: int) -> float:
    """Equal temperament."""
    return A4_HZ * float(2.0 ** ((pitch - A4_PITCH) / 12))


def layer_of(velocity: int) -> int:
    """Velocities of one layer sound the same."""
    return velocity // VELOCITIES_A_LAYER


def note_pcm(voice: Voice, pitch: int, velocity: int, duration_ns: int) -> Pcm:
    """The note from its onset until it has died away, some time after `duration_ns`."""
    ringing = _tone(voice, _sounding_pitch(voice, pitch), layer_of(velocity))
    release_s = TIMBRES[voice].release_s
    if release_s is None:
        return ringing
    release = round(release_s * SAMPLE_RATE)
    end = frames_in(duration_ns) + release
    if end >= len(ringing):
        return ringing
    note = ringing[:end].copy()
    faded = min(release, end)
    note[end - faded :] = np.rint(note[end - faded :] * fall(faded)).astype(np.int16)
    return note


def render_note(pitch: int, velocity: int, duration_ns: int) -> Pcm:
    """A note of the melody as a finger strikes it."""
    return note_pcm(Voice.TUNE, pitch, velocity, duration_ns)


def _sounding_pitch(voice: Voice, pitch: int) -> int:
    """A click has two pitches only; one tone is kept for each."""
    if voice is not Voice.COUNT_IN:
        return pitch
    return STRONG_CLICK_FROM if pitch >= STRONG_CLICK_FROM else STRONG_CLICK_FROM - 1


def _fundamental_hz(voice: Voice, pitch: int) -> float:
    if voice is not Voice.COUNT_IN:
        return pitch_hz(pitch)
    return CLICK_HZ["strong" if pitch >= STRONG_CLICK_FROM else "weak"]


@lru_cache(maxsize=KEPT_TONES)
def _tone(voice: Voice, pitch: int, layer: int) -> Pcm:
    timbre = TIMBRES[voice]
    loudness = (layer + 0.5) * VELOCITIES_A_LAYER / (MAX_VELOCITY + 1)
    octaves = 0 if voice is Voice.COUNT_IN else (pitch - 60) / 12
    ring_s = timbre.ring_s * timbre.shorter**octaves
    frames = round(min(ring_s, LONGEST_RING_S) * SAMPLE_RATE)
    tone = _ringing(timbre, _fundamental_hz(voice, pitch), ring_s, loudness, frames)
    attack, tail = (round(seconds * SAMPLE_RATE) for seconds in (timbre.attack_s, TAIL_S))
    tone[:attack] *= rise(attack)
    tone[-tail:] *= fall(tail)
    beginning = tone[: round(LOUDNESS_S * SAMPLE_RATE)]
    rms = np.sqrt(np.sum(beginning**2) / (LOUDNESS_S * SAMPLE_RATE * 2))
    # Quieter with height: at the same power the ear takes a high tone for louder (ISO 226).
    target = timbre.level * loudness**1.15 * 2.0 ** (-0.25 * max(octaves, -2))
    pcm: Pcm = np.rint(tone * (target * FULL_SCALE / rms)).astype(np.int16)
    pcm.flags.writeable = False
    return pcm


def _ringing(
    timbre: Timbre, fundamental_hz: float, ring_s: float, loudness: float, frames: int
) -> Samples:
    """Shape (frames, 2). A soft blow (`loudness` near 0) excites the high partials less."""
    ratios = np.array([partial.ratio for partial in timbre.partials])
    stretched = ratios * np.sqrt((1 + timbre.stretch * ratios**2) / (1 + timbre.stretch))
    hz = fundamental_hz * stretched
    rings_s = ring_s * np.array([partial.ring for partial in timbre.partials])
    gains = np.array([partial.gain for partial in timbre.partials])
    gains = gains * (0.5 + 0.5 * loudness) ** (ratios - 1) * (hz < HIGHEST_HZ)
    pans = np.array([partial.pan for partial in timbre.partials])
    per_frame = (-np.log(1000) / rings_s + 2j * np.pi * hz) / SAMPLE_RATE
    channels = (gains * (1 - pans), gains * (1 + pans))
    return np.stack([_damped_sines(per_frame, gain, frames) for gain in channels], axis=1)


def _damped_sines(
    per_frame: np.ndarray[tuple[int], np.dtype[np.complex128]],
    gains: np.ndarray[tuple[int], np.dtype[np.float64]],
    frames: int,
) -> Samples:
    """The sum of gain * Im(e^(per_frame * n)) over the partials, for n below `frames`.

    e^(s(ab + c)) = e^(sab) * e^(sc): a product of two thin matrices, some fifty times faster than
    a sine for each sample and partial.
    """
    rows, width = BLOCK
    blocks = -(-frames // (rows * width))
    coarse = gains * np.exp(np.outer(np.arange(blocks * rows) * width, per_frame))
    fine = np.exp(np.outer(per_frame, np.arange(width)))
    left = np.concatenate([coarse.real, coarse.imag], axis=1).reshape(blocks, rows, -1)
    wave: Samples = (left @ np.concatenate([fine.imag, fine.real])).ravel()[:frames]
    return wave
