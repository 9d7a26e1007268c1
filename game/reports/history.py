"""A player's plays as plain text for a terminal, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.music.moves import Move
from game.play.metrics import FingerSummary, finger_summaries
from game.play.presses import KeyPress
from game.play.record import Ending, Play
from game.reports.figures import move_name, share_text, spread_text, timing_text
from game.wording import say, say_count

_GAP = "  "
_INDENT = "    "


def history_text(player_name: str, plays: Sequence[Play]) -> str:
    """Ends with a line feed. Times are shown in the zone in which each play keeps them."""
    newest_first = sorted(plays, key=lambda play: play.header.started_at, reverse=True)
    blocks = ["\n".join(_lines_of(play)) for play in newest_first]
    if any(map(_timing_is_relative, plays)):
        blocks.append(say("* Mean timing is relative until calibrated: device delays are in it."))
    return "\n\n".join([_heading(player_name, len(plays)), *blocks]) + "\n"


def _heading(player_name: str, count: int) -> str:
    name = _in_one_line(player_name)
    if not count:
        return say("{name}: no plays yet.", name=name)
    return say_count("{name}: one play.", "{name}: {count} plays.", count, name=name)


def _lines_of(play: Play) -> Iterator[str]:
    header = play.header
    yield f"{header.started_at:%Y-%m-%d %H:%M %Z}{_GAP}{_in_one_line(header.song_title)}"
    yield _INDENT + _ending_text(play.ending)
    if not header.counts:
        yield _INDENT + say("A guest played. This does not count.")
    summaries = finger_summaries(play)
    if summaries:
        rows = [_headings(_timing_is_relative(play)), *map(_row, summaries.items())]
        yield from _aligned(rows)
    else:
        yield _INDENT + say("No notes yet, and no presses.")


def _ending_text(ending: Ending) -> str:
    return {
        Ending.FINISHED: say("Played to the end."),
        Ending.STOPPED: say("Stopped before the end."),
        Ending.RECOVERED: say("Recovered: the program ended before the song."),
    }[ending]


def _headings(timing_is_relative: bool) -> tuple[str, ...]:
    return (
        say("Finger"),
        say("Asked"),
        say("Hit"),
        say("Hit share (95 %)"),
        say("Timing *") if timing_is_relative else say("Timing"),
        say("Spread"),
        say("Wrong finger"),
    )


def _row(of_finger: tuple[Move, FingerSummary]) -> tuple[str, ...]:
    move, summary = of_finger
    return (
        move_name(move),
        str(summary.asked),
        str(summary.hits),
        share_text(summary.hit_share, summary.low, summary.high),
        timing_text(summary.mean_ms),
        spread_text(summary.sd_ms),
        str(summary.wrong_finger),
    )


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Names to the left, figures to the right of their columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        padded = (cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))
        yield _INDENT + _GAP.join([name.ljust(widths[0]), *padded])


def _timing_is_relative(play: Play) -> bool:
    """Whether a finger pressed on a device whose delay is not known with its uncertainty."""
    header = play.header
    known = {o.device for o in header.offsets if o.uncertainty_ns is not None}
    return any(
        event.device not in known and header.keymap.move_of(event.device, event.key) is not None
        for event in play.events
        if isinstance(event, KeyPress)
    )


def _in_one_line(text: str) -> str:
    """Names come from files and people; what would steer a terminal becomes a space."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
