"""A phrase of a song as it is asked of a hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from game.music.accompaniment import accompany, notes_within
from game.music.bars import beat_ticks
from game.music.chart import BackingNote, Note, PhraseChart, Voice
from game.music.difficulty import Difficulty, Prescription, even_shares
from game.music.fingering import Fingered, exclude_each_other, finger_onsets
from game.music.lane_search import TimedOnset
from game.music.moves import Move
from game.music.phrase_time import PhraseTime
from game.music.phrases import Phrase
from game.music.song import Song, SongNote
from game.music.thinning import asked_onsets
from game.timing import SongTime, elapsed_ns, ns_from_ms

_OPENING_GAP_NS = ns_from_ms(750)
"""[D] A healthy index finger taps 4.4-4.7 times a second, a paretic hand about half as fast or
less (de Groot-Driessen 2006): two thirds of that half leaves room to succeed at once. First scores
on a device that asked more were called pitiful (facts: clinical, section 1)."""
_OPENING_HOLD_NS = ns_from_ms(1500)
"""[D] Only notes that are plainly long; how a hold ends is never graded."""
_TEMPO_SLACK = 0.95
"""[D] A beat that is played a little early in the source is a beat still."""

_At = Callable[[int], SongTime]


def arrange_phrase(
    song: Song,
    phrase: Phrase,
    start_ns: SongTime,
    difficulty: Difficulty,
    previous: PhraseChart | None,
) -> PhraseChart:
    """The phrase from `start_ns` on, at the difficulty's tempo.

    What is not asked of the melody is played by the backing, so that the song is always whole.
    `previous` is the chart of the phrase played before: gaps and contour go on from there.
    """
    at = PhraseTime(song, phrase, start_ns, difficulty.tempo_scale).at
    onsets = [TimedOnset(at(one.tick), one) for one in asked_onsets(song, phrase, difficulty)]
    fingered = finger_onsets(song, onsets, difficulty, previous)
    return PhraseChart(
        index=phrase.index,
        start_ns=start_ns,
        end_ns=at(phrase.end_tick),
        notes=_notes(fingered, at, difficulty.hold_from_ns),
        backing=_backing(song, phrase, fingered, at),
        difficulty=difficulty,
    )


def opening_difficulty(
    song: Song, prescription: Prescription, moves: tuple[Move, ...]
) -> Difficulty:
    """What a hand is asked of which nothing is known yet, inside the prescription.

    The written tempo, all of `moves` alike, one note at a time, on whole beats of the song: as
    many of them apart as make the opening gap.
    """
    tick = song.melody_notes[0].tick
    beat_ns = song.tempo.quarter_ns_at(tick) * beat_ticks(song, tick) / song.resolution
    beats = 1
    while beats * beat_ns < _OPENING_GAP_NS * _TEMPO_SLACK:
        beats *= 2
    gap_ns = round(beats * beat_ns * _TEMPO_SLACK)
    wish = Difficulty(
        even_shares(moves),
        least_gap_ns=gap_ns,
        finger_gap_ns=gap_ns,
        hold_from_ns=_OPENING_HOLD_NS,
    )
    return prescription.clamp(wish)


def _notes(fingered: Sequence[Fingered], at: _At, hold_from_ns: int | None) -> tuple[Note, ...]:
    notes = []
    for index, one in enumerate(fingered):
        duration_ns = _duration_ns(one, fingered[index + 1 :], at)
        hold = hold_from_ns is not None and duration_ns >= hold_from_ns
        note = one.note
        notes.append(Note(one.time_ns, duration_ns, one.move, note.pitch, note.velocity, hold=hold))
    return tuple(notes)


def _duration_ns(one: Fingered, later: Iterable[Fingered], at: _At) -> int:
    """As written, but no longer than until its finger, or a pinch's thumb, is asked again."""
    end_ns = at(one.note.end_tick)
    for other in later:
        if other.time_ns >= end_ns:
            break
        if other.time_ns > one.time_ns and exclude_each_other(one.move, other.move):
            end_ns = other.time_ns
    return max(1, elapsed_ns(one.time_ns, end_ns))


def _backing(
    song: Song, phrase: Phrase, fingered: Iterable[Fingered], at: _At
) -> tuple[BackingNote, ...]:
    """In order of onset, then of pitch."""
    asked = Counter(one.note for one in fingered)
    melody = Counter(notes_within(song.melody_notes, phrase.start_tick, phrase.end_tick))
    tune = [(note, Voice.TUNE) for note in (melody - asked).elements()]
    along = [(one.note, one.voice) for one in accompany(song, phrase.start_tick, phrase.end_tick)]
    backing = [_backing_note(note, voice, at) for note, voice in (*tune, *along)]
    return tuple(sorted(backing, key=lambda note: (note.onset_ns, note.pitch)))


def _backing_note(note: SongNote, voice: Voice, at: _At) -> BackingNote:
    onset_ns = at(note.tick)
    duration_ns = max(1, elapsed_ns(onset_ns, at(note.end_tick)))
    return BackingNote(onset_ns, duration_ns, note.pitch, note.velocity, voice)
