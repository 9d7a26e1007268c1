"""Which key does what in menus, in the middle of a screen's foot."""

from __future__ import annotations

from collections.abc import Sequence

from game.drawing.buttons import draw_key_cap
from game.drawing.canvas import Canvas
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.screens.menu_keys import Hints
from game.screens.menu_layout import HINT_Y
from game.wording import say

_GAP = 14
_HINTS_APART = 70


def draw_hints(canvas: Canvas, texts: Texts, hints: Hints) -> None:
    both = [(hints.next_keys, say("next")), (hints.choose_keys, say("choose"))]
    shown = [(keys, word) for keys, word in both if keys]
    widths = [_draw_hint(canvas, texts, -canvas.wide, keys, word) for keys, word in shown]
    left = (canvas.wide - sum(widths) - _HINTS_APART * (len(widths) - 1)) / 2
    for (keys, word), width in zip(shown, widths, strict=True):
        _draw_hint(canvas, texts, left, keys, word)
        left += width + _HINTS_APART


def _draw_hint(canvas: Canvas, texts: Texts, left: float, keys: Sequence[str], word: str) -> float:
    """Gives its width."""
    x, size = left, THEME.sizes.small
    for key in keys:
        x += draw_key_cap(canvas, texts, key, x, HINT_Y) + _GAP
    texts.draw(canvas, word, x, HINT_Y, size, THEME.quiet_text, "midleft")
    return x + texts.width(canvas, word, size) - left
