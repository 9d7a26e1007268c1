"""Plays for reports: strips with another header, ending or clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from game.play.record import Ending, Play

ANNA = UUID(int=1)
BERTA = UUID(int=2)


def with_header(play: Play, **changes: Any) -> Play:
    return replace(play, header=replace(play.header, **changes))


def started(play: Play, iso: str) -> Play:
    return with_header(play, started_at=datetime.fromisoformat(iso))


def ended(play: Play, ending: Ending) -> Play:
    return replace(play, ending=ending)
