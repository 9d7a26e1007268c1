"""`plays.csv`: a row for every play, with its counts and the settings it was played under."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.music.difficulty import Difficulty
from game.play.metrics import METRICS, Evidence, Metric, evidence_of, pooled
from game.play.presses import KeyPress
from game.play.record import Play, PlayHeader
from game.reports.columns import NEVER, Column, JudgedPlay, ms_or_none
from game.timing import ms_from_ns

_NO_EVIDENCE = Evidence((), (), (), ())
# Formulas cite the papers listed in `game.play.metrics`, which a table's reader does not have.
_REFERENCE = re.compile(r" \[[\d, ]+\]")


@dataclass(frozen=True, slots=True)
class PlayRow:
    """`evidence` is that of all fingers together."""

    play: Play
    evidence: Evidence

    @property
    def header(self) -> PlayHeader:
        return self.play.header

    @property
    def difficulty(self) -> Difficulty | None:
        """Of the first phrase; None where none was asked."""
        return self.play.phrases[0].difficulty if self.play.phrases else None


def play_rows(judged: JudgedPlay) -> Iterator[PlayRow]:
    by_finger = evidence_of(judged.judgements, judged.taps.suppressed)
    yield PlayRow(judged.play, pooled(by_finger.values()))


def _metric_column(name: str, metric: Metric) -> Column[PlayRow]:
    """A count has a value even of no evidence at all, and so it is never empty."""
    formula = _REFERENCE.sub("", metric.formula)
    return Column(
        name,
        metric.unit,
        f"{metric.name}, all fingers together: {formula}; {metric.sign}",
        "too few notes or presses" if metric.of(_NO_EVIDENCE) is None else NEVER,
        lambda row: metric.of(row.evidence),
    )


def _offsets(row: PlayRow) -> str:
    return _json(
        [
            {
                "device": offset.device,
                "offset_ms": ms_from_ns(offset.offset_ns),
                "uncertainty_ms": ms_or_none(offset.uncertainty_ns),
            }
            for offset in row.header.offsets
        ]
    )


def _shares(row: PlayRow) -> str | None:
    if row.difficulty is None:
        return None
    return _json({move.code: share for move, share in row.difficulty.shares})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_UNASKED = "no phrase was asked"

_WHAT: tuple[Column[PlayRow], ...] = (
    Column(
        "play_id", "UUID", "one attempt at one song", NEVER, lambda row: str(row.header.play_id)
    ),
    Column(
        "player_id",
        "UUID",
        "stands for the player's name",
        NEVER,
        lambda row: str(row.header.player_id),
    ),
    Column(
        "started_at",
        "ISO 8601",
        "date and time of the beginning, with its zone",
        NEVER,
        lambda row: row.header.started_at.isoformat(),
    ),
    Column("song_id", "text", "name of the song's file", NEVER, lambda row: row.header.song_id),
    Column("song_title", "text", "the song's title", NEVER, lambda row: row.header.song_title),
    Column("mode", "code", "what kind of play it was", NEVER, lambda row: row.header.mode),
    Column(
        "counts",
        "true or false",
        "false for a guest's play, which is nobody's progress",
        NEVER,
        lambda row: row.header.counts,
    ),
    Column(
        "ending",
        "code",
        "finished; stopped: the player left before; recovered: the program ended first",
        NEVER,
        lambda row: row.play.ending.value,
    ),
    Column(
        "presses",
        "presses",
        "all keys that went down: the rows of presses.csv",
        NEVER,
        lambda row: sum(isinstance(event, KeyPress) for event in row.play.events),
    ),
)

_SETTINGS: tuple[Column[PlayRow], ...] = (
    Column(
        "close_window_ms",
        "ms",
        "half width of the close window around an onset",
        NEVER,
        lambda row: ms_from_ns(row.header.windows.close_ns),
    ),
    Column(
        "good_window_ms",
        "ms",
        "half width of the good window",
        NEVER,
        lambda row: ms_from_ns(row.header.windows.good_ns),
    ),
    Column(
        "hit_window_ms",
        "ms",
        "half width of the hit window",
        NEVER,
        lambda row: ms_from_ns(row.header.windows.hit_ns),
    ),
    Column(
        "reach_ms",
        "ms",
        "how far from an onset a press still answers it",
        NEVER,
        lambda row: ms_from_ns(row.header.windows.reach_ns),
    ),
    Column(
        "lock_out_ms",
        "ms",
        "a press of one finger sooner than this after its last is suppressed",
        NEVER,
        lambda row: ms_from_ns(row.header.lock_out_ns),
    ),
    Column(
        "offsets",
        "JSON, ms",
        "by device: how late it stamps, and the half width of what is not known (null: not"
        " calibrated, so that mean timing is relative)",
        NEVER,
        _offsets,
    ),
    Column("seed", "number", "seed of all that was random", NEVER, lambda row: row.header.seed),
    Column(
        "versions",
        "JSON",
        "what arranged and judged",
        NEVER,
        lambda row: _json(dict(row.header.versions)),
    ),
)

_DIFFICULTY: tuple[Column[PlayRow], ...] = (
    Column(
        "tempo_scale",
        "factor",
        "first phrase: tempo, where 1 is as written",
        _UNASKED,
        lambda row: row.difficulty.tempo_scale if row.difficulty else None,
    ),
    Column(
        "least_gap_ms",
        "ms",
        "first phrase: smallest gap between onsets of two fingers",
        _UNASKED,
        lambda row: ms_or_none(row.difficulty.least_gap_ns if row.difficulty else None),
    ),
    Column(
        "finger_gap_ms",
        "ms",
        "first phrase: smallest gap between onsets of one finger",
        _UNASKED,
        lambda row: ms_or_none(row.difficulty.finger_gap_ns if row.difficulty else None),
    ),
    Column(
        "off_beats",
        "true or false",
        "first phrase: whether notes off the beat are asked",
        _UNASKED,
        lambda row: row.difficulty.off_beats if row.difficulty else None,
    ),
    Column(
        "most_at_once",
        "notes",
        "first phrase: most notes asked of a chord",
        _UNASKED,
        lambda row: row.difficulty.most_at_once if row.difficulty else None,
    ),
    Column(
        "hold_from_ms",
        "ms",
        "first phrase: notes of at least this length are holds",
        f"no holds are asked, or {_UNASKED}",
        lambda row: ms_or_none(row.difficulty.hold_from_ns if row.difficulty else None),
    ),
    Column(
        "lead_ms",
        "ms",
        "first phrase: how long a note is in sight before its onset",
        _UNASKED,
        lambda row: ms_or_none(row.difficulty.lead_ns if row.difficulty else None),
    ),
    Column(
        "shares",
        "JSON, parts of 1",
        "first phrase: each finger's part of the notes",
        _UNASKED,
        _shares,
    ),
)

PLAY_COLUMNS: tuple[Column[PlayRow], ...] = (
    *_WHAT,
    *(_metric_column(name, metric) for name, metric in METRICS.items()),
    *_SETTINGS,
    *_DIFFICULTY,
)
