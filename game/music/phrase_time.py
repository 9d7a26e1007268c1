"""A phrase's ticks in song time and back: law 5, the one place where tempo is applied."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from game.music.bars import bars_between, beat_ticks
from game.music.phrases import Phrase
from game.music.song import Song
from game.timing import SongTime, elapsed_ns, shifted


@dataclass(frozen=True, slots=True)
class PhraseTime:
    """`phrase` begins at `start_ns` and goes at `tempo_scale` times the written tempo."""

    song: Song
    phrase: Phrase
    start_ns: SongTime
    tempo_scale: float

    def at(self, tick: int) -> SongTime:
        """Ticks outside the phrase lie as if it went on at its tempo."""
        since_ns = elapsed_ns(self._written_ns, self.song.tempo.ns_at(tick))
        return shifted(self.start_ns, round(since_ns / self.tempo_scale))

    def tick_at(self, time: SongTime) -> int:
        """The first tick of the phrase that is not before `time`; after all of them its end."""
        since_ns = elapsed_ns(self.start_ns, time) * self.tempo_scale
        sought = shifted(self._written_ns, round(since_ns))
        ticks = range(self.phrase.start_tick, self.phrase.end_tick)
        return self.phrase.start_tick + bisect_left(ticks, sought, key=self.song.tempo.ns_at)

    @property
    def _written_ns(self) -> SongTime:
        return self.song.tempo.ns_at(self.phrase.start_tick)


@dataclass(frozen=True, slots=True)
class BeatGrid:
    """Where the bar lines are, and the felt beats between them."""

    bars_ns: tuple[SongTime, ...]
    beats_ns: tuple[SongTime, ...]


def beat_grid(time: PhraseTime) -> BeatGrid:
    """All that is inside the phrase; of the line at its end the next phrase tells."""
    song, inside = time.song, range(time.phrase.start_tick, time.phrase.end_tick)
    bars = list(bars_between(song, inside.start, inside.stop))
    beats = (
        tick
        for bar in bars
        for tick in range(bar.start_tick, bar.end_tick, beat_ticks(song, bar.start_tick))
        if tick != bar.start_tick
    )
    return BeatGrid(
        bars_ns=tuple(time.at(bar.start_tick) for bar in bars if bar.start_tick in inside),
        beats_ns=tuple(time.at(tick) for tick in beats if tick in inside),
    )
