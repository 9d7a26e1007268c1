"""Repeats and endings written out: elements in the order in which they are played.

Reference: ABC standard 2.1, 4.8 to 4.10. A repeat without its beginning goes back to the latest
double bar or end of a repeat, or to the beginning of the tune.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.messages import Message, Refusal
from game.readers.abc_score import BarLine, Element, Sounding
from game.readers.limits import MAX_NOTES

_MOST_ELEMENTS = 6 * MAX_NOTES


@dataclass(slots=True)
class _Stretch:
    """Elements that are played together; in all passes where `endings` is empty."""

    endings: frozenset[int]
    elements: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    """What one repeat repeats: the stretches of all passes and of each ending."""

    opened: bool
    stretches: list[_Stretch] = field(default_factory=lambda: [_Stretch(frozenset())])
    repeats: int = 0

    def is_over_at(self, bar_line: BarLine) -> bool:
        in_ending = bool(self.stretches[-1].endings)
        return bar_line.repeats > 0 or (bar_line.closes and (in_ending or not self.opened))

    @property
    def passes(self) -> int:
        return max([1 + self.repeats, *(n for part in self.stretches for n in part.endings)])

    def played(self) -> Iterable[Element]:
        for number in range(1, self.passes + 1):
            for stretch in self.stretches:
                if not stretch.endings or number in stretch.endings:
                    yield from stretch.elements


def as_played(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Raises Refusal where the repeats make a tune without end."""
    played: list[Element] = []
    notes = 0
    for section in _sections(elements):
        for element in section.played():
            played.append(element)
            notes += len(element.notes) if isinstance(element, Sounding) else 0
            if notes > MAX_NOTES or len(played) > _MOST_ELEMENTS:
                raise Refusal(Message("The song has too many notes."))
    return tuple(played)


def _sections(elements: Iterable[Element]) -> Iterable[_Section]:
    section = _Section(opened=False)
    over = False  # unless an ending follows at once
    for element in elements:
        if over and not (isinstance(element, BarLine) and element.endings):
            yield section
            section = _Section(opened=False)
        over = False
        section.stretches[-1].elements.append(element)
        if isinstance(element, BarLine):
            section.repeats = max(section.repeats, element.repeats)
            if element.endings:
                section.stretches.append(_Stretch(element.endings))
            elif element.opens:
                yield section
                section = _Section(opened=True)
            else:
                over = section.is_over_at(element)
    yield section
