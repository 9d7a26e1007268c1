"""`python -m game`."""

from __future__ import annotations

import gc

# What modules are made of is never garbage. Looking for it took a sixth of the start (measured),
# and would take tens of milliseconds in the middle of a play.
gc.disable()

from game.cli import main  # noqa: E402 # its imports are what is to be left alone

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
