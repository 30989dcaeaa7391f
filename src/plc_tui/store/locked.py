"""Locked words on the disk: sealed versions of notes, and the wrapped keys of their authors.

The store never sees a key. It asks the reader's `opens` for what is inside; without it a locked note is shut.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, false, func, select, true

from plc_tui.domain.audience import Reader
from plc_tui.domain.notes import LockedText
from plc_tui.store.tables import account_keys, note_versions, notes, things
from plc_tui.store.visible import visible
from plc_tui.text import clean, clean_line


def pack(text: LockedText) -> bytes:
    """Return what is to be sealed of a note."""
    return json.dumps(asdict(text), ensure_ascii=False).encode()


def unpack(data: bytes) -> LockedText:
    """Return what was sealed, cleaned like everything that comes out of the store."""
    found = json.loads(data)
    return LockedText(
        title=clean_line(found["title"]),
        body=clean(found["body"]),
        model=clean_line(found["model"]),
        stage=clean_line(found["stage"]),
        goal=clean_line(found["goal"]) if found["goal"] else None,
        tags=tuple(clean_line(tag) for tag in found["tags"]),
    )


def opened(reader: Reader, note_id: str, number: int, sealed: bytes | None) -> LockedText | None:
    """Return what one sealed version holds; None while it is shut, or when this key does not open it."""
    data = reader.opens(note_id, number, sealed) if reader.opens and sealed is not None else None
    return None if data is None else unpack(data)


def current(connection: Connection, reader: Reader, ids: Collection[str]) -> dict[str, LockedText]:
    """Return what these locked notes hold now, as far as the reader has them open."""
    if reader.opens is None or not ids:
        return {}
    rows = connection.execute(_CURRENT, {"ids": list(ids)})
    found = {row.note_id: opened(reader, row.note_id, row.number, row.sealed) for row in rows}
    return {note_id: text for note_id, text in found.items() if text is not None}


_at_version = (note_versions.c.note_id == notes.c.id) & (note_versions.c.number == notes.c.version)
_CURRENT = (
    select(note_versions.c.note_id, note_versions.c.number, note_versions.c.sealed)
    .select_from(notes.join(note_versions, _at_version))
    .where(notes.c.id.in_(bindparam("ids", expanding=True)), notes.c.locked == true())
)


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A locked note of the reader's as Find looks through it."""

    id: str
    created: datetime
    updated: datetime
    text: LockedText


def open_ones(connection: Connection, reader: Reader) -> Iterator[OpenNote]:
    """Yield the reader's own locked notes, newest first, as far as she has them open."""
    rows = connection.execute(_MINE, {"reader": reader.id}) if reader.opens else ()
    for row in rows:
        text = opened(reader, row.id, row.number, row.sealed)
        if text is not None:
            yield OpenNote(row.id, row.created, row.updated, text)


def count_of(connection: Connection, reader: Reader) -> int:
    """Return how many locked notes the reader has, open or shut."""
    counted = select(func.count()).select_from(_MINE.subquery())
    return int(connection.execute(counted, {"reader": reader.id}).scalar_one())


_MINE = (
    select(notes.c.id, things.c.created, things.c.updated, note_versions.c.number, note_versions.c.sealed)
    .join_from(notes, things, things.c.id == notes.c.id)
    .join(note_versions, _at_version)
    .where(
        things.c.owner_id == bindparam("reader"),
        things.c.kind == "note",
        things.c.in_bin == false(),
        notes.c.locked == true(),
        visible(),
    )
    .order_by(things.c.updated.desc(), things.c.id.desc())
)


def all_ids_of(connection: Connection, owner_id: str) -> tuple[str, ...]:
    """Return every locked note of a member, also those in the bin."""
    statement = (
        select(notes.c.id)
        .join_from(notes, things, things.c.id == notes.c.id)
        .where(things.c.owner_id == owner_id, notes.c.locked == true())
    )
    return tuple(connection.execute(statement).scalars())


def is_locked(connection: Connection, note_id: str) -> bool:
    """Say whether a note is locked, whoever asks: for rules about what may be written down in the open.

    Its words decide as well as its mark, which whoever writes to the file could take away.
    """
    row = connection.execute(_IS_LOCKED, {"note": note_id}).first()
    return row is not None and (row.locked or row.has_words)


_IS_LOCKED = (
    select(notes.c.locked, note_versions.c.sealed.is_not(None).label("has_words"))
    .select_from(notes.outerjoin(note_versions, _at_version))
    .where(notes.c.id == bindparam("note"))
)


def seal_version(connection: Connection, note_id: str, number: int, sealed: bytes) -> None:
    """Put sealed words in the place of a version's plain ones, or of earlier sealed ones."""
    changes = {"title": "", "body": "", "sealed": sealed}
    connection.execute(note_versions.update().where(_is(note_id, number)), changes)


def open_version(connection: Connection, note_id: str, number: int, title: str, body: str) -> None:
    """Put plain words in the place of a version's sealed ones."""
    connection.execute(
        note_versions.update().where(_is(note_id, number)), {"title": title, "body": body, "sealed": None}
    )


def sealed_versions(connection: Connection, note_id: str) -> tuple[tuple[int, bytes], ...]:
    """Return every sealed version of a note, oldest first."""
    statement = (
        select(note_versions.c.number, note_versions.c.sealed)
        .where(note_versions.c.note_id == note_id, note_versions.c.sealed.is_not(None))
        .order_by(note_versions.c.number)
    )
    return tuple((row.number, row.sealed) for row in connection.execute(statement))


def _is(note_id: str, number: int) -> ColumnElement[bool]:
    return (note_versions.c.note_id == note_id) & (note_versions.c.number == number)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A member's key, wrapped by her passphrase and by her recovery code."""

    by_passphrase: bytes
    by_recovery: bytes
    changed: datetime


def key_of(connection: Connection, member_id: str) -> WrappedKey | None:
    """Return a member's wrapped key; None before she locked anything."""
    statement = select(account_keys).where(account_keys.c.member_id == member_id)
    row = connection.execute(statement).first()
    return WrappedKey(row.by_passphrase, row.by_recovery, row.changed) if row else None


def keep_key(connection: Connection, member_id: str, key: WrappedKey) -> None:
    """Keep a member's wrapped key in the place of an earlier one."""
    drop_key(connection, member_id)
    connection.execute(account_keys.insert(), asdict(key) | {"member_id": member_id})


def drop_key(connection: Connection, member_id: str) -> None:
    """Give a member's key up: what it sealed can never be read again."""
    connection.execute(account_keys.delete().where(account_keys.c.member_id == member_id))
