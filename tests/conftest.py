"""What every test run shares."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: tests of screens and of whole programs spend half their time waiting."""
    return 2 * (os.cpu_count() or 2)
