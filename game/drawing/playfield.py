"""One frame of a play: lanes, falling notes, what became of taps, and the hands below.

What stands still is drawn once; a frame lays it back over the parts that move and draws those
anew, in slices of about a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pygame

from game.drawing.canvas import Canvas
from game.drawing.falling import Blit, FallingNotes, NoteArt
from game.drawing.hand import ASPECT, HandPicture, hand_picture
from game.drawing.lanes import (
    FOOT,
    LINE,
    TOP,
    LaneLayout,
    draw_bed,
    height_at,
    lane_bed,
)
from game.drawing.marks import faded, mark_picture
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME, mixed, move_colour
from game.drawing.verdicts import VerdictArt, VerdictMark
from game.music.chart import Note
from game.music.moves import Hand, Move
from game.timing import SongTime, elapsed_ns, ns_from_ms

LIGHT_FADE_NS = ns_from_ms(300)
_LIGHT_STEPS = 3
_LIGHT_HEIGHT = 230.0
# At its foot a lit lane stays under 10 % of white's luminance: however fast the taps, it is no
# flash (WCAG 2.3.1; facts: clinical, section 6).
_LIGHT_STRENGTH = 0.2
_HAND_TOP, _HAND_HEIGHT = 886.0, 300.0
_HANDS_APART = 320.0
_TIP_MARK = 54.0
_BLITS_A_SLICE = 48
_BAND = 180
"""Height of the bands, in pixels, in which the ground is laid back."""
BEAT_LINE, BAR_LINE = 2.0, 4.0
"""Thickness of the grid's lines."""
_GRID = mixed(THEME.sunken, THEME.edge, 0.6)
_PROGRESS_WIDTH, _PROGRESS_HEIGHT, _BAR_Y, _EDGE = 520.0, 18.0, 38.0, 48.0


