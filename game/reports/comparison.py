"""The one sentence after a play: true, kind, and only ever against one's own last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.messages import Message
from game.play.metrics import Summary, play_summary
from game.play.record import Play
from game.play.taps import taps_of

TAPS_FOR_SPREAD = 10
"""Of fewer answered notes a spread says too little: of ten, its own error is 1 / √18, 24 %."""


@dataclass(frozen=True, slots=True)
class _Result:
    """`last` is None where there is nothing fair to compare with."""

    tapped: bool
    done: Summary
    last: Summary | None


def result_message(play: Play, last: Play | None) -> Message:
    """`last` is the play before on the same song; another player's or song's is not compared."""
    comparable = last is not None and _are_comparable(play, last)
    result = _Result(
        tapped=bool(taps_of(play).taps),
        done=play_summary(play),
        last=play_summary(last) if last is not None and comparable else None,
    )
    return next(message(result) for holds, message in _SENTENCES if holds(result))


def _are_comparable(play: Play, last: Play) -> bool:
    """All guests are one player, so that a guest's last time may have been somebody else's."""
    one, other = play.header, last.header
    same = (one.player_id, one.song_id) == (other.player_id, other.song_id)
    return same and one.counts and other.counts


def _more_hits(result: _Result) -> bool:
    """In number as well as in share, for more or fewer notes may have been asked than before."""
    done, last = result.done, result.last
    if last is None or done.hit_share is None or last.hit_share is None:
        return False
    return done.hits > last.hits and done.hit_share > last.hit_share


def _steadier(result: _Result) -> bool:
    """By whole ms, as the details show it."""
    done, last = result.done, result.last
    if last is None or min(done.matched, last.matched) < TAPS_FOR_SPREAD:
        return False
    return (
        done.sd_ms is not None and last.sd_ms is not None and round(done.sd_ms) < round(last.sd_ms)
    )


_SENTENCES: tuple[tuple[Callable[[_Result], bool], Callable[[_Result], Message]], ...] = (
    (lambda result: not result.tapped, lambda _: Message("You were here. That counts.")),
    (_more_hits, lambda _: Message("More hits than last time.")),
    (_steadier, lambda _: Message("Steadier than last time.")),
    (
        lambda result: result.done.hits == 0,
        lambda _: Message("You played along. Well done."),
    ),
    (
        lambda result: result.done.hits == 1,
        lambda _: Message("One note hit. Well played."),
    ),
    (
        lambda _: True,
        lambda result: Message("{hits} notes hit. Well played.", {"hits": result.done.hits}),
    ),
)
"""The first whose condition holds is said; the last one always does."""
