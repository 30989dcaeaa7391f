from __future__ import annotations

from pathlib import Path

import pytest

from community import Riverside


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    """A small community in a real file."""
    return Riverside(tmp_path)
