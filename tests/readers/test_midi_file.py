from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import mido  # type: ignore[import-untyped] # mido carries no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.messages import Refusal
from game.music.song import Metre, Song, SongNote
from game.readers import read_song
from tests.readers.tunes import meta, midi, off, on, pitches, scale, strip


def read(*tracks: list[Any], kind: int = 1, division: int = 480) -> Song:
    return read_song("folder/My Tune.mid", midi(*tracks, kind=kind, division=division))


def test_notes_have_their_ticks_pitches_and_velocities() -> None:
    tune = read([on(60, 240, velocity=99), off(60, 480), on(62, 0), off(62, 240)])
    assert tune.melody_notes == (SongNote(240, 480, 60, 99), SongNote(720, 240, 62, 80))


def test_velocity_nothing_ends_a_note() -> None:
    assert strip(read([on(60), on(60, 480, velocity=0), on(62), off(62)])) == "60@0+1 62@1+1"


def test_a_key_struck_twice_ends_in_the_order_of_striking() -> None:
    assert strip(read([on(60), on(60, 240), off(60, 240), off(60, 480)])) == "60@0+1 60@0.5+1.5"


def test_an_end_without_a_beginning_is_nothing() -> None:
    assert strip(read([off(60, 0), on(62), off(62), off(62)])) == "62@0+1"


def test_a_hanging_note_lasts_a_quarter() -> None:
    assert strip(read([on(60), on(62, 480), off(62, 960)])) == "60@0+1 62@1+2"


def test_a_note_without_length_gets_the_shortest() -> None:
    assert read([on(60), off(60, 0)]).melody_notes[0].duration_ticks == 1


def test_channels_of_one_track_become_tracks() -> None:
    tune = read(
        [
            mido.Message("program_change", channel=3, program=40),
            *scale(72, channel=3),
            *scale(40, channel=1),
            on(36, channel=9),
            off(36, channel=9),
        ],
        kind=0,
    )
    assert [(track.program, track.percussion) for track in tune.tracks] == [
        (40, False),
        (0, False),
        (0, True),
    ]
    assert tune.melody == 0


def test_the_patterns_of_format_2_follow_one_another() -> None:
    tune = read(scale(60, 2), scale(72, 2), kind=2)
    assert strip(tune) == "60@0+1 61@1+1 72@2+1 73@3+1"


def test_the_last_tempo_at_a_tick_wins_in_whatever_track() -> None:
    tempi = [meta("set_tempo", tempo=400_000), meta("set_tempo", 960, tempo=300_000)]
    tune = read([meta("set_tempo", tempo=700_000)], [*tempi, *scale()])
    changes = [(change.tick, change.us_per_quarter) for change in tune.tempo.changes]
    assert changes == [(0, 400_000), (960, 300_000)]


@pytest.mark.parametrize(("tempo", "expected"), [(0, 500_000), (1, 60_000), (60_000, 60_000)])
def test_an_impossible_tempo_is_passed_over_or_slowed(tempo: int, expected: int) -> None:
    tune = read([meta("set_tempo", tempo=tempo), *scale()])
    assert tune.tempo.changes[0].us_per_quarter == expected


def test_metres_default_to_4_4_until_the_first() -> None:
    waltz = meta("time_signature", 480, numerator=3, denominator=4)
    late = read([waltz], scale())
    assert late.metres == (Metre(0, 4, 4), Metre(480, 3, 4))
    assert read(scale()).metres == (Metre(0, 4, 4),)


def test_no_default_metre_stands_before_a_metre_that_no_note_precedes() -> None:
    tune = read([meta("time_signature", 1, numerator=3, denominator=4)], [on(60, 1), off(60)])
    assert tune.metres == (Metre(1, 3, 4),)


def test_the_last_metre_at_a_tick_wins_and_an_impossible_one_is_passed_over() -> None:
    signs = [
        meta("time_signature", numerator=2, denominator=4),
        meta("time_signature", numerator=6, denominator=8),
        meta("time_signature", 480, numerator=4, denominator=64),
    ]
    assert read([*signs, *scale()]).metres == (Metre(0, 6, 8),)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["Für Elise", "Piano"], "Für Elise"),
        (["", "Piano"], "My Tune"),
        (["Tempo Track", "Piano"], "My Tune"),
        (["Track 1", "Piano"], "My Tune"),
    ],
)
def test_the_first_track_names_the_song_or_else_the_file(names: list[str], title: str) -> None:
    first, second = ([meta("track_name", name=name)] if name else [] for name in names)
    assert read(first, [*second, *scale()]).title == title


