"""CSV tables read back by a CSV reader, and plays to make them from."""

from __future__ import annotations

import csv
from io import StringIO

from game.play.record import Play
from game.reports.tables import csv_tables


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def rows(play: Play, file: str) -> list[dict[str, str]]:
    return rows_of(csv_tables([play])[file])


def cells(play: Play, file: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows(play, file)]
