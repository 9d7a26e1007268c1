"""A play's figures as its screens show them."""

from __future__ import annotations

from game.drawing.plots import Strip, TapKind, TapMark
from game.music.moves import lane_order
from game.play.judge import judge_play
from game.play.judgements import Hit, Judgement, Miss, Stray
from game.play.metrics import finger_summaries
from game.play.record import Play
from game.screens.details import FingerRow
from game.screens.results import FingerTally
from game.timing import SongTime


def tallies_of(play: Play) -> tuple[FingerTally, ...]:
    """Of the moves that were asked, in lane order."""
    summaries = finger_summaries(play)
    return tuple(
        FingerTally(move, summaries[move].asked, summaries[move].hits)
        for move in lane_order(note.move for note in play.notes)
    )


def rows_of(play: Play) -> tuple[FingerRow, ...]:
    """Of every move that was asked or pressed, in lane order."""
    summaries = finger_summaries(play)
    return tuple(
        FingerRow(
            move,
            one.asked,
            one.hits,
            one.hit_share,
            one.low,
            one.high,
            one.mean_ms,
            one.sd_ms,
            one.wrong_finger,
        )
        for move, one in ((move, summaries[move]) for move in lane_order(summaries))
    )


def strip_of(play: Play) -> Strip:
    """Every tap and every note of the play."""
    marks = tuple(map(_mark, judge_play(play)))
    last = max((note.end_ns for note in play.notes), default=SongTime(1))
    return Strip(lane_order(mark.move for mark in marks), marks, last)


def _mark(judgement: Judgement) -> TapMark:
    match judgement:
        case Hit(note=note):
            return TapMark(note.move, note.onset_ns, judgement.error_ns, TapKind.HIT)
        case Miss(note=note):
            return TapMark(note.move, note.onset_ns, judgement.error_ns, TapKind.MISS)
        case Stray(tap=tap):
            return TapMark(tap.move, tap.time_ns, None, TapKind.STRAY)
