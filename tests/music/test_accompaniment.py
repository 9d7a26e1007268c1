from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.accompaniment import AccompanyingNote, accompany, count_in_notes, count_in_ns
from game.music.chart import Voice
from game.music.song import Song, SongNote, Track
from game.timing import SongTime, elapsed_ns
from tests.music.tunes import QUARTER, quarters, songs, tune


def whole(song: Song) -> tuple[AccompanyingNote, ...]:
    return accompany(song, 0, song.end_tick)


def pattern(song: Song) -> str:
    """One letter an eighth: B bass, c chord, * both, . nothing struck."""
    struck: dict[int, set[Voice]] = {}
    for one in whole(song):
        struck.setdefault(one.note.tick, set()).add(one.voice)
    letters = {frozenset({Voice.BASS}): "B", frozenset({Voice.CHORDS}): "c", frozenset(): "."}
    eighths = range(0, song.end_tick, QUARTER // 2)
    return "".join(letters.get(frozenset(struck.get(tick, set())), "*") for tick in eighths)


def basses(song: Song) -> list[int]:
    return [one.note.pitch for one in whole(song) if one.voice is Voice.BASS]


@pytest.mark.parametrize(
    ("metre", "quarters_a_bar", "bars"),
    [
        ((3, 4), 3, "B.c.c. *....."),
        ((2, 4), 2, "B.c. *..."),
        ((4, 4), 4, "B.c.B.c. *......."),
        ((2, 2), 4, "B...c... *......."),
        ((6, 8), 3, "B..c.. *....."),
        ((9, 8), 4.5, "B..c..c.. *........"),
        ((5, 4), 5, "B.c.c.B.c. *........."),
        ((6, 4), 6, "B.c.c.B.c.c. *..........."),
        ((1, 4), 1, "B. *."),
    ],
)
def test_each_metre_has_its_pattern_and_the_last_bar_rests(
    metre: tuple[int, int], quarters_a_bar: float, bars: str
) -> None:
    song = tune((72, 2 * quarters_a_bar), metre=metre, chords=[(0, 0)])
    assert pattern(song) == bars.replace(" ", "")


def test_a_pickup_and_what_comes_before_the_first_symbol_are_silent() -> None:
    song = tune(*quarters(*[72] * 13), pickup=1, chords=[(0, 0)])
    assert pattern(song) == ".." + "B.c.B.c." * 2 + "*......."
    late = tune(*quarters(*[72] * 12), chords=[(4, 0)])
    assert pattern(late) == "........" + "B.c.B.c." + "*......."


def test_a_chord_that_changes_inside_a_bar_is_struck_there() -> None:
    on_a_chord_beat = tune((72, 8), chords=[(0, 0), (1, 5)])
    assert pattern(on_a_chord_beat) == "B.*.B.c." + "*......."
    off_the_beat = tune((72, 8), chords=[(0, 0), (2.5, 5)])
    assert pattern(off_the_beat) == "B.c.B*c." + "*......."
    in_the_last_bar = tune((72, 8), chords=[(0, 0), (6, 5)])
    assert pattern(in_the_last_bar) == "B.c.B.c." + "*...*..."


def test_the_bass_goes_between_root_and_fifth_and_begins_each_chord_on_its_root() -> None:
    song = tune((72, 16), chords=[(0, 0), (6, 5)])
    assert basses(song) == [36, 43, 36, 41, 36, 41, 41]
    waltz = tune((72, 12), metre=(3, 4), chords=[(0, 0)])
    assert basses(waltz) == [36, 43, 36, 36]


def test_a_note_rings_until_its_voice_is_struck_again() -> None:
    song = tune((72, 12), chords=[(0, 0)])
    ringing = [
        (one.note.tick // QUARTER, one.note.duration_ticks // QUARTER)
        for one in whole(song)
        if one.voice is Voice.BASS
    ]
    assert ringing == [(0, 2), (2, 2), (4, 2), (6, 2), (8, 4)]


def test_no_note_of_a_chord_rings_into_the_next_chord() -> None:
    song = tune((72, 12), chords=[(0, 0), (2.5, 5), (4, 7)])
    borders = [2.5 * QUARTER, 4 * QUARTER]
    for one in whole(song):
        assert not any(one.note.tick < border < one.note.end_tick for border in borders)


def test_the_accompaniment_is_softer_than_the_melody_and_softest_at_the_end() -> None:
    song = tune((72, 8), chords=[(0, 0)])
    loud = [one.note.velocity for one in whole(song) if one.note.tick < 4 * QUARTER]
    last = [one.note.velocity for one in whole(song) if one.note.tick >= 4 * QUARTER]
    assert max(loud) < 80
    assert max(last) < max(loud)


def other(*notes: SongNote, percussion: bool = False) -> Track:
    return Track("other", notes, percussion=percussion)


def test_without_symbols_the_other_tracks_play_softly_but_for_drums() -> None:
    low, high = SongNote(0, QUARTER, 40, 100), SongNote(QUARTER, QUARTER, 55, 100)
    drum = other(SongNote(0, QUARTER, 42), percussion=True)
    song = tune((72, 4), tracks=[other(low, high), drum])
    assert [(one.note.pitch, one.note.velocity, one.voice) for one in whole(song)] == [
        (40, 70, Voice.BASS),
        (55, 70, Voice.CHORDS),
    ]


def test_a_track_that_doubles_the_melody_does_not_play_the_tune() -> None:
    double = other(SongNote(0, QUARTER, 60), SongNote(QUARTER, QUARTER, 64))
    song = tune(*quarters(60, 62), tracks=[double])
    assert [one.note.pitch for one in whole(song)] == [64]


def test_with_symbols_the_other_tracks_are_silent() -> None:
    song = tune((72, 4), chords=[(0, 0)], tracks=[other(SongNote(0, QUARTER, 47))])
    assert 47 not in [one.note.pitch for one in whole(song)]


@given(songs(), st.lists(st.integers(1, 10_000), max_size=4))
def test_wherever_a_song_is_cut_its_accompaniment_is_the_same(song: Song, cuts: list[int]) -> None:
    ends = sorted({0, *(cut % song.end_tick for cut in cuts), song.end_tick})
    parts: list[AccompanyingNote] = []
    for start, end in pairwise(ends):
        parts.extend(accompany(song, start, end))

    def order(one: AccompanyingNote) -> tuple[int, int, int, str]:
        return one.note.tick, one.note.pitch, one.note.duration_ticks, one.voice.value

    assert sorted(parts, key=order) == sorted(whole(song), key=order)


@given(songs())
def test_nothing_is_struck_before_the_first_symbol_or_in_the_pickup(song: Song) -> None:
    if song.chords:
        first = max(song.chords[0].tick, song.metres[0].tick)
        assert all(one.note.tick >= first for one in whole(song))


def clicks(song: Song, tick: float, tempo_scale: float = 1.0) -> list[tuple[float, bool]]:
    """(quarters before the music, strong) of each click."""
    notes = count_in_notes(song, round(tick * QUARTER), tempo_scale, SongTime(10**10))
    assert {note.voice for note in notes} == {Voice.COUNT_IN}
    quarter_ns = song.tempo.quarter_ns_at(round(tick * QUARTER)) / tempo_scale
    strong = max(note.pitch for note in notes)
    return [((10**10 - note.onset_ns) / quarter_ns, note.pitch == strong) for note in notes]


def strengths(found: Sequence[tuple[float, bool]]) -> str:
    return "".join("X" if strong else "x" for _, strong in found)


def test_one_bar_is_counted_in_before_a_bar_line() -> None:
    song = tune((60, 16))
    assert clicks(song, 4) == [(4, True), (3, False), (2, False), (1, False)]
    assert clicks(song, 0) == clicks(song, 4)


def test_a_pickup_is_counted_up_to() -> None:
    song = tune((60, 16), metre=(3, 4), pickup=1)
    assert clicks(song, 0) == [(5, True), (4, False), (3, False), (2, True), (1, False)]
    short = tune((60, 16), metre=(4, 4), pickup=0.5)
    assert clicks(short, 0)[-1] == (0.5, False)


def test_compound_bars_are_counted_in_felt_beats() -> None:
    assert clicks(tune((60, 16), metre=(6, 8)), 3) == [(3, True), (1.5, False)]


def test_the_count_in_goes_at_the_tempo_of_the_music() -> None:
    song = tune((60, 16), bpm=120)
    assert count_in_ns(song, 0, 1.0) == 2_000_000_000
    assert count_in_ns(song, 0, 0.5) == 4_000_000_000
    assert clicks(song, 0, 0.5) == clicks(song, 0)


@given(songs(), st.integers(0, 20_000), st.floats(0.3, 2.0))
def test_clicks_fill_the_count_in_up_to_the_music(song: Song, tick: int, scale: float) -> None:
    end = SongTime(123)
    notes = count_in_notes(song, tick, scale, end)
    onsets = [note.onset_ns for note in notes]
    assert onsets == sorted(set(onsets))
    assert elapsed_ns(onsets[0], end) == count_in_ns(song, tick, scale)
    assert onsets[-1] < end
