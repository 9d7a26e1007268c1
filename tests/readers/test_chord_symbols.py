from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.readers.chord_symbols import QUALITIES, chord_symbol


@pytest.mark.parametrize(
    ("text", "root", "intervals", "bass"),
    [
        ("C", 0, (0, 4, 7), 0),
        ("F#m", 6, (0, 3, 7), 6),
        ("Bb7", 10, (0, 4, 7, 10), 10),
        ("E♭maj7", 3, (0, 4, 7, 11), 3),
        ("Cb", 11, (0, 4, 7), 11),
        ("B#", 0, (0, 4, 7), 0),
        ("Am7/G", 9, (0, 3, 7, 10), 7),
        ("D/F#", 2, (0, 4, 7), 6),
        ("Gm7b5", 7, (0, 3, 6, 10), 7),
        ("Gm7(b5)", 7, (0, 3, 6, 10), 7),
        ("Bdim7", 11, (0, 3, 6, 9), 11),
        ("G7sus4", 7, (0, 5, 7, 10), 7),
        ("C6/9", 0, (0, 4, 7, 9, 14), 0),
        ("(Em)", 4, (0, 3, 7), 4),
        (" A m ", 9, (0, 3, 7), 9),
        ("C7#11", 0, (0, 4, 7, 10), 0),
        ("Dm13", 2, (0, 3, 7), 2),
        ("Dalt", 2, (0, 4, 7), 2),
    ],
)
def test_a_chord_symbol_is_understood(
    text: str, root: int, intervals: tuple[int, ...], bass: int
) -> None:
    chord = chord_symbol(text, 480)
    assert chord is not None
    assert (chord.tick, chord.root, chord.intervals, chord.bass) == (480, root, intervals, bass)
    assert chord.text == text.strip()


@pytest.mark.parametrize(
    "text", ["", "N.C.", "Fine", "D.C.", "Coda", "Allegro", "Chorus", "Bass", "am", "H7", "1."]
)
def test_text_that_is_no_chord_is_none(text: str) -> None:
    assert chord_symbol(text, 0) is None


@pytest.mark.parametrize("quality", QUALITIES)
def test_every_known_quality_can_be_written(quality: str) -> None:
    chord = chord_symbol(f"G{quality}/B", 0)
    assert chord is not None
    assert (chord.intervals, chord.bass) == (QUALITIES[quality], 11)


@given(st.text("ABCDEFGHabmdisugj#/+-()0123456789 °♭", max_size=12))
def test_any_text_is_a_chord_or_none(text: str) -> None:
    chord = chord_symbol(text, 0)
    assert chord is None or chord.intervals in QUALITIES.values()
