"""Plays drawn as strips: one character is 50 ms, one line a finger.

A line of notes: `[` onset, `]` end, `-` between them for a plain note and `=` for a hold, `|` a
note of one character. A line of keys: `x` press, `o` release. Anything else is time that passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from game.music.chart import Note
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import Finger, Move
from game.play.judgements import Hit, Judgement, Stray, Tap
from game.play.keymap import Binding, Keymap
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import CommittedPhrase, Ending, Play, PlayHeader
from game.timing import HostTime, Segment, SongTime, ms_from_ns, ns_from_ms

STEP_NS = ns_from_ms(50)
START = HostTime(ns_from_ms(1_000_000))
"""The host time at which the song is at 0."""
DEVICE = "Pads 1"
NOBODY = UUID(int=0)


def notes_of(strips: Mapping[str, str]) -> tuple[Note, ...]:
    """In order of onset; `strips` has a line of notes for each finger, such as "R2"."""
    notes = [note for finger, strip in strips.items() for note in _notes(finger, strip)]
    return tuple(sorted(notes, key=lambda note: note.onset_ns))


def _notes(finger: str, strip: str) -> Iterable[Note]:
    for place, mark in enumerate(strip):
        if mark not in "[|":
            continue
        end = strip.index("]", place) if mark == "[" else place + 1
        hold = "=" in strip[place:end]
        onset = SongTime(place * STEP_NS)
        yield Note(onset, (end - place) * STEP_NS, Move(Finger(finger)), 60, hold=hold)


def taps_in(strips: Mapping[str, str]) -> tuple[Tap, ...]:
    """The presses as taps, without a lock-out, in order of time."""
    presses = sorted(
        (place, finger)
        for finger, strip in strips.items()
        for place, mark in enumerate(strip)
        if mark == "x"
    )
    return tuple(
        Tap(Move(Finger(finger)), SongTime(place * STEP_NS), None, index)
        for index, (place, finger) in enumerate(presses)
    )


def events_of(strips: Mapping[str, str]) -> tuple[KeyEvent, ...]:
    events: list[KeyEvent] = []
    for finger, strip in strips.items():
        for place, mark in enumerate(strip):
            host = HostTime(START + place * STEP_NS)
            if mark == "x":
                events.append(KeyPress(host, DEVICE, key_of(finger), 80))
            elif mark == "o":
                events.append(KeyRelease(host, DEVICE, key_of(finger)))
    return tuple(sorted(events, key=lambda event: event.host_ns))


def key_of(finger: str) -> int:
    return list(Finger).index(Finger(finger))


def play_of(
    notes: tuple[Note, ...],
    events: tuple[KeyEvent, ...],
    segments: tuple[Segment, ...] = (Segment(START, SongTime(0), running=True),),
    lock_out_ns: int = ns_from_ms(80),
) -> Play:
    """A play of one phrase by nobody, each finger on a key of its own."""
    bindings = tuple(Binding(DEVICE, key_of(f.value), Move(f)) for f in Finger)
    moves = tuple({note.move: None for note in notes}) or (Move(Finger.R2),)
    header = PlayHeader(
        play_id=NOBODY,
        player_id=NOBODY,
        song_id="strip",
        song_title="Strip",
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        keymap=Keymap(bindings),
        windows=HitWindows(),
        lock_out_ns=lock_out_ns,
        seed=0,
    )
    phrase = CommittedPhrase(0, Difficulty(even_shares(moves)), notes)
    return Play(header, segments, (phrase,), events, Ending.FINISHED)


def drawn_play(notes: Mapping[str, str], keys: Mapping[str, str]) -> Play:
    return play_of(notes_of(notes), events_of(keys))


def said(judgements: Iterable[Judgement]) -> list[str]:
    """Such as `0 R2 close +20`, `1 R2 miss +250`, `2 R2 miss`, `stray R3 at 1250 for 2` (ms)."""
    return [_said(judgement) for judgement in judgements]


def _said(judgement: Judgement) -> str:
    if isinstance(judgement, Stray):
        tap = judgement.tap
        meant = "" if judgement.instead_of is None else f" for {judgement.instead_of}"
        return f"stray {_name(tap.move)} at {ms_from_ns(tap.time_ns):g}{meant}"
    tier = judgement.tier.name.lower() if isinstance(judgement, Hit) else "miss"
    error = judgement.error_ns
    late = "" if error is None else f" {ms_from_ns(error):+g}"
    return f"{judgement.index} {_name(judgement.note.move)} {tier}{late}"


def _name(move: Move) -> str:
    return move.code.removesuffix(".tap")
