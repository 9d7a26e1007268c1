"""What a play says of each finger, derived from its judgements and never stored.

Conventions
    Errors are tap - onset, negative is early; shown in ms. Shares are parts of 1. None stands for
    a metric without data. "Matched" taps are all that answered a note of their own finger, inside
    the hit window or outside: a mean of hits alone is censored by the window.
Metrics
    The rows of `METRICS`: each with its unit, the meaning of its sign, and its formula.
References
    [1] E. B. Wilson, Probable inference, the law of succession, and statistical inference.
        J. Am. Stat. Assoc. 22 (1927) 209-212.
    [2] L. D. Brown, T. T. Cai, A. DasGupta, Interval estimation for a binomial proportion.
        Stat. Sci. 16 (2001) 101-133.
    [3] B. H. Repp, Sensorimotor synchronization: a review of the tapping literature.
        Psychon. Bull. Rev. 12 (2005) 969-992.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from game.music.moves import Move, lane_order
from game.play.judge import judge_play
from game.play.judgements import Hit, Judgement, Miss, Stray
from game.play.record import Play
from game.play.taps import Suppressed, taps_of
from game.timing import ms_from_ns

_Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the metrics of one finger, or of a whole play, are made from.

    `pressed`: strays that this finger made. `replaced`: strays that other fingers made where this
    one was asked.
    """

    answers: tuple[Hit | Miss, ...]
    pressed: tuple[Stray, ...]
    replaced: tuple[Stray, ...]
    suppressed: tuple[Suppressed, ...]

    @property
    def errors_ms(self) -> list[float]:
        """Of all matched taps, in the order of the judgements."""
        taps = (answer for answer in self.answers if answer.tap is not None)
        return [ms_from_ns(tap.error_ns) for tap in taps if tap.error_ns is not None]


def asked(evidence: Evidence) -> int:
    return len(evidence.answers)


def hits(evidence: Evidence) -> int:
    return sum(isinstance(answer, Hit) for answer in evidence.answers)


def hit_share(evidence: Evidence) -> float | None:
    return hits(evidence) / asked(evidence) if evidence.answers else None


def wilson_interval(successes: int, trials: int) -> tuple[float, float] | None:
    """95 % score interval of a share [1], as recommended in [2]; None without trials."""
    if trials == 0:
        return None
    share, z2 = successes / trials, _Z95**2
    centre = share + z2 / (2 * trials)
    half = _Z95 * (share * (1 - share) / trials + z2 / (4 * trials**2)) ** 0.5
    low, high = ((centre + side * half) / (1 + z2 / trials) for side in (-1, 1))
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def low(evidence: Evidence) -> float | None:
    interval = wilson_interval(hits(evidence), asked(evidence))
    return interval[0] if interval else None


def high(evidence: Evidence) -> float | None:
    interval = wilson_interval(hits(evidence), asked(evidence))
    return interval[1] if interval else None


def matched(evidence: Evidence) -> int:
    return len(evidence.errors_ms)


def mean_ms(evidence: Evidence) -> float | None:
    errors = evidence.errors_ms
    return fmean(errors) if errors else None


def sd_ms(evidence: Evidence) -> float | None:
    errors = evidence.errors_ms
    return stdev(errors) if len(errors) >= 2 else None


def omissions(evidence: Evidence) -> int:
    return sum(answer.tap is None for answer in evidence.answers)


def wrong_finger(evidence: Evidence) -> int:
    return len(evidence.replaced)


def pressed_for_other(evidence: Evidence) -> int:
    return sum(stray.instead_of is not None for stray in evidence.pressed)


def extra_presses(evidence: Evidence) -> int:
    return sum(stray.instead_of is None for stray in evidence.pressed)


def suppressed_presses(evidence: Evidence) -> int:
    return len(evidence.suppressed)


@dataclass(frozen=True, slots=True)
class Metric:
    """`sign` says what more, or above zero, means; `formula` what is computed, and its source."""

    name: str
    unit: str
    sign: str
    formula: str
    of: Callable[[Evidence], float | None]


