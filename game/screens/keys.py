"""Which key each finger has, and whether it shall stay so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial

from game.drawing.buttons import KEY_CAP_HEIGHT, Face, draw_key_cap, key_cap_width
from game.drawing.canvas import Canvas
from game.drawing.focus import Box, Command, MenuInput
from game.drawing.hand import ASPECT, hand_picture
from game.drawing.icons import icon_picture
from game.drawing.marks import mark_picture
from game.drawing.sky import sky_picture
from game.drawing.theme import THEME
from game.music.moves import Hand, Move
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.screens.button_row import ButtonRow
from game.screens.menu import Setting
from game.screens.menu_hints import draw_hints
from game.screens.menu_layout import LONE_TITLE_Y
from game.timing import HostTime
from game.wording import say

_HAND_TOP, _HAND_HEIGHT, _HANDS_APART = 316.0, 470.0, 130.0
_BUTTONS_TOP = 836.0
_MARK = 56.0
_ABOVE_TIP = 68.0
_CAP_GAP = 10.0


class KeysChoice(Enum):
    KEEP = "keep"
    CHOOSE = "choose"


_CHOICES = (KeysChoice.KEEP, KeysChoice.CHOOSE)


class KeysScreen:
    """`caps` are the names of each move's keys. Escape keeps them.

    A key of a device that `knows_key` does not know asks for teaching: keeping these would leave
    that device without a meaning.
    """

    def __init__(
        self,
        setting: Setting,
        caps: Mapping[Move, Sequence[str]],
        knows_key: Callable[[KeyPress], bool] = lambda _press: True,
    ) -> None:
        self._setting = setting
        self._knows_key = knows_key
        self._caps = caps
        self._outcome: KeysChoice | None = None
        faces = (
            Face(say("Keep these"), partial(icon_picture, "yes")),
            Face(say("Choose keys"), partial(icon_picture, "keys")),
        )
        self._buttons = ButtonRow(faces, _BUTTONS_TOP, setting.scanning)
        self._drawn: tuple[Canvas, int] | None = None

    @property
    def outcome(self) -> KeysChoice | None:
        return self._outcome

    def key(self, event: KeyEvent) -> None:
        press = event if isinstance(event, KeyPress) and event.device != KEYBOARD else None
        if press and not self._knows_key(press) and self._buttons.listens(press.host_ns):
            self._outcome = KeysChoice.CHOOSE

    def menu(self, command: MenuInput, now: HostTime) -> None:
        if self._outcome:
            return
        chosen = self._buttons.command(command, now)
        if chosen is not None:
            self._outcome = _CHOICES[chosen]
        elif command is Command.BACK and self._buttons.listens(now):
            self._outcome = KeysChoice.KEEP

    def update(self, now: HostTime) -> None:
        self._buttons.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._drawn == (canvas, self._buttons.index):
            self._buttons.draw_waiting(canvas)
            return
        self._drawn = (canvas, self._buttons.index)
        canvas.surface.blit(sky_picture(canvas.width, canvas.height), (0, 0))
        yield
        texts, place = self._setting.texts, (canvas.wide / 2, LONE_TITLE_Y)
        texts.line(canvas, say("Your keys"), place, canvas.wide - 180, THEME.sizes.title)
        yield from self._draw_hands(canvas)
        self._buttons.draw(canvas, texts)
        draw_hints(canvas, texts, self._setting.hints)
        yield

    def _draw_hands(self, canvas: Canvas) -> Iterator[None]:
        hands = [hand for hand in Hand if any(move.hand is hand for move in self._caps)]
        step = _HAND_HEIGHT * ASPECT + _HANDS_APART
        first = (canvas.wide - step * len(hands) + _HANDS_APART) / 2
        caps: list[Box] = []
        for place, hand in enumerate(hands):
            self._draw_hand(canvas, hand, canvas.px(first + place * step), caps)
            yield

    def _draw_hand(self, canvas: Canvas, hand: Hand, left: int, caps: list[Box]) -> None:
        """`left` is in pixels. The lowest fingertip comes first, so that caps rise the least."""
        picture, top = hand_picture(hand, canvas.px(_HAND_HEIGHT)), canvas.px(_HAND_TOP)
        picture.draw(canvas.surface, left, top)
        moves = (move for move in self._caps if move.hand is hand)
        for move in sorted(moves, key=lambda move: -picture.fingertip(move)[1]):
            x_px, y_px = picture.fingertip(move)
            tip = canvas.design(left + x_px, top + y_px)
            canvas.stamp(mark_picture(canvas, self._setting.texts, move, _MARK), *tip)
            for name in self._caps[move]:
                caps.append(self._draw_cap(canvas, name, tip, caps))

    def _draw_cap(
        self, canvas: Canvas, name: str, tip: tuple[float, float], others: Sequence[Box]
    ) -> Box:
        """Above the fingertip, and above the caps that are in its way."""
        texts = self._setting.texts
        width = key_cap_width(canvas, texts, name)
        box = Box(
            tip[0] - width / 2, tip[1] - _ABOVE_TIP - KEY_CAP_HEIGHT / 2, width, KEY_CAP_HEIGHT
        )
        while any(_touch(box, other) for other in others):
            box = Box(box.left, box.top - KEY_CAP_HEIGHT - _CAP_GAP, width, KEY_CAP_HEIGHT)
        draw_key_cap(canvas, texts, name, box.left, box.centre[1])
        return box


def _touch(one: Box, other: Box) -> bool:
    beside = abs(one.centre[0] - other.centre[0]) < (one.width + other.width) / 2 + _CAP_GAP
    return beside and abs(one.top - other.top) < KEY_CAP_HEIGHT + _CAP_GAP
