"""What every test run shares."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("plc", deadline=None)  # a loaded machine may take its time over an example
settings.load_profile("plc")


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: tests of screens and of whole programs spend half their time waiting."""
    return 2 * (os.cpu_count() or 2)