METRICS: dict[str, Metric] = {
    "asked": Metric("Notes asked", "notes", "more notes", "count of notes", asked),
    "hits": Metric("Notes hit", "notes", "more is better", "|error| <= hit window", hits),
    "hit_share": Metric("Hit share", "part of 1", "more is better", "hits / asked", hit_share),
    "low": Metric(
        "Hit share, low", "part of 1", "lower end", "Wilson score interval, 95 % [1, 2]", low
    ),
    "high": Metric(
        "Hit share, high", "part of 1", "upper end", "Wilson score interval, 95 % [1, 2]", high
    ),
    "matched": Metric(
        "Notes answered", "notes", "more is better", "notes with a tap within reach", matched
    ),
    "mean_ms": Metric(
        "Mean timing", "ms", "negative is early", "mean error of all matched taps [3]", mean_ms
    ),
    "sd_ms": Metric(
        "Spread of timing", "ms", "less is steadier", "SD (n - 1) of the same errors [3]", sd_ms
    ),
    "omissions": Metric(
        "Notes without a press", "notes", "less is better", "notes without a tap", omissions
    ),
    "wrong_finger": Metric(
        "Another finger pressed here",
        "presses",
        "less is better",
        "strays by other fingers within the hit window of a note of this one",
        wrong_finger,
    ),
    "pressed_for_other": Metric(
        "Pressed in another's place",
        "presses",
        "less is better",
        "strays by this finger within the hit window of a note of another one",
        pressed_for_other,
    ),
    "extra_presses": Metric(
        "Extra presses",
        "presses",
        "cost nothing",
        "strays by this finger near no other finger's open note",
        extra_presses,
    ),
    "suppressed_presses": Metric(
        "Presses in the lock-out",
        "presses",
        "tremor or bounce",
        "presses sooner than the lock-out after the last tap of this finger",
        suppressed_presses,
    ),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The metrics' values, a field for each row of `METRICS`, where its formula stands."""

    asked: int
    hits: int
    hit_share: float | None
    low: float | None
    high: float | None
    matched: int
    mean_ms: float | None
    sd_ms: float | None
    omissions: int
    wrong_finger: int
    pressed_for_other: int
    extra_presses: int
    suppressed_presses: int


FingerSummary = Summary
"""Of one move. In that of a play every press with a wrong finger counts once in `wrong_finger`
and once in `pressed_for_other`: it is the same press seen from both fingers."""


def summary_of(evidence: Evidence) -> Summary:
    return Summary(
        asked=asked(evidence),
        hits=hits(evidence),
        hit_share=hit_share(evidence),
        low=low(evidence),
        high=high(evidence),
        matched=matched(evidence),
        mean_ms=mean_ms(evidence),
        sd_ms=sd_ms(evidence),
        omissions=omissions(evidence),
        wrong_finger=wrong_finger(evidence),
        pressed_for_other=pressed_for_other(evidence),
        extra_presses=extra_presses(evidence),
        suppressed_presses=suppressed_presses(evidence),
    )


def evidence_of(
    judgements: Iterable[Judgement], suppressed: Iterable[Suppressed]
) -> dict[Move, Evidence]:
    """For every move that was asked of or that pressed, in lane order."""
    said = tuple(judgements)
    answers = tuple(word for word in said if not isinstance(word, Stray))
    strays = tuple(word for word in said if isinstance(word, Stray))
    bounces = tuple(suppressed)
    asked_move = {answer.index: answer.note.move for answer in answers}
    moves = (*asked_move.values(), *(s.tap.move for s in strays), *(s.move for s in bounces))
    return {
        move: Evidence(
            tuple(answer for answer in answers if answer.note.move == move),
            tuple(stray for stray in strays if stray.tap.move == move),
            tuple(
                stray
                for stray in strays
                if stray.instead_of is not None and asked_move[stray.instead_of] == move
            ),
            tuple(bounce for bounce in bounces if bounce.move == move),
        )
        for move in lane_order(moves)
    }


def pooled(evidence: Iterable[Evidence]) -> Evidence:
    """Of several moves as if they were one."""
    parts = tuple(evidence)
    return Evidence(
        tuple(answer for part in parts for answer in part.answers),
        tuple(stray for part in parts for stray in part.pressed),
        tuple(stray for part in parts for stray in part.replaced),
        tuple(bounce for part in parts for bounce in part.suppressed),
    )


def evidence_in(play: Play) -> dict[Move, Evidence]:
    return evidence_of(judge_play(play), taps_of(play).suppressed)


def finger_summaries(play: Play) -> dict[Move, FingerSummary]:
    """For every move that was asked of or that pressed, in lane order."""
    return {move: summary_of(evidence) for move, evidence in evidence_in(play).items()}


def play_summary(play: Play) -> Summary:
    return summary_of(pooled(evidence_in(play).values()))
