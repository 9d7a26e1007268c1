"""Which item of a menu is meant: by keys, by the mouse, or by waiting for the focus to come round.

Pure: times come in, nothing is read from a clock. Boxes and points share whatever unit the
caller measures in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from game.timing import NS_PER_S, HostTime, elapsed_ns, ns_from_ms, shifted

SCAN_NS = 2 * NS_PER_S
"""How long the focus stays when it moves by itself."""
COOL_DOWN_NS = ns_from_ms(500)
"""A menu that has just appeared hears nothing (facts: clinical, section 7)."""


class Command(Enum):
    NEXT = "next"
    PREVIOUS = "previous"
    UP = "up"
    DOWN = "down"
    CHOOSE = "choose"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Point:
    """The mouse moved here (pixels of the window)."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Click:
    """The mouse was pressed here (pixels of the window)."""

    x: float
    y: float


MenuInput = Command | Point | Click


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        inside_x = self.left <= x < self.left + self.width
        return inside_x and self.top <= y < self.top + self.height

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


class Scanning:
    """Whether the focus moves by itself: at first, and always for who has a single key.

    One for the whole game: who has once moved the focus needs no scanning in the next menu.
    """

    def __init__(self, single_key: bool = False) -> None:
        self.single_key = single_key
        self._moved_by_hand = False

    @property
    def on(self) -> bool:
        return self.single_key or not self._moved_by_hand

    def moved_by_hand(self) -> None:
        self._moved_by_hand = True


class Focus:
    """One appearance of a menu with at least one item; `index` is the item in focus."""

    def __init__(self, boxes: Sequence[Box], scanning: Scanning, index: int = 0) -> None:
        if not 0 <= index < len(boxes):
            raise ValueError(f"no item {index} among {len(boxes)}")
        self.boxes = tuple(boxes)
        self.index = index
        self._scanning = scanning
        self._listens_from: HostTime | None = None
        self._since = HostTime(0)

    def update(self, now: HostTime) -> None:
        """The first call is the moment of appearance."""
        if self._listens_from is None:
            self._listens_from = self._since = shifted(now, COOL_DOWN_NS)
        if self._scanning.on and elapsed_ns(self._since, now) >= SCAN_NS:
            self._move_to((self.index + 1) % len(self.boxes), now)

    def command(self, command: MenuInput, now: HostTime) -> int | None:
        """The item that this chooses, or None. BACK chooses nothing here."""
        self.update(now)
        if not self.listens(now):
            return None
        match command:
            case Command.CHOOSE:
                return self.index
            case Click(x, y):
                return self._item_at(x, y)
            case Command.BACK:
                return None
            case _:
                self._move(command, now)
                return None

    def listens(self, now: HostTime) -> bool:
        """False during the cool-down."""
        return self._listens_from is not None and now >= self._listens_from

    def waited(self, now: HostTime) -> float:
        """The part (0-1) of its stay that the focus has spent here; 1 when it does not move."""
        if not self._scanning.on:
            return 1.0
        return min(max(elapsed_ns(self._since, now) / SCAN_NS, 0.0), 1.0)

    def _move(self, command: Command | Point, now: HostTime) -> None:
        target = self._target(command)
        if target is not None and (target != self.index or isinstance(command, Command)):
            self._scanning.moved_by_hand()
            self._move_to(target, now)

    def _target(self, command: Command | Point) -> int | None:
        match command:
            case Point(x, y):
                return self._item_at(x, y)
            case Command.NEXT:
                return (self.index + 1) % len(self.boxes)
            case Command.PREVIOUS:
                return (self.index - 1) % len(self.boxes)
            case Command.UP:
                return self._nearest_row(-1)
            case _:
                return self._nearest_row(1)

    def _move_to(self, index: int, now: HostTime) -> None:
        self.index = index
        self._since = now

    def _item_at(self, x: float, y: float) -> int | None:
        return next((i for i, box in enumerate(self.boxes) if box.holds(x, y)), None)

    def _nearest_row(self, direction: int) -> int:
        """The nearest item above (-1) or below (1), sideways counted double; else this one."""
        here_x, here_y = self.boxes[self.index].centre
        reach = self.boxes[self.index].height / 2

        def distance(index: int) -> float:
            x, y = self.boxes[index].centre
            return abs(y - here_y) + 2 * abs(x - here_x)

        beyond = [
            index
            for index, box in enumerate(self.boxes)
            if (box.centre[1] - here_y) * direction >= reach
        ]
        return min(beyond, key=distance, default=self.index)