def test_a_name_in_utf_8_is_read_as_such() -> None:
    as_bytes = "Für Elise".encode().decode("latin-1")
    assert read([meta("track_name", name=as_bytes), *scale()]).title == "Für Elise"


def test_the_copyright_notice_is_kept() -> None:
    assert read([meta("copyright", text="Public domain"), *scale()]).credits.licence == (
        "Public domain"
    )


def test_the_id_is_that_of_the_content_wherever_it_lies() -> None:
    data = midi(scale())
    first, second = read_song("a.mid", data), read_song("b.KAR", data)
    assert first.song_id == second.song_id
    assert len(first.song_id) == 16
    assert replace(first, title="") == replace(second, title="")
    assert read_song("a.mid", midi(scale(61))).song_id != first.song_id


def test_no_division_counts_as_480() -> None:
    tune = read(scale(), division=0)
    assert tune.resolution == 480
    assert tune.melody_notes[1].tick == 480


@pytest.mark.parametrize("division", [1, 7, 24, 50, 96, 100, 480, 1000, 32767])
def test_a_bar_of_any_metre_has_whole_ticks_in_any_division(division: int) -> None:
    track = [on(60), off(60, division), on(62), off(62, division)]
    tune = read([meta("time_signature", numerator=1, denominator=32), *track], division=division)
    assert strip(tune) == "60@0+1 62@1+1"
    assert tune.metres[0].bar_ticks(tune.resolution) * 8 == tune.resolution
    assert tune.tempo.ns_at(tune.resolution) == 500_000_000


@pytest.mark.parametrize(
    ("frames", "ticks_a_frame", "ns"),
    [(25, 40, 10**9), (24, 4, 10**9), (30, 80, 10**9), (29, 80, 1_001_000_000)],
)
def test_smpte_divisions_count_ticks_of_a_second(frames: int, ticks_a_frame: int, ns: int) -> None:
    division = ((256 - frames) << 8 | ticks_a_frame) - (1 << 16)
    a_second = (30 if frames == 29 else frames) * ticks_a_frame
    tempo = meta("set_tempo", tempo=250_000)
    tune = read([tempo, on(60, a_second), off(60, a_second)], division=division)
    assert tune.tempo.ns_at(tune.melody_notes[0].tick) == ns
    assert tune.length_ns == 2 * ns


def test_data_bytes_beyond_127_are_clipped() -> None:
    data = midi([on(60, velocity=77), off(60)])
    assert (
        read_song("t.mid", data.replace(b"\x3c\x4d", b"\x3c\xcd")).melody_notes[0].velocity == 127
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "The song file “t.mid” is empty."),
        (b"no midi at all", "The MIDI file “t.mid” is damaged or no MIDI file."),
        (midi(scale())[:-9], "The MIDI file “t.mid” is damaged or no MIDI file."),
        (midi([]), "The MIDI file “t.mid” has no notes."),
        (midi(), "The MIDI file “t.mid” has no notes."),
        (midi(scale(channel=9)), "The MIDI file “t.mid” has no melody."),
        (midi([on(60, 1 << 27), off(60)]), "The song in “t.mid” is too long."),
        (midi([on(60), off(60, 1 << 27)]), "The song in “t.mid” is too long."),
        (midi([on(60, 0), off(60, 1)] * 20_001), "The song in “t.mid” has too many notes."),
        (midi(scale()) + b"\0" * 1_000_000, "The song file “t.mid” is too large."),
        (
            midi([on(60, 1)]) + b"\xff" * 900_000,
            "The MIDI file “t.mid” is damaged or no MIDI file.",
        ),
    ],
)
def test_a_file_that_cannot_be_played_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_song("t.mid", data)
    assert str(refused.value) == problem


@given(
    st.lists(
        st.tuples(st.integers(0, 127), st.integers(0, 2000), st.integers(1, 2000)),
        min_size=1,
        max_size=40,
    )
)
def test_notes_one_after_another_come_out_as_they_went_in(
    notes: list[tuple[int, int, int]],
) -> None:
    tune = read([m for key, gap, length in notes for m in (on(key, gap), off(key, length))])
    read_back = tune.melody_notes
    assert pitches(tune) == [key for key, _, _ in notes]
    assert [note.duration_ticks for note in read_back] == [length for _, _, length in notes]
    gaps = [after.tick - before.end_tick for before, after in pairwise(read_back)]
    assert [read_back[0].tick, *gaps] == [gap for _, gap, _ in notes]
