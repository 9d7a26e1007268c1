"""What the game plays beside the melody, from the chord symbols or from a song's other tracks.

Bass on the strong beats, chords on the others (um-pah-pah in three). General MIDI's percussion is
left out: its pitches name drums, which a pitched instrument would play as wrong notes. Clicks
count in, before the start of a play and before it goes on after a pause.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.music.bars import Bar, bars_between, beat_ticks
from game.music.chart import BackingNote, Voice
from game.music.song import Song, SongNote
from game.music.voicing import Sounding, bass_pitch, voice_chords
from game.timing import SongTime, ns_from_ms, shifted

_BASS_VELOCITY = 54
_CHORD_VELOCITY = 42
_LAST_BAR_SOFTER = 0.8
_TRACK_SOFTER = 0.7
"""The melody is the star: what goes along stays under its 80."""
_BASS_BELOW = 48
_CLICK_NS = ns_from_ms(60)
_STRONG_PITCH, _STRONG_VELOCITY = 84, 90
_WEAK_PITCH, _WEAK_VELOCITY = 76, 70


@dataclass(frozen=True, slots=True)
class AccompanyingNote:
    """`note` in ticks, as in a song."""

    note: SongNote
    voice: Voice


@dataclass(frozen=True, slots=True)
class _Strike:
    """A tick at which voices are struck; they ring until their next strike, `until_tick` at most,
    which is a bar later."""

    tick: int
    until_tick: int
    voices: frozenset[Voice]
    sounding: Sounding
    on_five: bool
    last_bar: bool


_BASS = frozenset({Voice.BASS})
_CHORD = frozenset({Voice.CHORDS})
_BOTH = _BASS | _CHORD


def accompany(song: Song, start_tick: int, end_tick: int) -> tuple[AccompanyingNote, ...]:
    """The notes that begin from `start_tick` up to, not with, `end_tick`; they may ring on.

    From the chord symbols: nothing before the first of them, and nothing in a pickup. In a song
    without symbols, its other tracks.
    """
    if not song.chords:
        return _other_tracks(song, start_tick, end_tick)
    longest = max(metre.bar_ticks(song.resolution) for metre in song.metres)
    strikes = list(_strikes(song, start_tick, end_tick + longest))
    return tuple(
        note
        for index, strike in enumerate(strikes)
        if start_tick <= strike.tick < end_tick
        for note in _struck(strike, strikes[index + 1 :])
    )


def _struck(strike: _Strike, later: Sequence[_Strike]) -> Iterator[AccompanyingNote]:
    softer = _LAST_BAR_SOFTER if strike.last_bar else 1.0
    for voice in (Voice.BASS, Voice.CHORDS):
        if voice not in strike.voices:
            continue
        until = next(
            (one.tick for one in later if _silences(one, strike, voice)), strike.until_tick
        )
        length = min(until, strike.until_tick) - strike.tick
        low = voice is Voice.BASS
        velocity = round((_BASS_VELOCITY if low else _CHORD_VELOCITY) * softer)
        bass = bass_pitch(strike.sounding.chord, strike.on_five)
        for pitch in (bass,) if low else strike.sounding.pitches:
            yield AccompanyingNote(SongNote(strike.tick, length, pitch, velocity), voice)


def _silences(later: _Strike, strike: _Strike, voice: Voice) -> bool:
    return voice in later.voices or later.sounding is not strike.sounding


def _strikes(song: Song, start_tick: int, end_tick: int) -> Iterator[_Strike]:
    changes = voice_chords(song)
    begin = max(song.metres[0].tick, changes[0].chord.tick)
    for bar in bars_between(song, start_tick, min(end_tick, song.end_tick)):
        last_bar = bar.end_tick >= song.end_tick
        struck = {bar.start_tick: _BOTH} if last_bar else _pattern(song, bar)
        first, last = (
            bisect_left(changes, tick, key=lambda one: one.chord.tick)
            for tick in (bar.start_tick, bar.end_tick)
        )
        for change in changes[first:last]:
            tick = change.chord.tick
            struck[tick] = _BASS if struck.get(tick) == _BASS else _BOTH
        for tick in sorted(tick for tick in struck if tick >= begin):
            sounding = changes[bisect_right(changes, tick, key=lambda one: one.chord.tick) - 1]
            on_five = not last_bar and _is_odd_bass(song, bar, tick, sounding.chord.tick)
            until = bar.end_tick if last_bar else tick + bar.end_tick - bar.start_tick
            yield _Strike(tick, until, struck[tick], sounding, on_five, last_bar)


def _pattern(song: Song, bar: Bar) -> dict[int, frozenset[Voice]]:
    """The bar's beats in groups, bass on the first of each and the chord on the rest."""
    beat = beat_ticks(song, bar.start_tick)
    beats = range(bar.start_tick, bar.end_tick, beat)
    pattern = dict.fromkeys(beats, _CHORD)
    at = 0
    for size in _groups(len(beats)):
        pattern[beats[at]] = _BASS
        at += size
    return pattern


