"""What sounded is read back from SDL's disk driver; order and lateness from channels that note
what they are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import pygame
import pytest

from game.devices.audio import Audio, AudioOut, SilentAudio, open_audio
from game.devices.backing_player import HALT_MS, LATE_NS, SLICE_NS, BackingPlayer, Chain
from game.devices.mixer import close_mixer, open_mixer
from game.devices.render_worker import RenderWorker
from game.devices.strikes import LAYERS, Strikes
from game.messages import Message
from game.music.chart import BackingNote, Voice
from game.sound import SAMPLE_RATE, BackingRenderer, Pcm, layer_of, render_note
from game.sound.pcm import CUT_IN_FRAMES
from game.timing import NS_PER_S, HostTime, SongTime, elapsed_ns, ns_from_ms, shifted

START = HostTime(7_000_000_000)


def ms(milliseconds: float) -> SongTime:
    return SongTime(ns_from_ms(milliseconds))


def chord(at_ms: float, pitch: int) -> BackingNote:
    return BackingNote(ms(at_ms), ns_from_ms(400), pitch, 80, Voice.CHORDS)


NOTES = [chord(at, 48 + at // 250) for at in range(0, 2500, 250)]
BORDERS = (ms(0), ms(600), ms(1333.3), ms(2500))


def begun_in(start: SongTime, end: SongTime) -> list[BackingNote]:
    return [note for note in NOTES if start <= note.onset_ns < end]


def whole(from_ns: SongTime = BORDERS[0]) -> Pcm:
    return BackingRenderer(from_ns).render(NOTES, BORDERS[0], BORDERS[-1])


def add_all(audio: Audio | BackingPlayer) -> None:
    for start, end in pairwise(BORDERS):
        audio.add(begun_in(start, end), start, end)


# What the device was given


@pytest.fixture
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that SDL's disk driver writes, some five times as fast as it sounds."""
    path = tmp_path / "sounded.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(path))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "2")
    return path


def pump_until(audio: AudioOut, now: HostTime, done: Callable[[], bool]) -> None:
    for _ in range(20_000):
        audio.pump(now)
        if done():
            return
        pygame.time.wait(1)
    pytest.fail("the device did not play")


