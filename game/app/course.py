"""A song's way through a play: its phrases, each arranged at its own commit time."""

from __future__ import annotations

from game.music.arrange import arrange_phrase
from game.music.chart import PhraseChart
from game.music.difficulty import Difficulty
from game.music.phrase_time import BeatGrid, PhraseTime, beat_grid
from game.music.phrases import Phrase, cut_phrases
from game.music.song import Song
from game.timing import NS_PER_S, SongTime, shifted

RENDER_LEAD_NS = 2 * NS_PER_S
"""A phrase's backing is rendered within this; measured at well under a second a phrase."""


class Course:
    """Commits phrase after phrase. The next one may differ; what was committed does not change."""

    def __init__(self, song: Song, difficulty: Difficulty) -> None:
        self.song = song
        self.difficulty = difficulty
        self._phrases = cut_phrases(song)
        self._written_ns = song.tempo.ns_at(self._phrases[-1].end_tick)
        self._charts: list[PhraseChart] = []

    @property
    def committed(self) -> tuple[PhraseChart, ...]:
        return tuple(self._charts)

    @property
    def next_start(self) -> SongTime:
        return self._charts[-1].end_ns if self._charts else SongTime(0)

    @property
    def complete(self) -> bool:
        return len(self._charts) == len(self._phrases)

    def commit_due(self, song_now: SongTime) -> PhraseChart | None:
        """Arranges the next phrase when its commit time has come; None before, or at the end."""
        lead_ns = max(self.difficulty.lead_ns, RENDER_LEAD_NS)
        if self.complete or song_now < shifted(self.next_start, -lead_ns):
            return None
        previous = self._charts[-1] if self._charts else None
        phrase = self._phrases[len(self._charts)]
        chart = arrange_phrase(self.song, phrase, self.next_start, self.difficulty, previous)
        self._charts.append(chart)
        return chart

    def charts_from(self, song: SongTime) -> tuple[PhraseChart, ...]:
        """The committed charts that are not over at `song`."""
        return tuple(chart for chart in self._charts if chart.end_ns > song)

    def tick_at(self, song: SongTime) -> int:
        """The tick that sounds at `song`; the first one before the beginning."""
        for phrase, chart in zip(self._phrases, self._charts, strict=False):
            if song < chart.end_ns:
                return self._time_of(phrase, chart).tick_at(song)
        return self._phrases[-1].end_tick

    def grid_of(self, chart: PhraseChart) -> BeatGrid:
        """The bar lines and beats of a committed phrase."""
        return beat_grid(self._time_of(self._phrases[chart.index], chart))

    def _time_of(self, phrase: Phrase, chart: PhraseChart) -> PhraseTime:
        return PhraseTime(self.song, phrase, chart.start_ns, chart.difficulty.tempo_scale)

    @property
    def length_ns(self) -> int:
        """Of the whole song at the tempo of now."""
        return round(self._written_ns / self.difficulty.tempo_scale)
