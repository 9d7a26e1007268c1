"""The songs that come with the game: complete, playable, free, and read as another program does."""

from __future__ import annotations

import re
import subprocess
from fractions import Fraction
from pathlib import Path

import mido  # type: ignore[import-untyped] # mido carries no types
import pytest

from game.drawing.emblems import EMBLEMS
from game.music.song import Song
from game.readers import read_song
from game.readers.abc_notation import bar_problems
from game.storage.songs import OUR_SONGS, load_songs
from game.timing import s_from_ns
from tools.wires import MissingProgram, require

FILES = sorted(OUR_SONGS.glob("*.abc"))
Onset = tuple[Fraction, int]
"""In quarters from the beginning, and the pitch."""


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def song(file: Path) -> Song:
    return read_song(file.name, file.read_bytes())


def test_at_least_twelve_are_offered_and_none_is_left_out() -> None:
    loaded = load_songs([OUR_SONGS])
    assert loaded.refused == ()
    assert len(loaded.songs) >= 12
    assert {song.song_id for song in loaded.songs} == {path.stem for path in FILES}
    assert {path.suffix for path in OUR_SONGS.iterdir()} == {".abc"}


def test_no_two_look_or_sound_alike() -> None:
    songs = load_songs([OUR_SONGS]).songs
    for alike in (
        [song.title for song in songs],
        [song.emblem for song in songs],
        [tuple((note.tick, note.pitch) for note in song.melody_notes) for song in songs],
    ):
        assert len(set(alike)) == len(songs)


def test_it_says_who_made_it_and_why_it_is_free(song: Song) -> None:
    told = song.credits
    assert told.composer
    assert re.fullmatch(r"1[0-9]{3}", told.year)
    assert int(told.year) < 1930
    assert told.licence == "CC0"
    assert len(told.why_free) > 10
    assert told.source
    assert song.title != song.song_id


def test_it_has_a_picture_that_is_drawn(song: Song) -> None:
    assert song.emblem in EMBLEMS


def test_it_lasts_one_to_three_minutes(song: Song) -> None:
    assert 60 <= s_from_ns(song.length_ns) <= 180


def test_its_bars_add_up(file: Path) -> None:
    assert bar_problems(file.read_bytes()) == ()


def test_its_melody_is_one_voice_within_two_octaves(song: Song) -> None:
    pitches = [note.pitch for note in song.melody_notes]
    assert max(pitches) - min(pitches) <= 24
    ends = [note.end_tick for note in song.melody_notes]
    onsets = [note.tick for note in song.melody_notes[1:]]
    assert all(end <= onset for end, onset in zip(ends, onsets, strict=False))


def test_it_has_chords_from_its_first_bar_to_its_end(song: Song) -> None:
    bars = {song.bar_start_at(chord.tick) for chord in song.chords}
    assert song.chords[0].tick <= song.metres[0].tick + song.metres[0].bar_ticks(song.resolution)
    assert len(song.chords) >= 8
    last_bar = song.bar_start_at(song.end_tick - 1)
    assert max(bars) >= last_bar - 4 * song.metre_at(last_bar).bar_ticks(song.resolution)


def test_its_notes_are_those_that_abc2midi_reads(file: Path, song: Song, tmp_path: Path) -> None:
    """But that abc2midi strikes a note again whose tie leads into a second ending."""
    ours = {
        (Fraction(note.tick, song.resolution), note.pitch): Fraction(note.end_tick, song.resolution)
        for note in song.melody_notes
    }
    theirs = abc2midi(file, tmp_path)
    assert set(ours) - theirs == set()
    again = theirs - set(ours)
    assert len(again) <= len(re.findall(r"-\s*\|\s*1", file.read_text(encoding="utf-8")))
    for quarter, pitch in again:
        assert any(onset < quarter < end for (onset, tied), end in ours.items() if tied == pitch), (
            f"{pitch} at {quarter}"
        )


def abc2midi(file: Path, folder: Path) -> set[Onset]:
    """The onsets of the melody, without the accompaniment of its chord symbols."""
    try:
        program = require("abc2midi", "abcmidi")
    except MissingProgram as missing:
        pytest.skip(str(missing))
    head, key, body = file.read_text(encoding="utf-8").partition("\nK:")
    plain, written = folder / "melody.abc", folder / "melody.mid"
    plain.write_text(head + key + re.sub(r'"[^"]*"', "", body), encoding="utf-8")
    said = subprocess.run(
        [program, plain, "-o", written], capture_output=True, text=True, check=True
    )
    assert "Error" not in said.stdout
    return onsets_of(mido.MidiFile(written))


def onsets_of(midi: mido.MidiFile) -> set[Onset]:
    """abc2midi begins one tick after 0."""
    onsets = set()
    for track in midi.tracks:
        tick = -1
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity:
                onsets.add((Fraction(tick, midi.ticks_per_beat), message.note))
    return onsets
