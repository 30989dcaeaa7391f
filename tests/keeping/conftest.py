"""A small community in a real file, for tests of what is forgotten and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from community import Riverside


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    folder = tmp_path / "community"
    folder.mkdir()
    return Riverside(folder)
