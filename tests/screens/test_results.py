from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import Click, Command, Scanning
from game.drawing.text import Texts
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Move
from game.screens.results import FingerTally, ResultsChoice, ResultsScreen, shares_of
from game.timing import NS_PER_MS, NS_PER_S, HostTime

SOON = HostTime(600 * NS_PER_MS)


def screen_of(moves: tuple[Move, ...], single_key: bool = False) -> ResultsScreen:
    tallies = tuple(FingerTally(move, 10, place) for place, move in enumerate(moves))
    screen = ResultsScreen(tallies, "Well played.", Texts(), Scanning(single_key))
    screen.update(HostTime(0))
    return screen


@pytest.mark.parametrize(("steps", "choice"), list(enumerate(ResultsChoice)))
def test_the_three_ways_on_stand_side_by_side(steps: int, choice: ResultsChoice) -> None:
    screen = screen_of(RIGHT_TAPS)
    for _ in range(steps):
        screen.menu(Command.NEXT, SOON)
    screen.menu(Command.CHOOSE, SOON)
    assert screen.outcome is choice


def test_a_press_still_meant_for_the_song_chooses_nothing() -> None:
    screen = screen_of(RIGHT_TAPS)
    screen.menu(Command.CHOOSE, HostTime(499 * NS_PER_MS))
    assert screen.outcome is None


def test_with_one_key_the_focus_comes_round() -> None:
    screen = screen_of(RIGHT_TAPS[:1], single_key=True)
    now = HostTime(round(2.6 * NS_PER_S))
    screen.update(now)
    screen.menu(Command.CHOOSE, now)
    assert screen.outcome is ResultsChoice.OTHER_SONG


def test_a_button_can_be_clicked_where_it_is_drawn() -> None:
    screen = screen_of(RIGHT_TAPS)
    for _ in screen.draw(Canvas(pygame.Surface((1280, 720)))):
        pass
    screen.menu(Click(965, 660), SOON)
    assert screen.outcome is ResultsChoice.DETAILS


def test_the_share_of_a_finger_counts_all_its_moves() -> None:
    tap, tip, key = RIGHT_TAPS[1], RIGHT_PINCHES[1], RIGHT_PINCHES[0]
    tallies = [FingerTally(tap, 10, 5), FingerTally(tip, 10, 10), FingerTally(key, 20, 5)]
    assert shares_of([*tallies, FingerTally(RIGHT_TAPS[2], 0, 0)]) == {2: 0.5}


def test_more_hits_than_notes_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        FingerTally(RIGHT_TAPS[0], 2, 3)


@pytest.mark.parametrize("moves", [RIGHT_TAPS, LEFT_TAPS[:1], LEFT_TAPS + RIGHT_TAPS])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (640, 360)])
def test_it_is_drawn_once_and_again_when_the_focus_moves(
    moves: tuple[Move, ...], size: tuple[int, int]
) -> None:
    screen, canvas = screen_of(moves), Canvas(pygame.Surface(size))
    assert len(list(screen.draw(canvas))) > 1
    assert list(screen.draw(canvas)) == []
    screen.menu(Command.NEXT, SOON)
    assert len(list(screen.draw(canvas))) > 1
