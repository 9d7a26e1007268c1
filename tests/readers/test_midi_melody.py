from __future__ import annotations

import pytest

from game.music.song import SongNote, Track
from game.readers.midi_melody import choose_melody, overlap_share


def line(first: int, count: int = 20, name: str = "", program: int = 0) -> Track:
    notes = tuple(SongNote(480 * i, 480, first + i % 5) for i in range(count))
    return Track(name, notes, program)


def chords(first: int, count: int = 20, name: str = "") -> Track:
    notes = tuple(
        SongNote(480 * i, 480, first + third) for i in range(count) for third in (0, 4, 7)
    )
    return Track(name, notes)


DRUMS = Track("Drums", line(60).notes, percussion=True)


def test_the_track_that_overlaps_least_with_itself_is_the_tune() -> None:
    assert choose_melody([chords(72), line(60), chords(76)]) == 1


def test_a_bass_is_not_the_tune_although_it_never_overlaps() -> None:
    assert choose_melody([line(36), line(64)]) == 1
    assert choose_melody([line(55, program=33), line(55)]) == 1


def test_percussion_is_never_the_tune() -> None:
    assert choose_melody([DRUMS, chords(40)]) == 1
    assert choose_melody([DRUMS]) is None


def test_a_few_notes_are_not_the_tune() -> None:
    assert choose_melody([line(84, count=3), line(60, count=40)]) == 1


@pytest.mark.parametrize("name", ["Melody", "LEAD vocals", "Singstimme (Gesang)", "Soprano"])
def test_a_name_tells_the_tune(name: str) -> None:
    assert choose_melody([line(72), line(65, name=name)]) == 1


def test_of_voices_of_a_hymn_the_highest_is_the_tune() -> None:
    assert choose_melody([line(55), line(60), line(72), line(67)]) == 2


def test_of_equal_tracks_the_first_is_the_tune() -> None:
    assert choose_melody([line(60), line(60)]) == 0


def test_without_tracks_there_is_no_tune() -> None:
    assert choose_melody([]) is None


def test_the_overlap_share_counts_notes_that_begin_in_others() -> None:
    assert overlap_share(line(60)) == 0
    assert overlap_share(chords(60, count=4)) == pytest.approx(8 / 12)


@pytest.mark.parametrize(("length", "share"), [(480, 0), (640, 0), (642, 0.5), (2000, 0.5)])
def test_legato_is_no_overlap(length: int, share: float) -> None:
    two = Track("", (SongNote(0, length, 60), SongNote(480, 480, 62)))
    assert overlap_share(two) == share
