from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from game.music.difficulty import Difficulty
from game.music.moves import RIGHT_TAPS
from game.music.phrases import cut_phrases
from game.music.song import Song
from game.music.thinning import asked_onsets
from game.timing import ns_from_ms
from tests.music.tunes import QUARTER, difficulties, even, gaps_of, quarters, songs, tune


def asked_ticks(song: Song, difficulty: Difficulty) -> list[int]:
    phrases = cut_phrases(song)
    return [one.tick for phrase in phrases for one in asked_onsets(song, phrase, difficulty)]


def asked(
    song: Song, gap_ms: float, *, tempo_scale: float = 1, off_beats: bool = True
) -> list[float]:
    """In quarters, which last 500 ms each."""
    difficulty = even(least_gap_ns=ns_from_ms(gap_ms), tempo_scale=tempo_scale, off_beats=off_beats)
    return [tick / QUARTER for tick in asked_ticks(song, difficulty)]


EIGHTHS = tune(*[(60 + index % 8, 0.5) for index in range(32)])


def test_a_gap_that_just_fits_keeps_every_note() -> None:
    assert asked(EIGHTHS, 250) == [index / 2 for index in range(32)]


def test_a_gap_a_little_larger_keeps_the_beats() -> None:
    assert asked(EIGHTHS, 250.001) == list(range(16))


def test_larger_gaps_keep_half_bars_then_bars_then_every_second_bar() -> None:
    assert asked(EIGHTHS, 501) == list(range(0, 16, 2))
    assert asked(EIGHTHS, 1001) == [0, 4, 8, 12]
    assert asked(EIGHTHS, 2001) == [0, 8]
    assert asked(EIGHTHS, 4001) == [0]


def test_the_gap_is_one_of_real_time_after_the_tempo() -> None:
    assert asked(EIGHTHS, 500, tempo_scale=0.5) == [index / 2 for index in range(32)]
    assert asked(EIGHTHS, 250, tempo_scale=1.01) == list(range(16))


def test_without_off_beats_only_beats_are_asked() -> None:
    syncopated = tune((60, 0.5), (62, 1), (64, 1), (65, 1), (67, 0.5), (60, 1), (62, 1))
    assert asked(syncopated, 1) == [0, 0.5, 1.5, 2.5, 3.5, 4, 5]
    assert asked(syncopated, 1, off_beats=False) == [0, 4, 5]


def test_of_two_weak_notes_too_near_the_longer_stays() -> None:
    song = tune((60, 4), (None, 0.5), (62, 0.5), (None, 0.5), (64, 1), (None, 1.5))
    assert asked(song, 600) == [0, 5.5]


def test_a_chord_gives_its_highest_notes() -> None:
    melody = [replace(tune((pitch, 1)).melody_notes[0], tick=0) for pitch in (60, 64, 67)]
    song = tune((60, 1))
    song = replace(song, tracks=(replace(song.tracks[0], notes=tuple(melody)),))
    phrase = cut_phrases(song)[0]
    for most, pitches in ((1, [67]), (2, [67, 64]), (5, [67, 64, 60])):
        onset = asked_onsets(song, phrase, even(most_at_once=most))[0]
        assert [note.pitch for note in onset.notes] == pitches


def test_a_single_finger_is_asked_no_faster_than_it_may_be() -> None:
    finger = even(RIGHT_TAPS[:1], finger_gap_ns=ns_from_ms(501))
    assert [tick / QUARTER for tick in asked_ticks(EIGHTHS, finger)] == list(range(0, 16, 2))


def test_a_finger_without_a_share_does_not_count_as_a_second_one() -> None:
    one, two = RIGHT_TAPS[:2]
    alone = replace(even(finger_gap_ns=ns_from_ms(501)), shares=((one, 1.0), (two, 0.0)))
    assert [tick / QUARTER for tick in asked_ticks(EIGHTHS, alone)] == list(range(0, 16, 2))


def test_quarters_of_a_song_with_a_pickup_keep_the_bar_lines() -> None:
    song = tune(*quarters(60, 62, 64, 65, 67, 65, 64), metre=(3, 4), pickup=1)
    assert asked(song, 1001) == [1, 4]


@given(songs(), difficulties(), st.integers(0, ns_from_ms(3000)))
def test_a_larger_gap_keeps_some_of_the_notes_of_a_smaller_one(
    song: Song, difficulty: Difficulty, more_ns: int
) -> None:
    harder = asked_ticks(song, difficulty)
    easier = replace(difficulty, least_gap_ns=difficulty.least_gap_ns + more_ns)
    assert set(asked_ticks(song, easier)) <= set(harder)


@given(songs(), difficulties(), st.integers(1, 3))
def test_more_notes_at_once_add_to_the_same_chords(
    song: Song, difficulty: Difficulty, more: int
) -> None:
    fuller = replace(difficulty, most_at_once=difficulty.most_at_once + more)
    for phrase in cut_phrases(song):
        few, many = (asked_onsets(song, phrase, one) for one in (difficulty, fuller))
        assert [one.tick for one in few] == [one.tick for one in many]
        for thin, full in zip(few, many, strict=True):
            assert full.notes[: len(thin.notes)] == thin.notes


@given(songs(), difficulties())
def test_gaps_hold_over_the_whole_song_to_the_rounding(song: Song, difficulty: Difficulty) -> None:
    times = [
        song.tempo.ns_at(tick) / difficulty.tempo_scale for tick in asked_ticks(song, difficulty)
    ]
    assert all(gap >= difficulty.least_gap_ns - 1 for gap in gaps_of(times))


@given(songs(), difficulties())
def test_something_is_always_asked_of_a_song_with_notes_on_beats(
    song: Song, difficulty: Difficulty
) -> None:
    assert asked_ticks(song, replace(difficulty, off_beats=True))
