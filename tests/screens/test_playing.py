from __future__ import annotations

import pygame
import pytest

from game.drawing.canvas import Canvas
from game.drawing.focus import Click, Command
from game.drawing.lanes import LINE, LaneLayout, height_at
from game.drawing.text import Texts
from game.drawing.theme import THEME, Colour, move_colour
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import LEFT_TAPS, RIGHT_TAPS, Move
from game.music.phrase_time import BeatGrid
from game.play.judgements import Hit, Miss, Stray, Tap, Tier
from game.play.presses import KEYBOARD, KeyPress
from game.screens.pause_menu import PauseChoice
from game.screens.playing import PlayingScreen
from game.timing import NS_PER_MS, NS_PER_S, HostTime, SongTime, shifted

THUMB, INDEX, MIDDLE = RIGHT_TAPS[:3]
J_KEY, ESCAPE = 13, 41
NO_GRID = BeatGrid((), ())


def note_at(second: float, move: Move = INDEX) -> Note:
    return Note(SongTime(round(second * NS_PER_S)), 100 * NS_PER_MS, move, 60)


def tap_on(note: Note, error_ms: int) -> Tap:
    return Tap(note.move, shifted(note.onset_ns, error_ms * NS_PER_MS), None, 0)


class Play:
    """A playing screen with some notes, drawn at full HD so that pixels are design units."""

    def __init__(self, *notes: Note, grid: BeatGrid = NO_GRID) -> None:
        self.fullness = 1.0
        self.screen = PlayingScreen(
            "Ode to Joy", RIGHT_TAPS, Texts(), HitWindows(), lambda _note, _now: self.fullness
        )
        self.canvas = Canvas(pygame.Surface((1920, 1080)))
        self.layout = LaneLayout.of(RIGHT_TAPS, 1920)
        end = SongTime(60 * NS_PER_S)
        difficulty = Difficulty(even_shares(RIGHT_TAPS))
        self.screen.commit(PhraseChart(0, SongTime(0), end, notes, (), difficulty), grid)

    def at(self, second: float) -> None:
        self.screen.at(SongTime(round(second * NS_PER_S)))

    def heights(self, colour: Colour, move: Move = INDEX) -> list[int]:
        """Where `colour` is seen in the lane of `move`."""
        for _ in self.screen.draw(self.canvas):
            pass
        middle = round(self.layout.centres[move])
        reach = round(self.layout.lane_width / 2) - 6
        surface = self.canvas.surface
        return [
            y
            for y in range(100, 780)
            for x in range(middle - reach, middle + reach)
            if surface.get_at((x, y))[:3] == colour
        ]

    def mark_heights(self) -> list[int]:
        return self.heights(THEME.accent)


def test_an_early_tap_is_marked_above_the_line_at_once() -> None:
    play = Play(note := note_at(5))
    play.at(4.83)
    play.screen.tapped(INDEX, note)
    heights = play.mark_heights()
    assert heights
    assert max(heights) < LINE


def test_a_late_tap_is_marked_below_the_line_at_once() -> None:
    play = Play(note := note_at(5))
    play.at(5.17)
    play.screen.tapped(INDEX, note)
    heights = play.mark_heights()
    assert heights
    assert min(heights) > LINE


def test_a_good_tap_has_a_ring_around_the_line_and_no_arrow() -> None:
    play = Play(note := note_at(5))
    play.at(5.02)
    play.screen.tapped(INDEX, note)
    assert play.mark_heights() == []
    ring = play.heights(THEME.cream)
    assert min(ring) < LINE < max(ring)
    assert abs((min(ring) + max(ring)) / 2 - LINE) <= 2


def test_a_mark_is_gone_600_ms_later() -> None:
    play = Play(note := note_at(5))
    play.at(4.83)
    play.screen.tapped(INDEX, note)
    play.at(5.43)
    assert play.mark_heights() == []


def test_a_hit_note_is_gone_at_once() -> None:
    play = Play(note := note_at(5))
    play.at(4.95)
    colour = move_colour(INDEX).light
    before = len(play.heights(colour))
    play.screen.tapped(INDEX, note)
    after = len(play.heights(colour))
    assert after < before / 2


