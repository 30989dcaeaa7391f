"""A community in a real file, and a colleague at another program who saves for as long as a test wants."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from community import Riverside

_PROGRAM = """
import sys
from pathlib import Path
from plc_tui.store.lock import WriteLock
with WriteLock(Path(sys.argv[1])).held():
    print("saving", flush=True)
    sys.stdin.read()
"""


@contextmanager
def colleague_saving(db: Path) -> Iterator[Callable[[], None]]:
    """Hold the lock of `db` in a second process until the block ends, or until what it yields is called."""
    lock = str(db.with_name(db.name + ".lock"))
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "saving\n"
        try:
            yield lambda: _finish(process)
        finally:
            _finish(process)


def _finish(process: subprocess.Popen[str]) -> None:
    """Let the colleague's save end."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait(20)


Saving = Callable[[Path], AbstractContextManager[Callable[[], None]]]


@pytest.fixture
def saving() -> Saving:
    """A colleague who saves."""
    return colleague_saving


@pytest.fixture
def riverside(tmp_path: Path) -> Riverside:
    """A small community."""
    folder = tmp_path / "community"
    folder.mkdir()
    return Riverside(folder)
