"""Run with `pytest tests/music/benchmark_arrange.py`; prints times and asserts none."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from game.music.arrange import arrange_phrase
from game.music.chart import PhraseChart
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Move
from game.music.phrases import Phrase, cut_phrases
from game.timing import SongTime
from tests.music.tunes import even, tune

WALK = (0, 4, 2, 7, 5, 9, 12, 7, 4, 5, 2, -1)
SONG = tune(
    *[(60 + WALK[index * 7 % 12], 0.5) for index in range(400)],
    chords=[(bar * 4, bar * 5 % 12) for bar in range(50)],
)


@pytest.mark.parametrize("moves", [RIGHT_TAPS, (*LEFT_TAPS, *RIGHT_TAPS)], ids=["5", "10"])
def test_arrange_one_phrase_of_32_notes(
    benchmark: BenchmarkFixture, moves: tuple[Move, ...]
) -> None:
    first, second = cut_phrases(SONG)[:2]
    previous = arrange_phrase(SONG, first, SongTime(0), even(moves), None)

    def arrange() -> PhraseChart:
        return arrange_phrase(SONG, second, previous.end_ns, even(moves), previous)

    assert len(benchmark(arrange).notes) == 32


def test_cut_a_song_of_a_thousand_bars(benchmark: BenchmarkFixture) -> None:
    song = tune(*[(60 + index % 5, 1) for index in range(4000)])

    def cut() -> tuple[Phrase, ...]:
        return cut_phrases(song)

    assert len(benchmark(cut)) == 250
