from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.tunes import pitches, song, strip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("C, C c c'", "48@0+1 60@1+1 72@2+1 84@3+1"),
        (
            "c2 c/ c// c3/2 c3/ c/4",
            "72@0+2 72@2+0.5 72@2.5+0.25 72@2.75+1.5 72@4.25+1.5 72@5.75+0.25",
        ),
        ("c z d x2 e", "72@0+1 74@2+1 76@5+1"),
        ("Z2 | c | Z | d", "72@8+1 74@13+1"),
        ("a>b c<d a>>b", "81@0+1.5 83@1.5+0.5 72@2+0.5 74@2.5+1.5 81@4+1.75 83@5.75+0.25"),
        ("z<c d", "72@0.5+1.5 74@2+1"),
        ("c-c d- | d2-d e-f", "72@0+2 74@2+4 76@6+1 77@7+1"),
        ("[CE]2 [C2E]", "60@0+2 64@0+2 60@2+2 64@2+2"),
        ("[C-E]C [CE]-[CE]", "60@0+2 64@0+1 60@2+2 64@2+2"),
        ("{de}c !trill!d .~ve (fg)", "72@0+1 74@1+1 76@2+1 77@3+1 79@4+1"),
        ("c y3 d`e$f & C4 | g", "72@0+1 74@1+1 76@2+1 77@3+1 79@4+1"),
        ("c d\\\ne f\nw: la la la la\ng", "72@0+1 74@1+1 76@2+1 77@3+1 79@4+1"),
        ("c % d\n% e\nf", "72@0+1 77@1+1"),
        ('c "^up"d "_down"e "<l"f ">r"g "@1,2 x"a', "72@0+1 74@1+1 76@2+1 77@3+1 79@4+1 81@5+1"),
        ("e:|\nf", "76@0+1 76@1+1 77@2+1"),
    ],
)
def test_a_line_is_played_as_it_is_written(body: str, expected: str) -> None:
    assert strip(song(body)) == expected


@pytest.mark.parametrize(
    ("body", "metre", "expected"),
    [
        ("(3ccc d", "4/4", "72@0+0.333333 72@0.333333+0.333333 72@0.666667+0.333333 74@1+0.5"),
        ("(2cc d", "6/8", "72@0+0.75 72@0.75+0.75 74@1.5+0.5"),
        ("(3:2:2cc d", "4/4", "72@0+0.333333 72@0.333333+0.333333 74@0.666667+0.5"),
        ("(3::2cc d", "4/4", "72@0+0.333333 72@0.333333+0.333333 74@0.666667+0.5"),
        ("(4:3cccc d", "4/4", "72@0+0.375 72@0.375+0.375 72@0.75+0.375 72@1.125+0.375 74@1.5+0.5"),
        ("(3c2cz d", "4/4", "72@0+0.666667 72@0.666667+0.333333 74@1.33333+0.5"),
        ("(5ccccc d", "4/4", "72@0+0.2 72@0.2+0.2 72@0.4+0.2 72@0.6+0.2 72@0.8+0.2 74@1+0.5"),
        ("(5ccccc d", "6/8", "72@0+0.3 72@0.3+0.3 72@0.6+0.3 72@0.9+0.3 72@1.2+0.3 74@1.5+0.5"),
    ],
)
def test_a_tuplet_fills_its_time(body: str, metre: str, expected: str) -> None:
    assert strip(song(body, metre=metre, unit="1/8")) == expected


def test_an_accidental_lasts_to_the_bar_line_in_all_octaves() -> None:
    assert pitches(song("^c c C =c c | c ^^f __b")) == [73, 73, 61, 72, 72, 72, 79, 81]


def test_a_tie_carries_an_accidental_over_the_bar_line_and_no_further() -> None:
    assert strip(song("z2 ^c2- | c c z2 | c4")) == "73@2+3 72@5+1 72@8+4"
    assert strip(song("^c4- | c4- | c2 c2")) == "73@0+10 72@10+2"


def test_a_tie_to_another_pitch_is_none() -> None:
    assert strip(song("^c- =c")) == "73@0+1 72@1+1"
    assert strip(song("c- z c")) == "72@0+1 72@2+1"


