"""Teaching the keys: one finger lights up after the other, and the player presses its key.

Whatever has a key can be taught: a glove's contact, a piano key, a pad, a key of the computer. Any
finger may be left out, by hand or by waiting, so that nobody needs more than the fingers they have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from game.drawing.buttons import Face
from game.drawing.canvas import Canvas
from game.drawing.focus import COOL_DOWN_NS, Command, MenuInput, Scanning
from game.drawing.icons import icon_picture
from game.drawing.text import Texts
from game.music.moves import Move
from game.play.keymap import Binding
from game.play.presses import KeyEvent, KeyPress
from game.reports.figures import finger_name
from game.screens.button_row import ButtonRow
from game.screens.finger_names import how_to_press
from game.screens.steering import is_steering
from game.screens.teach_picture import TeachPicture, TeachView
from game.timing import NS_PER_S, HostTime, elapsed_ns, ns_from_ms, shifted
from game.wording import say

PATIENCE_NS = 10 * NS_PER_S
"""So long without a press, and leaving this finger out is offered."""
COUNTDOWN_NS = 5 * NS_PER_S
SHOWN_NS = ns_from_ms(700)
"""How long a key that was understood is shown; further presses in it are a bounce."""
DONE_NS = 2 * NS_PER_S
_SKIP_TOP = 944.0


@dataclass(frozen=True, slots=True)
class Taught:
    """In the order of teaching; the pause key's `move` is None."""

    bindings: tuple[Binding, ...]


class Phase(Enum):
    WAITING = "waiting"
    UNDERSTOOD = "understood"
    DONE = "done"


class TeachScreen:
    """Asks for the keys of `moves`, then for one that pauses (which is optional)."""

    def __init__(self, moves: tuple[Move, ...], texts: Texts) -> None:
        """Raises ValueError without moves."""
        if not moves:
            raise ValueError("nothing to teach")
        self._steps: tuple[Move | None, ...] = (*moves, None)
        self._bindings: list[Binding] = []
        self._step = 0
        self._phase = Phase.WAITING
        self._since: HostTime | None = None
        self._deaf_until = HostTime(0)
        self._now = HostTime(0)
        self._notice = ""
        self._outcome: Taught | None = None
        skip = Face(say("Skip"), partial(icon_picture, "more"))
        self._skip = ButtonRow((skip,), _SKIP_TOP, Scanning())
        self._picture = TeachPicture(texts)

    @property
    def outcome(self) -> Taught | None:
        return self._outcome

    @property
    def asked(self) -> Move | None:
        """The move whose key is asked for; None for the key that pauses."""
        return self._steps[self._step]

    @property
    def notice(self) -> str:
        """A kind word on what was just pressed, or nothing."""
        return self._notice

    @property
    def skips_in_s(self) -> int | None:
        """Seconds until this finger is left out; None before that is offered."""
        if self._phase is not Phase.WAITING or self._since is None:
            return None
        left_ns = PATIENCE_NS + COUNTDOWN_NS - elapsed_ns(self._since, self._now)
        return -(-max(left_ns, 0) // NS_PER_S) if left_ns <= COUNTDOWN_NS else None

    def key(self, event: KeyEvent) -> None:
        if not isinstance(event, KeyPress) or is_steering(event):
            return
        # The same press comes once more, translated into a command.
        self._deaf_until = max(self._deaf_until, shifted(event.host_ns, COOL_DOWN_NS))
        if self._phase is Phase.WAITING:
            self._take(event)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """Right, Enter, Escape and the button leave a finger out."""
        if now < self._deaf_until or self._phase is Phase.UNDERSTOOD:
            return
        clicked = self._skip.command(command, now) is not None
        if clicked or command in {Command.NEXT, Command.BACK}:
            self._deaf_until = shifted(now, COOL_DOWN_NS)
            self._leave_out(now)

    def update(self, now: HostTime) -> None:
        self._now = now
        self._skip.update(now)
        if self._since is None:
            self._since = now
        waited_ns = elapsed_ns(self._since, now)
        if self._phase is Phase.UNDERSTOOD and waited_ns >= SHOWN_NS:
            self._go_on(now)
        elif self._phase is Phase.WAITING and waited_ns >= PATIENCE_NS + COUNTDOWN_NS:
            self._leave_out(now)
        elif self._phase is Phase.DONE and waited_ns >= DONE_NS:
            self._outcome = Taught(tuple(self._bindings))

    def draw(self, canvas: Canvas) -> Iterator[None]:
        yield from self._picture.draw(canvas, self._view(), self._skip)

    def _take(self, press: KeyPress) -> None:
        self._since = press.host_ns
        known = next((b for b in self._bindings if (b.device, b.key) == _place(press)), None)
        if known is not None:
            self._notice = _already(known)
            return
        self._bindings.append(Binding(press.device, press.key, self.asked))
        self._notice = ""
        self._phase = Phase.UNDERSTOOD

    def _leave_out(self, now: HostTime) -> None:
        if self._phase is Phase.DONE:
            self._outcome = Taught(tuple(self._bindings))
        else:
            self._notice = ""
            self._go_on(now)

    def _go_on(self, now: HostTime) -> None:
        """To the next step; from the last finger back to the first one where none has a key."""
        self._since = now
        self._phase = Phase.WAITING
        if self.asked is None:
            self._phase = Phase.DONE
        elif self._steps[self._step + 1] is None and not self._bindings:
            self._step = 0
            self._notice = say("One finger is enough. Let us try again.")
        else:
            self._step += 1

    def _view(self) -> TeachView:
        bound = tuple(binding.move for binding in self._bindings if binding.move is not None)
        done = self._phase is Phase.DONE
        asked = None if done else self.asked
        return TeachView(
            asked=asked,
            hand_of=self.asked or next(m for m in reversed(self._steps) if m is not None),
            taught=bound,
            heading=self._heading(),
            notice=self._notice,
            skips_in_s=self.skips_in_s,
            done=done,
        )

    def _heading(self) -> str:
        if self._phase is Phase.DONE:
            return say("All set.")
        if self.asked is None:
            return say("Press a key for a pause, or skip.")
        return how_to_press(self.asked)


def _place(press: KeyPress) -> tuple[str, int]:
    return press.device, press.key


def _already(known: Binding) -> str:
    if known.move is None:
        return say("That key pauses. Try another.")
    return say("That key is the {finger}. Try another.", finger=finger_name(known.move))