def test_a_hold_on_the_line_is_filled_as_far_as_it_is_full() -> None:
    hold = Note(SongTime(5 * NS_PER_S), 4 * NS_PER_S, INDEX, 60, hold=True)
    play = Play(hold)
    play.at(5)
    play.screen.tapped(INDEX, hold)
    play.screen.released(INDEX)
    play.at(6)
    filled = []
    for play.fullness in (1.0, 0.5, 0.0):
        filled.append(len(play.heights(move_colour(INDEX).light)))
    full, half, empty = filled
    assert half - empty == pytest.approx((full - empty) / 2, rel=0.05)
    assert full > 2 * empty


def test_the_judgement_corrects_a_mark_that_was_wrong() -> None:
    play = Play(note := note_at(5))
    play.at(4.83)
    play.screen.tapped(INDEX, note)
    play.screen.judged(Hit(0, note, tap_on(note, 170), Tier.NEAR))
    assert min(play.mark_heights()) > LINE


def test_a_judgement_of_an_old_tap_makes_no_second_mark() -> None:
    play = Play(note := note_at(5))
    play.at(4.83)
    play.screen.tapped(INDEX, note)
    play.at(5.5)
    play.heights(THEME.accent)
    play.screen.judged(Hit(0, note, tap_on(note, -170), Tier.NEAR))
    assert play.mark_heights() == []


def test_a_missed_note_makes_no_mark() -> None:
    play = Play(note := note_at(5))
    play.at(5.5)
    play.screen.judged(Miss(0, note, None))
    assert play.mark_heights() == []
    assert play.heights(THEME.cream) == []


def test_a_stray_tap_is_a_small_dot_on_the_line() -> None:
    play = Play()
    play.at(5)
    before = shot(play)
    play.screen.judged(Stray(Tap(INDEX, SongTime(5 * NS_PER_S), None, 0), None))
    [dot] = differing(shot(play), before)
    assert dot.width <= 20
    assert dot.height <= 20
    assert dot.collidepoint(play.layout.centres[INDEX], LINE)


def test_a_key_of_a_finger_that_has_no_lane_disturbs_nothing() -> None:
    play = Play(note_at(5))
    play.at(5)
    before = pygame.image.tobytes(shot(play), "RGB")
    other_hand = LEFT_TAPS[0]
    play.screen.tapped(other_hand, None)
    play.screen.judged(Stray(Tap(other_hand, SongTime(5 * NS_PER_S), None, 0), None))
    assert pygame.image.tobytes(shot(play), "RGB") == before


def test_a_lit_finger_goes_dark_again_after_its_release() -> None:
    play = Play()
    play.at(5)
    dark = pygame.image.tobytes(shot(play), "RGB")
    play.screen.tapped(INDEX, None)
    assert pygame.image.tobytes(shot(play), "RGB") != dark
    play.screen.released(INDEX)
    play.at(5.31)
    assert pygame.image.tobytes(shot(play), "RGB") == dark


def test_a_bar_line_falls_with_the_notes_and_goes_at_the_line() -> None:
    at = SongTime(5 * NS_PER_S)
    play, bare = Play(grid=BeatGrid((at,), ())), Play()
    for second, seen in ((4.0, True), (5.0, False), (5.1, False)):
        for one in (play, bare):
            one.at(second)
        changed = differing(shot(play), shot(bare))
        assert bool(changed) is seen
        if seen:
            lead_ns = Difficulty(even_shares(RIGHT_TAPS)).lead_ns
            assert changed[0].y == round(height_at(at, SongTime(4 * NS_PER_S), lead_ns))


def test_nothing_stays_behind_of_what_was_drawn_before() -> None:
    play, fresh = Play(note_at(2), note_at(2.5, THUMB), note_at(6)), Play(note_at(6))
    for second in (1.0, 1.9, 2.2, 3.4):
        play.at(second)
        shot(play)
    for late in (play, fresh):
        late.at(5.9)
    assert pygame.image.tobytes(shot(play), "RGB") == pygame.image.tobytes(shot(fresh), "RGB")