HoldLevel = Callable[[Note, SongTime], float]
"""How full a hold is at a time: 0 drained, 1 full."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """Falls like a note of `lead_ns` that is due at `at_ns`; `thickness` in design units."""

    at_ns: SongTime
    lead_ns: int
    thickness: float


@dataclass(slots=True)
class FieldState:
    """What a frame shows. `lights`: when each lit lane's finger was lifted, None while it is
    down; `progress` is 0-1."""

    song_now: SongTime
    hold_level: HoldLevel
    falling: FallingNotes = field(default_factory=FallingNotes)
    marks: list[VerdictMark] = field(default_factory=list)
    lights: dict[Move, SongTime | None] = field(default_factory=dict)
    grid: list[GridLine] = field(default_factory=list)
    progress: float = 0.0

    def light_step(self, move: Move) -> int | None:
        """0 (bright) to `_LIGHT_STEPS` - 1, None when dark."""
        if move not in self.lights:
            return None
        lifted_at = self.lights[move]
        if lifted_at is None:
            return 0
        step = elapsed_ns(lifted_at, self.song_now) * _LIGHT_STEPS // LIGHT_FADE_NS
        return step if step < _LIGHT_STEPS else None


class Playfield:
    """The pictures of a play for one canvas: made on the first frame, and again after a resize."""

    def __init__(self, canvas: Canvas, texts: Texts, title: str, moves: tuple[Move, ...]) -> None:
        self.canvas = canvas
        self._layout = LaneLayout.of(moves, canvas.wide)
        self._notes = NoteArt(canvas, texts, self._layout)
        self._verdicts = VerdictArt(canvas, texts, self._layout)
        self._lights = {move: _light(canvas, self._layout, move) for move in self._layout.moves}
        self._hands = _placed_hands(canvas, self._layout)
        self._tips = {move: self._tip_mark(texts, move) for move in self._layout.moves}
        self._ground = self._still_picture(texts, title)
        left = min(self._layout.span(hand)[0] for hand in self._layout.hands)
        right = max(self._layout.span(hand)[1] for hand in self._layout.hands)
        self._field = canvas.rect(left, TOP, right - left, FOOT - TOP)

    def whole(self) -> Iterator[None]:
        """Lays the ground over all of the canvas."""
        yield from self._lay_back(self.canvas.surface.get_rect())

    def frame(self, state: FieldState) -> Iterator[None]:
        """Draws what moves over the ground; the ground elsewhere is left alone."""
        yield from self._lay_back(self._field)
        self._draw_grid(state)
        yield from self._blit_in_field(self._light_blits(state))
        yield from self._blit_in_field(state.falling.blits(self._notes, state.song_now))
        self._draw_hold_levels(state)
        marks = [b for m in state.marks for b in self._verdicts.blits(m, state.song_now)]
        yield from self._blit_in_field(marks)
        yield from self._draw_hands(state)
        self._draw_progress(state.progress)
        yield

    def _lay_back(self, rect: pygame.Rect) -> Iterator[None]:
        for top in range(rect.top, rect.bottom, _BAND):
            band = pygame.Rect(rect.left, top, rect.width, min(_BAND, rect.bottom - top))
            self.canvas.surface.blit(self._ground, band, band)
            yield

    def _blit_in_field(self, blits: list[Blit]) -> Iterator[None]:
        surface = self.canvas.surface
        for first in range(0, len(blits), _BLITS_A_SLICE):
            surface.set_clip(self._field)
            surface.fblits(blits[first : first + _BLITS_A_SLICE], pygame.BLEND_PREMULTIPLIED)
            surface.set_clip(None)
            yield

    def _draw_grid(self, state: FieldState) -> None:
        """Above the line only: below it there is nothing to come."""
        for mark in state.grid:
            y = height_at(mark.at_ns, state.song_now, mark.lead_ns)
            if TOP <= y < LINE - self._layout.head / 2:
                for left, right in map(self._layout.span, self._layout.hands):
                    line = self.canvas.rect(left, y, right - left, mark.thickness)
                    self.canvas.surface.fill(_GRID, line)

    def _light_blits(self, state: FieldState) -> list[Blit]:
        blits = []
        for move in state.lights:
            step = state.light_step(move)
            if step is not None and move in self._lights:
                light = self._lights[move][step]
                x, y = self.canvas.px(self._layout.centres[move]), self.canvas.px(LINE)
                blits.append((light, light.get_rect(midbottom=(x, y)).topleft))
        return blits

    def _draw_hold_levels(self, state: FieldState) -> None:
        """How full each hold on the line is: a bar of that width inside its tail."""
        for falling in state.falling.held():
            level = state.hold_level(falling.note, state.song_now)
            rest_ns = elapsed_ns(state.song_now, falling.note.end_ns)
            height = min(rest_ns * falling.fall_per_ns, LINE - TOP)
            width = self._layout.head * 0.44 * level
            if height > 0 and width >= 1:
                x = self._layout.centres[falling.note.move]
                rect = self.canvas.rect(x - width / 2, LINE - height, width, height)
                colour, radius = move_colour(falling.note.move).light, rect.width // 2
                pygame.draw.rect(
                    self.canvas.surface,
                    colour,
                    rect,
                    border_top_left_radius=radius,
                    border_top_right_radius=radius,
                )

    def _draw_hands(self, state: FieldState) -> Iterator[None]:
        for hand, (picture, left, top) in self._hands.items():
            tips = [tip for move, tip in self._tips.items() if move.hand is hand]
            whole = pygame.Rect(left, top, picture.width, self.canvas.height - top)
            yield from self._lay_back(
                whole.unionall([mark.get_rect(topleft=at) for mark, at in tips])
            )
            lit = [m for m in state.lights if m.hand is hand and state.light_step(m) is not None]
            for move in lit:
                picture.draw_lit(self.canvas.surface, left, top, move)
            self.canvas.surface.fblits(tips, pygame.BLEND_PREMULTIPLIED)
            yield

    def _draw_progress(self, share: float) -> None:
        left = self.canvas.wide - _EDGE - _PROGRESS_WIDTH
        top = _BAR_Y - _PROGRESS_HEIGHT / 2
        done = _PROGRESS_WIDTH * min(max(share, 0.0), 1.0)
        self.canvas.surface.fill(
            THEME.sunken, self.canvas.rect(left, top, _PROGRESS_WIDTH, _PROGRESS_HEIGHT)
        )
        self.canvas.surface.fill(THEME.accent, self.canvas.rect(left, top, done, _PROGRESS_HEIGHT))

    def _still_picture(self, texts: Texts, title: str) -> pygame.Surface:
        surface = self.canvas.surface
        still = Canvas(sky_picture(*surface.get_size()).convert(surface))
        draw_bed(still, self._layout)
        room = still.wide - _PROGRESS_WIDTH - 3 * _EDGE
        texts.line(still, title, (_EDGE, _BAR_Y), room, THEME.sizes.small, anchor="midleft")
        for picture, left, top in self._hands.values():
            picture.draw(still.surface, left, top)
        return still.surface

    def _tip_mark(self, texts: Texts, move: Move) -> Blit:
        picture, left, top = self._hands[move.hand]
        mark = mark_picture(self.canvas, texts, move, _TIP_MARK)
        x, y = picture.fingertip(move)
        return mark, mark.get_rect(center=(left + x, top + y)).topleft


def _placed_hands(canvas: Canvas, layout: LaneLayout) -> dict[Hand, tuple[HandPicture, int, int]]:
    """Each hand below its lanes, with its top left corner in pixels; never one on the other."""
    middles = {hand: sum(layout.span(hand)) / 2 for hand in layout.hands}
    if len(middles) == 2:
        apart = max(_HANDS_APART, middles[Hand.RIGHT] - middles[Hand.LEFT])
        between = sum(middles.values()) / 2
        middles = {Hand.LEFT: between - apart / 2, Hand.RIGHT: between + apart / 2}
    width = _HAND_HEIGHT * ASPECT
    return {
        hand: (
            hand_picture(hand, canvas.px(_HAND_HEIGHT)),
            canvas.px(middle - width / 2),
            canvas.px(_HAND_TOP),
        )
        for hand, middle in middles.items()
    }


def _light(canvas: Canvas, layout: LaneLayout, move: Move) -> tuple[pygame.Surface, ...]:
    """A glow that rises from the line and fades upwards, in all its strengths."""
    width, height = lane_bed(canvas, layout, 0).width, canvas.px(_LIGHT_HEIGHT)
    light = pygame.Surface((width, height), pygame.SRCALPHA)
    for row in range(height):
        part = _LIGHT_STRENGTH * row / height
        red, green, blue = mixed((0, 0, 0), move_colour(move).light, part)
        light.fill((red, green, blue, round(255 * part)), (0, row, width, 1))
    return tuple(faded(light, 1 - step / _LIGHT_STEPS) for step in range(_LIGHT_STEPS))
