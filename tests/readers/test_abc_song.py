from __future__ import annotations

from dataclasses import replace

import pytest

from game.messages import Message, Refusal
from game.music.song import Metre
from game.readers import read_song
from game.readers.abc_notation import bar_problems
from tests.readers.tunes import abc, pitches, song, strip

WHOLE_HEADER = """%abc-2.1
X:7
T:First Title
T:Second Title
C:Anna Composer % not born in 1700
C:Ben Arranger
O:Somewhere
S:An old book
Z:Encoded by hand
N:A remark
%%year 1824
%%licence CC0
%%why-free Both died before 1900
%%emblem sun
%%begintext
K:not a key, but a text to be printed
%%endtext
Q:1/4=96
M:3/4
L:1/8
K:G
"""


def test_the_header_fills_title_credits_and_emblem() -> None:
    tune = read_song("folder/first_title.abc", (WHOLE_HEADER + "c2 d2 e2|").encode())
    assert tune.song_id == "first_title"
    assert tune.title == "First Title"
    assert tune.emblem == "sun"
    assert tune.credits.composer == "Anna Composer, Ben Arranger"
    assert tune.credits.year == "1824"
    assert tune.credits.source == "An old book; Encoded by hand"
    assert tune.credits.licence == "CC0"
    assert tune.credits.why_free == "Both died before 1900"
    assert tune.metres == (Metre(0, 3, 4),)
    assert tune.tempo.quarter_ns_at(0) == 625_000_000


def test_a_tune_without_title_is_called_like_its_file() -> None:
    assert read_song("a tune.abc", b"K:C\nc").title == "a tune"


def test_the_origin_stands_for_a_missing_composer() -> None:
    assert song("c", head="O:Wales\n").credits.composer == "Wales"


def test_the_first_of_several_tunes_is_the_song() -> None:
    text = "M:2/4\n\nWords between.\n\nX:3\nT:One\nK:C\nc2\n\nWords again.\n\nX:4\nT:Two\nK:C\nd\n"
    tune = read_song("two.abc", text.encode())
    assert (tune.title, pitches(tune), tune.metres) == ("One", [72], (Metre(0, 2, 4),))


def test_an_x_field_begins_the_next_tune_even_without_an_empty_line() -> None:
    assert pitches(read_song("two.abc", b"X:1\nK:C\nc\nX:2\nK:C\nd\n")) == [72]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(newline: str) -> None:
    assert pitches(read_song("t.abc", newline.join(["X:1", "K:C", "c", "d"]).encode())) == [72, 74]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_text_is_utf_8_or_latin_1(encoding: str) -> None:
    assert read_song("t.abc", "X:1\nT:Für Elise\nK:C\nc".encode(encoding)).title == "Für Elise"


@pytest.mark.parametrize(
    ("metre", "quarters"),
    [("2/4", 0.25), ("6/8", 0.5), ("3/4", 0.5), ("4/4", 0.5), ("C|", 0.5), ("none", 0.5)],
)
def test_without_unit_the_metre_tells_it(metre: str, quarters: float) -> None:
    tune = read_song("t.abc", f"X:1\nM:{metre}\nK:C\nc".encode())
    assert tune.melody_notes[0].duration_ticks == quarters * 480


@pytest.mark.parametrize(
    ("tempo", "ms_a_quarter"),
    [
        ("1/4=100", 600),
        ('"Andante" 1/4=80', 750),
        ('1/4=80 "Andante"', 750),
        ("3/8=60", 2000 / 3),
        ("1/4 1/8=60", 2000 / 3),
        ("120", 1000),
        ("C=120", 1000),
        ("C3=60", 2000 / 3),
        ("1/4=62.5", 960),
        ('"Allegro"', 500),
    ],
)
def test_a_tempo_has_many_forms(tempo: str, ms_a_quarter: float) -> None:
    """A number alone counts unit notes, which are eighths here."""
    tune = song("c", head=f"Q:{tempo}\n", unit="1/8")
    assert tune.tempo.quarter_ns_at(0) == pytest.approx(ms_a_quarter * 1e6, rel=1e-5)


