"""Where plays are staged: a window that is nowhere, and a folder for their journals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.devices.window import Window
from tests.app.stage import Theatre


@pytest.fixture
def theatre(tmp_path: Path) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path, Window((320, 180), "test"))
    yield theatre
    theatre.close()
