"""Pictures that stand for songs and players: each a painter on a round badge, known by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import pygame

from game.drawing import emblem_animals as animals
from game.drawing import emblem_nature as nature
from game.drawing import emblem_paints as paints
from game.drawing import emblem_things as things
from game.drawing.pen import SIDE, Pen
from game.drawing.theme import Colour

_SONG_PICTURES = ("note", "star", "leaf", "bell", "wave", "flower", "sun", "crown")
"""For songs that name no picture of ours."""


@dataclass(frozen=True, slots=True)
class Emblem:
    """`paint` fills most of the badge's disc; `moon` alone relies on its colour."""

    paint: Callable[[Pen], None]
    badge: Colour


EMBLEMS: dict[str, Emblem] = {
    "star": Emblem(nature.star, paints.ON_NIGHT),
    "moon": Emblem(nature.moon, paints.ON_NIGHT),
    "sun": Emblem(nature.sun, paints.ON_SEA),
    "mountain": Emblem(nature.mountain, paints.ON_TEAL),
    "snow": Emblem(nature.snow, paints.ON_SEA),
    "wave": Emblem(nature.wave, paints.ON_TEAL),
    "leaf": Emblem(nature.leaf, paints.ON_SAND),
    "tree": Emblem(nature.tree, paints.ON_DUSK),
    "rose": Emblem(nature.rose, paints.ON_MOSS),
    "flower": Emblem(nature.flower, paints.ON_MOSS),
    "apple": Emblem(nature.apple, paints.ON_TEAL),
    "bird": Emblem(animals.bird, paints.ON_RUST),
    "fox": Emblem(animals.fox, paints.ON_TEAL),
    "cat": Emblem(animals.cat, paints.ON_WINE),
    "dog": Emblem(animals.dog, paints.ON_SEA),
    "fish": Emblem(animals.fish, paints.ON_SEA),
    "owl": Emblem(animals.owl, paints.ON_NIGHT),
    "bell": Emblem(things.bell, paints.ON_WINE),
    "ship": Emblem(things.ship, paints.ON_DUSK),
    "boat": Emblem(things.boat, paints.ON_SEA),
    "heart": Emblem(things.heart, paints.ON_DUSK),
    "train": Emblem(things.train, paints.ON_MOSS),
    "house": Emblem(things.house, paints.ON_TEAL),
    "crown": Emblem(things.crown, paints.ON_DUSK),
    "candle": Emblem(things.candle, paints.ON_WINE),
    "note": Emblem(things.note, paints.ON_RUST),
}


def emblem_for(name: str, fallback_text: str) -> str:
    """`name` where there is such an emblem; else one that `fallback_text` always gets."""
    if name in EMBLEMS:
        return name
    return _SONG_PICTURES[crc32(fallback_text.encode()) % len(_SONG_PICTURES)]


@lru_cache(maxsize=128)
def emblem_picture(name: str, size_px: int) -> pygame.Surface:
    """Premultiplied, shared. Raises KeyError for a name outside EMBLEMS (see `emblem_for`)."""
    emblem = EMBLEMS[name]
    pen = Pen(size_px)
    pen.disc(SIDE / 2, SIDE / 2, SIDE / 2, emblem.badge)
    emblem.paint(pen)
    return pen.picture()
