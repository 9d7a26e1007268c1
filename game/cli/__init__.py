"""The commands. Each says in a plain sentence what it cannot do, and never shows a traceback."""

from __future__ import annotations

import os

# Before pygame loads. Without a graphics card SDL would show the window through software OpenGL,
# at 14 ms a frame instead of 0.5 (measured at 1280x720).
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

from game.cli.commands import main

__all__ = ["main"]
