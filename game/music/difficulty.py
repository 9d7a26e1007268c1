"""What may be asked (`Prescription`, the therapist's) and what is asked now (`Difficulty`).

Conventions: gaps and windows in nanoseconds of real time; shares are parts of 1; `tempo_scale` 1
is the written tempo. Hit windows belong to the prescription alone and never scale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.music.moves import RIGHT_TAPS, Hand, Move, lane_order
from game.timing import NS_PER_S, ns_from_ms


@dataclass(frozen=True, slots=True)
class HitWindows:
    """Nested half widths around an onset. Defaults: design section 4 (60/120/200 ms).

    `close_ns` <= `good_ns` <= `hit_ns`; an error of exactly a half width is inside it. A tap as
    far as `reach_ns` still answers a note, as an early or late one that is no hit.
    Raises ValueError where they do not nest.
    """

    close_ns: int = ns_from_ms(60)
    good_ns: int = ns_from_ms(120)
    hit_ns: int = ns_from_ms(200)
    reach_ns: int = ns_from_ms(500)

    def __post_init__(self) -> None:
        if not 0 < self.close_ns <= self.good_ns <= self.hit_ns <= self.reach_ns:
            raise ValueError(f"{self} do not nest")


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How the next phrase is asked.

    `shares` gives each asked move its part of the notes (in lane order, together 1).
    `least_gap_ns` is the smallest gap between two onsets of different fingers that are asked one
    after the other, `finger_gap_ns` that between two of the same finger. `most_at_once` notes of a
    chord are asked. Notes of at least `hold_from_ns` are holds; None asks for none.
    `lead_ns` is how long a note is on screen before its onset.
    Raises ValueError for an impossible one.
    """

    shares: tuple[tuple[Move, float], ...]
    tempo_scale: float = 1.0
    least_gap_ns: int = ns_from_ms(250)
    finger_gap_ns: int = ns_from_ms(350)
    off_beats: bool = True
    most_at_once: int = 1
    hold_from_ns: int | None = None
    lead_ns: int = 3 * NS_PER_S

    def __post_init__(self) -> None:
        moves = [move for move, _ in self.shares]
        if not moves or tuple(moves) != lane_order(moves):
            raise ValueError("shares name each asked move once, in lane order")
        total = sum(share for _, share in self.shares)
        if any(share < 0 for _, share in self.shares) or abs(total - 1) > 1e-6:
            raise ValueError(f"shares make {total}, not 1")
        if self.tempo_scale <= 0 or min(self.least_gap_ns, self.finger_gap_ns, self.lead_ns) <= 0:
            raise ValueError(f"{self}: tempo, gaps and lead are more than nothing")
        if self.most_at_once < 1:
            raise ValueError("at least one note at once")

    @property
    def moves(self) -> tuple[Move, ...]:
        return tuple(move for move, _ in self.shares)


def even_shares(moves: tuple[Move, ...]) -> tuple[tuple[Move, float], ...]:
    ordered = lane_order(moves)
    return tuple((move, 1 / len(ordered)) for move in ordered)


@dataclass(frozen=True, slots=True)
class Prescription:
    """The limits a therapist sets; the defaults are for a person who plays alone.

    `lock_out_ns`: a second press of one finger sooner than this is tremor or bounce (facts:
    clinical section 6, default 80 ms, 30-250 a player [D]).
    Raises ValueError for limits that contradict each other.
    """

    moves: tuple[Move, ...] = RIGHT_TAPS
    windows: HitWindows = HitWindows()
    lock_out_ns: int = ns_from_ms(80)
    tempo_scales: tuple[float, float] = (0.3, 1.5)
    least_gap_ns: int = ns_from_ms(200)
    finger_gap_ns: int = ns_from_ms(250)
    most_at_once: int = 2
    holds: bool = True

    def __post_init__(self) -> None:
        slowest, fastest = self.tempo_scales
        if not self.moves or tuple(self.moves) != lane_order(self.moves):
            raise ValueError("a prescription names its moves once, in lane order")
        if not 0 < slowest <= fastest:
            raise ValueError(f"tempo limits {slowest}-{fastest}")
        if not ns_from_ms(30) <= self.lock_out_ns <= ns_from_ms(250):
            raise ValueError("lock-out is 30-250 ms")

    def clamp(self, wish: Difficulty) -> Difficulty:
        """The nearest difficulty inside these limits; the last step of every decision.

        Moves that are not prescribed are left out, their share goes to the others in proportion;
        where none is left, all prescribed moves share evenly.
        """
        allowed = [(move, share) for move, share in wish.shares if move in self.moves]
        total = sum(share for _, share in allowed)
        shares = tuple((move, share / total) for move, share in allowed) if total > 0 else ()
        pinches = any(move.is_pinch for move in self.moves)
        slowest, fastest = self.tempo_scales
        return replace(
            wish,
            shares=shares or even_shares(self.moves),
            tempo_scale=min(max(wish.tempo_scale, slowest), fastest),
            least_gap_ns=max(wish.least_gap_ns, self.least_gap_ns),
            finger_gap_ns=max(wish.finger_gap_ns, self.finger_gap_ns),
            most_at_once=min(wish.most_at_once, self.most_at_once, self._pinches_at_once(pinches)),
            hold_from_ns=wish.hold_from_ns if self.holds else None,
        )

    def _pinches_at_once(self, pinches: bool) -> int:
        """One hand cannot make two pinches at once: at most one a hand."""
        if not pinches:
            return self.most_at_once
        return len({move.hand for move in self.moves})


def hands_of(moves: tuple[Move, ...]) -> frozenset[Hand]:
    return frozenset(move.hand for move in moves)
