"""Songs, hands and difficulties built in code: plain ones by hand, wild ones by Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from game.music.arrange import arrange_phrase
from game.music.chart import PhraseChart
from game.music.difficulty import Difficulty
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Move,
    lane_order,
)
from game.music.phrases import cut_phrases
from game.music.song import ChordSymbol, Metre, Song, SongNote, TempoChange, TempoMap, Track
from game.timing import SongTime, ns_from_ms

QUARTER = 480
MAJOR = (0, 4, 7)
ALL_MOVES = (*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_TAPS, *RIGHT_PINCHES)


def tune(
    *notes: tuple[int | None, float],
    metre: tuple[int, int] = (4, 4),
    pickup: float = 0,
    bpm: float = 120,
    chords: Sequence[tuple[float, int]] = (),
    tracks: Sequence[Track] = (),
) -> Song:
    """Notes as (pitch, quarters), None for a rest; chords as (quarter, root), all major."""
    melody = []
    at = 0
    for pitch, quarters in notes:
        length = round(quarters * QUARTER)
        if pitch is not None:
            melody.append(SongNote(at, length, pitch))
        at += length
    return Song(
        song_id="tune",
        title="Tune",
        tempo=TempoMap.steady(bpm),
        metres=(Metre(round(pickup * QUARTER), *metre),),
        tracks=(Track("melody", tuple(melody)), *tracks),
        chords=tuple(ChordSymbol(round(q * QUARTER), "", r, MAJOR, r) for q, r in chords),
    )


def quarters(*pitches: int) -> list[tuple[int | None, float]]:
    return [(pitch, 1) for pitch in pitches]


def arranged(song: Song, *difficulties: Difficulty) -> list[PhraseChart]:
    """The whole song, phrase after phrase; the difficulties take turns."""
    charts: list[PhraseChart] = []
    for phrase in cut_phrases(song):
        start = charts[-1].end_ns if charts else SongTime(0)
        difficulty = difficulties[phrase.index % len(difficulties)]
        previous = charts[-1] if charts else None
        charts.append(arrange_phrase(song, phrase, start, difficulty, previous))
    return charts


def even(moves: Sequence[Move] = RIGHT_TAPS, **limits: float | bool | None) -> Difficulty:
    """Even shares over `moves`; gaps of 1 ms unless told: everything that a hand can play."""
    gaps = {"least_gap_ns": ns_from_ms(1), "finger_gap_ns": ns_from_ms(1)}
    shares = tuple((move, 1 / len(moves)) for move in lane_order(moves))
    return Difficulty(shares, **{**gaps, **limits})  # type: ignore[arg-type] # names checked there


@st.composite
def metres(draw: st.DrawFn, resolution: int) -> tuple[Metre, ...]:
    """One to four, each after some whole bars of the one before; the first may follow a pickup."""
    metre = st.tuples(st.integers(1, 13), st.sampled_from([2, 4, 8, 16]))
    tick = draw(st.integers(0, 3 * resolution))
    found = [Metre(tick, *draw(metre))]
    for bars in draw(st.lists(st.integers(1, 8), max_size=3)):
        tick += bars * found[-1].bar_ticks(resolution)
        found.append(Metre(tick, *draw(metre)))
    return tuple(found)


@st.composite
def voices(draw: st.DrawFn, resolution: int, most: int) -> tuple[SongNote, ...]:
    """Notes on a grid of sixteenths or off it, in chords, in runs, overlapping, with marks."""
    grid = draw(st.sampled_from([1, resolution // 4, resolution // 2, resolution]))
    step = st.sampled_from([0, 1, 1, 1, 2, 3, 4, 6, 8, 30])
    lengths = st.integers(1, 4 * resolution)
    numbers = st.none() | st.integers(1, 5)
    rows = st.tuples(step, lengths, st.integers(36, 96), numbers)
    tick = 0
    notes = []
    for steps, length, pitch, number in draw(st.lists(rows, min_size=1, max_size=most)):
        tick += steps * grid
        notes.append(SongNote(tick, length, pitch, finger_number=number))
    return tuple(sorted(notes, key=lambda note: (note.tick, note.pitch)))


@st.composite
def songs(draw: st.DrawFn, most_notes: int = 60) -> Song:
    resolution = draw(st.sampled_from([24, 96, 480]))
    ticks = st.integers(0, 40 * resolution)
    changes = [
        TempoChange(tick, draw(st.integers(150_000, 2_000_000)))
        for tick in sorted({0, *draw(st.lists(ticks, max_size=3))})
    ]
    intervals = st.sampled_from([(0,), (0, 7), MAJOR, (0, 3, 6, 9), (0, 4, 7, 10, 14, 21)])
    chords = [
        ChordSymbol(tick, "?", draw(st.integers(0, 11)), draw(intervals), draw(st.integers(0, 11)))
        for tick in sorted(draw(st.sets(ticks, max_size=8)))
    ]
    tracks = [Track("melody", draw(voices(resolution, most_notes)))]
    if draw(st.booleans()):
        tracks.append(Track("other", draw(voices(resolution, 20)), percussion=draw(st.booleans())))
    return Song(
        song_id="wild",
        title="Wild",
        tempo=TempoMap(resolution, tuple(changes)),
        metres=draw(metres(resolution)),
        tracks=tuple(tracks),
        chords=tuple(chords),
    )


def hands() -> st.SearchStrategy[tuple[Move, ...]]:
    """One to ten moves of any kind."""
    chosen = st.lists(st.sampled_from(ALL_MOVES), min_size=1, max_size=10, unique=True)
    return chosen.map(lane_order)


@st.composite
def difficulties(draw: st.DrawFn) -> Difficulty:
    moves = draw(hands())
    parts = draw(st.lists(st.integers(0, 5), min_size=len(moves), max_size=len(moves)))
    parts[draw(st.integers(0, len(moves) - 1))] += 1
    gaps = st.integers(ns_from_ms(1), ns_from_ms(3000))
    return Difficulty(
        shares=tuple((move, part / sum(parts)) for move, part in zip(moves, parts, strict=True)),
        tempo_scale=draw(st.floats(0.2, 2.0)),
        least_gap_ns=draw(gaps),
        finger_gap_ns=draw(gaps),
        off_beats=draw(st.booleans()),
        most_at_once=draw(st.integers(1, 4)),
        hold_from_ns=draw(st.none() | gaps),
    )


def onsets_of(charts: Sequence[PhraseChart]) -> list[int]:
    return sorted({note.onset_ns for chart in charts for note in chart.notes})


def gaps_of(times: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]