def differing(one: pygame.Surface, other: pygame.Surface) -> list[pygame.Rect]:
    """Where the two are not alike."""
    same = pygame.mask.from_threshold(one, (0, 0, 0), (1, 1, 1, 255), other, palette_colors=False)
    same.invert()
    return same.get_bounding_rects()


def shot(play: Play) -> pygame.Surface:
    for _ in play.screen.draw(play.canvas):
        pass
    return play.canvas.surface.copy()


# --- the pause ---------------------------------------------------------------------------------

START = HostTime(100 * NS_PER_S)


def later(seconds: float) -> HostTime:
    return shifted(START, round(seconds * NS_PER_S))


def paused() -> PlayingScreen:
    screen = Play(note_at(5)).screen
    screen.pause("Paused", START)
    return screen


def pass_time(screen: PlayingScreen, since: float, until: float) -> None:
    steps = round((until - since) * 20)
    for step in range(1, steps + 1):
        screen.update(later(since + (until - since) * step / steps))


def press(screen: PlayingScreen, second: float) -> None:
    """A playing key, with the command that menus would make of it."""
    screen.key(KeyPress(later(second), KEYBOARD, J_KEY))
    screen.menu(Command.NEXT, later(second))


def test_any_key_goes_on() -> None:
    screen = paused()
    pass_time(screen, 0, 1)
    press(screen, 1)
    assert screen.outcome is PauseChoice.GO_ON


def test_a_press_still_meant_for_the_song_does_not_go_on() -> None:
    screen = paused()
    press(screen, 0.3)
    assert screen.outcome is None


def test_one_key_alone_can_finish_by_waiting_and_pressing_twice() -> None:
    screen = paused()
    pass_time(screen, 0, 3)
    press(screen, 3)
    assert screen.outcome is None
    pass_time(screen, 3, 4)
    press(screen, 4)
    assert screen.outcome is PauseChoice.STOP


def test_one_press_made_while_finish_is_in_focus_finishes_nothing() -> None:
    screen = paused()
    pass_time(screen, 0, 3)
    press(screen, 3)
    pass_time(screen, 3, 8)
    press(screen, 8)
    assert screen.outcome is PauseChoice.GO_ON


def test_escape_in_a_pause_finishes() -> None:
    screen = paused()
    screen.key(KeyPress(later(1), KEYBOARD, ESCAPE))
    screen.menu(Command.BACK, later(1))
    assert screen.outcome is PauseChoice.STOP


def test_the_escape_that_paused_does_not_finish() -> None:
    screen = paused()
    screen.menu(Command.BACK, START)
    assert screen.outcome is None


@pytest.mark.parametrize(("x", "choice"), [(500, PauseChoice.GO_ON), (800, PauseChoice.STOP)])
def test_the_mouse_chooses_at_once(x: int, choice: PauseChoice) -> None:
    screen = paused()
    for _ in screen.draw(Canvas(pygame.Surface((1280, 720)))):
        pass
    screen.menu(Click(x, 410), later(1))
    assert screen.outcome is choice


def test_arrows_and_enter_finish_after_being_asked_again() -> None:
    screen = paused()
    screen.menu(Command.NEXT, later(1))
    screen.menu(Command.CHOOSE, later(1.1))
    assert screen.outcome is None
    screen.menu(Command.CHOOSE, later(2))
    assert screen.outcome is PauseChoice.STOP


def test_outside_a_pause_there_is_nothing_to_choose() -> None:
    screen = Play(note_at(5)).screen
    press(screen, 1)
    screen.menu(Command.CHOOSE, later(1))
    assert screen.outcome is None


def test_a_count_in_takes_the_pause_away_and_leaves_no_trace() -> None:
    play, untouched = Play(note_at(5)), Play(note_at(5))
    for one in (play, untouched):
        one.at(3)
    play.screen.pause("Still there?", START)
    covered = shot(play)
    play.screen.count_in(3)
    counting = shot(play)
    play.screen.count_in(None)
    after = shot(play)
    assert play.screen.outcome is None
    pictures = [pygame.image.tobytes(one, "RGB") for one in (covered, counting, after)]
    assert len(set(pictures)) == 3
    assert pictures[-1] == pygame.image.tobytes(shot(untouched), "RGB")
