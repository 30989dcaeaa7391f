"""What must stay true of a file while a program has it open; asked in every transaction, so it costs microseconds.

A newer program may upgrade the file, and a restored backup may take its place. Whoever had it open then stops writing
before her next word, and says so.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from plc_tui.domain.errors import NewerFile, UnusableFile
from plc_tui.store.troubles import DamagedFile


class Standing:
    """How one open file stands: the file it is, the revision we know, and whether it was found damaged."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.damage: DamagedFile | None = None
        """Set once damage has been seen: from then on this program writes nothing more."""
        self._revision: str | None = None
        self._version: object = None
        self._file: tuple[int, int] | None = None

    def opened(self) -> None:
        """Remember which file was opened."""
        self._file = self._there()

    def expect(self, revision: str) -> None:
        """From now on the file must be at this revision: the one whose tables this program knows."""
        self._revision, self._version = revision, None

    def before_writing(self) -> None:
        """Raise DamagedFile or UnusableFile where nothing may be written any more. About 2 µs."""
        if self.damage is not None:
            raise self.damage
        if self.path is not None and self._there() != self._file:
            raise UnusableFile(
                f"{self.path} was replaced by another file while plc had it open. Nothing was written; start plc again."
            )

    def look(self, connection: Connection) -> bool:
        """Inside a transaction, raise NewerFile when the file was upgraded; say whether nobody else has written since.

        SQLite's data version is another one after each commit of somebody else; only then is the revision read. Asking
        for it (about 3 µs) begins the transaction's view of the file, so what is read next belongs to this answer.
        """
        if self._revision is None:
            return False
        version = _data_version(connection) if self.path is not None else None
        if version is not None and version == self._version:
            return True
        if connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() != self._revision:
            raise NewerFile(
                "The community's file was upgraded by a newer plc while this one was open. "
                "This one writes nothing more; start plc again."
            )
        self._version = version
        return False

    def _there(self) -> tuple[int, int] | None:
        with suppress(OSError):
            if self.path is not None:
                found = self.path.stat()
                return found.st_dev, found.st_ino
        return None


def _data_version(connection: Connection) -> object:
    raw = connection.connection.driver_connection
    return raw.execute("PRAGMA data_version").fetchone()[0] if raw is not None else None
