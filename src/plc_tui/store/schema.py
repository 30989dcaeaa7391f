"""Brings a file to the newest schema: made new, upgraded after a backup, or refused with words when it is newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from plc_tui.domain.errors import NewerFile, UnusableFile
from plc_tui.store.engine import APPLICATION_ID, Store, in_words

#: Every revision in order; the last is what this program writes. A test holds this against the migrations folder.
REVISIONS = ("0001",)
NEWEST = REVISIONS[-1]


def prepare(store: Store, *, create: bool = False) -> None:
    """Make the store ready for this program.

    Raises NewerFile for a file of a newer program and UnusableFile for one that is not ours; neither is written to.
    """
    revision = _revision(store)
    if revision == NEWEST:
        return
    if revision is None and not create:
        raise UnusableFile(f"{store.path or 'The database'} is not a plc file. It was left as it is.")
    if revision is not None and revision not in REVISIONS:
        raise NewerFile(f"{store.path or 'The database'} was made by a newer plc. Bring this program up to date first.")
    if revision is not None and store.path:
        backup(store, store.path.with_name(f"{store.path.name}.before-{NEWEST}-{_stamp()}"))
    _upgrade(store)


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


def _upgrade(store: Store) -> None:
    """Run the migrations in one transaction, with foreign keys off while tables are rebuilt and checked after."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    raw = store.connection
    sqlite = raw.dialect.name == "sqlite"
    if sqlite:
        raw.exec_driver_sql("PRAGMA foreign_keys=OFF")
        raw.rollback()
    try:
        with store.write() as connection:
            if _at_newest(connection):
                return  # somebody else upgraded it while we waited our turn
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
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


def _at_newest(connection: Connection) -> bool:
    if "alembic_version" not in _names(connection):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEWEST


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def backup(store: Store, to: Path) -> None:
    """Copy the whole database, consistent while others write, to a new file that only its owner can read."""
    if store.path is None:
        raise UnusableFile("A database server is backed up with its own tools.")
    from plc_tui.store.engine import _create

    _create(to)
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


def report(store: Store) -> tuple[str, str, str]:
    """Return (revision, SQLite version, integrity in a word) for `plc doctor`."""
    with store.read() as connection:
        integrity = (
            str(connection.execute(text("PRAGMA quick_check(1)")).scalar()) if store.path else "kept by the server"
        )
        return NEWEST, sqlite3.sqlite_version, integrity
