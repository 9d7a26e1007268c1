"""What was written on the command line, as what it means; Refusal for what means nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from game.messages import Message, Refusal
from game.music.difficulty import HitWindows, Prescription
from game.timing import ms_from_ns, ns_from_ms

LONGEST_S = 24 * 60 * 60.0


def window_size(wish: str | None) -> tuple[int, int] | None:
    if wish is None:
        return None
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", wish, re.ASCII)
    if not found:
        text = "{window} is no window size. Write it as 1280x720."
        raise Refusal(Message(text, {"window": wish}))
    return int(found[1]), int(found[2])


def length_s(wish: float | None) -> float | None:
    """None is as long as it takes."""
    if wish is not None and not 0 < wish <= LONGEST_S:  # nor is "nan" a length
        text = "{seconds} seconds is no length. Write a number above 0."
        raise Refusal(Message(text, {"seconds": wish}))
    return wish


def prescription(known: Prescription, windows: str | None, lock_out: int | None) -> Prescription:
    """`known` with what is wished otherwise, the times in ms."""
    hit_windows = _hit_windows(windows, known.windows) if windows is not None else known.windows
    lock_out_ns = known.lock_out_ns if lock_out is None else ns_from_ms(lock_out)
    try:
        return replace(known, windows=hit_windows, lock_out_ns=lock_out_ns)
    except ValueError as error:
        raise Refusal(Message("The lock-out is 30 to 250 ms.")) from error


def _hit_windows(wish: str, known: HitWindows) -> HitWindows:
    try:
        close_ns, good_ns, hit_ns = (ns_from_ms(float(half)) for half in wish.split("/"))
        return replace(known, close_ns=close_ns, good_ns=good_ns, hit_ns=hit_ns)
    except (ValueError, OverflowError) as error:
        text = "{windows} are no windows. Write three growing numbers up to {most}: 60/120/200."
        values = {"windows": wish, "most": f"{ms_from_ns(known.reach_ns):g}"}
        raise Refusal(Message(text, values)) from error
