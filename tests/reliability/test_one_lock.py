"""Whoever opens the file, by whatever name, meets the same lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from community import Riverside
from plc_tui.domain.errors import Busy
from plc_tui.store.engine import Store


def test_a_link_to_the_file_leads_to_the_same_lock(riverside: Riverside, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(riverside.path)
    one, other = Store(riverside.path, patience=0.1), Store(link, patience=0.1)
    _ = one.connection, other.connection
    with one.write(), pytest.raises(Busy), other.write():
        pass
    one.close()
    other.close()
    assert not (tmp_path / "link.db.lock").exists()
