"""Elements of an ABC voice, in the order played, into notes, chords and tempo at their ticks.

Conventions: positions are exact parts of a whole note from the beginning; each is rounded to a
tick by itself, so that roundings do not add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from game.music.song import TICKS_PER_QUARTER, ChordSymbol, SongNote, TempoChange
from game.readers.abc_score import Element, Harmony, NewTempo, Sounding, Sung
from game.readers.chord_symbols import chord_symbol


def tick_of(position: Fraction) -> int:
    return round(position * 4 * TICKS_PER_QUARTER)


@dataclass(slots=True)
class _Ringing:
    start: Fraction
    end: Fraction
    sung: Sung
    tied: bool


@dataclass(slots=True)
class Performance:
    """A voice as played; grows as `play` is called."""

    position: Fraction = Fraction(0)
    chords: dict[int, ChordSymbol] = field(default_factory=dict)
    tempos: dict[int, TempoChange] = field(default_factory=dict)
    _sounded: list[_Ringing] = field(default_factory=list)
    _tied: dict[int, _Ringing] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[SongNote, ...]:
        notes = [_song_note(ringing) for ringing in self._sounded]
        return tuple(sorted(notes, key=lambda note: (note.tick, note.pitch)))

    def play(self, element: Element) -> None:
        tick = tick_of(self.position)
        match element:
            case Sounding():
                self._sound(element)
            case Harmony(text):
                symbol = chord_symbol(text, tick)
                if symbol is not None:
                    self.chords[tick] = symbol
            case NewTempo(us_per_quarter):
                self.tempos[tick] = TempoChange(tick, us_per_quarter)
            case _:
                pass

    def _sound(self, sounding: Sounding) -> None:
        end = self.position + sounding.length
        tied: dict[int, _Ringing] = {}
        for sung in sounding.notes:
            ringing = self._tied.get(sung.pitch)
            if ringing is None:
                ringing = _Ringing(self.position, end, sung, sung.tied)
                self._sounded.append(ringing)
            ringing.end = end
            if sung.tied:
                tied[sung.pitch] = ringing
        self._tied = tied
        self.position = end


def perform(elements: Iterable[Element]) -> Performance:
    performance = Performance()
    for element in elements:
        performance.play(element)
    return performance


def _song_note(ringing: _Ringing) -> SongNote:
    tick = tick_of(ringing.start)
    return SongNote(
        tick,
        max(1, tick_of(ringing.end) - tick),
        ringing.sung.pitch,
        finger_number=ringing.sung.finger_number,
    )
