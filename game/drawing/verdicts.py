"""Early, good and late, told by place and shape: where the tap fell, with an arrow or a ring.

Above the hit line is early, below it late. Everything fades within 600 ms; nothing blinks.
Pictures carry premultiplied alpha.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pygame

from game.drawing.canvas import Canvas
from game.drawing.falling import FADE_NS, FADE_STEPS, Blit
from game.drawing.lanes import FOOT, HEAD, LINE, RECEPTOR, TOP, LaneLayout
from game.drawing.marks import faded
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import Move
from game.timing import SongTime, elapsed_ns
from game.wording import say

_ARROW = 30.0
BLOCK = 88.0
"""Height of the arrow with its word."""
_BESIDE_TICK = 8.0
_WORD_MARGIN = 12.0
_CLEAR_OF_LINE = HEAD * RECEPTOR / 2
"""So far from the line the arrow begins at least: beyond the shape that waits there."""
_SUPERSAMPLING = 3


class Verdict(Enum):
    EARLY = "early"
    GOOD = "good"
    LATE = "late"
    STRAY = "stray"


def verdict_of(error_ns: int, windows: HitWindows) -> Verdict:
    """`error_ns` = tap - onset; a tap inside the good window is good."""
    if abs(error_ns) <= windows.good_ns:
        return Verdict.GOOD
    return Verdict.EARLY if error_ns < 0 else Verdict.LATE


@dataclass(slots=True)
class VerdictMark:
    """`y` is where the note was when the tap fell, in design units; `note` None for a stray."""

    move: Move
    note: Note | None
    verdict: Verdict
    y: float
    born: SongTime

    def strength_step(self, song_now: SongTime) -> int | None:
        """0 (fresh) to FADE_STEPS - 1; None once it has faded."""
        step = max(0, elapsed_ns(self.born, song_now)) * FADE_STEPS // FADE_NS
        return step if step < FADE_STEPS else None


class VerdictArt:
    """The marks in all their strengths, for one canvas."""

    def __init__(self, canvas: Canvas, texts: Texts, layout: LaneLayout) -> None:
        self._canvas = canvas
        self._layout = layout
        pictures = {
            Verdict.EARLY: _arrow_with_word(canvas, self._word(texts, say("early")), up=True),
            Verdict.GOOD: _ring(canvas, layout.head * 1.5),
            Verdict.LATE: _arrow_with_word(canvas, self._word(texts, say("late")), up=False),
            Verdict.STRAY: _dot(canvas, 18),
        }
        self._pictures = {verdict: _fading(picture) for verdict, picture in pictures.items()}
        self._tick = _fading(_bar(canvas, layout.lane_width * 0.62, 8))

    def blits(self, mark: VerdictMark, song_now: SongTime) -> list[Blit]:
        """Nothing for a move without a lane: its key plays, but nothing was asked of it."""
        step = mark.strength_step(song_now)
        if step is None or mark.move not in self._layout.centres:
            return []
        picture = self._pictures[mark.verdict][step]
        if mark.verdict in {Verdict.STRAY, Verdict.GOOD}:
            return [self._centred(picture, mark.move, LINE)]
        y = tick_height(mark.y)
        return [
            self._centred(self._tick[step], mark.move, y),
            self._centred(picture, mark.move, block_height(mark.verdict, y)),
        ]

    def _word(self, texts: Texts, word: str) -> pygame.Surface:
        """As large as the lane allows; beyond it where it would not be readable otherwise."""
        sizes, room = THEME.sizes, self._layout.lane_width - 2 * _WORD_MARGIN
        size = texts.fitting_size(self._canvas, word, room, sizes.body, sizes.small)
        return texts.picture(self._canvas, word, size).premul_alpha()

    def _centred(self, picture: pygame.Surface, move: Move, y: float) -> Blit:
        middle = self._canvas.px(self._layout.centres[move]), self._canvas.px(y)
        return picture, picture.get_rect(center=middle).topleft


def tick_height(y: float) -> float:
    """Where the tap fell, kept inside the field with room for the word beyond it."""
    room = BLOCK + _BESIDE_TICK
    return min(max(y, TOP + room), FOOT - room)


def block_height(verdict: Verdict, tick: float) -> float:
    """The middle of the arrow with its word: above an early tick, below a late one."""
    if verdict is Verdict.EARLY:
        return min(tick - _BESIDE_TICK, LINE - _CLEAR_OF_LINE) - BLOCK / 2
    return max(tick + _BESIDE_TICK, LINE + _CLEAR_OF_LINE) + BLOCK / 2


def _fading(picture: pygame.Surface) -> tuple[pygame.Surface, ...]:
    return tuple(faded(picture, 1 - step / FADE_STEPS) for step in range(FADE_STEPS))


def _arrow_with_word(canvas: Canvas, label: pygame.Surface, *, up: bool) -> pygame.Surface:
    arrow = _arrow(canvas.px(_ARROW), up)
    size = max(label.get_width(), arrow.get_width()) + 2 * canvas.px(_WORD_MARGIN), canvas.px(BLOCK)
    block = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.rect(block, THEME.ink, block.get_rect(), border_radius=canvas.px(14))
    middle = size[0] // 2
    pieces = (arrow, label) if up else (label, arrow)
    top, bottom = pieces
    block.blit(top, top.get_rect(midtop=(middle, canvas.px(6))), None, pygame.BLEND_PREMULTIPLIED)
    at_foot = bottom.get_rect(midbottom=(middle, size[1] - canvas.px(4)))
    block.blit(bottom, at_foot, None, pygame.BLEND_PREMULTIPLIED)
    return block


def _arrow(size_px: int, up: bool) -> pygame.Surface:
    size = size_px * _SUPERSAMPLING
    large = pygame.Surface((round(size * 1.5), size), pygame.SRCALPHA)
    wide, high = large.get_size()
    tip, base = (0, high) if up else (high, 0)
    pygame.draw.polygon(large, THEME.accent, [(wide / 2, tip), (wide, base), (0, base)])
    return pygame.transform.smoothscale(large, (round(size_px * 1.5), size_px))


def _ring(canvas: Canvas, size: float) -> pygame.Surface:
    size_px = canvas.px(size)
    large = pygame.Surface((size_px * _SUPERSAMPLING,) * 2, pygame.SRCALPHA)
    middle = large.get_rect().center
    pygame.draw.circle(large, THEME.cream, middle, middle[0], round(middle[0] * 0.14))
    return pygame.transform.smoothscale(large, (size_px, size_px))


def _dot(canvas: Canvas, size: float) -> pygame.Surface:
    size_px = canvas.px(size)
    large = pygame.Surface((size_px * _SUPERSAMPLING,) * 2, pygame.SRCALPHA)
    middle = large.get_rect().center
    pygame.draw.circle(large, THEME.quiet_text, middle, middle[0])
    return pygame.transform.smoothscale(large, (size_px, size_px))


def _bar(canvas: Canvas, width: float, height: float) -> pygame.Surface:
    bar = pygame.Surface((canvas.px(width), max(2, canvas.px(height))), pygame.SRCALPHA)
    pygame.draw.rect(bar, THEME.accent, bar.get_rect(), border_radius=bar.get_height() // 2)
    return bar
