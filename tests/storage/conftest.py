"""A real database in a folder of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.storage.store import Store, open_store
from tests.storage.made import NOW


@pytest.fixture(scope="session")
def new_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty database, to be copied: making the tables takes its time."""
    folder = tmp_path_factory.mktemp("new")
    open_store(folder, NOW).store.close()
    return folder


@pytest.fixture
def store(new_data: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(new_data, tmp_path / "data")
    opened = open_store(tmp_path / "data", NOW)
    assert opened.notices == ()
    yield opened.store
    opened.store.close()
