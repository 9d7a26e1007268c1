"""Which accidental a written note has, and which pitch follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from game.readers.abc_pitch import ALTERATIONS, KeySignature, pitch_of
from game.readers.abc_tokens import Token


class Spelling:
    """An accidental holds until the bar line in all octaves (ABC standard 2.1, section 11.3), and
    for a tied note beyond it.
    """

    def __init__(self, key: KeySignature) -> None:
        self.key = key
        self._in_bar: dict[str, int] = {}  # by letter
        self._sounded: dict[str, int] = {}  # by letter and octave: the last notes
        self._tied: dict[str, int] = {}  # those of them that go on

    def pitches(self, notes: Sequence[Token]) -> list[int]:
        """Of notes sounded together. Raises Refusal outside MIDI."""
        self._sounded = {_place(note): self._alteration(note) for note in notes}
        self._tied = {}
        return [
            pitch_of(
                note.part("letter"), note.part("octaves"), self._sounded[_place(note)], note.line
            )
            for note in notes
        ]

    def tie(self, note: Token) -> None:
        """`note`, sounded last, goes on."""
        self._tied[_place(note)] = self._sounded[_place(note)]

    def end_bar(self) -> None:
        self._in_bar = {}

    def _alteration(self, note: Token) -> int:
        letter = note.part("letter").upper()
        if sign := note.part("sign"):
            self._in_bar[letter] = ALTERATIONS[sign]
        elif _place(note) in self._tied:
            return self._tied[_place(note)]
        return self._in_bar.get(letter, self.key[letter])


def _place(note: Token) -> str:
    return note.part("letter") + note.part("octaves")
