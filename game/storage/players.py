"""Who plays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game.music.moves import Move


@dataclass(frozen=True, slots=True)
class Player:
    """`moves` are those the player chose to train, in lane order; empty before the choice.

    A guest's plays do not count. Raises ValueError for a name that cannot be shown, or a time
    without its zone.
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
