"""Which key is which finger, as taught, with defaults where nothing was taught."""

from __future__ import annotations

from dataclasses import dataclass

from game.music.moves import Finger, Move
from game.play.presses import KEYBOARD, midi_note

# USB HID usage numbers of the keyboard page (HID Usage Tables 1.5, section 10); SDL's scancodes
# are the same numbers. Bound by place, so that a German layout finds R5 where a US one has `;`.
_SCANCODES = {
    Finger.L5: 4,  # A
    Finger.L4: 22,  # S
    Finger.L3: 7,  # D
    Finger.L2: 9,  # F
    Finger.L1: 25,  # V
    Finger.R1: 17,  # N
    Finger.R2: 13,  # J
    Finger.R3: 14,  # K
    Finger.R4: 15,  # L
    Finger.R5: 51,  # ;
}
# White keys: C4-G4 for the right hand, C3 down to F2 for the left (the defaults).
_MIDI_NOTES = {
    Finger.L5: 41,
    Finger.L4: 43,
    Finger.L3: 45,
    Finger.L2: 47,
    Finger.L1: 48,
    Finger.R1: 60,
    Finger.R2: 62,
    Finger.R3: 64,
    Finger.R4: 65,
    Finger.R5: 67,
}
ANY_MIDI = "*"
"""Stands for every MIDI device (and any channel) in the defaults."""


@dataclass(frozen=True, slots=True)
class Binding:
    """`move` None is the key that pauses."""

    device: str
    key: int
    move: Move | None


@dataclass(frozen=True, slots=True)
class Keymap:
    """A key has one meaning: raises ValueError when bound twice."""

    bindings: tuple[Binding, ...] = ()

    def __post_init__(self) -> None:
        keys = [(binding.device, binding.key) for binding in self.bindings]
        if len(keys) != len(set(keys)):
            raise ValueError("a key is bound twice")

    def binding_of(self, device: str, key: int) -> Binding | None:
        """None means nothing. The defaults for any MIDI device hold until it is taught itself."""
        taught = [binding for binding in self.bindings if binding.device == device]
        for binding in taught:
            if binding.key == key:
                return binding
        if taught or device == KEYBOARD:
            return None
        for binding in self.bindings:
            if (binding.device, binding.key) == (ANY_MIDI, midi_note(key)):
                return binding
        return None

    def move_of(self, device: str, key: int) -> Move | None:
        binding = self.binding_of(device, key)
        return binding.move if binding else None

    def is_pause(self, device: str, key: int) -> bool:
        binding = self.binding_of(device, key)
        return binding is not None and binding.move is None

    def keys_of(self, move: Move) -> tuple[tuple[str, int], ...]:
        return tuple((b.device, b.key) for b in self.bindings if b.move == move)

    @property
    def moves(self) -> frozenset[Move]:
        return frozenset(b.move for b in self.bindings if b.move is not None)

    def taught(self, device: str, taught: tuple[Binding, ...]) -> Keymap:
        """This keymap with all that `device` knew replaced by `taught`."""
        kept = tuple(binding for binding in self.bindings if binding.device != device)
        return Keymap((*kept, *taught))


def default_keymap() -> Keymap:
    """A S D F and V, J K L ; and N; white keys C4-G4 and C3 down to F2 on any MIDI device."""
    keys = [Binding(KEYBOARD, code, Move(finger)) for finger, code in _SCANCODES.items()]
    notes = [Binding(ANY_MIDI, note, Move(finger)) for finger, note in _MIDI_NOTES.items()]
    return Keymap((*keys, *notes))
