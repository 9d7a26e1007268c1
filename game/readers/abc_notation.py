"""ABC notation into a `Song`: the part of the standard 2.1 in which single tunes are written.

The first tune of a file is read; the first voice with notes is its melody. Repeats are written
out. Passed over, since no finger plays them: grace notes, decorations (but finger marks), slurs,
words, parts (P:), overlays (&), clefs and transposition. Finger marks are `!1!` to `!5!`.
Reference: The ABC Music Standard 2.1 (December 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from game.messages import Message, Refusal
from game.music.song import TICKS_PER_QUARTER, Song, TempoChange, TempoMap, Track
from game.readers.abc_bars import bars_of, metres_of, problems_of
from game.readers.abc_body import read_body
from game.readers.abc_fields import DEFAULT_US_PER_QUARTER
from game.readers.abc_header import Header, read_header, split_header
from game.readers.abc_lines import tune_lines
from game.readers.abc_performance import Performance, perform
from game.readers.abc_repeats import as_played
from game.readers.abc_score import Voice
from game.readers.bytes_text import text_of
from game.readers.limits import MAX_NOTES


@dataclass(frozen=True, slots=True)
class _Tune:
    """Voices as played, the melody first."""

    header: Header
    voices: tuple[Voice, ...]


def _tune(data: bytes) -> _Tune:
    header_lines, body_lines = split_header(tune_lines(text_of(data)))
    header = read_header(header_lines)
    written = read_body(header, body_lines)
    voices: list[Voice] = []
    notes = 0
    for voice in written:
        voices.append(Voice(voice.name, as_played(voice.elements)))
        notes += voices[-1].note_count
        if notes > MAX_NOTES:
            raise Refusal(Message("The song has too many notes."))
    return _Tune(header, tuple(voices))


def read_abc(name: str, data: bytes) -> Song:
    """The song's id is the stem of `name`, and so is its title where T: is missing.

    Raises Refusal with the line for whatever cannot be read.
    """
    tune = _tune(data)
    header = tune.header
    performances = tuple(perform(voice.elements) for voice in tune.voices)
    stem = PurePath(name).stem
    return Song(
        song_id=stem,
        title=header.title or stem,
        tempo=_tempo_map(header, performances),
        metres=metres_of(bars_of(tune.voices[0].elements, header.metre)),
        tracks=tuple(
            Track(voice.name, performance.notes)
            for voice, performance in zip(tune.voices, performances, strict=True)
        ),
        chords=next((tuple(part.chords.values()) for part in performances if part.chords), ()),
        credits=header.credits,
        emblem=header.emblem,
    )


def bar_problems(data: bytes) -> tuple[Message, ...]:
    """What does not add up: bars that are neither full, nor a pickup, nor the last one before it.

    Raises Refusal as `read_abc` does.
    """
    tune = _tune(data)
    return tuple(
        problem
        for voice in tune.voices
        for problem in problems_of(bars_of(voice.elements, tune.header.metre))
    )


def _tempo_map(header: Header, performances: tuple[Performance, ...]) -> TempoMap:
    first = TempoChange(0, header.us_per_quarter or DEFAULT_US_PER_QUARTER)
    changes = {0: first}
    for performance in performances:
        changes.update(performance.tempos)
    return TempoMap(TICKS_PER_QUARTER, tuple(changes[tick] for tick in sorted(changes)))
