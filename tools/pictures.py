"""Draws every screen into PNG files, to be looked at.

`python -m tools.pictures DIR` draws all of them at several sizes, `python -m tools.pictures --docs`
only those of the README, into docs/.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # before pygame loads

import pygame

from game.drawing.canvas import Canvas
from game.screens.screen import Screen
from tools.picture_menus import looked_at, menus
from tools.picture_plays import plays

DOCS = Path(__file__).resolve().parent.parent / "docs"
DOCS_SIZE = 1280, 720
SIZES = (DOCS_SIZE, (1920, 1080), (1024, 768))
IN_DOCS = {"players-3": "players", "playing-hold": "playing"} | {
    name: name for name in ("hands", "songs", "teach", "results", "details")
}
"""What the README shows, and under which name."""


def screens(folder: Path) -> Iterator[tuple[str, Screen[object]]]:
    """Each as it is to be drawn; a play keeps its own time."""
    for name, screen in menus():
        yield name, looked_at(screen)
    yield from plays(folder)


def save(screen: Screen[object], size: tuple[int, int], file: Path) -> None:
    canvas = Canvas(pygame.Surface(size))
    for _slice in screen.draw(canvas):
        pass
    pygame.image.save(canvas.surface, file)


def main(folder: Path | None) -> None:
    """None is the README's pictures."""
    into = folder or DOCS
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as journals:
        for name, screen in screens(Path(journals)):
            if folder:
                for size in SIZES:
                    save(screen, size, into / f"{name}-{size[0]}x{size[1]}.png")
            elif name in IN_DOCS:
                file = f"{IN_DOCS[name]}-{DOCS_SIZE[0]}x{DOCS_SIZE[1]}.png"
                save(screen, DOCS_SIZE, into / file)
    print(f"{len(list(into.glob('*.png')))} pictures in {into}")


if __name__ == "__main__":
    main(None if sys.argv[1] == "--docs" else Path(sys.argv[1]))
