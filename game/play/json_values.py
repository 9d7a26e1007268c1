"""JSON values as the plain types they should be; anything else is refused.

Raises ValueError or KeyError inside; `reading` turns what a damaged value raises into a Refusal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeVar

from game.messages import Message, Refusal
from game.music.moves import Move

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Source = TypeVar("Source")
Fact = TypeVar("Fact")

_SHOWN = 60
"""So many characters of a damaged value are shown to a person."""


def reading(read: Callable[[Source], Fact]) -> Callable[[Source], Fact]:
    """`read`, raising Refusal with the reason for whatever its source lacks."""

    @wraps(read)
    def read_or_refuse(source: Source) -> Fact:
        try:
            return read(source)
        except KeyError as missing:
            reason = f"{missing.args[0]} is missing"
        except (ValueError, OverflowError, RecursionError) as damage:
            reason = str(damage)
        shown = {"reason": reason[:_SHOWN]}
        raise Refusal(Message("This record of a play is damaged: {reason}.", shown))

    return read_or_refuse


def as_int(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is no whole number")


def as_int_or_none(value: Json) -> int | None:
    return None if value is None else as_int(value)


def as_float(value: Json) -> float:
    if isinstance(value, float) and math.isfinite(value):
        return value
    return float(as_int(value))


def as_bool(value: Json) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is neither true nor false")


def as_text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is no text")


def as_list(value: Json) -> Sequence[Json]:
    if isinstance(value, list):
        return value
    raise ValueError(f"{value!r} is no list")


def as_object(value: Json) -> Mapping[str, Json]:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{value!r} is no object")


def as_move(value: Json) -> Move:
    return Move.parse(as_text(value))
