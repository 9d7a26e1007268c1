"""Whatever lies in a file: a song comes out or a refusal, and soon."""

from __future__ import annotations

import contextlib
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.messages import Refusal
from game.readers import SONG_FORMATS, read_song
from game.readers.abc_notation import bar_problems
from tests.readers.tunes import meta, midi, scale

TUNE = """X:1
T:A Tune
C:Somebody
%%year 1800
M:6/8
L:1/8
Q:3/8=60
V:1 name="Voice"
K:Ador
A|:"Am"c2d e>fe|"G/B"!1!d2^B (3GAB G-|[1 G2A {c}[CE]2z:|[2 [K:D]f'3 Z2|]
w: la la
[V:2]A,,3 _B/2=c//|
"""
SONG_FILE = midi(
    [
        meta("track_name", name="Tune"),
        meta("set_tempo", tempo=400_000),
        meta("key_signature", key="D"),
    ],
    [meta("time_signature", numerator=3, denominator=4), *scale(), *scale(50, 3, channel=9)],
)
WORDS = [
    *("::", ":|", "|:", "[1", "(3", "[K:", "M:", "K:G\n", "Q:", "L:1/", "[V:2]", "99"),
    *("!3!", '"C"', "[CE]", "X:2\n", "%%text", "\0", "é"),
]
ABC_SOUP = st.lists(
    st.sampled_from([*"ABCabcxzZ|:[](){}!\"-<>/^_=,'.~&%\\123 \n", *WORDS]), max_size=60
)


def survive(name: str, data: bytes) -> None:
    with contextlib.suppress(Refusal):
        song = read_song(name, data)
        assert song.melody_notes
        assert song.length_ns > 0
        assert song.bar_start_at(0) <= 0
        assert all(metre.beat_ticks(song.resolution) > 0 for metre in song.metres)


def changed(data: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Each change puts bytes in place of some others."""
    for anywhere, new, length in changes:
        place = anywhere % (len(data) + 1)
        data = data[:place] + new + data[place + length :]
    return data


CHANGES = st.lists(
    st.tuples(st.integers(0, 1000), st.binary(max_size=4), st.integers(0, 8)), max_size=6
)


@pytest.mark.parametrize("ending", SONG_FORMATS)
@given(data=st.binary(max_size=200))
def test_of_random_bytes(ending: str, data: bytes) -> None:
    survive(f"t{ending}", data)


@settings(max_examples=300)
@given(CHANGES)
def test_of_a_damaged_tune(changes: list[tuple[int, bytes, int]]) -> None:
    data = changed(TUNE.encode(), changes)
    survive("t.abc", data)
    with contextlib.suppress(Refusal):
        bar_problems(data)


@settings(max_examples=300)
@given(ABC_SOUP)
def test_of_a_soup_of_abc(pieces: list[str]) -> None:
    survive("t.abc", f"X:1\nK:C\nc{''.join(pieces)}".encode())


@given(ABC_SOUP)
def test_of_a_soup_of_abc_headers(pieces: list[str]) -> None:
    survive("t.abc", f"{''.join(pieces)}\nK:C\nc".encode())


@settings(max_examples=300)
@given(CHANGES)
def test_of_a_damaged_midi_file(changes: list[tuple[int, bytes, int]]) -> None:
    survive("t.mid", changed(SONG_FILE, changes))


ENDLESS = ("[", "[1", "[c", "(3", "{", '"', "!a", "|:", "Z", "&", "c'", "(9c/97", "\nV:c", "[K:C]")


@pytest.mark.parametrize("text", ENDLESS)
def test_of_one_thing_without_end(text: str) -> None:
    survive("t.abc", ("X:1\nK:C\nc" + text * 300_000)[:300_000].encode())


@pytest.mark.parametrize("letter", "TMQKV%")
def test_of_one_field_without_end(letter: str) -> None:
    survive("t.abc", (f"{letter}:1/4\n" * 50_000).encode() + b"K:C\nc")
    survive("t.abc", b"X:1\n" + f"{letter}:".encode() + b"1/4=" * 50_000 + b"\nK:C\nc")


def test_both_examples_are_songs_undamaged() -> None:
    assert read_song("t.abc", TUNE.encode()).title == "A Tune"
    assert read_song("t.mid", SONG_FILE).title == "Tune"


@pytest.mark.parametrize("name", ["t.wav", "t", "", ".abc", "t.abc.gz"])
def test_another_kind_of_file_is_refused(name: str) -> None:
    assert PurePath(name).suffix not in SONG_FORMATS
    with pytest.raises(Refusal, match="no kind of song file"):
        read_song(name, TUNE.encode())


@pytest.mark.parametrize("ending", SONG_FORMATS)
def test_an_ending_is_known_in_capitals(ending: str) -> None:
    data = TUNE.encode() if ending == ".abc" else SONG_FILE
    assert read_song(f"T{ending.upper()}", data).melody_notes
