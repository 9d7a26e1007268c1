"""Plays as CSV texts for a spreadsheet or a statistics program, with their data dictionary.

Conventions: RFC 4180 (commas, CRLF, quotes doubled), one heading row; an empty cell is a value
that does not exist; true and false are written so. A text that a spreadsheet could take for a
formula begins with an apostrophe, and so does one that began with an apostrophe: dropping one
gives the text back. Headings and codes are not translated.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Generic

from game.play.record import Play
from game.reports.columns import NEVER, Cell, Column, JudgedPlay, Row, judged
from game.reports.note_columns import NOTE_COLUMNS, NoteRow, note_rows
from game.reports.play_columns import PLAY_COLUMNS, PlayRow, play_rows
from game.reports.press_columns import PRESS_COLUMNS, PressRow, press_rows

# What spreadsheets read as the beginning of a formula, or skip before one; the last four are the
# full-width forms (OWASP, CSV Injection).
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    columns: tuple[Column[Row], ...]
    rows_of: Callable[[JudgedPlay], Iterable[Row]]

    def cells(self, play: JudgedPlay) -> Iterator[list[Cell]]:
        for row in self.rows_of(play):
            yield [column.of(row) for column in self.columns]


TABLES: dict[str, Table[PlayRow] | Table[NoteRow] | Table[PressRow]] = {
    "plays.csv": Table(PLAY_COLUMNS, play_rows),
    "notes.csv": Table(NOTE_COLUMNS, note_rows),
    "presses.csv": Table(PRESS_COLUMNS, press_rows),
}


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    file: str
    column: str
    unit: str
    meaning: str
    empty: str


DICTIONARY = "data_dictionary.csv"
DICTIONARY_COLUMNS: tuple[Column[DictionaryEntry], ...] = (
    Column("file", "text", "the file that has the column", NEVER, lambda entry: entry.file),
    Column("column", "text", "the column's heading", NEVER, lambda entry: entry.column),
    Column("unit", "text", "unit or kind of its values", NEVER, lambda entry: entry.unit),
    Column("meaning", "text", "what its values say", NEVER, lambda entry: entry.meaning),
    Column("empty", "text", "when its cells are empty", NEVER, lambda entry: entry.empty),
)


def csv_tables(plays: Iterable[Play]) -> dict[str, str]:
    """File names and their texts, to be written as UTF-8 with the line ends left as they are."""
    lines: dict[str, list[list[Cell]]] = {name: [] for name in TABLES}
    for play in map(judged, plays):
        for name, table in TABLES.items():
            lines[name].extend(table.cells(play))
    texts = {name: csv_text(table.columns, lines[name]) for name, table in TABLES.items()}
    entries = [[column.of(entry) for column in DICTIONARY_COLUMNS] for entry in _dictionary()]
    return texts | {DICTIONARY: csv_text(DICTIONARY_COLUMNS, entries)}


def _dictionary() -> Iterator[DictionaryEntry]:
    for name, table in TABLES.items():
        for column in table.columns:
            yield _entry(name, column)
    for column_of_this in DICTIONARY_COLUMNS:
        yield _entry(DICTIONARY, column_of_this)


def _entry(file: str, column: Column[Any]) -> DictionaryEntry:
    return DictionaryEntry(file, column.name, column.unit, column.meaning, column.empty)


def csv_text(columns: Sequence[Column[Any]], lines: Iterable[Sequence[Cell]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_written(cell) for cell in line] for line in lines)
    return text.getvalue()


def _written(cell: Cell) -> str | int | float | None:
    match cell:
        case bool():
            return "true" if cell else "false"
        case str() if cell.startswith((*_FORMULA_MARKS, _GUARD)):
            return _GUARD + cell
        case _:
            return cell
