"""Plays as CSV, read back by a CSV reader."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.music.moves import Move
from game.play.files import play_from_text, play_to_text
from game.play.judge import judge_play
from game.play.judgements import Hit, Stray
from game.play.keymap import Binding, Keymap
from game.play.metrics import METRICS, play_summary
from game.play.presses import KeyPress
from game.play.record import Ending, Offset, Play
from game.play.taps import taps_of
from game.reports.columns import Column
from game.reports.tables import DICTIONARY, DICTIONARY_COLUMNS, TABLES, csv_tables
from game.timing import HostTime, Segment, SongTime, ms_from_ns, ns_from_ms
from tests.play.strips import DEVICE, START, drawn_play, events_of, key_of, notes_of, play_of
from tests.reports.plays import ended, started, with_header

COLUMNS: dict[str, tuple[Column[Any], ...]] = {
    **{name: table.columns for name, table in TABLES.items()},
    DICTIONARY: DICTIONARY_COLUMNS,
}
EVERY_COLUMN = [(file, column) for file, columns in COLUMNS.items() for column in columns]
ALL_COLUMNS = pytest.mark.parametrize(
    ("file", "column"), EVERY_COLUMN, ids=[f"{file}-{column.name}" for file, column in EVERY_COLUMN]
)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def rows(play: Play, file: str) -> list[dict[str, str]]:
    return rows_of(csv_tables([play])[file])


def cells(play: Play, file: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows(play, file)]


# --- what is asked, done, played ---------------------------------------------------------------

# Hit 50 ms late; answered 250 ms late; pressed by R4; never answered.
PLAY = drawn_play(
    {"R2": "----|-------------------|-------------------|", "R3": "--------------|"},
    {"R2": "-----x-o---------------------x", "R4": "--------------x"},
)


def test_a_row_a_note_tells_what_was_asked_and_what_came_of_it() -> None:
    names = ("note", "move", "onset_ms", "judgement", "tier", "error_ms", "tap_ms", "press")
    assert cells(PLAY, "notes.csv", *names) == [
        ("0", "R2.tap", "200.0", "hit", "close", "50.0", "250.0", "0"),
        ("1", "R3.tap", "700.0", "miss", "", "", "", ""),
        ("2", "R2.tap", "1200.0", "miss", "", "250.0", "1450.0", "3"),
        ("3", "R2.tap", "2200.0", "miss", "", "", "", ""),
    ]


def test_a_wrong_finger_is_counted_at_the_note_it_belonged_to() -> None:
    assert cells(PLAY, "notes.csv", "wrong_finger_presses") == [("0",), ("1",), ("0",), ("0",)]
    (stray,) = (row for row in rows(PLAY, "presses.csv") if row["role"] == "stray")
    assert (stray["move"], stray["note"]) == ("R4.tap", "1")


def test_notes_keep_the_number_of_their_phrase() -> None:
    (phrase,) = PLAY.phrases
    cut = (
        replace(phrase, index=3, notes=phrase.notes[:1]),
        replace(phrase, index=4, notes=()),
        replace(phrase, index=5, notes=phrase.notes[1:]),
    )
    play = replace(PLAY, phrases=cut)
    assert cells(play, "notes.csv", "phrase") == [("3",), ("5",), ("5",), ("5",)]


def test_every_press_has_its_role() -> None:
    """A hold, pressed again; a bounce; a pause, pressed into; a key of no meaning."""
    notes = notes_of({"R2": "----[==========]"})
    keys = events_of({"R2": "----x--ox--o", "R3": "------------------------x"})
    pause_at = HostTime(START + ns_from_ms(1_000))
    extra = (
        KeyPress(HostTime(START + ns_from_ms(220)), DEVICE, key_of("R2"), 20),
        KeyPress(pause_at, "keyboard", 41),
        KeyPress(HostTime(pause_at + ns_from_ms(100)), DEVICE, key_of("R2"), 20),
        KeyPress(HostTime(pause_at + ns_from_ms(120)), DEVICE, 99, 20),
        KeyPress(HostTime(pause_at + ns_from_ms(140)), DEVICE, 98, 20),
    )
    pause_ns = ns_from_ms(150)
    segments = (
        Segment(START, SongTime(0), running=True),
        Segment(pause_at, SongTime(ns_from_ms(1_000)), running=False),
        Segment(HostTime(pause_at + pause_ns), SongTime(ns_from_ms(1_000)), running=True),
    )
    events = tuple(sorted((*keys, *extra), key=lambda event: event.host_ns))
    play = play_of(notes, events, segments)
    taught = Keymap((*play.header.keymap.bindings, Binding(DEVICE, 99, None)))
    play = with_header(play, keymap=taught)
    assert cells(play, "presses.csv", "song_ms", "role", "note", "dwell_ms") == [
        ("200.0", "answered", "0", ""),
        ("220.0", "suppressed", "", "130.0"),
        ("400.0", "refill", "0", "150.0"),
        ("1000.0", "pause", "", ""),
        ("1000.0", "in_pause", "", ""),
        ("1000.0", "pause", "", ""),
        ("1000.0", "unbound", "", ""),
        ("1050.0", "stray", "", ""),
    ]


def test_a_late_device_is_taken_back_in_song_time_and_not_in_its_stamp() -> None:
    late = with_header(PLAY, offsets=(Offset(DEVICE, ns_from_ms(30), ns_from_ms(2)),))
    press = rows(late, "presses.csv")[0]
    assert press["host_ns"] == str(START + ns_from_ms(250))
    assert press["song_ms"] == rows(late, "notes.csv")[0]["tap_ms"] == "220.0"
    assert press["dwell_ms"] == "100.0"
    offsets = json.loads(rows(late, "plays.csv")[0]["offsets"])
    assert offsets == [{"device": DEVICE, "offset_ms": 30.0, "uncertainty_ms": 2.0}]


def test_an_uncalibrated_offset_has_no_uncertainty() -> None:
    bare = with_header(PLAY, offsets=(Offset(DEVICE),))
    (offset,) = json.loads(rows(bare, "plays.csv")[0]["offsets"])
    assert offset["uncertainty_ms"] is None


def test_a_device_without_velocity_leaves_its_cells_empty() -> None:
    soft = (KeyPress(HostTime(START + ns_from_ms(200)), DEVICE, key_of("R2")),)
    play = play_of(notes_of({"R2": "----|"}), soft)
    assert cells(play, "presses.csv", "velocity") == [("",)]
    assert cells(play, "notes.csv", "tap_velocity", "judgement") == [("", "hit")]


def test_a_row_a_play_tells_its_settings() -> None:
    play = ended(started(PLAY, "2026-11-20T09:05:00+01:00"), Ending.STOPPED)
    play = with_header(play, counts=False, seed=7, versions={"fingersong": "0.1.0"})
    (row,) = rows(play, "plays.csv")
    expected = {
        "started_at": "2026-11-20T09:05:00+01:00",
        "song_title": "Strip",
        "counts": "false",
        "ending": "stopped",
        "presses": "3",
        "asked": "4",
        "hits": "1",
        "hit_share": "0.25",
        "mean_ms": "150.0",
        "hit_window_ms": "200.0",
        "lock_out_ms": "80.0",
        "offsets": "[]",
        "seed": "7",
        "tempo_scale": "1.0",
        "off_beats": "true",
        "hold_from_ms": "",
    }
    assert {name: row[name] for name in expected} == expected
    assert json.loads(row["versions"]) == {"fingersong": "0.1.0"}
    assert json.loads(row["shares"]) == {"R2.tap": 0.5, "R3.tap": 0.5}


def test_every_metric_is_a_column_of_the_plays() -> None:
    (row,) = rows(PLAY, "plays.csv")
    summary = play_summary(PLAY)
    for name in METRICS:
        value = getattr(summary, name)
        assert row[name] == ("" if value is None else str(value))


def test_a_play_that_ended_before_its_first_phrase_is_a_row_all_the_same() -> None:
    play = ended(replace(PLAY, phrases=(), events=()), Ending.RECOVERED)
    tables = csv_tables([play])
    (row,) = rows_of(tables["plays.csv"])
    assert (row["asked"], row["hit_share"], row["tempo_scale"], row["shares"]) == ("0", "", "", "")
    assert rows_of(tables["notes.csv"]) == rows_of(tables["presses.csv"]) == []


def test_without_plays_every_file_has_its_headings() -> None:
    tables = csv_tables([])
    assert set(tables) == {"plays.csv", "notes.csv", "presses.csv", "data_dictionary.csv"}
    for file, text in tables.items():
        assert text.splitlines()[0].split(",") == [column.name for column in COLUMNS[file]]


def test_several_plays_stand_in_the_order_given() -> None:
    other = with_header(PLAY, seed=1)
    assert [row["seed"] for row in rows_of(csv_tables([other, PLAY])["plays.csv"])] == ["1", "0"]
    assert len(rows_of(csv_tables([other, PLAY])["notes.csv"])) == 8


# --- laws --------------------------------------------------------------------------------------

NOTES = st.text(alphabet="|----", max_size=60)
KEYS = st.text(alphabet="x----o", max_size=70)
PLAYS = st.builds(
    drawn_play,
    st.fixed_dictionaries({"R2": st.just("--[=====]---") | NOTES, "R3": NOTES}),
    st.fixed_dictionaries({"R2": KEYS, "R4": KEYS}),
)


@given(PLAYS)
def test_the_tables_tell_what_the_judge_says_and_forget_no_press(play: Play) -> None:
    tables = csv_tables([play])
    judgements, heard = judge_play(play), taps_of(play)
    answers = sorted(
        (word for word in judgements if not isinstance(word, Stray)), key=lambda word: word.index
    )
    notes = rows_of(tables["notes.csv"])
    assert [row["note"] for row in notes] == [str(index) for index in range(len(play.notes))]
    assert [row["judgement"] == "hit" for row in notes] == [isinstance(a, Hit) for a in answers]
    errors = [a.error_ns for a in answers]
    assert [row["error_ms"] for row in notes] == [
        "" if error is None else str(ms_from_ns(error)) for error in errors
    ]
    by_role: dict[str, int] = {}
    presses = rows_of(tables["presses.csv"])
    for row in presses:
        by_role[row["role"]] = by_role.get(row["role"], 0) + 1
    assert len(presses) == sum(isinstance(event, KeyPress) for event in play.events)
    assert by_role.get("answered", 0) == sum(error is not None for error in errors)
    assert by_role.get("stray", 0) == sum(isinstance(word, Stray) for word in judgements)
    assert by_role.get("suppressed", 0) == len(heard.suppressed)
    refills = len(heard.taps) - by_role.get("answered", 0) - by_role.get("stray", 0)
    assert by_role.get("refill", 0) == refills


@given(PLAYS)
def test_notes_and_presses_point_at_each_other(play: Play) -> None:
    notes, presses = rows(play, "notes.csv"), rows(play, "presses.csv")
    answered = {row["press"]: row["note"] for row in presses if row["role"] == "answered"}
    assert {row["press"]: row["note"] for row in notes if row["press"]} == answered
    moves = {row["note"]: row["move"] for row in notes}
    for row in presses:
        if row["role"] in ("answered", "refill"):
            assert moves[row["note"]] == row["move"]
        elif row["note"]:
            assert moves[row["note"]] != row["move"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_comes_back_from_its_cell(name: str) -> None:
    """By dropping one leading apostrophe, where there is one; and nothing reads as a formula."""
    (row,) = rows(with_header(PLAY, song_title=name), "plays.csv")
    assert row["song_title"].removeprefix("'") == name
    assert not row["song_title"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Ode", "Ode"),
        ('Ode, "to" Joy', '"Ode, ""to"" Joy"'),
        ("Ode\nto Joy", '"Ode\nto Joy"'),
        ("Ode\rto Joy", '"Ode\rto Joy"'),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("＝1", "'＝1"),
        ("'t Smidje", "''t Smidje"),
        ("a=1", "a=1"),
    ],
)
def test_titles_are_quoted_and_never_formulas(title: str, written: str) -> None:
    play = with_header(PLAY, song_title=title)
    assert f",{written},song," in csv_tables([play])["plays.csv"]


def test_negative_numbers_stay_numbers() -> None:
    early = drawn_play({"R2": "----|"}, {"R2": "---x"})
    assert cells(early, "notes.csv", "error_ms") == [("-50.0",)]


def test_a_play_read_back_from_its_file_gives_the_same_tables() -> None:
    assert csv_tables([play_from_text(play_to_text(PLAY))]) == csv_tables([PLAY])


# --- the columns -------------------------------------------------------------------------------


@ALL_COLUMNS
def test_every_column_says_its_unit_its_meaning_and_when_it_is_empty(
    file: str, column: Column[Any]
) -> None:
    assert column.unit
    assert column.meaning
    assert column.empty
    for unit in ("ms", "ns"):
        assert (column.unit == unit) == column.name.endswith(f"_{unit}"), file


@pytest.mark.parametrize("file", COLUMNS)
def test_no_heading_occurs_twice_in_a_file(file: str) -> None:
    names = [column.name for column in COLUMNS[file]]
    assert len(names) == len(set(names))


def test_the_dictionary_has_a_row_for_every_column_of_every_file() -> None:
    entries = rows_of(csv_tables([])[DICTIONARY])
    assert [(entry["file"], entry["column"]) for entry in entries] == [
        (file, column.name) for file, column in EVERY_COLUMN
    ]
    assert all(all(entry.values()) for entry in entries)


@pytest.mark.parametrize("file", [file for file in COLUMNS if file != DICTIONARY])
@given(play=PLAYS)
def test_a_column_that_is_never_empty_never_is(file: str, play: Play) -> None:
    always = [column.name for column in COLUMNS[file] if column.empty == "never"]
    assert always
    for row in rows(play, file):
        assert all(row[name] for name in always)


def test_moves_are_codes_that_can_be_read_back() -> None:
    assert [Move.parse(row["move"]) for row in rows(PLAY, "notes.csv")] == [
        note.move for note in PLAY.notes
    ]
