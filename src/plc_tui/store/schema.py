"""Brings a file to the newest schema: made new, upgraded after a backup, or refused with words when it is newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from plc_tui.domain.errors import Busy, NewerFile, UnusableFile
from plc_tui.store.engine import APPLICATION_ID, Store, create_private, in_words
from plc_tui.store.lock import WriteLock


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of migrations and every revision in it, in order; the last is what this program writes.

    They are named here so that opening a file at the newest revision need not import alembic; a test holds the two
    against each other.
    """

    folder: Path
    revisions: tuple[str, ...]

    @property
    def newest(self) -> str:
        """Return the revision this program writes."""
        return self.revisions[-1]


SHIPPED = Migrations(Path(__file__).parent / "migrations", ("0001", "0002"))


def prepare(store: Store, *, create: bool = False, migrations: Migrations = SHIPPED) -> None:
    """Make the store ready for this program.

    Raises NewerFile for a file of a newer program and UnusableFile for one that is not ours; neither is written to.
    """
    revision = _revision(store)
    if revision == migrations.newest:
        store.journal_ahead()
        return
    if revision is None and not create:
        raise UnusableFile(f"{store.path or 'The database'} is not a plc file. It was left as it is.")
    if revision is not None and revision not in migrations.revisions:
        raise NewerFile(f"{store.path or 'The database'} was made by a newer plc. Bring this program up to date first.")
    if revision is not None and store.path:
        backup(store, store.path.with_name(f"{store.path.name}.before-{migrations.newest}-{_stamp()}"))
    store.journal_ahead()
    _upgrade(store, migrations)


def _revision(store: Store) -> str | None:
    """Return the revision a file is at, None for an empty one. Raises UnusableFile for somebody else's file."""
    with store.read() as connection:
        tables = set(_names(connection))
        if not tables:
            return None
        if store.path and connection.execute(text("PRAGMA application_id")).scalar() != APPLICATION_ID:
            raise UnusableFile(f"{store.path} is a database, but not a plc file. It was left as it is.")
        if "alembic_version" not in tables:
            return None
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _names(connection: Connection) -> list[str]:
    from sqlalchemy import inspect

    return inspect(connection).get_table_names()


def _upgrade(store: Store, migrations: Migrations) -> None:
    """Run the migrations in one transaction, with foreign keys off while tables are rebuilt and checked after."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder))
    raw = store.connection
    sqlite = raw.dialect.name == "sqlite"
    if sqlite:
        raw.exec_driver_sql("PRAGMA foreign_keys=OFF")
        raw.rollback()
    try:
        with store.write() as connection:
            if _at(connection, migrations.newest):
                return  # somebody else upgraded it while we waited our turn
            config.attributes["connection"] = connection
            command.upgrade(config, migrations.newest)
            if sqlite:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise UnusableFile(
                        "The upgrade would have left loose ends, so it was not done. The file is unchanged."
                    )
    finally:
        if sqlite:
            raw.exec_driver_sql("PRAGMA foreign_keys=ON")
            raw.rollback()


def _at(connection: Connection, revision: str) -> bool:
    if "alembic_version" not in _names(connection):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == revision


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def backup(store: Store, to: Path) -> None:
    """Copy the whole database, consistent while others write, to a new file that only its owner can read."""
    if store.path is None:
        raise UnusableFile("A database server is backed up with its own tools.")
    create_private(to)
    try:
        with (
            closing(sqlite3.connect(store.path)) as source,
            closing(sqlite3.connect(to)) as target,
            store.turn(),
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except (sqlite3.Error, DBAPIError) as problem:
        to.unlink(missing_ok=True)
        raise in_words(problem, to) from None


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about an open store: its revision, SQLite's version, and `ok` or what is damaged."""

    revision: str
    sqlite: str
    integrity: str


def report(store: Store) -> Report:
    """Look at a store for `plc doctor`."""
    with store.read() as connection:
        sound = str(connection.execute(text("PRAGMA quick_check(1)")).scalar()) if store.path else "ok"
        return Report(SHIPPED.newest, sqlite3.sqlite_version, sound)


def restore(copy: Path, to: Path) -> Path | None:
    """Put a backup in a file's place; return where the replaced file was kept, None when there was none.

    Raises UnusableFile when the backup is not a sound file of ours, before anything is changed.
    """
    checked = Store(copy)
    try:
        if _revision(checked) not in SHIPPED.revisions or report(checked).integrity != "ok":
            raise UnusableFile(f"{copy} is not a sound backup. Nothing was changed.")
        fresh = to.with_name(f"{to.name}.restoring")
        fresh.unlink(missing_ok=True)
        backup(checked, fresh)
    finally:
        checked.close()
    return _swap(fresh, to)


def _swap(fresh: Path, to: Path) -> Path | None:
    """Move the new file in, with the old one's journal folded in first and the old one kept aside."""
    with WriteLock(to.with_name(to.name + ".lock")).held():
        if not to.exists():
            fresh.rename(to)
            return None
        with closing(sqlite3.connect(to)) as old:
            if old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                fresh.unlink()
                raise Busy("Somebody has the file open. Nothing was changed; restore when everyone has left.")
        kept = to.with_name(f"{to.name}.before-restore-{_stamp()}")
        to.rename(kept)
        for ending in ("-wal", "-shm"):
            to.with_name(to.name + ending).unlink(missing_ok=True)
        fresh.rename(to)
        return kept
