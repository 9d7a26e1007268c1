"""Plays for reports: strips, and the same with another header or ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from game.play.record import Ending, Play
from tests.play.strips import drawn_play

ANNA = UUID(int=1)
BERTA = UUID(int=2)

# Hit 50 ms late; answered 250 ms late; pressed by R4; never answered.
PLAY = drawn_play(
    {"R2": "----|-------------------|-------------------|", "R3": "--------------|"},
    {"R2": "-----x-o---------------------x", "R4": "--------------x"},
)

_NOTES = st.text(alphabet="|----", max_size=60)
_KEYS = st.text(alphabet="x----o", max_size=70)
PLAYS = st.builds(
    drawn_play,
    st.fixed_dictionaries({"R2": st.just("--[=====]---") | _NOTES, "R3": _NOTES}),
    st.fixed_dictionaries({"R2": _KEYS, "R4": _KEYS}),
)


def with_header(play: Play, **changes: Any) -> Play:
    return replace(play, header=replace(play.header, **changes))


def started(play: Play, iso: str) -> Play:
    return with_header(play, started_at=datetime.fromisoformat(iso))


def ended(play: Play, ending: Ending) -> Play:
    return replace(play, ending=ending)