def _groups(beats: int) -> list[int]:
    """Threes where they fit, twos otherwise: 4 is 2+2, 5 is 3+2, 7 is 3+2+2."""
    if beats % 3 == 0:
        return [3] * (beats // 3)
    first = [3] if beats % 2 and beats > 1 else [min(beats, 2)]
    return first + [2] * ((beats - first[0]) // 2)


def _is_odd_bass(song: Song, bar: Bar, tick: int, chord_tick: int) -> bool:
    """Whether the bass at `tick` is the second, fourth … since its chord began: it takes the
    fifth then."""
    basses = [at for at, voices in _pattern(song, bar).items() if voices == _BASS]
    length = bar.end_tick - bar.start_tick
    bars, into_bar = divmod(max(chord_tick, song.metres[0].tick) - bar.start_tick, length)
    first = bars * len(basses) + bisect_left(basses, bar.start_tick + into_bar)
    return (bisect_left(basses, tick) - first) % 2 == 1


def _other_tracks(song: Song, start_tick: int, end_tick: int) -> tuple[AccompanyingNote, ...]:
    """Softened; without notes that double the melody, which would play the tune by itself."""
    tune = {
        (note.tick, note.pitch) for note in notes_within(song.melody_notes, start_tick, end_tick)
    }
    return tuple(
        AccompanyingNote(
            replace(note, velocity=max(1, round(note.velocity * _TRACK_SOFTER))),
            Voice.BASS if note.pitch < _BASS_BELOW else Voice.CHORDS,
        )
        for index, track in enumerate(song.tracks)
        if index != song.melody and not track.percussion
        for note in notes_within(track.notes, start_tick, end_tick)
        if (note.tick, note.pitch) not in tune
    )


def notes_within(notes: Sequence[SongNote], start_tick: int, end_tick: int) -> Sequence[SongNote]:
    first = bisect_left(notes, start_tick, key=lambda note: note.tick)
    return notes[first : bisect_left(notes, end_tick, key=lambda note: note.tick)]


def count_in_ns(song: Song, tick: int, tempo_scale: float) -> int:
    """How long the count-in before `tick` lasts, from its first click to the music."""
    return _ns(song, tick, tick - _first_click_tick(song, tick), tempo_scale)


def count_in_notes(
    song: Song, tick: int, tempo_scale: float, end_ns: SongTime
) -> tuple[BackingNote, ...]:
    """A click on each felt beat, the music being at `tick` at `end_ns`.

    One bar, counted from one, at the tempo in force at `tick`. Before a pickup, or in mid-bar, the
    beats of its own bar that go before it are counted as well.
    """
    beat = beat_ticks(song, tick)
    line = song.bar_start_at(tick)
    bar = song.metre_at(tick).bar_ticks(song.resolution)
    clicks = []
    for start in (line - bar, line):
        for at in range(start, min(start + bar, tick), beat):
            pitch, velocity = (_WEAK_PITCH, _WEAK_VELOCITY)
            if at == start:
                pitch, velocity = (_STRONG_PITCH, _STRONG_VELOCITY)
            onset = shifted(end_ns, -_ns(song, tick, tick - at, tempo_scale))
            clicks.append(BackingNote(onset, _CLICK_NS, pitch, velocity, Voice.COUNT_IN))
    return tuple(clicks)


def _first_click_tick(song: Song, tick: int) -> int:
    return song.bar_start_at(tick) - song.metre_at(tick).bar_ticks(song.resolution)


def _ns(song: Song, tick: int, ticks: int, tempo_scale: float) -> int:
    """`ticks` at the tempo in force at `tick`."""
    return round(ticks * song.tempo.quarter_ns_at(tick) / song.resolution / tempo_scale)
