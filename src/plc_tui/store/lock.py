"""The one write door: a lock file beside the database, held around every write and every checkpoint.

Stock SQLite up to 3.51.2 can lose acknowledged commits when several processes write and checkpoint (its WAL-reset
defect); an flock around both removes that. A line before it (`line.py`) gives every writer her turn, where SQLite's
own busy handler starves some. The database file itself is never opened here: closing any descriptor of it would drop
the process's locks.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from plc_tui import waiting
from plc_tui.domain.errors import Busy, CannotWrite
from plc_tui.store.line import Place

#: Seconds to wait for our turn to write before giving up.
PATIENCE = 10.0
_OVERTAKE = 3.0
"""Seconds after which one does not wait any longer for somebody in line who has been stopped (Ctrl+Z) there."""
_LOOK, _SELDOM = 0.0002, 0.02
"""Seconds between the first two looks where nobody wakes her, and between two later ones."""


_DOUBT = 8
"""The byte of the file that is set while it is in doubt whether all that was saved is on the disk (see `wal.py`)."""


class Turn:
    """The lock as its holder has it."""

    def __init__(self, descriptor: int) -> None:
        self._file = descriptor

    def doubted(self) -> bool:
        """Say whether a disk failed and nobody has put that right."""
        return os.pread(self._file, 1, _DOUBT) == b"\x01"

    def doubt(self, doubted: bool) -> None:
        """Leave it to the next one, or say that it is put right."""
        with suppress(OSError):
            os.pwrite(self._file, b"\x01" if doubted else b"\x00", _DOUBT)


class WriteLock:
    """The lock file of one database."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path, self.patience = path, patience

    @contextmanager
    def held(self) -> Iterator[Turn]:
        """Hold the lock; a long wait for it is told through `waiting`.

        Raises Busy when our turn does not come in time, CannotWrite when there can be no lock.
        """
        descriptor = self._open()
        try:
            with Place(descriptor) as place:
                self._take(descriptor, place)
                try:
                    yield Turn(descriptor)
                finally:
                    fcntl.flock(descriptor, fcntl.LOCK_UN)  # before the next one is woken
        finally:
            os.close(descriptor)

    def _take(self, descriptor: int, place: Place) -> None:
        """Take the lock when our turn has come; until then look now and then, for whoever leaves wakes the next."""
        began, looks = time.monotonic(), 0
        with ExitStack() as long_wait:
            told = False
            while not _free(descriptor, place, waited := time.monotonic() - began):
                if waited >= self.patience:
                    raise Busy("Others are saving just now and our turn did not come. Nothing was written; try again.")
                if waited >= waiting.AFTER and not told:
                    told = True
                    long_wait.enter_context(waiting.announced())
                if place.listen():
                    continue  # she may have been called just before
                looks = min(looks + 1, 200)
                place.wait(min(_LOOK * 1.05**looks, _SELDOM))

    def _open(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise CannotWrite(f"Nothing can be saved in {self.path.parent}: {problem.strerror}.") from None


def _free(descriptor: int, place: Place, waited: float) -> bool:
    """Take the lock if it is our turn and nobody has it; after a while in any case if nobody has it."""
    if not place.first() and waited < _OVERTAKE:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
