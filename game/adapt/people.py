"""The hands of simulated people, and how likely each of them hits, in closed form.

Conventions: asynchrony is tap - onset in milliseconds, negative is early; shares and
probabilities are parts of 1. The interval of a note is the time since the hand's previous onset.

Model: timing SD = sqrt(motor² + (weber · interval)²) (Wing & Kristofferson 1973); healthy values
of asynchrony and SD as in Repp 2005; a weber fraction of 2-5 % in health, two to four times that
after a stroke; tap rates after de Groot-Driessen 2006, ring and little finger slower after Aoki
2003; a paretic hand taps about half as fast or slower; wrong keys are neighbours (Lang & Schieber
2004). What no source gives (omissions, dwell, velocity) is our own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from game.music.moves import Move
from game.timing import ms_from_ns

LONGEST_INTERVAL_MS = 1800.0
"""A pulse slower than this is no longer felt as one (Fraisse 1982): waiting longer adds nothing."""
TIRED_RATE = 0.83
"""Maximum tapping rate falls by about 17 % in one bout (Heimhofer 2024)."""


@dataclass(frozen=True, slots=True)
class FingerSkill:
    """At `half_dropped_ms` between notes half of them are not answered; the share is a logistic
    function of the interval's logarithm, `sharpness` its slope.

    Raises ValueError for a share outside 0-1 or a spread below nothing.
    """

    mean_ms: float = -35.0
    motor_sd_ms: float = 25.0
    weber: float = 0.03
    omission: float = 0.005
    half_dropped_ms: float = 170.0
    sharpness: float = 9.0
    wrong_neighbour: float = 0.005
    double_tap: float = 0.003
    velocity: float = 80.0
    velocity_sd: float = 9.0
    dwell_ms: float = 110.0
    dwell_sd_ms: float = 20.0

    def __post_init__(self) -> None:
        shares = (self.omission, self.wrong_neighbour, self.double_tap)
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError(f"{self}: shares are parts of 1")
        spreads = (self.motor_sd_ms, self.weber, self.velocity_sd, self.dwell_sd_ms)
        if min(spreads) < 0 or min(self.half_dropped_ms, self.dwell_ms) <= 0:
            raise ValueError(f"{self}: a spread below nothing, or no length")

    def sd_ms(self, interval_ms: float, fatigue: float = 0.0) -> float:
        """`fatigue` 0 is rested, 1 exhausted, when the spread has doubled."""
        timed = self.weber * min(interval_ms, LONGEST_INTERVAL_MS)
        return math.hypot(self.motor_sd_ms, timed) * (1 + fatigue)

    def answers(self, interval_ms: float, fatigue: float = 0.0) -> float:
        """The probability that a note is answered at all, by whatever key."""
        half_ms = self.half_dropped_ms / (1 - fatigue * (1 - TIRED_RATE))
        asked, half = interval_ms**self.sharpness, half_ms**self.sharpness
        return float((1 - self.omission) * asked / (asked + half))


@dataclass(frozen=True, slots=True)
class Person:
    """`fingers` by number, 1 the thumb, the same on both hands.

    `lag_1` correlates one tap's error with the next one's. Each note asked takes `tiring` of the
    strength that is left; `recovery_s` is the time constant in which rest brings it back.
    """

    fingers: Mapping[int, FingerSkill]
    lag_1: float = 0.2
    tiring: float = 0.0005
    recovery_s: float = 60.0

    def __post_init__(self) -> None:
        if set(self.fingers) != {1, 2, 3, 4, 5}:
            raise ValueError("a hand has fingers 1-5")
        if not -1 < self.lag_1 < 1 or not 0 <= self.tiring <= 1 or self.recovery_s <= 0:
            raise ValueError("impossible correlation or fatigue")

    def skill(self, move: Move) -> FingerSkill:
        return self.fingers[move.finger.number]


def hit_probability(
    person: Person, move: Move, interval_ns: int, hit_window_ns: int, fatigue: float = 0.0
) -> float:
    """That a note is answered by its own move within `hit_window_ns` (a half width).

    `interval_ns` is the time since the hand's previous onset; `fatigue` 0-1.
    """
    skill = person.skill(move)
    interval_ms, window_ms = ms_from_ns(interval_ns), ms_from_ns(hit_window_ns)
    sd_ms = skill.sd_ms(interval_ms, fatigue)
    inside = _below(window_ms, skill.mean_ms, sd_ms) - _below(-window_ms, skill.mean_ms, sd_ms)
    return skill.answers(interval_ms, fatigue) * (1 - skill.wrong_neighbour) * inside


def _below(value: float, mean: float, sd: float) -> float:
    """The normal distribution function; a step where `sd` is 0."""
    if sd == 0:
        return float(value >= mean)
    return 0.5 * (1 + math.erf((value - mean) / (sd * math.sqrt(2))))


SLOWER = {1: 1.0, 2: 1.0, 3: 1.05, 4: 1.25, 5: 1.2}
"""How much longer than the index finger each takes between two taps (Aoki 2003)."""


def _hand(typical: FingerSkill) -> Mapping[int, FingerSkill]:
    return MappingProxyType(
        {
            number: replace(typical, half_dropped_ms=typical.half_dropped_ms * slower)
            for number, slower in SLOWER.items()
        }
    )


_HEALTHY = FingerSkill()
_MILD = FingerSkill(
    mean_ms=-20.0,
    motor_sd_ms=38.0,
    weber=0.06,
    omission=0.02,
    half_dropped_ms=260.0,
    wrong_neighbour=0.02,
    double_tap=0.01,
    velocity_sd=13.0,
    dwell_ms=140.0,
    dwell_sd_ms=35.0,
)
_MODERATE = FingerSkill(
    mean_ms=15.0,
    motor_sd_ms=55.0,
    weber=0.09,
    omission=0.05,
    half_dropped_ms=380.0,
    sharpness=7.0,
    wrong_neighbour=0.05,
    double_tap=0.03,
    velocity=68.0,
    velocity_sd=17.0,
    dwell_ms=180.0,
    dwell_sd_ms=50.0,
)
_SEVERE = FingerSkill(
    mean_ms=60.0,
    motor_sd_ms=85.0,
    weber=0.12,
    omission=0.10,
    half_dropped_ms=600.0,
    sharpness=6.0,
    wrong_neighbour=0.10,
    double_tap=0.05,
    velocity=58.0,
    velocity_sd=20.0,
    dwell_ms=240.0,
    dwell_sd_ms=70.0,
)
_PARALYSED = replace(_SEVERE, omission=0.6, half_dropped_ms=1200.0, wrong_neighbour=0.3)

PEOPLE: dict[str, Person] = {
    "healthy": Person(_hand(_HEALTHY)),
    "mild": Person(_hand(_MILD), tiring=0.001),
    "moderate": Person(_hand(_MODERATE), tiring=0.002, recovery_s=90.0),
    "severe": Person(_hand(_SEVERE), lag_1=0.3, tiring=0.004, recovery_s=120.0),
    "late_250": Person(_hand(replace(_MILD, mean_ms=250.0))),
    "early_80": Person(_hand(replace(_HEALTHY, mean_ms=-80.0))),
    "double_tapper": Person(_hand(replace(_MILD, double_tap=0.35))),
    "weak_ring": Person(MappingProxyType({**_hand(_HEALTHY), 4: _PARALYSED})),
}
