"""What a column of a table is, and the plays that its rows come from, judged once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from game.play.judge import judge_play
from game.play.judgements import Judgement
from game.play.record import Play
from game.play.taps import TapsDone, taps_of
from game.timing import ms_from_ns

Cell = str | int | float | bool | None
Row = TypeVar("Row")
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """`empty` says when `of` gives None. A `name` of a time ends with its unit."""

    name: str
    unit: str
    meaning: str
    empty: str
    of: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class JudgedPlay:
    play: Play
    judgements: tuple[Judgement, ...]
    taps: TapsDone

    @property
    def play_id(self) -> str:
        return str(self.play.header.play_id)


def judged(play: Play) -> JudgedPlay:
    return JudgedPlay(play, judge_play(play), taps_of(play))


def ms_or_none(duration_ns: int | None) -> float | None:
    return None if duration_ns is None else ms_from_ns(duration_ns)
