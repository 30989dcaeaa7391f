"""Puts a backup in the place of a community's file."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from plc_tui.domain.errors import Busy, UnusableFile
from plc_tui.store import schema
from plc_tui.store.copies import backup, copying, new_file, on_disk, stamp
from plc_tui.store.engine import APPLICATION_ID, Store
from plc_tui.store.lock import WriteLock
from plc_tui.store.soundness import damages

_SHARED_BYTES = (0x40000002, 510)
"""Where SQLite locks a file that somebody has open: first byte and how many (its PENDING_BYTE and 2)."""


def restore(copy: Path, to: Path) -> Path | None:
    """Put a backup in a file's place; return where the replaced file was kept, None when there was none.

    Raises UnusableFile when the backup is not a sound file of ours, before anything is changed. The backup itself is
    only read; one of an older program is brought up to date on its way.
    """
    with new_file(to.parent) as part:
        _read_out(copy, part)
        fresh = Store(part)
        try:
            schema.prepare(fresh, keep_old=False)
        finally:
            fresh.close()
        on_disk(part)
        return _put(part, to)


def _read_out(copy: Path, part: Path) -> None:
    """Write what is in a backup to a new file. Raises UnusableFile when it is not sound."""
    refused = UnusableFile(f"{copy} is not a sound backup. Nothing was changed.")
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as source:
        try:
            ours = source.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            if not ours or next(damages(source), None) is not None:
                raise refused
        except (sqlite3.Error, UnicodeDecodeError):
            raise refused from None
        with copying(part):
            source.execute("VACUUM INTO ?", (str(part),))


def _put(fresh: Path, to: Path) -> Path | None:
    """Let `to` be what `fresh` is.

    A file that holds together is written over in one transaction: whoever has it open goes on with what is in it now.
    A damaged one is moved aside as it is, which nobody may have open.
    """
    if not to.exists():
        fresh.rename(to)
        on_disk(to.parent)
        return None
    kept = to.with_name(f"{to.name}.before-restore-{stamp()}")
    try:
        _write_over(fresh, to, kept)
    except UnusableFile:
        _swap(fresh, to, kept)
    return kept


def _write_over(fresh: Path, to: Path, kept: Path) -> None:
    store = Store(to)
    try:
        with store.turn(), store.guarded():
            backup(store, kept)
            try:
                with closing(sqlite3.connect(fresh)) as source:
                    source.backup(store.raw)
            except sqlite3.Error:
                kept.unlink()  # nothing was changed, so there is nothing to keep
                raise
            store.journal_ahead()
            store.checkpoint()
    finally:
        store.close()


def _swap(fresh: Path, to: Path, kept: Path) -> None:
    """Move the damaged file and its journal aside, and the sound one into its place."""
    with WriteLock(to.with_name(to.name + ".lock")).held(), _nobody_else(to):
        to.rename(kept)
        journal = to.with_name(to.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            journal.rename(kept.with_name(kept.name + "-wal"))
        for ending in ("-wal", "-shm"):
            to.with_name(to.name + ending).unlink(missing_ok=True)
        fresh.rename(to)
        on_disk(to.parent)


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """Hold SQLite's own lock against everybody. Raises Busy when somebody has the file open.

    Opened here only because this process has no connection to it: closing would drop the locks of one.
    """
    with ExitStack() as stack:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        stack.callback(os.close, descriptor)
        first, count = _SHARED_BYTES
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, count, first)
        except OSError:
            raise Busy("Somebody has the file open. Nothing was changed; restore when everyone has left.") from None
        yield
