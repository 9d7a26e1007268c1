#!/usr/bin/env python3
"""What a frame of a play costs with 200 notes in flight, and how long the game takes to start.

Run it in the project's environment: `.venv/bin/python tools/frames.py [--json]`. A frame is all
slices of the playing screen and the display's flip, on software surfaces. Marks: p99 under 8 ms at
1280x720 and 16 ms at 1920x1080; start to first frame within 1.0 s when warm. A slice may take about
1-2 ms at 1280x720: no key is read in it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from select import select

# Before pygame loads. Without a GPU SDL would show the window through software OpenGL, which
# costs 14-28 ms a flip instead of 0.5-1.4.
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file

import pygame

from game.drawing.canvas import Canvas
from game.drawing.text import Texts
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import LEFT_TAPS, RIGHT_TAPS
from game.music.phrase_time import BeatGrid
from game.play.judge import Judge
from game.play.judgements import Release, Tap
from game.screens.playing import PlayingScreen
from game.timing import NS_PER_S, SongTime, ms_from_ns, ns_from_ms
from tools import wires

ROOT = Path(__file__).resolve().parent.parent
P99_MARKS_MS = {"1280x720": 8.0, "1920x1080": 16.0}
FIRST_FRAME_MARK_S = 1.0
MOVES = LEFT_TAPS + RIGHT_TAPS
NOTES_IN_FLIGHT = 200
LEAD_NS = 3 * NS_PER_S
FRAMES, WARM_UP, RUNS = 600, 60, 3
FRAME_NS = NS_PER_S // 60
STARTS = 4
"""The first one warms the disk's cache and does not count."""
START_LIMIT_S = 30
FIRST_FRAME = b"first frame"
ERRORS_NS = tuple(ns_from_ms(error) for error in (-150, 20, 160, -40, 90))


@dataclass(frozen=True, slots=True)
class FrameCost:
    """`slice_…` is of each frame's longest time between two chances to read the input."""

    p50_ms: float
    p99_ms: float
    max_ms: float
    slice_p99_ms: float
    slice_max_ms: float


