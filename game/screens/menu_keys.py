"""Every menu by the keys that play: which key moves the focus, and which one chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from game.drawing.focus import Command, MenuInput
from game.music.moves import Gesture, Move, lane_order
from game.play.keymap import ANY_MIDI, Keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.screens.finger_names import finger_label
from game.screens.steering import STEERING_KEYS, is_steering

_US_CAPS = {
    **dict(enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890", start=4)),
    **dict(zip((45, 46, 47, 48, 51, 52, 54, 55, 56), "-=[];',./", strict=True)),
}


def us_cap(scancode: int) -> str:
    """What a US keyboard has printed on the key; its number where that is no sign."""
    return _US_CAPS.get(scancode, str(scancode))


@dataclass(frozen=True, slots=True)
class Hints:
    """What the two keys are called; `next_keys` is empty for who has a single key."""

    next_keys: tuple[str, ...]
    choose_keys: tuple[str, ...]


class MenuKeys:
    """`moves` are the player's; those that no key is bound to do not count."""

    def __init__(
        self, keymap: Keymap, moves: Iterable[Move], cap_of: Callable[[int], str] = us_cap
    ) -> None:
        """`cap_of` says what is printed on the key of a scancode."""
        self._keymap = keymap
        self._cap_of = cap_of
        self._bound = lane_order(move for move in moves if keymap.keys_of(move))
        self._next_moves, self._choose_moves = _roles(self._bound)

    @property
    def single_key(self) -> bool:
        """Whether the focus has to move by itself."""
        return not self._next_moves

    def command_of(self, event: KeyEvent) -> MenuInput | None:
        """None for releases and for keys without a meaning in menus.

        A MIDI key that plays nothing chooses: a glove that was never taught works at once.
        """
        if not isinstance(event, KeyPress):
            return None
        if is_steering(event):
            return STEERING_KEYS[event.key]
        move = self._keymap.move_of(event.device, event.key)
        if move in self._next_moves:
            return Command.NEXT
        if move in self._choose_moves:
            return Command.CHOOSE
        unused = move not in self._bound and not self._keymap.is_pause(event.device, event.key)
        return Command.CHOOSE if unused and event.device != KEYBOARD else None

    def hints(self) -> Hints:
        return Hints(self._names(self._next_moves), self._names(self._choose_moves))

    def _names(self, moves: tuple[Move, ...]) -> tuple[str, ...]:
        names = dict.fromkeys(name for move in moves for name in self._names_of(move))
        return tuple(names)

    def _names_of(self, move: Move) -> list[str]:
        """A finger's name where a device was taught; else the cap of its key."""
        keys = self._keymap.keys_of(move)
        caps = [self._cap_of(key) for device, key in keys if device == KEYBOARD]
        taught = any(device not in {KEYBOARD, ANY_MIDI} for device, _ in keys)
        return [finger_label(move), *caps] if taught or not caps else caps


def _roles(bound: tuple[Move, ...]) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """The moves that go on and those that choose: the index fingers and the thumbs if they can.

    The key pinch, the thumb's own grip, chooses where no thumb taps. With a single move there is
    none that goes on.
    """
    if len(bound) < 2:
        return (), bound
    index = tuple(m for m in bound if m.finger.number == 2 and m.gesture is not Gesture.KEY_PINCH)
    if not index or index == bound:
        index = tuple(m for m in bound if m.finger.number != 1)[:1] or bound[:1]
    others = tuple(move for move in bound if move not in index)
    thumbs = tuple(move for move in others if move.finger.number == 1)
    key_pinches = tuple(move for move in others if move.gesture is Gesture.KEY_PINCH)
    return index, thumbs or key_pinches or others[:1]
