from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.music.chart import BackingNote, Voice
from game.sound import BackingRenderer, Pcm, frame_at, frames_in
from game.sound.backing import CEILING, KNEE
from game.sound.instruments import note_pcm
from game.sound.pcm import CUT_IN_FRAMES
from game.timing import SongTime, ns_from_ms

END_NS = ns_from_ms(3000)

times = st.integers(0, END_NS - 1).map(SongTime)
backing_notes = st.builds(
    BackingNote,
    onset_ns=times,
    duration_ns=st.integers(1, ns_from_ms(1500)),
    pitch=st.integers(40, 76),
    velocity=st.integers(1, 127),
    voice=st.sampled_from(Voice),
)


def at_ms(
    ms: float, voice: Voice = Voice.COUNT_IN, pitch: int = 76, velocity: int = 100
) -> BackingNote:
    return BackingNote(SongTime(ns_from_ms(ms)), ns_from_ms(300), pitch, velocity, voice)


def rendered(notes: list[BackingNote], *borders_ns: int) -> Pcm:
    """Piece by piece, each with the notes that begin in it, joined."""
    borders = [SongTime(border) for border in borders_ns]
    renderer = BackingRenderer(borders[0])
    pieces = [
        renderer.render([note for note in notes if start <= note.onset_ns < end], start, end)
        for start, end in pairwise(borders)
    ]
    return np.concatenate(pieces)


@settings(max_examples=40, deadline=None)
@given(st.lists(backing_notes, max_size=8), st.lists(times, max_size=4))
def test_pieces_join_to_the_samples_of_the_whole(
    notes: list[BackingNote], borders: list[SongTime]
) -> None:
    pieces = rendered(notes, 0, *sorted(borders), END_NS)
    assert np.array_equal(pieces, rendered(notes, 0, END_NS))


def test_loud_pieces_join_too() -> None:
    notes = [at_ms(ms, Voice.TUNE, 60 + ms // 50, 127) for ms in range(0, 1000, 50)]
    whole = rendered(notes, 0, END_NS)
    assert np.abs(whole.astype(np.int64)).max() > KNEE
    assert np.array_equal(rendered(notes, 0, 333_333_333, 701_234_567, END_NS), whole)


@given(st.lists(st.integers(-(10**11), 10**12), min_size=2, max_size=20).map(sorted))
def test_frames_never_drift_over_any_borders(borders: list[int]) -> None:
    lengths = [frame_at(SongTime(b)) - frame_at(SongTime(a)) for a, b in pairwise(borders)]
    exact = (borders[-1] - borders[0]) * 48_000 / 1e9
    assert abs(sum(lengths) - exact) <= 1


@pytest.mark.parametrize(
    ("nanoseconds", "frames"),
    [(0, 0), (10_416, 0), (10_417, 1), (20_834, 1), (-10_417, -1), (1_000_000_000, 48_000)],
)
def test_a_moment_falls_on_the_nearest_frame(nanoseconds: int, frames: int) -> None:
    assert frames_in(nanoseconds) == frames


def test_each_click_begins_on_its_frame() -> None:
    due_ms = (0.0, 250.1, 333.333, 1000.0, 1999.99)
    pcm = rendered([at_ms(ms) for ms in due_ms], 0, 300_000_000, END_NS)
    click = note_pcm(Voice.COUNT_IN, 76, 100, ns_from_ms(300))
    expected = np.zeros_like(pcm)
    for ms in due_ms:
        frame = round(ms * 48)
        expected[frame : frame + len(click)] += click
    assert np.array_equal(pcm, expected)


def test_a_count_in_lies_before_the_song() -> None:
    pcm = rendered([at_ms(-1000), at_ms(-500)], -1_000_000_000, 0, END_NS)
    assert len(pcm) == 4 * 48_000
    assert pcm[:100].any()
    assert not pcm[23_900:24_000].any()
    assert pcm[24_000:24_100].any()


def test_what_rings_past_a_border_sounds_in_the_next_piece() -> None:
    renderer = BackingRenderer(SongTime(0))
    renderer.render([at_ms(900, Voice.CHORDS, 60)], SongTime(0), SongTime(10**9))
    after = renderer.render([], SongTime(10**9), SongTime(2 * 10**9))
    assert after[:4800].any()
    assert not after[-4800:].any()


def test_a_chain_begun_in_a_phrase_is_the_whole_from_there() -> None:
    notes = [at_ms(ms, Voice.CHORDS, 55 + ms // 100) for ms in range(0, 2000, 200)]
    whole = rendered(notes, 0, END_NS)
    renderer = BackingRenderer(SongTime(ns_from_ms(1234.5)))
    rest = renderer.render(notes, SongTime(0), SongTime(END_NS))
    cut = frames_in(ns_from_ms(1234.5))
    assert len(rest) == len(whole) - cut
    assert np.array_equal(rest[CUT_IN_FRAMES:], whole[cut + CUT_IN_FRAMES :])
    assert np.abs(rest[0].astype(np.int64)).max() <= 2


def test_a_phrase_that_has_passed_is_nothing() -> None:
    renderer = BackingRenderer(SongTime(2 * 10**9))
    assert len(renderer.render([at_ms(100)], SongTime(0), SongTime(10**9))) == 0
    assert len(renderer.render([], SongTime(10**9), SongTime(3 * 10**9))) == 48_000


def test_a_missing_piece_is_refused() -> None:
    renderer = BackingRenderer(SongTime(0))
    with pytest.raises(ValueError, match="no backing"):
        renderer.render([], SongTime(1_000_000), SongTime(10**9))


def test_an_overfull_mix_stays_below_the_ceiling() -> None:
    notes = [at_ms(0, Voice.TUNE, 60, 127)] * 40
    pcm = rendered(notes, 0, END_NS).astype(np.int64)
    assert KNEE < np.abs(pcm).max() <= CEILING


def test_an_ordinary_mix_is_not_bent() -> None:
    notes = [
        *(at_ms(0, Voice.CHORDS, pitch, 80) for pitch in (60, 64, 67)),
        at_ms(0, Voice.BASS, 48, 80),
        at_ms(0, Voice.TUNE, 72, 80),
    ]
    assert np.abs(rendered(notes, 0, END_NS).astype(np.int64)).max() < KNEE
