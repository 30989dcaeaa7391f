"""Looks through a file after everyone has gone: whole, nothing half done, and all there that was acknowledged?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.reliability.savers import Ack
from plc_tui.domain.errors import PlcError
from plc_tui.store import schema
from plc_tui.store.engine import Store

HALF_DONE = {
    "a thing without its note": (
        "SELECT thing.id FROM thing LEFT JOIN note ON note.id = thing.id WHERE kind = 'note' AND note.id IS NULL"
    ),
    "a thing without its row in the index": (
        "SELECT thing.id FROM thing LEFT JOIN search ON search.rowid = thing.seq WHERE search.rowid IS NULL"
    ),
    "a row of the index without its thing": (
        "SELECT search.rowid FROM search LEFT JOIN thing ON search.rowid = thing.seq WHERE thing.seq IS NULL"
    ),
    "a note that is not its newest version": (
        "SELECT note.id FROM note WHERE version <> (SELECT max(number) FROM note_version WHERE note_id = note.id)"
        " OR version <> (SELECT count(*) FROM note_version WHERE note_id = note.id)"
        " OR body <> (SELECT body FROM note_version WHERE note_id = note.id AND number = note.version)"
    ),
    "an index that holds other words than the note": (
        "SELECT note.id FROM note JOIN thing ON thing.id = note.id JOIN search ON search.rowid = thing.seq"
        " WHERE search.body <> note.body"
    ),
    "a note without its tag": "SELECT id FROM note WHERE NOT EXISTS (SELECT 1 FROM tag WHERE thing_id = note.id)",
    "a note whose readers differ between lists and index": (
        "SELECT thing.id FROM thing JOIN search ON search.rowid = thing.seq WHERE (' ' || facets LIKE '% reveryone %')"
        " <> EXISTS (SELECT 1 FROM audience_grant WHERE thing_id = thing.id AND principal = 'everyone')"
    ),
}
"""What one transaction writes together, found apart."""


def problems(path: Path, acks: Iterable[Ack]) -> list[str]:
    """Return a sentence for everything that is wrong with the file; none when it is as it must be."""
    try:
        store = Store(path)  # what a killed process left is put right by the first who comes, as in life
        schema.prepare(store)
        store.close()
        with closing(sqlite3.connect(path)) as raw:
            return [*damage(raw), *half_done(raw), *_lost(raw, acks)]
    except (PlcError, sqlite3.Error) as error:
        return [f"the file cannot be read: {error}"]


def damage(raw: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds wrong."""
    for (words,) in raw.execute("PRAGMA integrity_check(3)"):
        if words != "ok":
            yield f"damaged: {words}"
    for row in raw.execute("PRAGMA foreign_key_check"):
        yield f"a loose end: {row}"
    try:
        raw.execute("INSERT INTO search(search) VALUES ('integrity-check')")
        raw.rollback()
    except sqlite3.DatabaseError as error:
        yield f"damaged index: {error}"


def half_done(raw: sqlite3.Connection) -> Iterator[str]:
    """What one transaction writes together, found apart."""
    for what, query in HALF_DONE.items():
        for (name,) in raw.execute(query).fetchmany(2):
            yield f"half done: {what} ({name})"


def _lost(raw: sqlite3.Connection, acks: Iterable[Ack]) -> Iterator[str]:
    rows = raw.execute("SELECT note_id, number, body FROM note_version")
    versions = {(note, number): body for note, number, body in rows}
    shared = {note for (note,) in raw.execute("SELECT thing_id FROM audience_grant WHERE principal = 'everyone'")}
    for note, number, mark in acks:
        if number == 0 and note not in shared:
            yield f"lost: {note} was shared"
        elif number and mark not in versions.get((note, number), ""):
            yield f"lost: version {number} of {note}"
