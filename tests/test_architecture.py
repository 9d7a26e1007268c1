"""The floors and doors of the house: who may import whom, and where a library may come in."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GAME = ROOT / "game"

FLOORS = (
    {"timing", "messages"},
    {"music"},
    {"play", "sound", "readers"},
    {"adapt"},
    {"care", "assess", "wording"},
    {"reports"},
    {"devices", "storage"},
    {"drawing"},
    {"screens", "therapist"},
    {"app"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LAST_PURE_FLOOR = 5

DOORS = {
    "pygame": {"app", "screens", "drawing", "devices"},
    "rtmidi": {"devices"},
    "rtmidi2": {"devices"},
    "time": {"devices"},
    "threading": {"devices", "storage"},
    "os": {"cli", "storage"},
    "sqlite3": {"storage"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "filelock": {"storage"},
    "platformdirs": {"storage", "cli"},
    "mido": {"readers", "devices"},
    "starlette": {"therapist", "reports"},
    "jinja2": {"therapist", "reports"},
    "matplotlib": {"reports"},
    "typer": {"cli"},
    "random": set(),
    "gettext": {"wording"},
}
HEAVY = {"mido", "matplotlib", "alembic"}
"""Libraries that may be imported inside a function, when they are first needed."""


def room_of(path: Path) -> str:
    return path.relative_to(GAME).parts[0].removesuffix(".py")


MODULES = sorted(path for path in GAME.rglob("*.py") if path != GAME / "__init__.py")
IDS = [str(path.relative_to(GAME)) for path in MODULES]


def imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module == "game":
        yield from (f"game.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module


def inner_imports(tree: ast.Module) -> Iterator[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for function in (node for node in ast.walk(tree) if isinstance(node, functions)):
        for node in ast.walk(function):
            yield from imports(node)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_room_imports_only_lower_floors(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR_OF, f"{room} stands on no floor"
    for name in (name for node in ast.walk(ast.parse(path.read_text())) for name in imports(node)):
        if not name.startswith("game."):
            continue
        other = name.split(".")[1]
        lower = FLOOR_OF[other] < FLOOR_OF[room]
        assert lower or other == room, f"{path}: {name}"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_libraries_come_in_by_their_doors(path: Path) -> None:
    room = room_of(path)
    for name in (name for node in ast.walk(ast.parse(path.read_text())) for name in imports(node)):
        library = name.split(".")[0]
        if library in DOORS:
            assert room in DOORS[library], f"{path} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_only_heavy_libraries_are_imported_inside_functions(path: Path) -> None:
    for name in inner_imports(ast.parse(path.read_text())):
        assert name.split(".")[0] in HEAVY, f"{path} imports {name} inside a function"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_the_pure_core_asks_no_clock_for_the_date(path: Path) -> None:
    if FLOOR_OF.get(room_of(path), 0) > LAST_PURE_FLOOR:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"now", "today", "utcnow"}, f"{path}: .{node.attr}"


def test_no_module_is_named_like_the_standard_library_or_like_nothing() -> None:
    vague = {"utils", "helpers", "common", "manager", "base", "core"}
    for path in MODULES:
        name = path.parent.name if path.stem == "__init__" else path.stem
        assert name not in vague, path
        assert name == "__main__" or name not in sys.stdlib_module_names, path
