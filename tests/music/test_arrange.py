from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.arrange import arrange_phrase, opening_difficulty
from game.music.chart import PhraseChart, Voice
from game.music.difficulty import Difficulty, Prescription
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Move, lane_order
from game.music.phrases import cut_phrases
from game.music.song import Song, SongNote, TempoChange, TempoMap
from game.timing import NS_PER_S, SongTime, ns_from_ms
from tests.music.tunes import (
    QUARTER,
    arranged,
    difficulties,
    even,
    gaps_of,
    hands,
    onsets_of,
    quarters,
    songs,
    tune,
)

SCALE = tune(*quarters(60, 62, 64, 65, 67, 65, 64, 62), chords=[(0, 0)])


def melody_of(song: Song, *notes: SongNote) -> Song:
    return replace(song, tracks=(replace(song.tracks[0], notes=notes), *song.tracks[1:]))


def test_notes_stand_where_they_are_written_at_the_written_tempo() -> None:
    chart = arranged(SCALE, even())[0]
    assert [note.onset_ns for note in chart.notes] == [at * ns_from_ms(500) for at in range(8)]
    assert {note.duration_ns for note in chart.notes} == {ns_from_ms(500)}
    assert (chart.start_ns, chart.end_ns) == (0, 4 * NS_PER_S)


def test_half_the_tempo_is_twice_the_time() -> None:
    chart = arranged(SCALE, even(tempo_scale=0.5))[0]
    assert [note.onset_ns for note in chart.notes] == [at * NS_PER_S for at in range(8)]
    assert chart.end_ns == 8 * NS_PER_S


def test_a_phrase_begins_where_it_is_told_to() -> None:
    song = tune(*quarters(*[60, 62] * 16))
    phrase = cut_phrases(song)[1]
    chart = arrange_phrase(song, phrase, SongTime(-77), even(), None)
    assert chart.start_ns == chart.notes[0].onset_ns == -77
    assert chart.end_ns == 8 * NS_PER_S - 77


def test_a_change_of_tempo_inside_a_phrase_is_followed() -> None:
    tempo = TempoMap(QUARTER, (TempoChange(0, 500_000), TempoChange(QUARTER, 1_000_000)))
    chart = arranged(replace(SCALE, tempo=tempo), even())[0]
    assert [note.onset_ns for note in chart.notes][:3] == [0, ns_from_ms(500), ns_from_ms(1500)]


def test_what_is_not_asked_the_backing_plays() -> None:
    chart = arranged(SCALE, even(least_gap_ns=ns_from_ms(1000)))[0]
    assert [note.pitch for note in chart.notes] == [60, 64, 67, 64]
    tune_backing = [note.pitch for note in chart.backing if note.voice is Voice.TUNE]
    assert tune_backing == [62, 65, 65, 62]


def test_the_accompaniment_goes_along_in_order() -> None:
    backing = arranged(SCALE, even())[0].backing
    assert {note.voice for note in backing} == {Voice.BASS, Voice.CHORDS}
    assert backing[0].pitch == 36
    assert [note.onset_ns for note in backing] == sorted(note.onset_ns for note in backing)


def test_a_note_just_long_enough_is_a_hold() -> None:
    song = tune((60, 1), (62, 2), (64, 1))
    held = arranged(song, even(hold_from_ns=ns_from_ms(1000)))[0]
    assert [note.hold for note in held.notes] == [False, True, False]
    slower = arranged(song, even(hold_from_ns=ns_from_ms(1000), tempo_scale=0.5))[0]
    assert all(note.hold for note in slower.notes)
    assert not any(note.hold for note in arranged(song, even())[0].notes)


def test_a_finger_lets_go_of_a_long_note_before_it_is_asked_again() -> None:
    song = melody_of(SCALE, SongNote(0, 8 * QUARTER, 60), SongNote(QUARTER, QUARTER, 64))
    first, second = arranged(song, even(RIGHT_TAPS[:1]))[0].notes
    assert first.end_ns == second.onset_ns
    first, second = arranged(song, even(RIGHT_TAPS[:2]))[0].notes
    assert first.duration_ns == 4 * NS_PER_S


def test_a_note_written_twice_is_asked_once_and_still_played_twice() -> None:
    twice = SongNote(0, QUARTER, 60)
    chart = arranged(melody_of(SCALE, twice, twice), even(most_at_once=2))[0]
    assert len(chart.notes) == 1
    assert [note.voice for note in chart.backing if note.pitch == 60].count(Voice.TUNE) == 1


def test_a_phrase_without_melody_has_only_backing() -> None:
    song = tune((60, 4), (None, 60), (62, 4), chords=[(0, 0)])
    charts = arranged(song, even())
    assert any(not chart.notes and chart.backing for chart in charts)
    assert sum(len(chart.notes) for chart in charts) == 2


