"""A finger and its figures in words. None, where there is nothing to tell, is a dash."""

from __future__ import annotations

from game.music.moves import Gesture, Hand, Move
from game.wording import say

DASH = "–"


def move_name(move: Move) -> str:
    """With its hand: "left thumb", "right index finger pinch"."""
    name = finger_name(move)
    if move.gesture is Gesture.TIP_PINCH:
        name = say("{finger} pinch", finger=name)
    if move.hand is Hand.LEFT:
        return say("left {finger}", finger=name)
    return say("right {finger}", finger=name)


def finger_name(move: Move) -> str:
    """Inside a sentence, without its hand: "middle finger"; a pinch on its tip is named like it."""
    if move.gesture is Gesture.KEY_PINCH:
        return say("key pinch")
    return {
        1: say("thumb"),
        2: say("index finger"),
        3: say("middle finger"),
        4: say("ring finger"),
        5: say("little finger"),
    }[move.finger.number]


def share_text(share: float | None, low: float | None, high: float | None) -> str:
    """Parts of 1: a share, and the two ends of its 95 % interval."""
    if share is None or low is None or high is None:
        return DASH
    percents = {"share": round(100 * share), "low": round(100 * low), "high": round(100 * high)}
    return say("{share} % ({low}–{high} %)", **percents)


def timing_text(mean_ms: float | None) -> str:
    """Negative is early."""
    if mean_ms is None:
        return DASH
    whole = round(mean_ms)
    if whole < 0:
        return say("{ms} ms early", ms=-whole)
    return say("{ms} ms late", ms=whole) if whole else say("on time")


def spread_text(sd_ms: float | None) -> str:
    return DASH if sd_ms is None else say("± {ms} ms", ms=round(sd_ms))
