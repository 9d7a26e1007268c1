from __future__ import annotations

import pytest

from game.music.chart import Note, PhraseChart
from game.music.moves import RIGHT_TAPS
from game.timing import SongTime
from tests.music.tunes import even


def note(onset: int, duration: int = 10, pitch: int = 60, velocity: int = 80) -> Note:
    return Note(SongTime(onset), duration, RIGHT_TAPS[0], pitch, velocity)


def chart(*notes: Note) -> PhraseChart:
    return PhraseChart(0, SongTime(100), SongTime(200), notes, (), even())


def test_a_note_ends_after_its_duration() -> None:
    assert note(100, 25).end_ns == 125


@pytest.mark.parametrize(
    ("duration", "pitch", "velocity"), [(0, 60, 80), (1, -1, 80), (1, 128, 80), (1, 60, 0)]
)
def test_a_note_that_cannot_be_played_cannot_be(duration: int, pitch: int, velocity: int) -> None:
    with pytest.raises(ValueError, match="cannot be played"):
        note(0, duration, pitch, velocity)


def test_notes_begin_from_the_start_of_a_phrase_to_just_before_its_end() -> None:
    assert len(chart(note(100), note(199, duration=500)).notes) == 2


@pytest.mark.parametrize("onset", [99, 200])
def test_a_note_outside_its_phrase_is_refused(onset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        chart(note(onset))


def test_notes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        chart(note(120), note(110))
