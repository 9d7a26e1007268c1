"""The marks of a line of ABC music, one after the other. Reference: ABC standard 2.1, section 4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from game.messages import Message, Refusal

_LENGTH = r"[0-9]{0,3}(?:/+[0-9]{0,3})?"
_PITCH = r"(?P<sign>\^\^|\^|__|_|=)?(?P<letter>[A-Ga-g])(?P<octaves>[,']*)"
_ENDING = r"[0-9]{1,2}(?:[,\-][0-9]{1,2})*"


class Mark(Enum):
    """What a token is; the values are their patterns, tried in this order."""

    SPACE = r"[\s`$\\]+|y[0-9]*"
    FIELD = r"\[[A-Za-z]:[^\]]*\]"
    BAR = rf"\.?(?:\[\||:*\||::+)(?:[|:]|\[(?=\|)|(?<=[|:])\])*(?:\[?{_ENDING})?|\[{_ENDING}"
    NOTE = _PITCH + rf"(?P<length>{_LENGTH})"
    REST = rf"[zx](?P<rest_length>{_LENGTH})"
    BARS_REST = r"[ZX](?P<bars>[0-9]{0,3})"
    TIE = r"\.?-"
    CHORD = rf"\[(?P<inside>[^\[\]|]*)\](?P<chord_length>{_LENGTH})"
    BROKEN = r">{1,3}|<{1,3}"
    TEXT = r'"[^"]*"'
    FINGER = r"!(?P<finger>[1-5])!"
    TUPLET = r"\((?P<p>[2-9])(?::(?P<q>[0-9]?)(?::(?P<r>[0-9]{0,2}))?)?"
    PASSED_OVER = r"\{[^}]*\}|![^!\s|]*!|[.~HLMOPSTuv!]|\.?\(|\)|&[^|]*"
    """Grace notes, decorations, slurs, and a second voice within a bar."""


@dataclass(frozen=True, slots=True)
class Token:
    """`groups` are the named parts of `text`, None where they are not there."""

    mark: Mark
    text: str
    groups: dict[str, str | None]
    line: int

    def part(self, name: str) -> str:
        return self.groups[name] or ""


_TOKEN = re.compile("|".join(f"(?P<{mark.name}>{mark.value})" for mark in Mark), re.ASCII)
_WORD = re.compile(r"\S{1,12}")


def tokens(text: str, line: int) -> Iterator[Token]:
    """All tokens but space and what no finger plays. Raises Refusal where none can be read."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise not_a_note(text, position, line)
        position = match.end()
        mark = Mark[match.lastgroup]  # the outermost named group
        if mark not in (Mark.SPACE, Mark.PASSED_OVER):
            yield Token(mark, match[0], match.groupdict(), line)


def not_a_note(text: str, position: int, line: int) -> Refusal:
    word = _WORD.search(text, position)
    read = word[0] if word else text[position:]
    return Refusal(Message("Line {line}: “{text}” is not a note.", {"line": line, "text": read}))
