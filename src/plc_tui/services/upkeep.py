"""Looking after the file: backups, restoring, and what `plc doctor` reports."""

from __future__ import annotations

from pathlib import Path

from plc_tui.domain.errors import UnusableFile
from plc_tui.store import schema
from plc_tui.store.engine import Store


class Upkeep:
    """For whoever keeps the file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def path(self) -> Path | None:
        """Where the file is; None behind a database URL."""
        return self._store.path

    def backup(self, to: Path) -> Path:
        """Copy the whole file, consistent while others write. Raises UnusableFile when there is one already."""
        if to.exists():
            raise UnusableFile(f"{to} is there already; name another file.")
        schema.backup(self._store, to)
        return to

    def report(self) -> schema.Report:
        """Return the schema's revision, SQLite's version and the file's integrity, for `plc doctor`."""
        return schema.report(self._store)


def restore(backup: Path, to: Path) -> Path | None:
    """Put a backup in the place of a community's file; return where the replaced file was kept, if there was one.

    Raises UnusableFile when the backup is not a sound plc file; then nothing was changed.
    """
    return schema.restore(backup, to)


def backup(where: Path, to: Path) -> Path:
    """Copy a community's file for whoever owns it, who need not be a member. Raises UnusableFile and others."""
    store = Store(where)
    try:
        return Upkeep(store).backup(to)
    finally:
        store.close()


def report(where: Path) -> schema.Report:
    """Look at a community's file for whoever owns it, who need not be a member. Raises UnusableFile and others."""
    store = Store(where)
    try:
        schema.prepare(store)
        return schema.report(store)
    finally:
        store.close()
