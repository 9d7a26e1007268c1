"""Which song?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from game.drawing.buttons import Face
from game.screens.menu import Item, Menu, Page, Setting, back_item
from game.screens.pictures import emblem, sign
from game.wording import say


@dataclass(frozen=True, slots=True)
class SongCard:
    """`emblem` may be empty; `grade` runs from 1 (easy) to 5, None where it is not known."""

    song_id: str
    title: str
    emblem: str
    grade: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class ChosenSong:
    song_id: str


class SongsButton(Enum):
    TEACH = "teach"
    BACK = "back"


SongsOutcome = ChosenSong | SongsButton


def songs_menu(
    setting: Setting, songs: Sequence[SongCard], notices: Sequence[str] = ()
) -> Menu[SongsOutcome]:
    """In the order given. `notices` are small print: files that were left out, and why."""
    cards = tuple(
        Item[SongsOutcome](
            ChosenSong(song.song_id),
            Face(song.title, emblem(song.emblem, song.title), _length(song.seconds), song.grade),
        )
        for song in songs
    )
    teach = Item[SongsOutcome](SongsButton.TEACH, Face(say("My keys"), sign("keys")))
    page = Page[SongsOutcome](
        say("Choose a song") if songs else say("No songs yet"),
        "" if songs else say("Put song files into the songs folder."),
        picture=None if songs else emblem("note", ""),
        cards=cards,
        buttons=(teach,),
        back=back_item(SongsButton.BACK),
        notices=tuple(notices),
    )
    return Menu(setting, page)


def _length(seconds: int) -> str:
    return say("{minutes}:{seconds:02d}", minutes=seconds // 60, seconds=seconds % 60)
