"""However fast the taps, a play does not flash (WCAG 2.3.1; facts: clinical, section 6).

A flash is a pair of opposing changes of relative luminance of at least a tenth of white's, the
darker side below 0.80. At most three a second over a quarter of any 10-degree field, which is
341 x 256 of 1024 x 768 pixels.
"""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.drawing.canvas import Canvas
from game.drawing.text import Texts
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Move
from game.music.phrase_time import BeatGrid
from game.play.judge import Judge
from game.screens.playing import PlayingScreen
from game.timing import NS_PER_MS, NS_PER_S, SongTime

FRAMES_A_SECOND = 30
GRID = BeatGrid(
    tuple(SongTime(second * NS_PER_S) for second in range(10)),
    tuple(SongTime(second * NS_PER_S + NS_PER_S // 2) for second in range(10)),
)
BLOCK = 8
FIELD = 341 // BLOCK, 256 // BLOCK
Luminance = NDArray[np.float64]


def luminance_of(surface: pygame.Surface) -> Luminance:
    """Relative luminance (WCAG 2.2) of blocks of 8 x 8 pixels."""
    parts = pygame.surfarray.array3d(surface) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    whole = linear @ np.array([0.2126, 0.7152, 0.0722])
    wide, high = whole.shape[0] // BLOCK, whole.shape[1] // BLOCK
    blocks = whole[: wide * BLOCK, : high * BLOCK].reshape(wide, BLOCK, high, BLOCK)
    return np.asarray(blocks.mean(axis=(1, 3)))


def flashes_of(frames: Luminance) -> Luminance:
    """How many flashes each block made over all frames: opposing changes, two to a flash."""
    extreme, direction = frames[0].copy(), np.zeros(frames[0].shape)
    changes = np.zeros(frames[0].shape)
    for frame in frames[1:]:
        step = frame - extreme
        turned = (np.abs(step) >= 0.1) & (np.minimum(frame, extreme) < 0.8)
        turned &= np.sign(step) != direction
        changes += turned
        direction = np.where(turned, np.sign(step), direction)
        further = turned | (np.sign(step) == direction)
        extreme = np.where(further, frame, extreme)
    return changes / 2


def worst_share(flashing: NDArray[np.bool_]) -> float:
    """Of any 10-degree field, the largest part that flashes."""
    sums = np.zeros((flashing.shape[0] + 1, flashing.shape[1] + 1))
    sums[1:, 1:] = flashing.cumsum(axis=0).cumsum(axis=1)
    wide, high = FIELD
    fields = sums[wide:, high:] - sums[:-wide, high:] - sums[wide:, :-high] + sums[:-wide, :-high]
    return float(fields.max() / (wide * high))


def densest_notes(moves: tuple[Move, ...]) -> tuple[Note, ...]:
    """Two fingers at once every 250 ms, taking turns: the most that a prescription's defaults
    allow."""
    return tuple(
        Note(SongTime(beat * 250 * NS_PER_MS), 200 * NS_PER_MS, move, 60)
        for beat in range(20)
        for move in sorted(
            {moves[(2 * beat) % len(moves)], moves[(2 * beat + 1) % len(moves)]}, key=moves.index
        )
    )


def frames_of(moves: tuple[Move, ...]) -> Luminance:
    """One second at 1024 x 768 in which every finger drums four times, on notes or not."""
    notes = densest_notes(moves)
    windows = HitWindows()
    screen = PlayingScreen("Burst", moves, Texts(), windows, Judge(windows).hold_state)
    end = SongTime(10 * NS_PER_S)
    screen.commit(PhraseChart(0, SongTime(0), end, notes, (), Difficulty(even_shares(moves))), GRID)
    canvas, frames = Canvas(pygame.Surface((1024, 768))), []
    for frame in range(FRAMES_A_SECOND + 1):
        now = SongTime(frame * NS_PER_S // FRAMES_A_SECOND)
        screen.at(now)
        for move in moves:
            due = [n for n in notes if n.move == move and abs(n.onset_ns - now) < NS_PER_S // 4]
            if frame % 7 == 0:
                screen.tapped(move, due[0] if due else None)
            elif frame % 7 == 1:
                screen.released(move)
        for _ in screen.draw(canvas):
            pass
        frames.append(luminance_of(canvas.surface))
    return np.stack(frames)


@pytest.mark.parametrize(
    "moves", [RIGHT_TAPS, LEFT_TAPS + RIGHT_TAPS, RIGHT_TAPS[:1]], ids=["five", "ten", "one"]
)
def test_all_fingers_drumming_do_not_flash(moves: tuple[Move, ...]) -> None:
    assert worst_share(flashes_of(frames_of(moves)) > 3) < 0.25


def test_the_measure_sees_a_flashing_screen() -> None:
    dark, light = np.zeros((128, 96)), np.full((128, 96), 0.2)
    frames = np.stack([dark, light] * 5)
    assert worst_share(flashes_of(frames) > 3) == 1
    assert worst_share(flashes_of(frames[:6]) > 3) == 0
