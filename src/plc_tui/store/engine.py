"""Opens the community's file or a database URL, and makes the one kind of transaction we use."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from plc_tui.domain.errors import Busy, CannotWrite, Invalid, UnusableFile
from plc_tui.host.disk import disk_of
from plc_tui.store import remembered
from plc_tui.store.lock import PATIENCE, Turn, WriteLock
from plc_tui.store.standing import Standing
from plc_tui.store.troubles import DamagedFile, Unreadable, damaged, in_words, of_disk
from plc_tui.store.wal import Wal
from plc_tui.text import clean_line

__all__ = ["Connection", "Store", "create_private"]

#: Set in the header of every file of ours: "plc1".
APPLICATION_ID = 0x706C6331
READERS_WAIT = 200
"""Milliseconds that emptying the journal waits for somebody who reads."""

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

_NO_ADDRESS = "There is nothing here to open such an address with; name a file with --db."


class Store:
    """One open database: short read and write transactions on one connection, used from one thread at a time."""

    def __init__(self, where: str | Path, *, patience: float = PATIENCE, must_exist: bool = True) -> None:
        text = str(where)
        self.path = _file_of(text)
        self.lock = WriteLock(_beside(self.path, ".lock"), patience) if self.path else None
        self.standing = Standing(self.path)
        if self.path:
            _check_place(self.path, must_exist)
        self.engine = _engine(text if self.path is None else f"sqlite:///{self.path}")
        self._connection: Connection | None = None
        self._wal: Wal | None = None
        self._our_turn = False
        self._aside = False

    @property
    def connection(self) -> Connection:
        """The one connection, opened when it is first needed.

        Opening waits its turn, for SQLite may then have to put the journal in order. Where the lock cannot be had
        SQLite's own locks are enough for that: whoever only reads need not be kept out.
        """
        if self._connection is None:
            with self.guarded(reading=True):
                try:
                    with self.turn():
                        return self._open()
                except (Busy, CannotWrite):
                    self._aside = True
                    return self._open()
        return self._connection

    def _open(self) -> Connection:
        self.standing.opened()  # first: should the file be replaced meanwhile, nothing is written to the other one
        self._connection = self.engine.connect()
        return self._connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection to the file, for what SQLite does outside transactions."""
        raw = self.connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise UnusableFile("A database server is looked after with its own tools.")
        return raw

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read from one moment of the database; nothing is left open afterwards. Raises NewerFile and UnusableFile."""
        connection = self.connection
        with self.guarded(reading=True), connection.begin():
            remembered.begin(connection, unchanged=self.standing.look(connection))
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Write all of it or nothing, in our turn; at the end it is on the disk.

        Raises Busy, CannotWrite, NewerFile or UnusableFile.
        """
        connection = self.connection
        with self.guarded(), self.turn():
            self.standing.before_writing()
            remembered.forget(connection)
            with connection.execution_options(plc_writes=True).begin():
                try:
                    self.standing.look(connection)
                    yield connection
                finally:
                    connection.execution_options(plc_writes=False)

    def pragma(self, name: str) -> object:
        """Read one of SQLite's own values, without a transaction."""
        with self.guarded():
            raw = self.connection.connection.driver_connection
            return raw.execute(f"PRAGMA {name}").fetchone()[0] if raw is not None else None

    def journal_ahead(self) -> None:
        """Write ahead to a journal, which the file remembers: only asked once the file is known to be ours.

        From then on it is we who wait for the disk (see `wal.py`). Who may not write the journal leaves it to SQLite.
        """
        if self.path is None:
            return
        if self.pragma("journal_mode") != "wal":
            with self.turn():
                self.pragma("journal_mode=WAL")
        if self._wal is None:
            with suppress(OSError), self.guarded():
                self._wal = Wal(_beside(self.path, "-wal"))
                self.raw.execute("PRAGMA synchronous=NORMAL")

    def checkpoint(self) -> bool:
        """Move everything from the journal into the file and empty the journal; say whether that was possible.

        Somebody who reads just now hinders it. She is waited for only a moment, for others wait to save meanwhile.
        """
        if self.path is None:
            return True
        with self.turn():
            self.standing.before_writing()
            self.pragma(f"busy_timeout={READERS_WAIT}")
            try:
                return self.pragma("wal_checkpoint(TRUNCATE)") == 0
            finally:
                self.pragma("busy_timeout=5000")

    def rewrite(self) -> None:
        """Write the whole file anew, without what lies unused in its pages: 10 ms for each megabyte, in our turn."""
        if self.path is not None:
            with self.guarded(), self.turn():
                self.standing.before_writing()
                self.raw.execute("VACUUM")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the write lock where there is one, once however often it is asked for; a database server has its own.

        Afterwards, with the lock free again, wait until what was written is on the disk.
        """
        if self.lock is None or self._our_turn:
            yield
            return
        with self.lock.held() as turn:
            self._our_turn, self._aside = True, False
            try:
                if turn.doubted():
                    self._make_sure(turn, "Nothing was written.")
                yield
            finally:
                self._our_turn = False
                if self._connection is not None:
                    remembered.forget(self._connection)
        self._wait_for_disk(self.lock)

    def _wait_for_disk(self, lock: WriteLock) -> None:
        if self._wal is None:
            return
        try:
            self._wal.sync()
        except OSError:
            with lock.held() as turn:
                turn.doubt(True)
                self._make_sure(turn, "Whether this was saved is not certain; keep a copy of it.")

    def _make_sure(self, turn: Turn, otherwise: str) -> None:
        """After an error of the disk write the journal once more. Raises CannotWrite, with what that means."""
        if self._wal is None:
            return
        try:
            self._wal.write_again()
        except OSError as problem:
            raise of_disk(problem, self.path, otherwise) from None
        turn.doubt(False)

    def close(self) -> None:
        """Let go of the database. The last one out checkpoints, so this too waits its turn where it can."""
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        if self.standing.damage is None and not self._aside:
            with suppress(Busy, CannotWrite), self.turn():
                self._let_go(connection)
                return
        # Not our turn, a read-only place, or a damaged file: leave the journal to whoever comes next.
        with _no_checkpoint(self.path):
            self._let_go(connection)

    def _let_go(self, connection: Connection) -> None:
        connection.close()
        self.engine.dispose()
        if self._wal is not None:
            self._wal.close()
            self._wal = None

    @contextmanager
    def guarded(self, *, reading: bool = False) -> Iterator[None]:
        """Say in our own words what goes wrong inside; once that is damage, nothing more is written."""
        try:
            yield
        except (DBAPIError, sqlite3.Error, Unreadable, UnicodeDecodeError) as problem:
            trouble = in_words(problem, self.path, reading=reading)
            raise (self.damaged() if isinstance(trouble, DamagedFile) else trouble) from None
        except UnicodeEncodeError:  # half a character, from bytes on a command line that are no text
            raise Invalid("What was typed holds something that is no text. Type it anew.") from None

    def damaged(self) -> DamagedFile:
        """Return what to raise on seeing damage; from now on nothing is written, and the journal stays as it is."""
        self.standing.damage = damaged(self.path)
        return self.standing.damage


@contextmanager
def _no_checkpoint(path: Path | None) -> Iterator[None]:
    """Whoever closes inside is not the last one out, and the reader who is writes nothing."""
    if path is None:
        yield
        return
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        with suppress(sqlite3.Error):  # what cannot be read is not checkpointed either
            reader.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        yield


def _file_of(where: str) -> Path | None:
    """Return the file that a path or an SQLite URL names, so that both get its lock and its mode; else None.

    Links are followed: whoever comes by another name must meet the same lock.
    """
    if "://" not in where:
        return _resolved(where)
    try:
        url = make_url(where)
    except ArgumentError:
        raise UnusableFile(_NO_ADDRESS) from None
    return _resolved(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _resolved(name: str) -> Path:
    try:
        return Path(name).resolve()
    except (ValueError, RuntimeError):  # no file can be called that; links that lead back to themselves
        raise UnusableFile(f'"{clean_line(name)}" cannot be the name of a file; name another with --db.') from None


def _engine(url: str) -> Engine:
    sqlite_only = {"check_same_thread": False} if url.startswith("sqlite") else {}
    try:
        engine = create_engine(url, poolclass=StaticPool, connect_args=sqlite_only)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise UnusableFile(_NO_ADDRESS) from None
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", lambda raw, _record: _set_up(raw, _file_of(url)))
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(raw: sqlite3.Connection, path: Path | None) -> None:
    """Apply the connection recipe; our own BEGIN needs the driver's to be off."""
    raw.isolation_level = None
    try:
        for line in _RECIPE:
            raw.execute(line)
    except (sqlite3.Error, UnicodeDecodeError):
        with _no_checkpoint(path):
            raw.close()
        raise


def _begin(connection: Connection) -> None:
    """Begin at once when we mean to write: a reader that turns writer fails whatever the time-out."""
    writes = connection.get_execution_options().get("plc_writes")
    raw = connection.connection.driver_connection  # asked itself: a statement of SQLAlchemy's costs five times as much
    if raw is not None:
        raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


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
