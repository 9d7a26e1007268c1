"""The two time axes, and the only place where one becomes the other.

Conventions: all times are whole nanoseconds. `HostTime` counts on the host's monotonic clock,
`SongTime` from the beginning of a play's music. Lengths of time are plain `int`, named `_ns`.
One nanosecond of a running song is one nanosecond of the host: tempo is applied when a phrase is
arranged, never here. Song time never runs backwards within a play.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NewType, TypeVar

HostTime = NewType("HostTime", int)
SongTime = NewType("SongTime", int)
Time = TypeVar("Time", HostTime, SongTime)

NS_PER_MS = 1_000_000
NS_PER_S = 1_000_000_000


def ns_from_ms(milliseconds: float) -> int:
    return round(milliseconds * NS_PER_MS)


def ns_from_s(seconds: float) -> int:
    return round(seconds * NS_PER_S)


def ms_from_ns(duration_ns: int) -> float:
    return duration_ns / NS_PER_MS


def s_from_ns(duration_ns: int) -> float:
    return duration_ns / NS_PER_S


def shifted(time: Time, by_ns: int) -> Time:
    """The time `by_ns` later (negative: earlier) on the same axis."""
    return time + by_ns  # type: ignore[return-value] # a NewType is its int at run time


def elapsed_ns(since: Time, until: Time) -> int:
    """`until - since`; mypy rejects times of two different axes."""
    return until - since


@dataclass(frozen=True, slots=True)
class Segment:
    """From `host` on, song time begins at `song` and either runs with the host or stands still."""

    host: HostTime
    song: SongTime
    running: bool


class SongClock:
    """Song time as a function of host time: a list of segments that only grows.

    A pause appends a standing segment, going on appends a running one that begins at the same
    song time. Before the first segment song time runs too, so that a note shown ahead of the
    start has a host time.
    """

    def __init__(self, segments: Iterable[Segment]) -> None:
        """Raises ValueError without a segment, or where one does not follow from the one before."""
        self._segments: list[Segment] = []
        for segment in segments:
            self.append(segment)
        if not self._segments:
            raise ValueError("a song clock needs a first segment")

    @classmethod
    def starting(cls, host: HostTime, song: SongTime) -> SongClock:
        """Runs from `host` on, where the song is at `song` (negative: a lead-in)."""
        return cls([Segment(host, song, running=True)])

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(self._segments)

    @property
    def running(self) -> bool:
        return self._segments[-1].running

    def append(self, segment: Segment) -> None:
        if self._segments:
            last = self._segments[-1]
            if segment.host < last.host:
                raise ValueError(f"segment at {segment.host} before the last one at {last.host}")
            if segment.song < self.song_at(segment.host):
                raise ValueError(f"song time would run back to {segment.song}")
        self._segments.append(segment)

    def pause(self, host: HostTime) -> None:
        """Song time stands still from `host` on. Pausing twice changes nothing."""
        if self.running:
            self.append(Segment(host, self.song_at(host), running=False))

    def resume(self, host: HostTime) -> None:
        """Song time goes on at `host` where it stood."""
        if not self.running:
            self.append(Segment(host, self._segments[-1].song, running=True))

    def song_at(self, host: HostTime) -> SongTime:
        segment = self._segment_at(host)
        if not segment.running:
            return segment.song
        return SongTime(segment.song + (host - segment.host))

    def running_at(self, host: HostTime) -> bool:
        """Whether song time runs at `host`: a press in a pause answers no note."""
        return self._segment_at(host).running

    def host_at(self, song: SongTime) -> HostTime | None:
        """The first host time at which the song is at `song`; None where a pause still hides it."""
        for segment, following in pairwise(self._segments):
            if segment.running and song < following.song:
                return HostTime(segment.host + (song - segment.song))
            if song == following.song and not following.running:
                return following.host
        last = self._segments[-1]
        if not last.running:
            return last.host if song == last.song else None
        return HostTime(last.host + (song - last.song))

    def _segment_at(self, host: HostTime) -> Segment:
        index = bisect_right(self._segments, host, key=lambda segment: segment.host) - 1
        return self._segments[max(index, 0)]
