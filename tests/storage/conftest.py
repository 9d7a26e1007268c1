"""A real database in a folder of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.storage.store import Store, open_store
from tests.storage.made import NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", NOW)
    assert opened.notices == ()
    yield opened.store
    opened.store.close()
