"""A community in a real file, and real programs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from community import Riverside


@pytest.fixture
def riverside(tmp_path: Path) -> Iterator[Riverside]:
    folder = tmp_path / "community"
    folder.mkdir()
    return Riverside(folder)
