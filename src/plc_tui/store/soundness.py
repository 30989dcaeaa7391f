"""Does a file hold together? Looked at whole when that costs little, and every night with the backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from plc_tui.store.engine import Store

SMALL = 8_000_000
"""Bytes up to which a file is looked at whole each time it is opened: about 2 ms for each megabyte.

A larger one is looked at whole by `plc backup`, `plc doctor`, `plc restore` and before an upgrade. Between those every
page is checked as SQLite reads it, and the first that does not hold together stops all writing of that program.
"""


def look_at_small(store: Store) -> None:
    """Look at a file of ours that is just being opened, where that takes no time. Raises DamagedFile."""
    if store.path is not None and store.path.stat().st_size <= SMALL:
        look_at_whole(store)


def look_at_whole(store: Store) -> None:
    """Read every page of the file. Raises DamagedFile, and lets the store write nothing from then on."""
    if store.path is None:
        return
    with store.guarded():
        problem = next(damages(store.raw), None)
    if problem is not None:
        raise store.damaged()


def damages(raw: sqlite3.Connection) -> Iterator[str]:
    """Tell what does not hold together in pages, tables and indexes."""
    return (str(line) for (line,) in raw.execute("PRAGMA integrity_check(1)") if line != "ok")


def problems_of_copy(raw: sqlite3.Connection) -> Iterator[str]:
    """Tell the same of a copy that nobody else has open, and what its rows and its search index say of each other."""
    yield from damages(raw)
    for table, *_ in raw.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to none"
    try:
        raw.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        yield "the search index does not fit its texts"
    finally:
        raw.rollback()
    if raw.execute(_INDEXED_NOTHING).fetchone():
        yield "the search index holds what is not there"


_INDEXED_NOTHING = "SELECT 1 FROM search_docsize WHERE id NOT IN (SELECT seq FROM thing) LIMIT 1"