def phrase(index: int) -> PhraseChart:
    """As long as the lead, with as many notes as are to be in flight."""
    gap_ns = LEAD_NS * len(MOVES) // NOTES_IN_FLIGHT
    start = SongTime(index * LEAD_NS)
    notes = tuple(
        Note(SongTime(start + row * gap_ns), gap_ns * 2, move, 60, hold=(row + lane) % 5 == 0)
        for row in range(NOTES_IN_FLIGHT // len(MOVES))
        for lane, move in enumerate(MOVES)
    )
    end = SongTime(start + LEAD_NS)
    return PhraseChart(index, start, end, notes, (), Difficulty(even_shares(MOVES)))


class Drummer:
    """Answers every note, early, late or well, so that lanes, fingers and marks are drawn too."""

    def __init__(self) -> None:
        windows = HitWindows()
        self._judge = Judge(windows)
        self.screen = PlayingScreen("Frames", MOVES, Texts(), windows, self._judge.hold_state)
        self._due: list[tuple[int, Note]] = []
        self._phrases = 0

    def play_until(self, now: SongTime) -> None:
        while now >= (self._phrases - 1) * LEAD_NS:
            chart = phrase(self._phrases)
            self._judge.add_notes(chart.notes)
            beats = [SongTime(chart.start_ns + LEAD_NS * beat // 6) for beat in range(6)]
            self.screen.commit(chart, BeatGrid(tuple(beats[::3]), tuple(beats)))
            errors = (ERRORS_NS[place % len(ERRORS_NS)] for place in range(len(chart.notes)))
            taps = zip(errors, chart.notes, strict=False)
            self._due += [(note.onset_ns + error_ns, note) for error_ns, note in taps]
            self._due.sort(key=lambda tap: tap[0])
            self._phrases += 1
        self.screen.at(now)
        while self._due and self._due[0][0] <= now:
            due_ns, note = self._due.pop(0)
            self._judge.tap(Tap(note.move, SongTime(due_ns), None, 0))
            self._judge.release(Release(note.move, SongTime(due_ns), 0))
            self.screen.tapped(note.move, note)
            self.screen.released(note.move)


def measure(size: tuple[int, int]) -> FrameCost:
    """Frames one after the other, each 1/60 s of song further, without a pause between them."""
    pygame.display.init()
    canvas = Canvas(pygame.display.set_mode(size))
    drummer = Drummer()
    frames: list[float] = []
    longest: list[float] = []
    for frame in range(FRAMES + WARM_UP):
        drummer.play_until(SongTime(frame * FRAME_NS))
        slices = list(frame_slices(drummer.screen, canvas))
        if frame >= WARM_UP:
            frames.append(sum(slices))
            longest.append(max(slices))
    pygame.display.quit()
    return FrameCost(
        statistics.median(frames), p99(frames), max(frames), p99(longest), max(longest)
    )


def p99(values: list[float]) -> float:
    return sorted(values)[len(values) * 99 // 100]


def frame_slices(screen: PlayingScreen, canvas: Canvas) -> Iterator[float]:
    """The milliseconds of each slice, the flip last."""
    begin = time.perf_counter_ns()
    for _ in screen.draw(canvas):
        end = time.perf_counter_ns()
        yield ms_from_ns(end - begin)
        begin = time.perf_counter_ns()
    pygame.display.flip()
    yield ms_from_ns(time.perf_counter_ns() - begin)


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The variables that show programs a screen: this one's, a virtual one, or none at all."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield {}
        return
    try:
        with wires.virtual_screen("1920x1080") as name:
            yield {"DISPLAY": name, "SDL_VIDEODRIVER": "x11"}
    except wires.MissingProgram as missing:
        print(missing, file=sys.stderr)
        yield {"SDL_VIDEODRIVER": "dummy"}


def measured_apart(size: str, env: dict[str, str]) -> FrameCost:
    """The best of some runs: whatever else the machine does can only add to a frame's time.

    Each in a process of its own, as SDL chooses its driver once.
    """
    command = [sys.executable, "-m", "tools.frames", "--size", size]
    runs = [
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, **env}, check=True, capture_output=True, text=True
        )
        for _ in range(RUNS)
    ]
    return min((FrameCost(**json.loads(run.stdout)) for run in runs), key=lambda c: c.p99_ms)


def first_frame_s(env: dict[str, str]) -> float | None:
    """From starting Python to the first frame: the median of the warm starts.

    None where the game does not get there; its own words are on standard error then.
    """
    with tempfile.TemporaryDirectory() as data:
        starts = [one_start_s({**env, "XDG_DATA_HOME": data}) for _ in range(STARTS)]
    warm = [seconds for seconds in starts[1:] if seconds is not None]
    return statistics.median(warm) if warm else None


def one_start_s(env: dict[str, str]) -> float | None:
    """Until the game has drawn its first frame and says so; it may say other things before."""
    command = [sys.executable, "-m", "game", "play", "--window", "1280x720", "--measure-start"]
    env = {**os.environ, **env}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # who plays compiles once, not at every start
    said = b""
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as game:
        assert game.stdout is not None  # noqa: S101 # a pipe was asked for
        while FIRST_FRAME not in said and select([game.stdout], [], [], START_LIMIT_S)[0]:
            piece = os.read(game.stdout.fileno(), 4096)
            if not piece:
                break
            said += piece
        seconds = time.perf_counter() - begin
        wires.end(game)
    return seconds if FIRST_FRAME in said else None


def report(costs: dict[str, FrameCost], start_s: float | None, driver: str) -> None:
    print(
        f"{NOTES_IN_FLIGHT} notes in flight on {len(MOVES)} lanes, {FRAMES} frames, best of"
        f" {RUNS} runs, {driver}"
    )
    for size, cost in costs.items():
        mark_ms = P99_MARKS_MS[size]
        print(
            f"{size:>10}: p50 {cost.p50_ms:.2f}  p99 {cost.p99_ms:.2f}  max {cost.max_ms:.2f} ms"
            f"  ({verdict(cost.p99_ms < mark_ms)}: p99 < {mark_ms:.0f});"
            f" longest slice p99 {cost.slice_p99_ms:.2f}  max {cost.slice_max_ms:.2f} ms"
        )
    if start_s is None:
        print("first frame: not reached")
    else:
        good = verdict(start_s <= FIRST_FRAME_MARK_S)
        print(f"first frame: {start_s:.2f} s warm  ({good}: <= {FIRST_FRAME_MARK_S:.1f})")


def verdict(good: bool) -> str:
    return "good" if good else "too slow"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--size", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.size:
        width, height = options.size.split("x")
        print(json.dumps(asdict(measure((int(width), int(height))))))
        return 0
    with display() as env:
        costs = {size: measured_apart(size, env) for size in P99_MARKS_MS}
        start_s = first_frame_s(env)
    if options.json:
        sizes = {size: asdict(cost) for size, cost in costs.items()}
        print(json.dumps({**sizes, "first_frame_s": start_s}))
    else:
        virtual = {"x11": "virtual X screen", "dummy": "SDL's dummy driver (no screen)"}
        report(costs, start_s, virtual.get(env.get("SDL_VIDEODRIVER", ""), "this screen"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
