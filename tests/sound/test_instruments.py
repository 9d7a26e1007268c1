from __future__ import annotations

import numpy as np
import pytest

from game.music.accompaniment import count_in_notes
from game.music.chart import Voice
from game.music.song import Metre, Song, SongNote, TempoMap, Track
from game.sound import SAMPLE_RATE, Pcm, render_note
from game.sound.instruments import note_pcm, pitch_hz
from game.sound.pcm import FULL_SCALE, Samples
from game.timing import SongTime, ns_from_ms, ns_from_s

PITCHED = (Voice.TUNE, Voice.CHORDS, Voice.BASS)
LONG_NS = ns_from_s(10)
SONG = Song(
    "test", "Test", TempoMap.steady(100), (Metre(0, 4, 4),), (Track("", (SongNote(0, 480, 60),)),)
)


def mono(pcm: Pcm) -> Samples:
    return np.asarray(pcm.sum(axis=1, dtype=np.float64))


def spectrum(pcm: Pcm, size: int = 1 << 19) -> Samples:
    wave = mono(pcm)
    return np.asarray(np.abs(np.fft.rfft(wave * np.hanning(len(wave)), size)), np.float64)


def fundamental_hz(pcm: Pcm, near_hz: float) -> float:
    """The peak within a semitone of `near_hz`, between the bins by a parabola through it."""
    levels = np.log(spectrum(pcm))
    per_bin = SAMPLE_RATE / (2 * (len(levels) - 1))
    lowest, highest = round(near_hz * 0.944 / per_bin), round(near_hz * 1.059 / per_bin)
    peak = lowest + int(np.argmax(levels[lowest : highest + 1]))
    before, at, after = levels[peak - 1 : peak + 2]
    return float((peak + (before - after) / (2 * (before - 2 * at + after))) * per_bin)


def rms(pcm: Pcm, seconds: float = 0.3) -> float:
    beginning = pcm[: round(seconds * SAMPLE_RATE)].astype(np.float64)
    return float(np.sqrt(np.mean(beginning**2)))


def brightness_hz(pcm: Pcm) -> float:
    power = spectrum(pcm[: SAMPLE_RATE // 4]) ** 2
    return float(np.sum(power * np.linspace(0, SAMPLE_RATE / 2, len(power))) / np.sum(power))


@pytest.mark.parametrize("voice", PITCHED)
def test_every_pitch_is_in_tune_within_two_cents(voice: Voice) -> None:
    for pitch in range(36, 97):
        heard = fundamental_hz(note_pcm(voice, pitch, 80, LONG_NS), pitch_hz(pitch))
        assert abs(1200 * np.log2(heard / pitch_hz(pitch))) < 2, pitch


def test_concert_pitch_is_440_hz() -> None:
    assert pitch_hz(69) == 440.0
    assert pitch_hz(57) == 220.0


@pytest.mark.parametrize("voice", list(Voice))
def test_a_note_grows_out_of_silence_and_dies_into_it(voice: Voice) -> None:
    for pitch in (36, 60, 84):
        pcm = note_pcm(voice, pitch, 127, ns_from_ms(300)).astype(np.int64)
        assert np.abs(pcm[0]).max() <= 0.01 * np.abs(pcm).max()
        assert not pcm[-1].any()


@pytest.mark.parametrize("voice", PITCHED)
def test_damping_a_note_makes_no_step(voice: Voice) -> None:
    damped = note_pcm(voice, 60, 100, ns_from_ms(400)).astype(np.int64)
    ringing = note_pcm(voice, 60, 100, LONG_NS).astype(np.int64)
    steps = np.abs(np.diff(damped[SAMPLE_RATE // 3 :], axis=0)).max()
    natural = np.abs(np.diff(ringing[SAMPLE_RATE // 3 : len(damped)], axis=0)).max()
    assert steps <= natural


def test_a_damped_note_is_the_ringing_one_until_its_end() -> None:
    damped, ringing = render_note(60, 80, ns_from_ms(400)), render_note(60, 80, LONG_NS)
    frames = round(0.4 * SAMPLE_RATE)
    assert np.array_equal(damped[:frames], ringing[:frames])
    assert len(damped) < len(ringing)


def test_a_note_as_short_as_a_nanosecond_sounds() -> None:
    assert np.abs(render_note(60, 80, 1)).max() > 0


@pytest.mark.parametrize("voice", PITCHED)
def test_a_harder_blow_is_louder_and_brighter(voice: Voice) -> None:
    notes = [note_pcm(voice, 60, velocity, LONG_NS) for velocity in (20, 50, 80, 110)]
    loud, bright = [rms(note) for note in notes], [brightness_hz(note) for note in notes]
    assert loud == sorted(set(loud))
    assert bright == sorted(set(bright))


@pytest.mark.parametrize("voice", PITCHED)
def test_neighbouring_pitches_are_equally_loud_and_an_octave_is_no_jump(voice: Voice) -> None:
    levels = {pitch: rms(note_pcm(voice, pitch, 80, LONG_NS)) for pitch in range(36, 97)}
    for pitch in range(36, 96):
        assert abs(20 * np.log10(levels[pitch + 1] / levels[pitch])) < 0.5
    for pitch in range(36, 85):
        assert 0 <= 20 * np.log10(levels[pitch] / levels[pitch + 12]) < 3


def test_the_struck_voice_stands_before_its_backing() -> None:
    struck, chord = (rms(note_pcm(voice, 64, 80, LONG_NS)) for voice in PITCHED[:2])
    assert 6 < 20 * np.log10(struck / chord) < 15


def test_the_hardest_blow_stays_below_half_scale() -> None:
    for pitch in range(128):
        assert np.abs(render_note(pitch, 127, LONG_NS).astype(np.int64)).max() < FULL_SCALE / 2


def test_the_highest_pitches_fold_nothing_back() -> None:
    levels = spectrum(render_note(120, 127, LONG_NS))
    below = levels[: round(len(levels) * pitch_hz(120) * 0.9 / (SAMPLE_RATE / 2))]
    assert below.max() < levels.max() / 1000


def test_the_strong_click_is_higher_and_both_are_short() -> None:
    strong, weak = (click.pitch for click in count_in_notes(SONG, 0, 1.0, SongTime(0))[:2])
    clicks = [note_pcm(Voice.COUNT_IN, pitch, 100, LONG_NS) for pitch in (strong, weak)]
    assert brightness_hz(clicks[0]) > 1.2 * brightness_hz(clicks[1])
    assert len(clicks[0]) == len(clicks[1]) < 0.2 * SAMPLE_RATE


def test_a_click_has_no_end_of_its_own() -> None:
    short, long = (note_pcm(Voice.COUNT_IN, 60, 100, length) for length in (1, LONG_NS))
    assert np.array_equal(short, long)