def test_the_tempo_changes_where_it_is_written_and_in_a_repeat_again() -> None:
    tune = song("|:c4|[Q:1/4=60]d4:|\nQ:1/4=240\ne4", head="Q:1/4=120\n")
    changes = [(change.tick // 1920, change.us_per_quarter) for change in tune.tempo.changes]
    assert changes == [(0, 500_000), (1, 1_000_000), (3, 1_000_000), (4, 250_000)]


@pytest.mark.parametrize(
    ("metre", "expected"),
    [
        ("C", Metre(0, 4, 4)),
        ("C|", Metre(0, 2, 2)),
        ("6/8", Metre(0, 6, 8)),
        ("2+3/8", Metre(0, 5, 8)),
        ("(2+3+2)/8", Metre(0, 7, 8)),
        ("none", Metre(0, 4, 4)),
        ("", Metre(0, 4, 4)),
    ],
)
def test_a_metre_has_many_forms(metre: str, expected: Metre) -> None:
    assert song("c", metre=metre).metres == (expected,)


@pytest.mark.parametrize(
    ("body", "metres"),
    [
        ("c4|d4|", [(0, 4)]),
        ("c|d4|e3|", [(1, 4)]),
        ("z|d4|e3|", [(1, 4)]),
        ("c|:d4|e3:|", [(1, 4), (8, 4)]),
        ("|:c|d4|e3:|f|d4|e3:|", [(1, 4)]),
        ("c4|[M:3/4]d3|e3|[M:4/4]f4", [(0, 4), (4, 3), (10, 4)]),
        ("c4|d5|e4|f4|", [(0, 4), (9, 4)]),
        ("c4|d3||e4|f4|", [(0, 4), (7, 4)]),
        ("c2|d2|e4|", [(2, 4), (4, 4)]),
        ("c2|:d2|e2:|", [(0, 4)]),
        ("c4|d2 [M:3/4] d2|e3|", [(0, 4), (8, 3)]),
    ],
)
def test_the_metres_stand_at_written_bar_lines(body: str, metres: list[tuple[int, int]]) -> None:
    found = song(body).metres
    assert [(metre.tick // 480, metre.beats) for metre in found] == metres


GOOD_BARS = [
    "c4|d4|]",
    "c|d4|e3|]",
    "|:c|d4|e3:|f|d4|e3|]",
    "c|:d4|1 e3 c:|2 e3|]",
    "c|d4||e3 c|d3|]",
    "(3ccc c2|Z2|[CE]4|c>d e2|",
    "c4|[M:3/4]d3|e3|",
    "c|[M:none]d3|e7|",
]


@pytest.mark.parametrize("body", GOOD_BARS)
def test_bars_that_add_up_are_no_problem(body: str) -> None:
    assert bar_problems(abc(body).encode()) == ()


def said(message: Message) -> str:
    return message.text.format_map(message.values)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("c4|\nd5|\ne4|", "Line 7: a bar lasts 5/4 instead of 4/4."),
        ("c4|\nd3|\ne4|", "Line 7: a bar lasts 3/4 instead of 4/4."),
        ("|:c4|d7/2:|", "Line 6: a bar lasts 7/8 instead of 4/4."),
        ("c|d4|e4|\nf2|]", "Line 7: a bar lasts 2/4 instead of 4/4."),
        ("c4|\ne3|]", "Line 7: a bar lasts 3/4 instead of 4/4."),
        ("c4|d4|\ne", "Line 7: a bar lasts 1/4 instead of 4/4."),
        ("V:1\nc4|\nV:2\nc5|d4", "Line 9: a bar lasts 5/4 instead of 4/4."),
        ("c5|d4", "Line 6: a bar lasts 5/4 instead of 4/4."),
    ],
)
def test_a_bar_that_does_not_add_up_is_told_once_with_its_line(body: str, problem: str) -> None:
    assert [said(message) for message in bar_problems(abc(body).encode())] == [problem]


def test_chord_symbols_stand_at_their_ticks_in_every_repeat() -> None:
    tune = song('|:"C"c2 "G7"d2:|"^not this" "Fine"e4')
    assert [(chord.tick, chord.text) for chord in tune.chords] == [
        (0, "C"),
        (960, "G7"),
        (1920, "C"),
        (2880, "G7"),
    ]


def test_chord_symbols_of_another_voice_serve_a_melody_without() -> None:
    assert [chord.text for chord in song('V:1\nc4|\nV:2\n"Am"C4|').chords] == ["Am"]


REFUSED = {
    "h2x": "Line 6: “h2x” is not a note.",
    "c d\ne ?? f": "Line 7: “??” is not a note.",
    "c0": "Line 6: “c0” has an impossible length.",
    "c/999": "Line 6: “c/999” has an impossible length.",
    "-c": "Line 6: “-” is not a note.",
    ">c": "Line 6: “>” is not a note.",
    "[]": "Line 6: “[]” is not a note.",
    "[CEG": "Line 6: “[CEG” is not a note.",
    "[C|E]": "Line 6: “[C|E]” is not a note.",
    "[Cz]": "Line 6: “z” is not a note.",
    '"Am c': 'Line 6: “"Am” is not a note.',
    "{c": "Line 6: “{c” is not a note.",
    "c''''''''": "Line 6: the note “c''''''''” is too high or too low.",
    "C,,,,,,": "Line 6: the note “C,,,,,,” is too high or too low.",
    "[K:H]c": "Line 6: “H” is not a key.",
    "K:Cxyz\nc": "Line 6: “Cxyz” is not a key.",
    "K:g\nc": "Line 6: “g” is not a key.",
    "M:5\nc": "Line 6: “5” is not a metre.",
    "M:4/5\nc": "Line 6: “4/5” is not a metre.",
    "M:0/4\nc": "Line 6: “0/4” is not a metre.",
    "L:0\nc": "Line 6: “0” is not a note length.",
    "L:1/0\nc": "Line 6: “1/0” is not a note length.",
    "Q:fast\nc": "Line 6: “fast” is not a tempo.",
    "Q:1/4=0\nc": "Line 6: “1/4=0” is not a tempo.",
    "Q:1/4=9999\nc": "Line 6: “1/4=9999” is not a tempo.",
    "z4|": "The song has no notes.",
    "": "The song has no notes.",
    "c" * 20_001: "Line 6: the song has too many notes.",
    "|:" + "c" * 15_000 + ":|": "The song has too many notes.",
    "c " + "|1-99 d " * 5000 + ":|": "The song has too many notes.",
    "\n".join(f"V:{voice}\n" + "c" * 1000 for voice in range(21)): "The song has too many notes.",
    "\n".join(f"V:{voice}\nc" for voice in range(33)): "Line 71: the song has too many voices.",
    "c" + "Z999|" * 20 + "c": "The song in “test.abc” is too long.",
}


@pytest.mark.parametrize("body", REFUSED, ids=[body[:12] for body in REFUSED])
def test_what_cannot_be_played_is_refused_with_its_line(body: str) -> None:
    with pytest.raises(Refusal) as refused:
        song(body)
    assert said(refused.value.message) == REFUSED[body]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "The song file “x.abc” is empty."),
        (" \n\n", "The song has no key (K:)."),
        ("X:1\nT:Title\n", "The song has no key (K:)."),
        ("X:1\nT:Title\nc d e", "Line 3: “c d e” stands above the key (K:)."),
        ("X:1\nK:C\n" + "% long\n" * 200_000, "The song file “x.abc” is too large."),
    ],
)
def test_a_file_without_a_tune_is_refused(text: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_song("x.abc", text.encode())
    assert said(refused.value.message) == problem


def test_as_many_notes_as_allowed_are_read() -> None:
    tune = song("c/2" * 20_000)
    assert len(tune.melody_notes) == 20_000


def test_a_longer_tie_is_the_same_as_a_longer_note() -> None:
    assert strip(song("c2-c3|")) == strip(song("c5|"))
    assert replace(song("c2-c3|"), title="") == replace(song("c5|"), title="")
