"""Where the lanes of the playfield are, and what stands still on it.

Conventions: lengths are design units (1080 high). A note's place is that of the middle of its
head; it stands exactly on the hit line at its onset and falls evenly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.drawing.canvas import Canvas
from game.drawing.marks import filled_shape, hollow_shape
from game.drawing.theme import THEME, Colour, mixed, move_colour, move_shape
from game.music.moves import Hand, Move, lane_order
from game.timing import SongTime, elapsed_ns

TOP, LINE, FOOT = 76.0, 712.0, 876.0
"""Where notes appear, where they are due, and where they leave the field."""
HEAD = 132.0
"""Size of a note's head."""
RECEPTOR = 1.12
"""Of a head's size that the shape is which waits for it on the line."""
_WIDEST_LANE = 230.0
_BETWEEN_HANDS = 72.0
_MARGIN = 72.0
_LANE_GAP = 6.0


@dataclass(frozen=True, slots=True)
class LaneLayout:
    """`centres` of the lanes from left to right, in the order of the hands on a table."""

    centres: Mapping[Move, float]
    lane_width: float

    @classmethod
    def of(cls, moves: tuple[Move, ...], wide: float) -> LaneLayout:
        """Lanes for `moves` in the middle of a canvas `wide` units across."""
        ordered = lane_order(moves)
        gap = _BETWEEN_HANDS if len({move.hand for move in ordered}) == 2 else 0.0
        room = wide - 2 * _MARGIN - gap
        width = min(_WIDEST_LANE, room / len(ordered))
        left = (wide - width * len(ordered) - gap) / 2
        centres = {}
        for place, move in enumerate(ordered):
            past_gap = gap if move.hand is Hand.RIGHT else 0.0
            centres[move] = left + past_gap + (place + 0.5) * width
        return cls(centres, width)

    @property
    def moves(self) -> tuple[Move, ...]:
        return tuple(self.centres)

    @property
    def hands(self) -> tuple[Hand, ...]:
        """From left to right."""
        return tuple(hand for hand in Hand if any(move.hand is hand for move in self.centres))

    @property
    def head(self) -> float:
        return min(HEAD, self.lane_width * 0.8)

    def span(self, hand: Hand) -> tuple[float, float]:
        """Left and right edge of a hand's lanes."""
        xs = [x for move, x in self.centres.items() if move.hand is hand]
        return min(xs) - self.lane_width / 2, max(xs) + self.lane_width / 2


def fall_per_ns(lead_ns: int) -> float:
    """Design units a note falls in a nanosecond when it is shown `lead_ns` ahead of its onset."""
    return (LINE - TOP) / lead_ns


def height_at(onset_ns: SongTime, song_now: SongTime, lead_ns: int) -> float:
    """Where (y) the middle of a note's head is."""
    return LINE + elapsed_ns(onset_ns, song_now) * fall_per_ns(lead_ns)


def draw_bed(canvas: Canvas, layout: LaneLayout) -> None:
    """What stands still: the lanes' beds, the hit line, and the hollow shapes that wait on it."""
    for hand in layout.hands:
        left, right = layout.span(hand)
        line = canvas.rect(left, LINE - 3, right - left, 6)
        for move, x in layout.centres.items():
            if move.hand is hand:
                _draw_lane(canvas, layout, move, x)
        canvas.surface.fill(THEME.quiet_text, line)
    for move, x in layout.centres.items():
        _draw_receptor(canvas, layout, move, x)


def lane_bed(canvas: Canvas, layout: LaneLayout, x: float) -> pygame.Rect:
    """The pixels of the lane whose middle is at `x`; a gap is left between neighbours."""
    width = layout.lane_width - _LANE_GAP
    return canvas.rect(x - width / 2, TOP, width, FOOT - TOP)


def _bed_colour(move: Move) -> Colour:
    return mixed(THEME.sunken, move_colour(move).dark, 0.22)


def _draw_lane(canvas: Canvas, layout: LaneLayout, move: Move, x: float) -> None:
    bed = lane_bed(canvas, layout, x)
    pygame.draw.rect(canvas.surface, _bed_colour(move), bed, border_radius=canvas.px(14))


def _draw_receptor(canvas: Canvas, layout: LaneLayout, move: Move, x: float) -> None:
    """A hollow shape on the line, which does not run through it."""
    size = canvas.px(layout.head * RECEPTOR)
    canvas.stamp(
        filled_shape(move_shape(move), size, _bed_colour(move), _bed_colour(move)), x, LINE
    )
    canvas.stamp(hollow_shape(move_shape(move), size, move_colour(move).light, 0.2), x, LINE)
