"""The clicks between a pause and the music."""

from __future__ import annotations

from dataclasses import dataclass

from game.music.accompaniment import count_in_notes, count_in_ns
from game.music.chart import BackingNote
from game.music.song import Song
from game.timing import HostTime, SongTime, elapsed_ns, ns_from_ms, shifted

GO_ON_AFTER_NS = ns_from_ms(60)
"""The count-in begins this long after it was asked for, so that its first click is whole."""


@dataclass(frozen=True, slots=True)
class CountIn:
    """Song time stands at `song` until `until`; one click at each of `clicks`.

    `sound` begins at `start` as if it were the song time `sound_from`, which lies before `song`.
    """

    song: SongTime
    start: HostTime
    until: HostTime
    sound_from: SongTime
    sound: tuple[BackingNote, ...]

    @property
    def clicks(self) -> tuple[HostTime, ...]:
        onsets = (click.onset_ns for click in self.sound if click.onset_ns < self.song)
        return tuple(shifted(self.until, -elapsed_ns(onset, self.song)) for onset in onsets)

    def beats_left(self, now: HostTime) -> int:
        """Counts the click that has sounded last, and those to come."""
        return min(len(self.clicks), 1 + sum(click > now for click in self.clicks))


def count_in_to(
    written: Song, tick: int, tempo_scale: float, song: SongTime, asked_at: HostTime
) -> CountIn:
    """Back into the music at `song`, where `tick` sounds.

    Before the beginning the clicks that were interrupted are counted from a bar earlier, so that
    they stay in time; the last of them lie behind `song`.
    """
    length_ns = count_in_ns(written, tick, tempo_scale)
    start = shifted(asked_at, GO_ON_AFTER_NS)
    sound_from = shifted(song, -length_ns)
    ends = [max(song, SongTime(0))]
    while ends[-1] > sound_from:
        ends.append(shifted(ends[-1], -length_ns))
    bars = [count_in_notes(written, tick, tempo_scale, end) for end in reversed(ends)]
    clicks = (click for bar in bars for click in bar if click.onset_ns >= sound_from)
    return CountIn(song, start, shifted(start, length_ns), sound_from, tuple(clicks))
