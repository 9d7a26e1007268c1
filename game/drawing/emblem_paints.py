"""The colours that emblems are painted with."""

from __future__ import annotations

from game.drawing.theme import Colour

CREAM: Colour = (252, 240, 220)
SHADE: Colour = (226, 204, 176)
GOLD: Colour = (255, 208, 116)
AMBER: Colour = (240, 166, 74)
ORANGE: Colour = (238, 132, 66)
CORAL: Colour = (242, 118, 98)
RED: Colour = (206, 62, 66)
PINK: Colour = (244, 158, 170)
ROSE: Colour = (224, 84, 116)
LIME: Colour = (164, 208, 118)
GREEN: Colour = (98, 168, 98)
PINE: Colour = (48, 112, 82)
AQUA: Colour = (140, 210, 220)
SKY: Colour = (136, 190, 238)
BLUE: Colour = (72, 128, 192)
LILAC: Colour = (190, 166, 226)
BROWN: Colour = (150, 98, 62)
BARK: Colour = (108, 68, 46)
GREY: Colour = (164, 160, 182)
INK: Colour = (44, 30, 48)

ON_NIGHT: Colour = (48, 56, 104)
ON_DUSK: Colour = (92, 62, 116)
ON_WINE: Colour = (118, 44, 72)
ON_RUST: Colour = (134, 66, 46)
ON_MOSS: Colour = (64, 88, 56)
ON_TEAL: Colour = (26, 90, 96)
ON_SEA: Colour = (36, 80, 128)
ON_SAND: Colour = (122, 92, 60)
