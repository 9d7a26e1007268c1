"""What stands above the music of an ABC tune."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from game.messages import Message, Refusal
from game.music.song import Credits, Metre
from game.readers.abc_fields import default_unit, parse_metre, parse_tempo, parse_unit
from game.readers.abc_lines import DIRECTIVE, MUSIC, Line
from game.readers.abc_pitch import KeySignature, parse_key

_VOICE_NAME = re.compile(r"\b(?:name|nm)\s*=\s*(?:\"([^\"]*)\"|(\S+))")


@dataclass(frozen=True, slots=True)
class Header:
    """`unit` is a length in whole notes; `voices` maps ids to names, in the order of V:."""

    title: str
    credits: Credits
    emblem: str
    metre: Metre | None
    unit: Fraction
    us_per_quarter: int | None
    key: KeySignature
    voices: dict[str, str]


def voice_of(text: str) -> tuple[str, str]:
    """The id and the name ("" without one) of a field V:."""
    match = _VOICE_NAME.search(text)
    return (text.split() or [""])[0], (match[1] or match[2] or "") if match else ""


def split_header(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines up to and with K:, and the body. Raises Refusal without K: or with music above."""
    header: list[Line] = []
    remaining = iter(lines)
    for line in remaining:
        if line.field == MUSIC:
            raise Refusal(
                Message(
                    "Line {line}: “{text}” stands above the key (K:).",
                    {"line": line.number, "text": line.text[:24]},
                )
            )
        header.append(line)
        if line.field == "K":
            return header, list(remaining)
    raise Refusal(Message("The song has no key (K:)."))


def read_header(lines: Iterable[Line]) -> Header:
    fields: dict[str, list[Line]] = {}
    directives: dict[str, str] = {}
    for line in lines:
        if line.field == DIRECTIVE:
            name, _, value = line.text.partition(" ")
            directives.setdefault(name, value.strip())
        else:
            fields.setdefault(line.field, []).append(line)

    def texts(field: str) -> list[str]:
        return [line.text for line in fields.get(field, []) if line.text]

    metre, unit, us_per_quarter = _time_of(fields)
    return Header(
        title=(texts("T") or [""])[0],
        credits=Credits(
            composer=", ".join(texts("C") or texts("O")),
            year=directives.get("year", ""),
            source="; ".join(texts("S") + texts("Z")),
            licence=directives.get("licence", ""),
            why_free=directives.get("why-free", ""),
        ),
        emblem=directives.get("emblem", ""),
        metre=metre,
        unit=unit,
        us_per_quarter=us_per_quarter,
        key=parse_key(fields["K"][-1].text, fields["K"][-1].number),
        voices=dict(voice_of(text) for text in texts("V")),
    )


def _time_of(fields: dict[str, list[Line]]) -> tuple[Metre | None, Fraction, int | None]:
    """Metre, unit and tempo: in this order, since each may depend on the one before.

    Of a field that stands twice the last counts: the tune's over the file's.
    """
    last = {field: lines[-1] for field, lines in fields.items()}
    metre = parse_metre(last["M"].text, last["M"].number) if "M" in last else None
    unit = parse_unit(last["L"].text, last["L"].number) if "L" in last else default_unit(metre)
    tempo = parse_tempo(last["Q"].text, unit, last["Q"].number) if "Q" in last else None
    return metre, unit, tempo
