"""Who plays, as a fact and as a row of its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from game.music.moves import Move, lane_order


@dataclass(frozen=True, slots=True)
class Player:
    """`moves` are those the player chose to train, in lane order; empty before the choice.

    A guest's plays do not count. Raises ValueError for a name that cannot be shown, a time without
    its zone, or moves in another order.
    """

    player_id: UUID
    name: str
    picture: str
    created_at: datetime
    moves: tuple[Move, ...] = ()
    guest: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a player has a name")
        if self.created_at.tzinfo is None:
            raise ValueError("a player begins at a time with its zone")
        if self.moves != lane_order(self.moves):
            raise ValueError("a player's moves stand once each, in lane order")


def player_row(player: Player) -> Mapping[str, Any]:
    """Without its key, `player_id`."""
    return {
        "name": player.name,
        "picture": player.picture,
        "created_at": player.created_at.isoformat(),
        "moves": [move.code for move in player.moves],
        "guest": player.guest,
    }


def player_of(row: RowMapping) -> Player:
    """Raises ValueError for a damaged row."""
    return Player(
        UUID(row["player_id"]),
        row["name"],
        row["picture"],
        datetime.fromisoformat(row["created_at"]),
        tuple(Move.parse(code) for code in row["moves"]),
        row["guest"],
    )
