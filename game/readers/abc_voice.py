"""One voice of an ABC tune while it is read: tokens go in, elements come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from game.messages import Message, Refusal
from game.readers.abc_barlines import bar_line
from game.readers.abc_fields import parse_metre, parse_tempo, parse_unit
from game.readers.abc_header import Header
from game.readers.abc_pitch import parse_key
from game.readers.abc_rhythm import Rhythm, multiple
from game.readers.abc_score import (
    BarLine,
    Element,
    Harmony,
    NewMetre,
    NewTempo,
    Sounding,
    Sung,
    Voice,
)
from game.readers.abc_spelling import Spelling
from game.readers.abc_tokens import Mark, Token, not_a_note, tokens
from game.readers.limits import MAX_NOTES

_MOST_ELEMENTS = 3 * MAX_NOTES
_ANNOTATIONS = ("^", "_", "<", ">", "@")


@dataclass(frozen=True, slots=True)
class _Written:
    """A note as it stands in the file."""

    token: Token
    finger_number: int | None
    tied: bool = False


class VoiceReader:
    """Feed `read` and `field` in written order, then take `voice`."""

    def __init__(self, name: str, header: Header) -> None:
        self._name = name
        self._spelling = Spelling(header.key)
        self._rhythm = Rhythm(header.unit, header.metre)
        self._elements: list[Element] = []
        self._notes_read = 0
        self._last_index: int | None = None  # of the last Sounding in `_elements`
        self._last_notes: Sequence[_Written] = ()
        self._fingers: list[int] = []  # marks whose notes are still to come

    @property
    def voice(self) -> Voice:
        return Voice(self._name, tuple(self._elements))

    def read(self, token: Token) -> None:
        """Raises Refusal for what cannot be played."""
        match token.mark:
            case Mark.NOTE | Mark.CHORD | Mark.REST | Mark.BARS_REST:
                self._read_sounding(token)
            case Mark.BAR:
                self._bar(token)
            case Mark.TEXT if not token.text[1:].startswith(_ANNOTATIONS):
                self._append(Harmony(token.text[1:-1]), token.line)
            case Mark.FINGER:
                self._fingers.append(int(token.part("finger")))
            case Mark.TUPLET:
                self._rhythm.begin_tuplet(token)
            case Mark.TIE | Mark.BROKEN:
                self._change_last(token)
            case _:
                pass  # an annotation

    def _read_sounding(self, token: Token) -> None:
        if token.mark is Mark.CHORD:
            self._chord(token)
        elif token.mark is Mark.NOTE:
            written = _Written(token, self._take_finger())
            self._sound([written], multiple(token, "length"), token.line)
        elif token.mark is Mark.REST:
            self._sound([], multiple(token, "rest_length"), token.line)
        else:
            for bar in range(int(token.part("bars") or 1)):
                if bar:
                    self._append(BarLine(token.line), token.line)
                self._append(Sounding(self._rhythm.bar, (), token.line), token.line)

    def field(self, letter: str, text: str, line: int) -> None:
        """K, M, L and Q change what follows; other fields say nothing about the music."""
        match letter:
            case "K":
                self._spelling.key = parse_key(text, line)
            case "M":
                self._rhythm.metre = parse_metre(text, line)
                self._append(NewMetre(self._rhythm.metre), line)
            case "L":
                self._rhythm.unit = parse_unit(text, line)
            case "Q":
                us_per_quarter = parse_tempo(text, self._rhythm.unit, line)
                if us_per_quarter is not None:
                    self._append(NewTempo(us_per_quarter), line)

    def _append(self, element: Element, line: int) -> None:
        if len(self._elements) >= _MOST_ELEMENTS or self._notes_read > MAX_NOTES:
            raise Refusal(Message("Line {line}: the song has too many notes.", {"line": line}))
        self._elements.append(element)

    def _sound(self, notes: Sequence[_Written], units: Fraction, line: int) -> None:
        pitches = self._spelling.pitches([note.token for note in notes])
        sung = {
            pitch: Sung(pitch, note.finger_number, note.tied)
            for pitch, note in zip(pitches, notes, strict=True)
        }
        for note in notes:
            if note.tied:
                self._spelling.tie(note.token)
        self._notes_read += len(sung)
        self._last_index = len(self._elements)
        self._last_notes = notes
        self._append(Sounding(self._rhythm.length(units), tuple(sung.values()), line), line)

    def _chord(self, token: Token) -> None:
        """It lasts as long as its first note says, times its own length (4.17)."""
        notes: list[_Written] = []
        for part in tokens(token.part("inside"), token.line):
            if part.mark is Mark.FINGER:
                self._fingers.insert(0, int(part.part("finger")))
            elif part.mark is Mark.NOTE:
                notes.append(_Written(part, self._take_finger()))
            elif part.mark is Mark.TIE and notes:
                notes[-1] = replace(notes[-1], tied=True)
            elif part.mark is not Mark.TEXT:
                raise not_a_note(part.text, 0, token.line)
        if not notes:
            raise not_a_note(token.text, 0, token.line)
        units = multiple(notes[0].token, "length") * multiple(token, "chord_length")
        self._sound(notes, units, token.line)

    def _change_last(self, token: Token) -> None:
        """What follows a note, chord or rest. Raises Refusal where there is none."""
        last = None if self._last_index is None else self._elements[self._last_index]
        if self._last_index is None or not isinstance(last, Sounding):
            raise not_a_note(token.text, 0, token.line)
        if token.mark is Mark.TIE:
            last = replace(last, notes=tuple(replace(note, tied=True) for note in last.notes))
            for note in self._last_notes:
                self._spelling.tie(note.token)
        else:
            last = replace(last, length=last.length * self._rhythm.break_after(token.text))
        self._elements[self._last_index] = last

    def _bar(self, token: Token) -> None:
        element = bar_line(token.text, token.line)
        if element is not None:
            self._spelling.end_bar()
            self._append(element, token.line)

    def _take_finger(self) -> int | None:
        return self._fingers.pop(0) if self._fingers else None
