"""The body of an ABC tune, line by line, into its voices."""

from __future__ import annotations

from collections.abc import Iterable

from game.messages import Message, Refusal
from game.readers.abc_header import Header, voice_of
from game.readers.abc_lines import DIRECTIVE, MUSIC, Line
from game.readers.abc_score import Voice
from game.readers.abc_tokens import Mark, tokens
from game.readers.abc_voice import VoiceReader

_MOST_VOICES = 32


class _Body:
    """Music goes to the voice that the last V: named; before any, to the first in the header."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._voices: dict[str, VoiceReader] = {}
        self._current = next(iter(header.voices), "")

    def read(self, line: Line) -> None:
        if line.field == MUSIC:
            for token in tokens(line.text, line.number):
                if token.mark is Mark.FIELD:
                    self._field(token.text[1], token.text[3:-1].strip(), line.number)
                else:
                    self._voice(line.number).read(token)
        elif line.field != DIRECTIVE:
            self._field(line.field, line.text, line.number)

    def voices(self) -> tuple[Voice, ...]:
        """In the order of the header's V: fields, then as they come."""
        order = [*self._header.voices, *self._voices]
        found = (self._voices[key].voice for key in dict.fromkeys(order) if key in self._voices)
        return tuple(voice for voice in found if voice.note_count)

    def _field(self, letter: str, text: str, line: int) -> None:
        if letter == "V":
            self._current = voice_of(text)[0]
        else:
            self._voice(line).field(letter, text, line)

    def _voice(self, line: int) -> VoiceReader:
        if self._current not in self._voices:
            if len(self._voices) == _MOST_VOICES:
                raise Refusal(Message("Line {line}: the song has too many voices.", {"line": line}))
            name = self._header.voices.get(self._current) or self._current
            self._voices[self._current] = VoiceReader(name, self._header)
        return self._voices[self._current]


def read_body(header: Header, lines: Iterable[Line]) -> tuple[Voice, ...]:
    """The voices that have notes. Raises Refusal for what cannot be read, or without any."""
    body = _Body(header)
    for line in lines:
        body.read(line)
    voices = body.voices()
    if not voices:
        raise Refusal(Message("The song has no notes."))
    return voices
