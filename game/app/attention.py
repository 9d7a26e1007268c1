"""Whether anyone plays: the game asks when notes go unanswered for long."""

from __future__ import annotations

from game.timing import NS_PER_S, SongTime, elapsed_ns

SILENCE_NS = 8 * NS_PER_S
"""So long without an answer, and the game asks whether the player is still there."""


class Attention:
    """Hears of every tap, and of every note once it can no longer be answered.

    A rest is no silence: only where notes are asked can they go unanswered.
    """

    def __init__(self) -> None:
        self._last_tap: SongTime | None = None
        self._silent_since: SongTime | None = None

    def tapped(self, time: SongTime) -> None:
        """By any finger, near a note or not."""
        self._last_tap = time
        self._silent_since = None

    def unanswered(self, onset: SongTime, given_up: SongTime) -> bool:
        """Whether it is time to ask; `given_up` is the last moment at which an answer counts."""
        if self._silent_since is None:
            self._silent_since = onset if self._last_tap is None else max(onset, self._last_tap)
        return elapsed_ns(self._silent_since, given_up) >= SILENCE_NS

    def begin_anew(self) -> None:
        """The player is there: a pause has ended."""
        self._silent_since = None