@pytest.mark.parametrize(
    ("key", "scale"),
    [
        ("C", [60, 62, 64, 65, 67, 69, 71]),
        ("none", [60, 62, 64, 65, 67, 69, 71]),
        ("", [60, 62, 64, 65, 67, 69, 71]),
        ("G", [60, 62, 64, 66, 67, 69, 71]),
        ("D major", [61, 62, 64, 66, 67, 69, 71]),
        ("F#", [61, 63, 65, 66, 68, 70, 71]),
        ("Bb", [60, 62, 63, 65, 67, 69, 70]),
        ("Cb", [59, 61, 63, 64, 66, 68, 70]),
        ("Am", [60, 62, 64, 65, 67, 69, 71]),
        ("AM", [61, 62, 64, 66, 68, 69, 71]),
        ("Em clef=treble", [60, 62, 64, 66, 67, 69, 71]),
        ("G Mixolydian", [60, 62, 64, 65, 67, 69, 71]),
        ("Ador", [60, 62, 64, 66, 67, 69, 71]),
        ("E phr", [60, 62, 64, 65, 67, 69, 71]),
        ("F lyd", [60, 62, 64, 65, 67, 69, 71]),
        ("Bloc", [60, 62, 64, 65, 67, 69, 71]),
        ("C treble", [60, 62, 64, 65, 67, 69, 71]),
        ("bass", [60, 62, 64, 65, 67, 69, 71]),
        ("Am ^g", [60, 62, 64, 65, 68, 69, 71]),
        ("D exp _b", [60, 62, 64, 65, 67, 69, 70]),
        ("HP", [61, 62, 64, 66, 67, 69, 71]),
    ],
)
def test_a_key_alters_its_notes(key: str, scale: list[int]) -> None:
    assert pitches(song("CDEFGAB", key=key)) == scale


def test_fields_within_the_tune_change_what_follows() -> None:
    assert pitches(song("f [K:D] f | [K:C] f")) == [77, 78, 77]
    assert strip(song("c [L:1/8] c c | \nL:1/2\nc")) == "72@0+1 72@1+0.5 72@1.5+0.5 72@2+2"


@pytest.mark.parametrize(
    ("body", "played"),
    [
        ("|:c:|d", "ccd"),
        ("c:|d", "ccd"),
        ("|:c::d:|e", "ccdde"),
        ("|:c:|:d:|", "ccdd"),
        ("|:c:||:d:|", "ccdd"),
        ("c|:d:|e", "cdde"),
        ("c||d:|e", "cdde"),
        ("|:c||d:|e", "cdcde"),
        ("|:c|1 d:|2 e|]f", "cdcef"),
        ("|:c [1 d:|[2 e||f:|", "cdceff"),
        ("c|1 d:|2 e|f", "cdcef"),
        ("|:c|1,3 d:|2 e:|f", "cdcecdf"),
        ("|:c|1-2 d:|3 e|f", "cdcdcef"),
        ("|:c|1 d:|[2 e:|f", "cdcef"),
        ("|:c|1 d:|e", "cdce"),
        ("|::c::|d", "cccd"),
        ("|:c|1 d:|2 e||:f|1 g:|2 a|]", "cdcefgfa"),
        ("P:A\n|:c:|\nP:B\nd", "ccd"),
        (".|c[|d|]e[|]f", "cdef"),
    ],
)
def test_repeats_are_written_out(body: str, played: str) -> None:
    letters = {72: "c", 74: "d", 76: "e", 77: "f", 79: "g", 81: "a"}
    assert "".join(letters[pitch] for pitch in pitches(song(body))) == played


def test_a_tie_at_a_repeat_goes_on_in_what_is_played_next() -> None:
    assert strip(song("|:c2-|1 c2:|2 c4|]")) == "72@0+4 72@4+6"


def test_a_finger_mark_belongs_to_the_next_note() -> None:
    tune = song("!1!c !5!!trill!d e [!2!C!4!E] !3![CEG] !6!f")
    marks = [note.finger_number for note in tune.melody_notes]
    assert marks == [1, 5, None, 2, 4, 3, None, None, None]


def test_the_first_voice_is_the_melody_and_the_others_are_tracks() -> None:
    tune = song("c d|\nV:B\nC2|\nV:A\ne f|\n[V:B]E2|", head='V:A name="Flute"\nV:B\n')
    assert [track.name for track in tune.tracks] == ["Flute", "B"]
    assert strip(tune) == "72@0+1 74@1+1 76@2+1 77@3+1"
    assert [note.tick for note in tune.tracks[1].notes] == [0, 960]


def test_a_voice_without_notes_is_no_track() -> None:
    tune = song("V:1\nz4|\nV:2\nc4|")
    assert [track.name for track in tune.tracks] == ["2"]


LENGTHS = st.sampled_from(["", "2", "/", "3/2", "//", "7/4"])


@given(st.lists(st.tuples(st.sampled_from("CDEFGABcdefgabz"), LENGTHS), min_size=1, max_size=40))
def test_notes_follow_one_another_without_gap(written: list[tuple[str, str]]) -> None:
    tune = song("c" + "".join(letter + length for letter, length in written) + "c")
    quarters = {"": 1.0, "2": 2.0, "/": 0.5, "3/2": 1.5, "//": 0.25, "7/4": 1.75}
    ends = [0.0, 1.0]
    for _, length in written:
        ends.append(ends[-1] + quarters[length])
    sounding = [0, *(i + 1 for i, (letter, _) in enumerate(written) if letter != "z")]
    onsets = [note.tick / 480 for note in tune.melody_notes]
    assert onsets == [*(ends[i] for i in sounding), ends[-1]]


@given(st.text("cdefg", min_size=1, max_size=20))
def test_a_repeat_is_the_same_as_writing_it_twice(bar: str) -> None:
    assert strip(song(f"|:{bar}:|")) == strip(song(f"{bar}|{bar}"))
