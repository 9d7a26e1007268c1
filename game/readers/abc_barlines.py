"""Bar lines of ABC, which are written in many ways. Reference: ABC standard 2.1, 4.8 to 4.10."""

from __future__ import annotations

import re

from game.readers.abc_score import BarLine

MOST_REPEATS = 8
_INVISIBLE = "[|]"


def bar_line(text: str, line: int) -> BarLine | None:
    """None for an invisible bar line, which says nothing about time."""
    if text == _INVISIBLE:
        return None
    match = re.search(r"\[?[0-9]", text)
    signs, numbers = (text[: match.start()], text[match.start() :]) if match else (text, "")
    signs = signs.removeprefix(".")
    if "|" not in signs and signs:  # “::”
        return BarLine(line, 1, opens=True, endings=_endings(numbers))
    before, _, after = signs.partition("|")
    return BarLine(
        line,
        repeats=min(before.count(":"), MOST_REPEATS),
        opens=after.endswith(":"),
        closes=any(sign in signs for sign in ("||", "|]", "[|")),
        endings=_endings(numbers),
    )


def _endings(text: str) -> frozenset[int]:
    numbers: set[int] = set()
    for part in filter(None, text.lstrip("[").split(",")):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)
