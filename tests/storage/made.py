"""Players and plays to store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from game.music.moves import RIGHT_TAPS
from game.play.record import Ending, Play
from game.storage.players import Player
from tests.play.strips import drawn_play

NOW = datetime(2026, 11, 21, 10, 30, 5, tzinfo=UTC)
DRAWN = drawn_play({"R2": "----[--]----[===]"}, {"R2": "----x-o-----x---o"})


def made_player(name: str = "Anna", *, guest: bool = False) -> Player:
    return Player(uuid4(), name, "boat", NOW, RIGHT_TAPS, guest)


def made_play(
    player_id: UUID,
    song_id: str = "clementine",
    days: int = 0,
    ending: Ending = Ending.FINISHED,
    *,
    counts: bool = True,
) -> Play:
    """One of its own, begun so many days after NOW."""
    header = replace(
        DRAWN.header,
        play_id=uuid4(),
        player_id=player_id,
        song_id=song_id,
        song_title=song_id.title(),
        started_at=NOW + timedelta(days=days),
        counts=counts,
    )
    return replace(DRAWN, header=header, ending=ending)
