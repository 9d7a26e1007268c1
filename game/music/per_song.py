"""Work done once for a song, however many phrases ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from game.music.song import Song

Derived = TypeVar("Derived")
_SONGS_KEPT = 4


class _ThisSong:
    """Knows a song by identity: hashing its thousands of notes costs more than most of the work."""

    __slots__ = ("song",)

    def __init__(self, song: Song) -> None:
        self.song = song

    def __hash__(self) -> int:
        return id(self.song)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisSong) and self.song is other.song


def once_per_song(derive: Callable[[Song], Derived]) -> Callable[[Song], Derived]:
    """`derive`, which must be pure, remembered for the last few songs."""

    @lru_cache(maxsize=_SONGS_KEPT)
    def remembered(key: _ThisSong) -> Derived:
        return derive(key.song)

    @wraps(derive)
    def derived(song: Song) -> Derived:
        return remembered(_ThisSong(song))

    return derived
