"""Looking after the file: backups, restoring, and what `plc doctor` reports."""

from __future__ import annotations

from pathlib import Path

from plc_tui.domain.errors import UnusableFile
from plc_tui.store import copies, restoring, schema
from plc_tui.store.copies import dated_name, thin_out
from plc_tui.store.engine import Store

__all__ = ["Upkeep", "backup", "dated_name", "report", "restore", "thin_out"]


class Upkeep:
    """For whoever keeps the file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def path(self) -> Path | None:
        """Where the file is; None behind a database URL."""
        return self._store.path

    def backup(self, to: Path) -> Path:
        """Copy the whole file, of one moment while others save, and look whether the copy is sound.

        Raises UnusableFile when there is one already or the file does not hold together; then no copy is left.
        """
        if to.exists():
            raise UnusableFile(f"{to} is there already; name another file.")
        copies.backup(self._store, to)
        return to

    def report(self) -> schema.Report:
        """Return the schema's revision, SQLite's version and the file's integrity, for `plc doctor`."""
        return schema.report(self._store)


def restore(backup: Path, to: Path) -> Path | None:
    """Put a backup in the place of a community's file; return where the replaced file was kept, if there was one.

    Raises UnusableFile when the backup is not a sound plc file; then nothing was changed.
    """
    return restoring.restore(backup, to)


def backup(where: Path, to: Path) -> Path:
    """Copy a community's file for whoever owns it, who need not be a member. Raises UnusableFile and others."""
    store = Store(where)
    try:
        schema.revision_of(store)  # somebody else's file is not ours to copy
        return Upkeep(store).backup(to)
    finally:
        store.close()


def report(where: Path) -> schema.Report:
    """Look at a community's file for whoever owns it, who need not be a member. Raises UnusableFile and others."""
    store = Store(where)
    try:
        return schema.report(store)
    finally:
        store.close()
