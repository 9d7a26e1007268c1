"""How large a song may be: far beyond any real one, so that no damaged file stalls the game."""

MAX_BYTES = 1_000_000
MAX_NOTES = 20_000
MAX_QUARTERS = 40_000

SLOWEST_QUARTERS = 5
FASTEST_QUARTERS = 1000
"""Quarters a minute; outside them a tempo is a slip of the pen."""
