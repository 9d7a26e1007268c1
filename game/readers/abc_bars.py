"""Where the bars of an ABC voice truly are, and whether they add up.

Conventions: lengths and positions are exact parts of a whole note. A bar may be written in two
pieces, at a repeat or a double bar: they count as one when together they fill the metre.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from game.messages import Message
from game.music.song import TICKS_PER_QUARTER, Metre
from game.readers.abc_fields import COMMON_TIME
from game.readers.abc_performance import tick_of
from game.readers.abc_score import BarLine, Element, NewMetre, Sounding


@dataclass(frozen=True, slots=True)
class Bar:
    """`metre` as it is at its beginning, None for free metre; `line` is where it ends.

    `divides`: the bar line at its end may stand within a bar (a repeat, an ending, a double bar).
    """

    start: Fraction
    length: Fraction
    metre: Metre | None
    line: int
    divides: bool = False

    @property
    def full_length(self) -> Fraction:
        return Fraction(self.metre.beats, self.metre.unit) if self.metre else self.length

    @property
    def is_full(self) -> bool:
        return self.length == self.full_length

    @property
    def end(self) -> Fraction:
        return self.start + self.length


def bars_of(elements: Iterable[Element], metre: Metre | None) -> tuple[Bar, ...]:
    """Of elements as played, from the `metre` of the header on: the pieces between bar lines."""
    bars: list[Bar] = []
    start = position = Fraction(0)
    line = 0
    metre_here = metre
    for element in elements:
        match element:
            case Sounding(length=length):
                position += length
                line = element.line
            case NewMetre(metre=new):
                metre = new
                metre_here = new if position == start else metre_here
            case BarLine() if position > start:
                length = position - start
                bars.append(Bar(start, length, metre_here, element.line, element.divides))
                start, metre_here = position, metre
            case _:
                pass
    if position > start:
        bars.append(Bar(start, position - start, metre_here, line))
    return tuple(bars)


def whole_bars(bars: Sequence[Bar]) -> Iterator[Bar]:
    """`bars` with the pieces of divided ones joined."""
    index = 0
    while index < len(bars):
        bar = bars[index]
        following = bars[index + 1] if index + 1 < len(bars) else None
        if following and bar.divides and bar.length + following.length == bar.full_length:
            yield replace(bar, length=bar.full_length)
            index += 1
        else:
            yield bar
        index += 1


def pickup_of(bars: Sequence[Bar]) -> Bar | None:
    """The first bar where it is shorter than its metre, and not the first piece of a bar."""
    first = next(whole_bars(bars), None)
    return first if first and len(bars) > 1 and first.length < first.full_length else None


def metres_of(bars: Sequence[Bar]) -> tuple[Metre, ...]:
    """The metres of a song, the first one at the first full bar's line.

    After a bar that does not fill its metre the same metre begins anew, so that the bar lines
    that follow are where they were written.
    """
    metres: list[Metre] = []
    pickup = pickup_of(bars)
    for bar in whole_bars(bars):
        if bar != pickup and not (metres and _is_foreseen(bar, metres[-1])):
            metres.append(replace(bar.metre or COMMON_TIME, tick=tick_of(bar.start)))
    return tuple(metres)


def _is_foreseen(bar: Bar, metre: Metre) -> bool:
    if bar.metre is None:
        return replace(metre, tick=0) == COMMON_TIME
    bar_ticks = metre.bar_ticks(TICKS_PER_QUARTER)
    same = (bar.metre.beats, bar.metre.unit) == (metre.beats, metre.unit)
    return same and (tick_of(bar.start) - metre.tick) % bar_ticks == 0


def problems_of(bars: Sequence[Bar]) -> tuple[Message, ...]:
    """A message for each bar that is neither full, nor a pickup, nor the last bar before one."""
    pickup = pickup_of(bars)
    whole = tuple(whole_bars(bars))
    wrong = [bar for bar in whole if not bar.is_full and bar != pickup]
    if wrong and pickup and wrong[-1] == whole[-1] and _completes(wrong[-1], pickup):
        wrong.pop()
    found = dict.fromkeys((bar.line, _in_units(bar), _metre_text(bar)) for bar in wrong)
    return tuple(
        Message(
            "Line {line}: a bar lasts {length} instead of {metre}.",
            {"line": line, "length": length, "metre": metre},
        )
        for line, length, metre in found
    )


def _completes(bar: Bar, pickup: Bar) -> bool:
    return bar.length + pickup.length == bar.full_length


def _in_units(bar: Bar) -> str:
    """A length in the unit of its metre, such as 5/4; in lowest terms where that is not whole."""
    units = bar.length * bar.metre.unit if bar.metre else bar.length
    return f"{units}/{bar.metre.unit}" if bar.metre and units.denominator == 1 else str(bar.length)


def _metre_text(bar: Bar) -> str:
    return f"{bar.metre.beats}/{bar.metre.unit}" if bar.metre else ""