def sounded(path: Path) -> Pcm:
    """All that is written by now."""
    data = path.read_bytes()
    return np.frombuffer(data[: len(data) // 4 * 4], np.int16).reshape(-1, 2)


def trimmed(pcm: Pcm) -> Pcm:
    heard = np.flatnonzero(pcm.any(axis=1))
    return pcm[heard[0] : heard[-1] + 1]


def silent_again(path: Path) -> bool:
    """Half a second of silence after a sound."""
    pcm = sounded(path)
    return bool(pcm.any()) and not pcm[-SAMPLE_RATE // 2 :].any()


def test_pieces_sound_as_one_without_a_gap(recording: Path) -> None:
    audio = AudioOut()
    audio.begin(START, ms(0))
    add_all(audio)
    pump_until(audio, START, lambda: silent_again(recording))
    audio.close()
    assert audio.underruns == 0
    assert np.array_equal(trimmed(sounded(recording)), trimmed(whole()))


def test_after_a_pause_the_song_goes_on_in_mid_phrase(recording: Path) -> None:
    audio = AudioOut()
    audio.begin(START, ms(1000))
    audio.add(NOTES, ms(0), BORDERS[-1])
    pump_until(audio, START, lambda: silent_again(recording))
    audio.close()
    assert np.array_equal(trimmed(sounded(recording)), trimmed(whole(ms(1000))))


def test_after_a_halt_nothing_more_sounds(recording: Path) -> None:
    audio = AudioOut()
    audio.begin(START, ms(0))
    add_all(audio)
    pump_until(audio, START, lambda: bool(sounded(recording).any()))
    audio.halt()
    pump_until(audio, START, lambda: silent_again(recording))
    audio.close()
    heard = trimmed(sounded(recording))
    assert len(heard) < len(trimmed(whole()))
    assert np.abs(heard[-20:].astype(np.int64)).max() < 100


def test_a_strike_sounds_as_it_was_rendered(recording: Path) -> None:
    audio = AudioOut()
    audio.prepare([60, 64])
    audio.strike(64, None)
    pump_until(audio, START, lambda: silent_again(recording))
    audio.close()
    expected = render_note(64, 80, ns_from_ms(1500))
    assert np.array_equal(trimmed(sounded(recording)), trimmed(expected))


# Trouble


def test_without_a_device_the_game_is_silent_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "there is no such driver")
    audio = open_audio()
    assert isinstance(audio, SilentAudio)
    assert isinstance(audio.trouble, Message)
    audio.prepare([60])
    audio.strike(60, 90)
    audio.begin(START, ms(0))
    add_all(audio)
    audio.pump(START)
    audio.halt()
    audio.close()


def test_with_a_device_there_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    pygame.mixer.init(22_050)
    audio = open_audio()
    try:
        assert audio.trouble is None
        assert pygame.mixer.get_init() == (SAMPLE_RATE, -16, 2)
    finally:
        audio.close()


def test_an_error_in_rendering_is_trouble_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Pcm:
        raise MemoryError

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(BackingRenderer, "render", broken)
    audio = AudioOut()
    audio.begin(START, ms(0))
    add_all(audio)
    pump_until(audio, START, lambda: audio.trouble is not None)
    audio.strike(60, 80)
    audio.close()


@pytest.mark.parametrize("make", [SilentAudio, AudioOut])
def test_a_missing_piece_is_refused(
    make: Callable[[], Audio], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    audio = make()
    with pytest.raises(ValueError, match="missing"):
        audio.add([], ms(0), ms(500))
    audio.begin(START, ms(0))
    audio.add([], ms(0), ms(500))
    with pytest.raises(ValueError, match="missing"):
        audio.add([], ms(501), ms(1000))
    audio.halt()
    with pytest.raises(ValueError, match="missing"):
        audio.add([], ms(500), ms(1000))
    audio.close()


# When pieces start


class NotedChannel:
    """Plays for as long as the test says."""

    def __init__(self) -> None:
        self.playing: Pcm | None = None
        self.waiting: Pcm | None = None
        self.faded_ms: int | None = None

    def play(self, sound: pygame.mixer.Sound) -> None:
        self.playing, self.waiting, self.faded_ms = samples(sound), None, None

    def queue(self, sound: pygame.mixer.Sound) -> None:
        self.waiting = samples(sound)

    def get_busy(self) -> bool:
        return self.playing is not None

    def get_queue(self) -> Pcm | None:
        return self.waiting

    def fadeout(self, milliseconds: int) -> None:
        self.faded_ms = milliseconds

    @property
    def heard(self) -> Pcm:
        assert self.playing is not None
        return self.playing

    def finish(self) -> None:
        self.playing, self.waiting = self.waiting, None


class InlineWorker:
    """Makes a thing when it is asked for, or when the test says."""

    def __init__(self) -> None:
        self.held: deque[Callable[[], None]] | None = None

    def submit(self, make: Callable[[], Any], take: Callable[[Any], None]) -> None:
        if self.held is None:
            take(make())
        else:
            self.held.append(lambda: take(make()))


def samples(sound: pygame.mixer.Sound) -> Pcm:
    return np.frombuffer(sound.get_raw(), np.int16).reshape(-1, 2)


@pytest.fixture
def mixer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    open_mixer(1, 512)
    yield
    close_mixer()


def player_of(
    channels: Sequence[NotedChannel], worker: InlineWorker, output_offset_ns: int = 0
) -> BackingPlayer:
    pair = cast("tuple[pygame.mixer.Channel, pygame.mixer.Channel]", tuple(channels))
    return BackingPlayer(pair, cast("RenderWorker", worker), output_offset_ns)


def played_out(player: BackingPlayer, channel: NotedChannel, now: HostTime) -> Pcm:
    """All that sounds on `channel` from `now` on, pumped in time."""
    heard: list[Pcm] = []
    player.pump(now)
    while channel.get_busy():
        player.pump(now)
        heard.append(channel.heard)
        channel.finish()
    return np.concatenate(heard)


@pytest.fixture
def channels() -> tuple[NotedChannel, NotedChannel]:
    """The second one is the first to be used."""
    return NotedChannel(), NotedChannel()


@pytest.mark.usefixtures("mixer")
@pytest.mark.parametrize("output_offset_ms", [0, 40, -5])
def test_a_chain_starts_when_due_less_the_output_offset(
    channels: tuple[NotedChannel, NotedChannel], output_offset_ms: int
) -> None:
    player = player_of(channels, InlineWorker(), ns_from_ms(output_offset_ms))
    player.begin(START, ms(0))
    add_all(player)
    due = shifted(START, -ns_from_ms(output_offset_ms))
    player.pump(shifted(due, -1))
    assert not channels[1].get_busy()
    player.pump(due)
    assert np.array_equal(channels[1].heard, whole()[: 600 * 48])


@pytest.mark.usefixtures("mixer")
def test_one_piece_waits_while_one_plays(channels: tuple[NotedChannel, NotedChannel]) -> None:
    player = player_of(channels, InlineWorker())
    player.begin(START, ms(0))
    add_all(player)
    player.pump(START)
    assert channels[1].waiting is None
    player.pump(START)
    waiting = channels[1].waiting
    player.pump(START)
    assert channels[1].waiting is waiting
    assert np.array_equal(played_out(player, channels[1], START), whole())
    assert player.underruns == 0


@pytest.mark.usefixtures("mixer")
def test_a_long_piece_is_handed_over_in_slices(
    channels: tuple[NotedChannel, NotedChannel],
) -> None:
    """Whole all the same, with the notes that began before it."""
    player = player_of(channels, InlineWorker())
    end = shifted(ms(300), 3 * SLICE_NS)
    long = [*NOTES, *(chord(at, 60) for at in range(2500, 6000, 300))]
    player.begin(START, ms(300))
    player.add(long, ms(300), end)
    player.pump(START)
    assert len(channels[1].heard) == SLICE_NS * SAMPLE_RATE // NS_PER_S
    expected = BackingRenderer(ms(300)).render(long, ms(300), end)
    assert np.array_equal(played_out(player, channels[1], START), expected)


@pytest.mark.usefixtures("mixer")
@pytest.mark.parametrize(("late_ns", "cut"), [(0, 0), (LATE_NS, 0), (LATE_NS + 1, 480)])
def test_a_late_start_catches_up_by_a_cut(
    channels: tuple[NotedChannel, NotedChannel], late_ns: int, cut: int
) -> None:
    player = player_of(channels, InlineWorker())
    player.begin(START, ms(0))
    player.add(NOTES, BORDERS[0], BORDERS[-1])
    playing = played_out(player, channels[1], shifted(START, late_ns))
    assert len(playing) == len(whole()) - cut
    assert np.array_equal(playing[CUT_IN_FRAMES:], whole()[cut + CUT_IN_FRAMES :])


@pytest.mark.usefixtures("mixer")
def test_a_chain_that_ran_dry_goes_on_where_the_music_is(
    channels: tuple[NotedChannel, NotedChannel],
) -> None:
    worker = InlineWorker()
    player = player_of(channels, worker)
    player.begin(START, ms(0))
    player.add(begun_in(*BORDERS[:2]), *BORDERS[:2])
    player.pump(START)
    worker.held = deque()
    player.add(begun_in(*BORDERS[1:3]), *BORDERS[1:3])
    player.add(begun_in(*BORDERS[2:4]), *BORDERS[2:4])
    channels[1].finish()
    now = shifted(START, ns_from_ms(1500))
    player.pump(now)
    assert not channels[1].get_busy()
    for render in worker.held:
        render()
    playing = played_out(player, channels[1], now)
    expected = whole()[1500 * 48 :]
    assert len(playing) == len(expected)
    assert np.array_equal(playing[CUT_IN_FRAMES:], expected[CUT_IN_FRAMES:])
    assert player.underruns == 1


@pytest.mark.usefixtures("mixer")
def test_the_end_of_a_song_is_no_underrun(channels: tuple[NotedChannel, NotedChannel]) -> None:
    player = player_of(channels, InlineWorker())
    player.begin(START, ms(0))
    add_all(player)
    played_out(player, channels[1], START)
    player.pump(shifted(START, 10 * NS_PER_S))
    assert not channels[1].get_busy()
    assert player.underruns == 0


@pytest.mark.usefixtures("mixer")
def test_a_halt_fades_and_what_was_asked_of_the_old_chain_is_dropped(
    channels: tuple[NotedChannel, NotedChannel],
) -> None:
    worker = InlineWorker()
    player = player_of(channels, worker)
    player.begin(START, ms(0))
    player.add(begun_in(*BORDERS[:2]), *BORDERS[:2])
    player.pump(START)
    worker.held = deque()
    player.add(begun_in(*BORDERS[1:3]), *BORDERS[1:3])
    player.halt()
    for render in worker.held:
        render()
    player.pump(shifted(START, NS_PER_S))
    assert channels[1].faded_ms == HALT_MS
    assert channels[1].waiting is not None
    assert not channels[1].waiting.any()
    worker.held = None
    again = shifted(START, 2 * NS_PER_S)
    player.begin(again, ms(600))
    player.add(NOTES, BORDERS[0], BORDERS[-1])
    assert len(played_out(player, channels[0], again)) == len(whole()) - 600 * 48


def test_due_times_do_not_drift_over_a_long_chain() -> None:
    """A due time is the host's at the beginning plus all frames since, rounded once."""
    channel = cast("pygame.mixer.Channel", NotedChannel())
    chain = Chain(channel, START, ms(0), BackingRenderer(ms(0)))
    for _ in range(1000):
        chain.pieces.append(np.zeros((12_346, 2), np.int16))
        chain.take()
    assert elapsed_ns(START, chain.next_due) == 12_346_000 * NS_PER_S // SAMPLE_RATE


# Strikes


def strikes_on(count: int) -> tuple[Strikes, list[NotedChannel]]:
    pool = [NotedChannel() for _ in range(count)]
    worker = cast("RenderWorker", InlineWorker())
    return Strikes(cast("list[pygame.mixer.Channel]", pool), worker), pool


def test_every_layer_of_velocity_is_made_ready() -> None:
    assert sorted(map(layer_of, LAYERS)) == list(range(8))
    assert layer_of(LAYERS[0]) == layer_of(80)


@pytest.mark.usefixtures("mixer")
@pytest.mark.parametrize("velocity", [1, 15, 16, 80, 127])
def test_a_strike_is_as_hard_as_its_key(velocity: int) -> None:
    strikes, pool = strikes_on(10)
    strikes.prepare([60])
    strikes.strike(60, velocity)
    assert np.array_equal(pool[0].heard, render_note(60, velocity, ns_from_ms(1500)))


@pytest.mark.usefixtures("mixer")
def test_the_oldest_fades_before_the_pool_is_full() -> None:
    strikes, pool = strikes_on(6)
    for pitch in range(60, 65):
        assert pool[0].faded_ms is None or pitch > 63
        strikes.strike(pitch, 80)
    assert pool[0].faded_ms is not None
    assert all(channel.playing is not None for channel in pool[:5])


@pytest.mark.usefixtures("mixer")
def test_a_full_pool_gives_up_its_oldest() -> None:
    strikes, pool = strikes_on(4)
    for pitch in range(60, 65):
        strikes.strike(pitch, 80)
    assert np.array_equal(pool[0].heard, render_note(64, 80, ns_from_ms(1500)))


@pytest.mark.usefixtures("mixer")
def test_a_key_struck_again_is_damped_first() -> None:
    strikes, pool = strikes_on(10)
    strikes.strike(60, 80)
    strikes.strike(62, 80)
    strikes.strike(60, 80)
    assert [channel.faded_ms is not None for channel in pool[:3]] == [True, False, False]
