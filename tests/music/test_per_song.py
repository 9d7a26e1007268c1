from __future__ import annotations

from dataclasses import replace

from game.music.per_song import once_per_song
from game.music.song import Song
from tests.music.tunes import quarters, tune


def test_a_song_is_worked_on_once_and_an_equal_other_one_by_itself() -> None:
    worked_on: list[Song] = []

    @once_per_song
    def first_pitch(song: Song) -> int:
        worked_on.append(song)
        return song.melody_notes[0].pitch

    song = tune(*quarters(60, 62))
    twin = replace(song)
    assert [first_pitch(song), first_pitch(song), first_pitch(twin)] == [60, 60, 60]
    assert [id(one) for one in worked_on] == [id(song), id(twin)]
