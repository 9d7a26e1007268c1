"""The form of the tables: CSV that any program reads, and a dictionary of every column."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.files import play_from_text, play_to_text
from game.play.metrics import METRICS
from game.play.record import Play
from game.reports.columns import Column
from game.reports.tables import DICTIONARY, DICTIONARY_COLUMNS, TABLES, csv_tables
from tests.play.strips import drawn_play
from tests.reports.csv_reading import cells, rows, rows_of
from tests.reports.plays import PLAY, PLAYS, with_header

COLUMNS: dict[str, tuple[Column[Any], ...]] = {
    **{name: table.columns for name, table in TABLES.items()},
    DICTIONARY: DICTIONARY_COLUMNS,
}
EVERY_COLUMN = [(file, column) for file, columns in COLUMNS.items() for column in columns]
ALL_COLUMNS = pytest.mark.parametrize(
    ("file", "column"), EVERY_COLUMN, ids=[f"{file}-{column.name}" for file, column in EVERY_COLUMN]
)


def test_of_the_metrics_only_those_that_need_data_can_be_empty() -> None:
    empty = {column.name for column in TABLES["plays.csv"].columns if column.empty != "never"}
    shares_and_times = {"hit_share", "low", "high", "mean_ms", "sd_ms"}
    assert empty & set(METRICS) == shares_and_times


def test_the_dictionary_cites_no_paper_that_its_reader_does_not_have() -> None:
    assert "[" not in csv_tables([])[DICTIONARY]


def test_without_plays_every_file_has_its_headings() -> None:
    tables = csv_tables([])
    assert set(tables) == {"plays.csv", "notes.csv", "presses.csv", "data_dictionary.csv"}
    for file, text in tables.items():
        assert text.splitlines()[0].split(",") == [column.name for column in COLUMNS[file]]


def test_several_plays_stand_in_the_order_given() -> None:
    other = with_header(PLAY, seed=1)
    assert [row["seed"] for row in rows_of(csv_tables([other, PLAY])["plays.csv"])] == ["1", "0"]
    assert len(rows_of(csv_tables([other, PLAY])["notes.csv"])) == 8


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
