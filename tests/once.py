"""What is dear to make is made once for all the processes of a run, and copied."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A copy of one's own of the folder that `make` fills; whichever process of the run comes first calls it."""
    mine = factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    made = shared / f"once-{name}"
    with made.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            begun = shared / f"begun-{name}-{os.getpid()}"
            begun.mkdir()
            make(begun)
            begun.rename(made)
    copy = factory.mktemp(name) / name
    shutil.copytree(made, copy)
    return copy
