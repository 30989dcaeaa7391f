"""Opens the community's file or a database URL, and makes the one kind of transaction we use."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import StaticPool

from plc_tui.domain.errors import Busy, CannotWrite, PlcError, UnusableFile
from plc_tui.host.disk import disk_of
from plc_tui.store.lock import PATIENCE, WriteLock

__all__ = ["Connection", "Store", "create_private", "in_words"]

#: Set in the header of every file of ours: "plc1".
APPLICATION_ID = 0x706C6331

_RECIPE = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=16777216",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA synchronous=FULL",
)


class Store:
    """One open database: short read and write transactions on one connection, used from one thread at a time."""

    def __init__(self, where: str | Path, *, patience: float = PATIENCE, must_exist: bool = True) -> None:
        text = str(where)
        self.path = _file_of(text)
        self.lock = WriteLock(_beside(self.path, ".lock"), patience) if self.path else None
        if self.path:
            _check_place(self.path, must_exist)
        self.engine = _engine(text if self.path is None else f"sqlite:///{self.path}")
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        """The one connection, opened when it is first needed."""
        if self._connection is None:
            with self._guarded(), self.turn():
                self._connection = self.engine.connect()
        return self._connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read from one moment of the database; nothing is left open afterwards."""
        connection = self.connection
        with self._guarded(), connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Write all of it or nothing, in our turn. Raises Busy, CannotWrite or UnusableFile."""
        connection = self.connection
        with self._guarded(), self.turn(), connection.execution_options(plc_writes=True).begin():
            try:
                yield connection
            finally:
                connection.execution_options(plc_writes=False)

    def pragma(self, name: str) -> object:
        """Read one of SQLite's own values, without a transaction."""
        with self._guarded():
            raw = self.connection.connection.driver_connection
            return raw.execute(f"PRAGMA {name}").fetchone()[0] if raw is not None else None

    def journal_ahead(self) -> None:
        """Write ahead to a journal, which the file remembers: only asked once the file is known to be ours."""
        if self.path is not None and self.pragma("journal_mode") != "wal":
            with self.turn():
                self.pragma("journal_mode=WAL")

    def checkpoint(self) -> None:
        """Move everything from the journal into the file and empty the journal; what is being read may hinder that."""
        if self.path is not None:
            with self.turn():
                self.pragma("wal_checkpoint(TRUNCATE)")

    def turn(self) -> Any:
        """Hold the write lock where there is one; a database server keeps its own order."""
        return self.lock.held() if self.lock else nullcontext()

    def close(self) -> None:
        """Let go of the database. The last one out checkpoints, so this too waits its turn where it can."""
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        try:
            with self.turn():
                connection.close()
                self.engine.dispose()
        except (Busy, CannotWrite):
            # Not our turn, or a read-only place: leave the WAL to whoever comes next rather than checkpoint unlocked.
            # The process's end lets go of the connection without a checkpoint.
            return

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as problem:
            raise in_words(problem, self.path) from None
        except sqlite3.Error as problem:
            raise in_words(problem, self.path) from None


def _file_of(where: str) -> Path | None:
    """Return the file that a path or an SQLite URL names, so that both get its lock and its mode; else None.

    Links are followed: whoever comes by another name must meet the same lock.
    """
    if "://" not in where:
        return Path(where).resolve()
    url = make_url(where)
    return Path(url.database).resolve() if url.get_backend_name() == "sqlite" and url.database else None


def _engine(url: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False} if url.startswith("sqlite") else {},
    )
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(raw: sqlite3.Connection, _record: object) -> None:
    """Apply the connection recipe; our own BEGIN needs the driver's to be off."""
    raw.isolation_level = None
    for line in _RECIPE:
        raw.execute(line)


def _begin(connection: Connection) -> None:
    """Begin at once when we mean to write: a reader that turns writer fails whatever the time-out."""
    writes = connection.get_execution_options().get("plc_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _check_place(path: Path, must_exist: bool) -> None:
    """Say in one sentence what is wrong with where the file should be."""
    if not path.parent.is_dir():
        raise UnusableFile(f"There is no folder {path.parent}; make it first or name another file with --db.")
    if (disk := disk_of(path)) and disk.network:
        raise UnusableFile(
            f"{path} is on a network file system ({disk.kind}), where several people's saves would damage it. "
            "Nothing was written. Put the file on the server's own disk, or your computer's; colleagues reach it there "
            "over SSH."
        )
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if must_exist:
            raise UnusableFile(f"There is no file {path} yet. `plc init` makes one.") from None
        create_private(path)
        return
    except OSError as problem:
        raise UnusableFile(f"{path} cannot be reached: {problem.strerror}.") from None
    if not stat.S_ISREG(mode):
        raise UnusableFile(f"{path} is not a file.")
    if not os.access(path, os.R_OK):
        raise UnusableFile(f"{path} cannot be read by you. Ask the person who keeps it.")


def create_private(path: Path) -> None:
    """Make the file before SQLite does, so that it is never readable by others, not even for a moment."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except OSError as problem:
        raise UnusableFile(f"{path} cannot be made: {problem.strerror}.") from None


def in_words(problem: DatabaseError | DBAPIError | sqlite3.Error, path: Path | None) -> PlcError:
    """Turn a database error into one of ours; the original may hold people's words and goes no further."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    name = getattr(cause, "sqlite_errorname", "") or ""
    where = str(path or "the database")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy("Others are saving just now and our turn did not come. Nothing was written; try again.")
    if name.startswith("SQLITE_FULL"):
        return CannotWrite(f"The disk that holds {where} is full. Nothing was written; make room and save again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return CannotWrite(f"{where} or its folder cannot be written by you. Nothing was written.")
    if name.startswith("SQLITE_NOTADB"):
        return UnusableFile(f"{where} is not a plc file. It was left as it is.")
    if name.startswith("SQLITE_CORRUPT"):
        return UnusableFile(f"{where} is damaged. Nothing was written to it; `plc restore` brings back a backup.")
    if name.startswith("SQLITE_IOERR"):
        return CannotWrite(f"The disk that holds {where} gave an error. Nothing was written.")
    return UnusableFile(f"{where} could not be used ({name or type(cause).__name__}). Nothing was written.")
