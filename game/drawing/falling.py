"""The notes that fall: what has become of each, and the pictures of one frame.

Conventions: places are those of `lanes`, in design units; a frame's blits are in pixels. A hold
whose head was hit stays on the line while it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pygame

from game.drawing.canvas import Canvas
from game.drawing.lanes import FOOT, HEAD, LINE, TOP, LaneLayout, fall_per_ns
from game.drawing.marks import faded, hollow_shape, mark_picture
from game.drawing.text import Texts
from game.drawing.theme import move_colour, move_shape
from game.music.chart import Note, PhraseChart
from game.music.moves import Move
from game.timing import SongTime, elapsed_ns, ns_from_ms

FADE_NS = ns_from_ms(600)
FADE_STEPS = 6
Blit = tuple[pygame.Surface, tuple[int, int]]
_HOLD_WIDTH, _TAIL_WIDTH = 0.62, 0.24
"""Of a head's size."""
_LONGEST_TAIL = 2 * (FOOT - TOP)


class Stage(Enum):
    COMING = "coming"
    HELD = "held"
    """A hold whose head was hit, until its end."""
    MISSED = "missed"
    DONE = "done"


@dataclass(slots=True)
class FallingNote:
    """`missed_at` is when the miss was known."""

    note: Note
    fall_per_ns: float
    stage: Stage = Stage.COMING
    missed_at: SongTime | None = None

    def height_at(self, song_now: SongTime) -> float:
        return LINE + elapsed_ns(self.note.onset_ns, song_now) * self.fall_per_ns

    def is_over(self, song_now: SongTime) -> bool:
        """Whether nothing of it can be seen any more."""
        if self.stage is Stage.MISSED and self.missed_at is not None:
            return elapsed_ns(self.missed_at, song_now) >= FADE_NS
        if self.stage is Stage.HELD:
            return song_now >= self.note.end_ns
        tail = self.note.duration_ns * self.fall_per_ns
        return self.stage is Stage.DONE or self.height_at(song_now) - tail > FOOT + HEAD


class NoteArt:
    """The pictures notes are made of, for one canvas."""

    def __init__(self, canvas: Canvas, texts: Texts, layout: LaneLayout) -> None:
        self.scale = canvas.scale
        self.head_px = canvas.px(layout.head)
        self.centre_px = {move: canvas.px(x) for move, x in layout.centres.items()}
        self.heads = {move: mark_picture(canvas, texts, move, layout.head) for move in layout.moves}
        self.outlines = {move: self._outlines(move) for move in layout.moves}
        self._columns = {
            (move, hold): _column(canvas, move, layout.head * share)
            for move in layout.moves
            for hold, share in ((False, _TAIL_WIDTH), (True, _HOLD_WIDTH))
        }

    def tail(self, move: Move, hold: bool, length_px: int) -> pygame.Surface:
        """`length_px` of tail up from the middle of a head; its upper end is round."""
        column = self._columns[move, hold]
        return column.subsurface((0, 0, column.get_width(), min(length_px, column.get_height())))

    def _outlines(self, move: Move) -> tuple[pygame.Surface, ...]:
        """From full strength to none."""
        colour = move_colour(move).light
        outline = hollow_shape(move_shape(move), self.head_px, colour, 0.16)
        return tuple(faded(outline, 1 - step / FADE_STEPS) for step in range(FADE_STEPS))


def _column(canvas: Canvas, move: Move, width: float) -> pygame.Surface:
    wide, high = max(4, canvas.px(width)), canvas.px(_LONGEST_TAIL)
    column = pygame.Surface((wide, high), pygame.SRCALPHA)
    colours = move_colour(move)
    rim = max(2, wide // 10)
    reach = high + wide
    pygame.draw.rect(column, colours.light, (0, 0, wide, reach), border_radius=wide // 2)
    inner = (rim, rim, wide - 2 * rim, reach)
    pygame.draw.rect(column, colours.dark, inner, border_radius=wide // 2 - rim)
    return column


class FallingNotes:
    """All notes committed and not yet gone."""

    def __init__(self) -> None:
        self._notes: dict[Note, FallingNote] = {}

    def add(self, chart: PhraseChart) -> None:
        fall = fall_per_ns(chart.difficulty.lead_ns)
        for note in chart.notes:
            self._notes[note] = FallingNote(note, fall)

    def of(self, note: Note) -> FallingNote | None:
        """None once nothing of it can be seen."""
        return self._notes.get(note)

    def hit(self, note: Note) -> None:
        """Its head is played: a hold stays on the line, any other note is gone."""
        if falling := self.of(note):
            falling.stage = Stage.HELD if note.hold else Stage.DONE
            falling.missed_at = None

    def miss(self, note: Note, song_now: SongTime) -> None:
        falling = self.of(note)
        if falling and falling.stage is not Stage.MISSED:
            falling.stage, falling.missed_at = Stage.MISSED, song_now

    def drop_over(self, song_now: SongTime) -> None:
        over = [note for note, falling in self._notes.items() if falling.is_over(song_now)]
        for note in over:
            del self._notes[note]

    def held(self) -> list[FallingNote]:
        """The holds on the line."""
        return [falling for falling in self._notes.values() if falling.stage is Stage.HELD]

    def blits(self, art: NoteArt, song_now: SongTime) -> list[Blit]:
        """Tails first, then heads, the next due on top."""
        tails: list[Blit] = []
        heads: list[Blit] = []
        half, scale = art.head_px // 2, art.scale
        top, foot = TOP * scale - half, FOOT * scale + half
        for falling in self._notes.values():
            y = round(falling.height_at(song_now) * scale)
            if y < top or falling.stage is Stage.DONE:
                continue
            note = falling.note
            if falling.stage is Stage.COMING:
                _add_tail(tails, art, falling, y)
            if y <= foot and (picture := _head(art, falling, song_now)):
                heads.append((picture, (art.centre_px[note.move] - half, y - half)))
            if falling.stage is Stage.HELD:
                _add_held(tails, art, falling, song_now)
        heads.reverse()
        return tails + heads


def _head(art: NoteArt, falling: FallingNote, song_now: SongTime) -> pygame.Surface | None:
    move = falling.note.move
    if falling.stage is Stage.COMING:
        return art.heads[move]
    if falling.missed_at is None:
        return None
    step = elapsed_ns(falling.missed_at, song_now) * FADE_STEPS // FADE_NS
    return art.outlines[move][min(max(step, 0), FADE_STEPS - 1)]


def _add_tail(tails: list[Blit], art: NoteArt, falling: FallingNote, y: int) -> None:
    note = falling.note
    length = round(note.duration_ns * falling.fall_per_ns * art.scale)
    if length > art.head_px // 2:
        tail = art.tail(note.move, note.hold, length)
        x = art.centre_px[note.move] - tail.get_width() // 2
        tails.append((tail, (x, y - tail.get_height())))


def _add_held(tails: list[Blit], art: NoteArt, falling: FallingNote, song_now: SongTime) -> None:
    note = falling.note
    rest_ns = elapsed_ns(max(song_now, note.onset_ns), note.end_ns)
    length = round(rest_ns * falling.fall_per_ns * art.scale)
    if length > 0:
        tail = art.tail(note.move, note.hold, length)
        x = art.centre_px[note.move] - tail.get_width() // 2
        tails.append((tail, (x, round(LINE * art.scale) - tail.get_height())))
