"""What came of a play: one picture of the hand and one kind sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from game.drawing.buttons import Face
from game.drawing.canvas import Canvas
from game.drawing.focus import Box, MenuInput, Scanning
from game.drawing.hand import ASPECT, HandPicture, hand_picture
from game.drawing.icons import icon_picture
from game.drawing.panels import draw_panel
from game.drawing.sky import sky_picture
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.music.moves import Gesture, Hand, Move
from game.play.presses import KeyEvent
from game.screens.button_row import ButtonRow
from game.timing import HostTime
from game.wording import say

_SENTENCE_Y = 110.0
_HAND_TOP, _HAND_HEIGHT, _BETWEEN_HANDS = 266.0, 620.0, 70.0
_BUTTONS_TOP = 936.0
_LABEL_HEIGHT = 56.0
_LABEL_SPREAD = 1.12
"""Labels stand this much further apart than the fingertips below them."""


@dataclass(frozen=True, slots=True)
class FingerTally:
    """Raises ValueError where more was hit than asked."""

    move: Move
    asked: int
    hit: int

    def __post_init__(self) -> None:
        if not 0 <= self.hit <= self.asked:
            raise ValueError(f"{self.hit} of {self.asked} hit")


class ResultsChoice(Enum):
    AGAIN = "again"
    OTHER_SONG = "other song"
    DETAILS = "details"


_CHOICES = (ResultsChoice.AGAIN, ResultsChoice.OTHER_SONG, ResultsChoice.DETAILS)


class ResultsScreen:
    """`tallies` of the moves asked; `sentence` is already in the player's words."""

    def __init__(
        self, tallies: tuple[FingerTally, ...], sentence: str, texts: Texts, scanning: Scanning
    ) -> None:
        self._tallies = tallies
        self._sentence = sentence
        self._texts = texts
        self._outcome: ResultsChoice | None = None
        faces = (
            Face(say("Again"), partial(icon_picture, "again")),
            Face(say("Other song"), partial(icon_picture, "more")),
            Face(say("Details"), partial(icon_picture, "write")),
        )
        self._buttons = ButtonRow(faces, _BUTTONS_TOP, scanning)
        self._drawn: tuple[Canvas, int] | None = None

    @property
    def outcome(self) -> ResultsChoice | None:
        return self._outcome

    def key(self, event: KeyEvent) -> None:
        """Nothing here is heard but as a command."""

    def menu(self, command: MenuInput, now: HostTime) -> None:
        chosen = self._buttons.command(command, now)
        if chosen is not None:
            self._outcome = _CHOICES[chosen]

    def update(self, now: HostTime) -> None:
        self._buttons.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._drawn == (canvas, self._buttons.index):
            self._buttons.draw_waiting(canvas)
            return
        self._drawn = (canvas, self._buttons.index)
        canvas.surface.blit(sky_picture(canvas.width, canvas.height), (0, 0))
        yield
        middle = canvas.wide / 2
        size, room = THEME.sizes.heading, canvas.wide - 200
        self._texts.paragraph(
            canvas, self._sentence, (middle, _SENTENCE_Y), room, size, anchor="center"
        )
        yield
        for hand, left in self._placed_hands(canvas):
            self._draw_hand(canvas, hand, left)
            yield
        self._buttons.draw(canvas, self._texts)
        yield

    def _placed_hands(self, canvas: Canvas) -> list[tuple[Hand, float]]:
        hands = [h for h in Hand if any(tally.move.hand is h for tally in self._tallies)]
        step = _HAND_HEIGHT * ASPECT + _BETWEEN_HANDS
        first = (canvas.wide - step * len(hands) + _BETWEEN_HANDS) / 2
        return [(hand, first + place * step) for place, hand in enumerate(hands)]

    def _draw_hand(self, canvas: Canvas, hand: Hand, left: float) -> None:
        picture = hand_picture(hand, canvas.px(_HAND_HEIGHT))
        x, y = canvas.px(left), canvas.px(_HAND_TOP)
        picture.draw(canvas.surface, x, y)
        tallies = [tally for tally in self._tallies if tally.move.hand is hand]
        for number, share in shares_of(tallies).items():
            picture.draw_filled(canvas.surface, x, y, number, share)
        for place, tally in enumerate(tallies):
            below = sum(one.move.finger is tally.move.finger for one in tallies[:place])
            self._draw_label(canvas, picture, (x, y), tally, below)

    def _draw_label(
        self,
        canvas: Canvas,
        picture: HandPicture,
        place: tuple[int, int],
        tally: FingerTally,
        below: int,
    ) -> None:
        """Hits of notes asked, beyond the fingertip and the labels `below` it; for a key pinch
        beside the index finger."""
        label = f"{tally.hit}/{tally.asked}"
        x_px, y_px = picture.fingertip(tally.move)
        spread_px = picture.width / 2 + (x_px - picture.width / 2) * _LABEL_SPREAD
        x, y = canvas.design(place[0] + spread_px, place[1] + y_px)
        width = self._texts.width(canvas, label, THEME.sizes.small) + 20
        top = y - 34 - _LABEL_HEIGHT * (below + 1)
        left = x - width / 2
        if tally.move.gesture is Gesture.KEY_PINCH:
            top = y - _LABEL_HEIGHT / 2
            left = x + 8 if tally.move.hand is Hand.LEFT else x - 8 - width
        box = Box(left, top, width, _LABEL_HEIGHT - 4)
        draw_panel(canvas, box, THEME.ink, THEME.edge, radius=18)
        self._texts.draw(canvas, label, *box.centre, THEME.sizes.small)


def shares_of(tallies: list[FingerTally]) -> dict[int, float]:
    """By finger number: the hit share of all that was asked of it. Not asked, not there."""
    shares = {}
    for number in {tally.move.finger.number for tally in tallies}:
        of_finger = [tally for tally in tallies if tally.move.finger.number == number]
        asked = sum(tally.asked for tally in of_finger)
        if asked:
            shares[number] = sum(tally.hit for tally in of_finger) / asked
    return shares
