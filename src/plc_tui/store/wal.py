"""Waits until what was saved would outlive a power cut, after the lock is free again.

SQLite can do that itself (`synchronous=FULL`), but it does it inside the commit: everyone in line then waits for the
disk once for each save before hers. So our connections commit without waiting (`NORMAL`), free the lock, and wait here,
side by side with the others; the system writes what many of them wait for in one go. A save has succeeded only when
this has. Somebody else may read it a few milliseconds earlier.

Why that is the same promise: SQLite's journal is written from its beginning on, and each part of it is only good after
all before it, so whoever has waited has waited for all earlier saves too. Moving the journal into the file, and
beginning it anew, wait for the disk by themselves also with `NORMAL`: what is no longer in the journal is in the file.
Nobody removes the journal while a connection is open. SQLite's own locks are on other files, so opening and closing
this one drops none.

A disk that fails here may have lost a part of the journal before saves that come later and go well. Therefore whoever
sees that writes the whole journal once more in the same place and waits again; until somebody has managed that, a mark
in the lock file keeps everyone from writing.
"""

from __future__ import annotations

import os
from pathlib import Path

_PART = 1 << 20


class Wal:
    """SQLite's journal of one file. Open as long as the connection is, and before it first commits.

    The system tells an error of the disk once to each who had the file open when it happened.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC)

    def sync(self) -> None:
        """Wait until all that was committed up to now is on the disk. Raises OSError."""
        getattr(os, "fdatasync", os.fsync)(self._file)  # a Mac has only the second

    def write_again(self) -> None:
        """Write every byte of it once more in its place and wait for that: inside the lock. Raises OSError."""
        place = 0
        while part := os.pread(self._file, _PART, place):
            place += os.pwrite(self._file, part, place)
        self.sync()

    def close(self) -> None:
        """Let go of it."""
        os.close(self._file)
