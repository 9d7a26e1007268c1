"""`notes.csv`: a row for every note that was asked (see `Play.notes` for plays left early)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from game.music.chart import Note
from game.play.judgements import Hit, Miss, Stray, Tap
from game.reports.columns import NEVER, Column, JudgedPlay, ms_or_none
from game.timing import ms_from_ns


@dataclass(frozen=True, slots=True)
class NoteRow:
    play_id: str
    phrase: int
    answer: Hit | Miss
    wrong_finger: int

    @property
    def note(self) -> Note:
        return self.answer.note

    @property
    def tap(self) -> Tap | None:
        return self.answer.tap


def note_rows(judged: JudgedPlay) -> Iterator[NoteRow]:
    """In the order of the notes' numbers."""
    answers = [word for word in judged.judgements if not isinstance(word, Stray)]
    strays = (word for word in judged.judgements if isinstance(word, Stray))
    wrong = Counter(stray.instead_of for stray in strays)
    phrases = [phrase.index for phrase in judged.play.phrases for _ in phrase.notes]
    for answer in sorted(answers, key=lambda answer: answer.index):
        yield NoteRow(judged.play_id, phrases[answer.index], answer, wrong[answer.index])


_UNANSWERED = "no press answered the note"

NOTE_COLUMNS: tuple[Column[NoteRow], ...] = (
    Column("play_id", "UUID", "the play, as in plays.csv", NEVER, lambda row: row.play_id),
    Column(
        "note", "number", "place in the play's notes, from 0", NEVER, lambda row: row.answer.index
    ),
    Column("phrase", "number", "phrase of the song, from 0", NEVER, lambda row: row.phrase),
    Column(
        "onset_ms",
        "ms",
        "song time at which the note was due; 0 is the beginning of the music",
        NEVER,
        lambda row: ms_from_ns(row.note.onset_ns),
    ),
    Column(
        "duration_ms",
        "ms",
        "length of the note",
        NEVER,
        lambda row: ms_from_ns(row.note.duration_ns),
    ),
    Column(
        "move",
        "code",
        "finger and gesture asked: L5-L1, R1-R5 (1 is the thumb), then tap, tip or key (pinches)",
        NEVER,
        lambda row: row.note.move.code,
    ),
    Column("pitch", "MIDI note", "pitch of the note; 60 is C4", NEVER, lambda row: row.note.pitch),
    Column(
        "note_velocity",
        "MIDI velocity",
        "loudness of the note as written, 1-127",
        NEVER,
        lambda row: row.note.velocity,
    ),
    Column(
        "hold",
        "true or false",
        "whether the finger was asked to stay down",
        NEVER,
        lambda row: row.note.hold,
    ),
    Column(
        "judgement",
        "code",
        "hit: a press of this finger within the hit window; otherwise miss",
        NEVER,
        lambda row: "hit" if isinstance(row.answer, Hit) else "miss",
    ),
    Column(
        "tier",
        "code",
        "close, good or near: the innermost window that holds the hit",
        "not a hit",
        lambda row: row.answer.tier.name.lower() if isinstance(row.answer, Hit) else None,
    ),
    Column(
        "error_ms",
        "ms",
        "press - onset, negative is early; of hits and of early and late presses alike",
        _UNANSWERED,
        lambda row: ms_or_none(row.answer.error_ns),
    ),
    Column(
        "tap_ms",
        "ms",
        "song time of the press that answered, less its device's offset",
        _UNANSWERED,
        lambda row: ms_or_none(row.tap.time_ns if row.tap else None),
    ),
    Column(
        "tap_velocity",
        "MIDI velocity",
        "how hard that press was, 1-127",
        f"{_UNANSWERED}, or its device does not tell",
        lambda row: row.tap.velocity if row.tap else None,
    ),
    Column(
        "press",
        "number",
        "the press that answered, as in presses.csv",
        _UNANSWERED,
        lambda row: row.tap.press if row.tap else None,
    ),
    Column(
        "wrong_finger_presses",
        "presses",
        "presses of other fingers that belonged to this note",
        NEVER,
        lambda row: row.wrong_finger,
    ),
)
