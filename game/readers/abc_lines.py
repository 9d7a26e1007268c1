"""The lines of the first tune of an ABC file, each with its number and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIELD = re.compile(r"([A-Za-z+]):(.*)")
_FIELD_IN_BODY = re.compile(r"([A-Za-z+]):(?![|:])(.*)")  # “e:|” is a note and a repeat
_COMMENT = re.compile(r"(?<!\\)%.*")
_FILE_HEADER = frozenset("CLMNOQSZ")

MUSIC = ""
DIRECTIVE = "%%"


@dataclass(frozen=True, slots=True)
class Line:
    """`field` is a field's letter, `DIRECTIVE` or `MUSIC`; `text` is what follows, without comment.

    `number` counts from 1, as editors do.
    """

    number: int
    field: str
    text: str


def tune_lines(text: str) -> Iterator[Line]:
    """The first tune, X: to the empty line that ends it, after the fields of the file's header.

    An empty line before the first music is passed over; a file without X: is one tune.
    """
    lines = list(_lines(text))
    begun = all(line.field != "X" for line in lines if line)
    seen_x = seen_music = False
    for line in lines:
        if line is None:
            if begun and seen_music:
                return
            continue
        if line.field == "X":
            if seen_x:
                return
            begun = seen_x = True
        seen_music = seen_music or (begun and line.field == MUSIC)
        if begun or line.field == DIRECTIVE or line.field in _FILE_HEADER:
            yield line


def _lines(text: str) -> Iterator[Line | None]:
    """None stands for an empty line; lines that only comment are left out."""
    in_text_block = in_body = False
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        stripped = raw.strip()
        if stripped.startswith("%%"):
            directive = stripped[2:].strip()
            in_text_block = directive.startswith("begin") or (
                in_text_block and not directive.startswith("end")
            )
            yield Line(number, DIRECTIVE, directive)
        elif not stripped:
            yield None
        elif not in_text_block and (content := _COMMENT.sub("", stripped).rstrip()):
            line = _field_or_music(number, content, in_body=in_body)
            in_body = line.field != "X" and (in_body or line.field == "K")
            yield line


def _field_or_music(number: int, content: str, *, in_body: bool) -> Line:
    match = (_FIELD_IN_BODY if in_body else _FIELD).fullmatch(content)
    if match is None:
        return Line(number, MUSIC, content)
    return Line(number, match[1], match[2].strip().replace("\\%", "%"))
