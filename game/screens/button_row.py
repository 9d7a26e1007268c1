"""A row of buttons in the middle of a screen, worked like every menu."""

from __future__ import annotations

from game.drawing.buttons import Face, draw_button, draw_waiting
from game.drawing.canvas import Canvas
from game.drawing.focus import Box, Click, Focus, MenuInput, Point, Scanning
from game.drawing.text import Texts
from game.timing import HostTime

HEIGHT = 112.0
_WIDTH, _GAP, _EDGE = 440.0, 48.0, 60.0


class ButtonRow:
    """`faces` from left to right; `top` is in design units, as all lengths here.

    Boxes are measured from the middle of the canvas, whose width only drawing knows.
    """

    def __init__(self, faces: tuple[Face, ...], top: float, scanning: Scanning) -> None:
        self._faces = faces
        self._top = top
        self._focus = Focus(self._boxes(_WIDTH), scanning)
        self._now = HostTime(0)
        self._scale, self._middle = 1.0, 0.0
        self._ringed = 0.0

    @property
    def index(self) -> int:
        return self._focus.index

    def listens(self, now: HostTime) -> bool:
        return self._focus.listens(now)

    def update(self, now: HostTime) -> None:
        self._now = now
        self._focus.update(now)

    def command(self, command: MenuInput, now: HostTime) -> int | None:
        """The button that this chooses, or None."""
        match command:
            case Point(x, y):
                command = Point(*self._from_middle(x, y))
            case Click(x, y):
                command = Click(*self._from_middle(x, y))
            case _:
                pass
        return self._focus.command(command, now)

    def draw(self, canvas: Canvas, texts: Texts) -> None:
        self._scale, self._middle = canvas.scale, canvas.wide / 2
        share = (canvas.wide - 2 * _EDGE + _GAP) / len(self._faces) - _GAP
        self._focus.boxes = self._boxes(min(_WIDTH, share))
        for place, face in enumerate(self._faces):
            draw_button(canvas, texts, self._box(place), face, place == self.index)
        self._ringed = 0.0
        self.draw_waiting(canvas)

    def draw_waiting(self, canvas: Canvas) -> None:
        """Fills the ring of the focus on over a row that is already drawn.

        A lone button has none: the focus has nowhere to go.
        """
        if len(self._faces) == 1:
            return
        waited = self._focus.waited(self._now)
        if waited > self._ringed:
            draw_waiting(canvas, self._box(self.index), self._ringed, waited)
            self._ringed = waited

    def _boxes(self, width: float) -> tuple[Box, ...]:
        step = width + _GAP
        first = (_GAP - step * len(self._faces)) / 2
        return tuple(
            Box(first + step * place, self._top, width, HEIGHT) for place in range(len(self._faces))
        )

    def _box(self, place: int) -> Box:
        box = self._focus.boxes[place]
        return Box(box.left + self._middle, box.top, box.width, box.height)

    def _from_middle(self, x_px: float, y_px: float) -> tuple[float, float]:
        return x_px / self._scale - self._middle, y_px / self._scale
