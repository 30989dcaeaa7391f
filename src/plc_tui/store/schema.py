"""Brings a file to the newest schema: made new, upgraded after a backup, or refused with words when it is newer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect

from plc_tui.domain.errors import NewerFile, UnusableFile
from plc_tui.store.copies import backup, stamp
from plc_tui.store.engine import APPLICATION_ID, Store
from plc_tui.store.soundness import damages, look_at_small, look_at_whole


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


SHIPPED = Migrations(Path(__file__).parent / "migrations", ("0001", "0002", "0003"))


def prepare(store: Store, *, create: bool = False, migrations: Migrations = SHIPPED, keep_old: bool = True) -> None:
    """Make the store ready for this program; `keep_old` has a backup made before an upgrade.

    Raises NewerFile for a file of a newer program, DamagedFile for one that does not hold together and UnusableFile
    for one that is not ours; none of them is written to.
    """
    revision = revision_of(store)
    if revision is None and not create:
        raise UnusableFile(f"{store.path or 'The database'} is not a plc file. It was left as it is.")
    if revision == migrations.newest:
        _look(store)
    else:
        with store.turn():  # nobody writes between the backup and the upgrade
            _bring_up_to_date(store, migrations, keep_old)
    store.journal_ahead()
    store.standing.expect(migrations.newest)


def _look(store: Store) -> None:
    """Look whether the file holds together: one that must be written to before it is used, however large it is."""
    if store.path is not None and store.pragma("journal_mode") != "wal":
        look_at_whole(store)
    else:
        look_at_small(store)


def _bring_up_to_date(store: Store, migrations: Migrations, keep_old: bool) -> None:
    revision = revision_of(store)
    if revision == migrations.newest:
        return  # somebody else upgraded it while we waited our turn
    if revision is not None:
        _refuse_unknown(store, revision, migrations)
        look_at_whole(store)
        if keep_old and store.path:
            backup(store, store.path.with_name(f"{store.path.name}.before-{migrations.newest}-{stamp()}"))
    store.journal_ahead()
    _upgrade(store, migrations)


def _refuse_unknown(store: Store, revision: str, migrations: Migrations) -> None:
    if revision in migrations.revisions:
        return
    if revision.isdecimal() and revision > migrations.newest:
        raise NewerFile(f"{store.path or 'The database'} was made by a newer plc. Bring this program up to date first.")
    raise store.damaged()


def revision_of(store: Store) -> str | None:
    """Return the revision a file is at, None for an empty one. Raises UnusableFile for somebody else's file."""
    with store.read() as connection:
        marked = store.path is None or connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        if marked and connection.dialect.has_table(connection, "alembic_version"):
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
        if store.path is not None and marked:
            raise store.damaged()  # ours, and without our tables
        if not marked and inspect(connection).get_table_names():
            raise UnusableFile(f"{store.path} is a database, but not a plc file. It was left as it is.")
        return None


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


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about an open store: its revision, SQLite's version, and `ok` or what is damaged."""

    revision: str
    sqlite: str
    integrity: str


def report(store: Store) -> Report:
    """Look at a whole file for `plc doctor`; nothing is changed. Raises UnusableFile when it is not ours."""
    revision = revision_of(store) or ""
    with store.guarded():
        problem = next(damages(store.raw), "ok") if store.path else "ok"
    return Report(revision, sqlite3.sqlite_version, problem)