@pytest.mark.parametrize(
    ("bpm", "metre", "gap_ms"), [(60, (4, 4), 950), (80, (4, 4), 712.5), (100, (4, 4), 1140)]
)
def test_the_opening_asks_for_whole_beats_of_a_song(
    bpm: float, metre: tuple[int, int], gap_ms: float
) -> None:
    song = tune(*quarters(60, 62, 64), metre=metre, bpm=bpm)
    opening = opening_difficulty(song, Prescription(), RIGHT_TAPS)
    assert opening.least_gap_ns == opening.finger_gap_ns == pytest.approx(ns_from_ms(gap_ms))
    assert opening.tempo_scale == 1
    assert opening.most_at_once == 1


def test_the_opening_of_a_slow_song_asks_every_beat_and_of_a_fast_one_every_second() -> None:
    slow = tune(*quarters(*range(60, 76)), bpm=76)
    fast = tune(*quarters(*range(60, 76)), bpm=120)
    for song, asked in ((slow, 16), (fast, 8)):
        charts = arranged(song, opening_difficulty(song, Prescription(), RIGHT_TAPS))
        assert sum(len(chart.notes) for chart in charts) == asked


@given(songs(), hands(), hands(), st.integers(1, 3 * NS_PER_S))
def test_the_opening_stays_inside_the_prescription(
    song: Song, allowed: tuple[Move, ...], wished: tuple[Move, ...], gap_ns: int
) -> None:
    prescription = Prescription(moves=allowed, least_gap_ns=gap_ns, holds=False)
    opening = opening_difficulty(song, prescription, wished)
    assert set(opening.moves) <= set(allowed)
    assert replace(prescription.clamp(opening), shares=opening.shares) == opening
    assert opening.hold_from_ns is None
    if set(wished) <= set(allowed):
        assert opening.moves == lane_order(wished)


def asked_and_backed(charts: list[PhraseChart]) -> Counter[tuple[int, int]]:
    """(pitch, velocity) of all that sounds of the melody."""
    asked = Counter((note.pitch, note.velocity) for chart in charts for note in chart.notes)
    backed = Counter(
        (note.pitch, note.velocity)
        for chart in charts
        for note in chart.backing
        if note.voice is Voice.TUNE
    )
    return asked + backed


@given(songs(), difficulties(), difficulties())
def test_the_song_is_always_whole(song: Song, one: Difficulty, other: Difficulty) -> None:
    melody = Counter((note.pitch, note.velocity) for note in song.melody_notes)
    assert asked_and_backed(arranged(song, one, other)) == melody


@given(songs(), difficulties(), difficulties())
def test_phrases_join_without_a_gap(song: Song, one: Difficulty, other: Difficulty) -> None:
    charts = arranged(song, one, other)
    assert charts[0].start_ns == 0
    assert all(before.end_ns == after.start_ns for before, after in pairwise(charts))


@given(songs(), difficulties())
def test_the_whole_lasts_as_long_as_the_tempo_says(song: Song, difficulty: Difficulty) -> None:
    charts = arranged(song, difficulty)
    end_tick = cut_phrases(song)[-1].end_tick
    expected = song.tempo.ns_at(end_tick) / difficulty.tempo_scale
    assert charts[-1].end_ns == pytest.approx(expected, abs=len(charts))


@given(songs(), difficulties())
def test_notes_come_in_order_of_onset_then_of_lane(song: Song, difficulty: Difficulty) -> None:
    lanes = {move: lane for lane, move in enumerate(difficulty.moves)}
    for chart in arranged(song, difficulty):
        places = [(note.onset_ns, lanes[note.move]) for note in chart.notes]
        assert places == sorted(set(places))


@given(songs(), difficulties())
def test_backing_begins_inside_its_phrase(song: Song, difficulty: Difficulty) -> None:
    for chart in arranged(song, difficulty):
        onsets = [note.onset_ns for note in chart.backing]
        assert onsets == sorted(onsets)
        assert all(chart.start_ns <= onset < chart.end_ns for onset in onsets)
        assert all(note.duration_ns > 0 for note in chart.backing)


@given(songs(), difficulties())
def test_arranging_again_gives_the_same(song: Song, difficulty: Difficulty) -> None:
    assert arranged(song, difficulty) == arranged(replace(song), difficulty)


@given(songs(), difficulties())
def test_holds_are_the_notes_that_last(song: Song, difficulty: Difficulty) -> None:
    for chart in arranged(song, difficulty):
        for note in chart.notes:
            limit = difficulty.hold_from_ns
            assert note.hold == (limit is not None and note.duration_ns >= limit)


@pytest.mark.parametrize("moves", [RIGHT_TAPS, LEFT_TAPS, RIGHT_TAPS[1:2]])
def test_a_song_at_the_opening_keeps_its_gaps(moves: tuple[Move, ...]) -> None:
    song = tune(*[(60 + index % 9, 0.5) for index in range(120)])
    opening = opening_difficulty(song, Prescription(moves=moves), moves)
    assert min(gaps_of(onsets_of(arranged(song, opening)))) >= opening.least_gap_ns
