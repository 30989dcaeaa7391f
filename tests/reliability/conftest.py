"""A community in a real file, and a colleague at another program who saves for as long as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from community import Riverside
from piped import Piped

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
    with Piped("-c", _PROGRAM, db.with_name(db.name + ".lock")) as colleague:
        assert colleague.line() == "saving"
        yield lambda: _finish(colleague)
        _finish(colleague)


def _finish(colleague: Piped) -> None:
    """Let the colleague's save end."""
    colleague.stdin.close()
    colleague.process.wait(20)


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
