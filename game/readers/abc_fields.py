"""The values of the ABC fields M:, L: and Q:.

Conventions: lengths are in whole notes (a quarter is 1/4). References: ABC standard 2.1, sections
3.1.6 to 3.1.8; the older forms of Q: (`120`, `C=120`, `C3=40`) count unit note lengths (10.2).
"""

from __future__ import annotations

import re
from fractions import Fraction

from game.messages import Message, Refusal
from game.music.song import US_PER_MINUTE, Metre
from game.readers.limits import FASTEST_QUARTERS, SLOWEST_QUARTERS

COMMON_TIME = Metre(0, 4, 4)
DEFAULT_US_PER_QUARTER = 500_000

_METRE = re.compile(r"\(?([0-9]{1,2}(?:\+[0-9]{1,2}){0,7})\)?\s*/\s*([0-9]{1,2})")
_UNIT = re.compile(r"([0-9]{1,2})(?:/([0-9]{1,3}))?")
_RATE = r"([0-9]{1,4}(?:\.[0-9]{1,3})?)"
_BEATS_AND_RATE = re.compile(r"((?:[0-9]{1,2}/[0-9]{1,2}\s*){1,8})=\s*" + _RATE)
_UNITS_AND_RATE = re.compile(r"(?:[Cc]([0-9]{0,2})\s*=\s*)?" + _RATE)


def parse_metre(text: str, line: int) -> Metre | None:
    """None for free metre."""
    if text in ("", "none"):
        return None
    if text in ("C", "c"):
        return COMMON_TIME
    if text in ("C|", "c|"):
        return Metre(0, 2, 2)
    match = _METRE.fullmatch(text)
    beats = sum(int(part) for part in match[1].split("+")) if match else 0
    try:
        return Metre(0, beats, int(match[2]) if match else 0)
    except ValueError:
        raise Refusal(
            Message("Line {line}: “{text}” is not a metre.", {"line": line, "text": text})
        ) from None


def parse_unit(text: str, line: int) -> Fraction:
    match = _UNIT.fullmatch(text)
    if match is None or not int(match[1]) or not int(match[2] or 1):
        raise Refusal(
            Message("Line {line}: “{text}” is not a note length.", {"line": line, "text": text})
        )
    return Fraction(int(match[1]), int(match[2] or 1))


def default_unit(metre: Metre | None) -> Fraction:
    """What L: is where a tune does not say: by its metre (standard 3.1.7)."""
    short = metre is not None and Fraction(metre.beats, metre.unit) < Fraction(3, 4)
    return Fraction(1, 16 if short else 8)


def parse_tempo(text: str, unit: Fraction, line: int) -> int | None:
    """Microseconds a quarter; None where only words stand (“Andante”)."""
    figures = re.sub(r'"[^"]*"', "", text).strip()
    if not figures:
        return None
    if match := _BEATS_AND_RATE.fullmatch(figures):
        beat = sum((parse_unit(part, line) for part in match[1].split()), Fraction(0))
        rate = Fraction(match[2])
    elif match := _UNITS_AND_RATE.fullmatch(figures):
        beat = unit * int(match[1] or 1)
        rate = Fraction(match[2])
    else:
        raise _no_tempo(text, line)
    quarters = beat * 4 * rate
    if not SLOWEST_QUARTERS <= quarters <= FASTEST_QUARTERS:
        raise _no_tempo(text, line)
    return round(US_PER_MINUTE / quarters)


def _no_tempo(text: str, line: int) -> Refusal:
    return Refusal(Message("Line {line}: “{text}” is not a tempo.", {"line": line, "text": text}))
