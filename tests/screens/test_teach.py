from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import Click, Command
from game.drawing.text import Texts
from game.music.moves import LEFT_PINCHES, RIGHT_PINCHES, RIGHT_TAPS, Move
from game.play.keymap import Binding
from game.play.presses import KEYBOARD, KeyPress, KeyRelease
from game.screens.teach import Taught, TeachScreen
from game.timing import NS_PER_MS, NS_PER_S, HostTime, shifted

GLOVE = "Glove 1"
RIGHT_ARROW, ENTER, ESCAPE, SPACE = 79, 40, 41, 44


class Player:
    """Works a teach screen as the loop does: key, its translation, update, in simulated time."""

    def __init__(self, moves: tuple[Move, ...] = RIGHT_TAPS) -> None:
        self.screen = TeachScreen(moves, Texts())
        self.now = HostTime(NS_PER_S)
        self.screen.update(self.now)

    def wait(self, seconds: float) -> None:
        end = shifted(self.now, round(seconds * NS_PER_S))
        while self.now < end and self.screen.outcome is None:
            self.now = min(shifted(self.now, 50 * NS_PER_MS), end)
            self.screen.update(self.now)

    def press(self, key: int, device: str = GLOVE, then_s: float = 1.0) -> None:
        """With the command that menus would make of it."""
        self.screen.key(KeyPress(self.now, device, key, 90))
        self.screen.menu(Command.CHOOSE, self.now)
        self.screen.key(KeyRelease(self.now, device, key))
        self.wait(then_s)

    def command(self, command: Command) -> None:
        self.screen.menu(command, self.now)
        self.wait(1.0)

    @property
    def bindings(self) -> tuple[Binding, ...]:
        assert self.screen.outcome is not None
        return self.screen.outcome.bindings


def test_five_keys_for_five_fingers_and_one_for_a_pause() -> None:
    player = Player()
    for key in (60, 62, 64, 65, 67, 36):
        player.press(key)
    player.wait(3)
    moves = (*RIGHT_TAPS, None)
    keys = (60, 62, 64, 65, 67, 36)
    taught = tuple(Binding(GLOVE, key, move) for key, move in zip(keys, moves, strict=True))
    assert player.screen.outcome == Taught(taught)


def test_a_glove_and_a_keyboard_can_be_taught_together() -> None:
    player = Player(RIGHT_TAPS[:2])
    player.press(60)
    player.press(13, KEYBOARD)
    player.command(Command.NEXT)
    player.wait(3)
    assert player.bindings == (
        Binding(GLOVE, 60, RIGHT_TAPS[0]),
        Binding(KEYBOARD, 13, RIGHT_TAPS[1]),
    )


@pytest.mark.parametrize("command", [Command.NEXT, Command.BACK, Command.CHOOSE])
def test_any_finger_can_be_left_out_by_a_key(command: Command) -> None:
    player = Player(RIGHT_TAPS[:3])
    player.wait(1)
    player.command(command)
    player.press(62)
    player.command(command)
    player.command(command)
    player.wait(3)
    assert player.bindings == (Binding(GLOVE, 62, RIGHT_TAPS[1]),)


def test_a_click_on_skip_leaves_a_finger_out_and_one_beside_it_does_not() -> None:
    player = Player()
    for _ in player.screen.draw(Canvas(pygame.Surface((1280, 720)))):
        pass
    player.wait(1)
    player.screen.menu(Click(20, 20), player.now)
    assert player.screen.asked == RIGHT_TAPS[0]
    player.screen.menu(Click(640, 655), player.now)
    assert player.screen.asked == RIGHT_TAPS[1]


def test_waiting_leaves_a_finger_out_after_a_countdown() -> None:
    player = Player()
    seen = []
    for seconds in (9.9, 0.2, 4, 1):
        player.wait(seconds)
        seen.append((player.screen.asked, player.screen.skips_in_s))
    thumb, index = RIGHT_TAPS[:2]
    assert seen == [(thumb, None), (thumb, 5), (thumb, 1), (index, None)]


