"""Who plays?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from game.drawing.buttons import Face
from game.screens.menu import Item, Menu, Page, Setting
from game.screens.pictures import emblem, sign
from game.wording import say


@dataclass(frozen=True, slots=True)
class PlayerCard:
    """`picture` is the name of an emblem."""

    player_id: UUID
    name: str
    picture: str


@dataclass(frozen=True, slots=True)
class ChosenPlayer:
    player_id: UUID


class PlayersButton(Enum):
    NEW = "new"
    GUEST = "guest"
    QUIT = "quit"


PlayersOutcome = ChosenPlayer | PlayersButton


def players_menu(
    setting: Setting, players: Sequence[PlayerCard], notices: Sequence[str] = ()
) -> Menu[PlayersOutcome]:
    """In the order given: who played last should come first. `notices` are small print."""
    new = Item[PlayersOutcome](PlayersButton.NEW, Face(say("New player"), sign("add")))
    guest = Item[PlayersOutcome](PlayersButton.GUEST, Face(say("Guest"), sign("guest")))
    leave = Item[PlayersOutcome](PlayersButton.QUIT, Face(say("Quit"), sign("quit")))
    if not players:
        page = Page[PlayersOutcome](
            say("Welcome"),
            say("Play songs with your fingers."),
            picture=emblem("note", ""),
            buttons=(new, guest),
            back=leave,
            notices=tuple(notices),
        )
        return Menu(setting, page)
    cards = tuple(
        Item[PlayersOutcome](
            ChosenPlayer(player.player_id),
            Face(player.name, emblem(player.picture, player.name)),
        )
        for player in players
    )
    page = Page[PlayersOutcome](
        say("Who plays?"), cards=cards, buttons=(new, guest), back=leave, notices=tuple(notices)
    )
    return Menu(setting, page)
