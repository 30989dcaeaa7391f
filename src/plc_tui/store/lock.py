"""The one write door: a lock file beside the database, held around every write and every checkpoint.

Stock SQLite up to 3.51.2 can lose acknowledged commits when several processes write and checkpoint (its WAL-reset
defect); an flock around both removes that, and gives every writer her turn where SQLite's own busy handler starves
some. The database file itself is never opened here: closing any descriptor of it would drop the process's locks.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plc_tui import waiting
from plc_tui.domain.errors import Busy, CannotWrite

#: Seconds to wait for our turn to write before giving up.
PATIENCE = 10.0


class WriteLock:
    """The lock file of one database."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path, self.patience = path, patience

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; a long wait for it is told through `waiting`.

        Raises Busy when our turn does not come in time, CannotWrite when there can be no lock.
        """
        descriptor = self._open()
        try:
            if not _locked_at_once(descriptor) and not _wait_for(descriptor, self.patience):
                raise Busy("Others are saving just now and our turn did not come. Nothing was written; try again.")
            yield
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise CannotWrite(f"Nothing can be saved in {self.path.parent}: {problem.strerror}.") from None


def _locked_at_once(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_for(descriptor: int, seconds: float) -> bool:
    """Wait in the kernel's queue, which is fair; a thread waits so that we can give up, and then lets go."""
    ours = os.dup(descriptor)  # of the same open file, so the lock is the same lock
    outcome = {"got": False, "given_up": False}
    guard, done = threading.Lock(), threading.Event()

    def wait() -> None:
        fcntl.flock(ours, fcntl.LOCK_EX)
        with guard:
            if outcome["given_up"]:
                fcntl.flock(ours, fcntl.LOCK_UN)
            outcome["got"] = not outcome["given_up"]
            os.close(ours)
        done.set()

    threading.Thread(target=wait, daemon=True, name="plc-write-lock").start()
    if not done.wait(min(seconds, waiting.AFTER)) and seconds > waiting.AFTER:
        with waiting.announced():
            done.wait(seconds - waiting.AFTER)
    with guard:
        outcome["given_up"] = not outcome["got"]
        return outcome["got"]