def test_with_a_single_key_and_no_other_way_one_finger_can_be_taught() -> None:
    player = Player()
    player.wait(15.1)
    player.press(60)
    player.wait(15 * 4 + 3)
    assert player.bindings == (Binding(GLOVE, 60, RIGHT_TAPS[1]),)


def test_a_key_that_is_taken_is_kindly_refused() -> None:
    player = Player()
    player.press(60)
    player.press(62)
    player.press(60)
    assert player.screen.asked == RIGHT_TAPS[2]
    assert player.screen.notice == "That key is the thumb. Try another."
    player.press(64)
    assert player.screen.asked == RIGHT_TAPS[3]
    assert player.screen.notice == ""


def test_the_same_key_of_another_device_is_another_key() -> None:
    player = Player()
    player.press(60)
    player.press(60, "Keys 1")
    assert player.screen.asked == RIGHT_TAPS[2]


def test_a_bounce_right_after_a_key_is_not_heard() -> None:
    player = Player()
    player.press(60, then_s=0.1)
    player.press(60, then_s=0.1)
    player.press(61, then_s=1.0)
    assert player.screen.asked == RIGHT_TAPS[1]
    assert player.screen.notice == ""


@pytest.mark.parametrize("key", [RIGHT_ARROW, ENTER, ESCAPE, SPACE])
def test_keys_that_steer_menus_cannot_be_taught(key: int) -> None:
    player = Player()
    player.screen.key(KeyPress(player.now, KEYBOARD, key))
    player.wait(1)
    assert player.screen.asked == RIGHT_TAPS[0]


def test_a_midi_key_with_the_number_of_an_arrow_can_be_taught() -> None:
    player = Player(RIGHT_TAPS[:1])
    player.press(RIGHT_ARROW)
    player.command(Command.NEXT)
    player.wait(3)
    assert player.bindings == (Binding(GLOVE, RIGHT_ARROW, RIGHT_TAPS[0]),)


def test_a_taught_key_does_not_skip_the_next_finger_through_its_menu_command() -> None:
    player = Player()
    player.press(60)
    assert player.screen.asked == RIGHT_TAPS[1]


def test_without_any_finger_it_begins_again_kindly() -> None:
    player = Player(RIGHT_TAPS[:2])
    player.wait(15.1)
    player.wait(15.1)
    assert player.screen.asked == RIGHT_TAPS[0]
    assert player.screen.notice == "One finger is enough. Let us try again."
    assert player.screen.outcome is None


def test_the_pause_key_may_not_be_a_finger_s() -> None:
    player = Player(RIGHT_TAPS[:1])
    player.press(60)
    player.press(60)
    assert player.screen.outcome is None
    player.press(72)
    player.wait(3)
    assert player.bindings[-1] == Binding(GLOVE, 72, None)


def test_pinches_are_taught_like_fingers() -> None:
    player = Player(LEFT_PINCHES)
    for key in range(60, 65):
        player.press(key)
    player.command(Command.NEXT)
    player.wait(3)
    assert [binding.move for binding in player.bindings] == list(LEFT_PINCHES)


def test_nothing_is_drawn_while_nothing_changes() -> None:
    player = Player()
    canvas = Canvas(pygame.Surface((640, 360)))
    assert len(list(player.screen.draw(canvas))) > 1
    assert list(player.screen.draw(canvas)) == []
    player.press(60)
    assert len(list(player.screen.draw(canvas))) > 1


def test_teaching_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing to teach"):
        TeachScreen((), Texts())


def test_what_a_finger_learned_before_does_not_lie_under_the_mark_of_what_it_learns_now() -> None:
    """The index finger learns the key pinch first, then the tip pinch at nearly the same place."""
    player, blank = Player(RIGHT_PINCHES[:2]), Player(RIGHT_PINCHES[1:2])
    player.press(60)
    first, second = (Canvas(pygame.Surface((640, 360))) for _ in range(2))
    for one, canvas in ((player, first), (blank, second)):
        for _ in one.screen.draw(canvas):
            pass
    pictures = [pygame.image.tobytes(canvas.surface, "RGB") for canvas in (first, second)]
    assert pictures[0] == pictures[1]
