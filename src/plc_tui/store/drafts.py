"""Drafts: text being written, private to its writer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from plc_tui.domain.audience import Opens
from plc_tui.domain.finding import Draft, written_at
from plc_tui.store import forgetting
from plc_tui.store.tables import drafts
from plc_tui.text import clean


def keep(connection: Connection, member_id: str, place: str, fields: Mapping[str, str], now: datetime) -> None:
    """Keep exactly these fields as the draft at a place."""
    drop(connection, member_id, place)
    rows = [
        {"member_id": member_id, "place": place, "field": name, "words": words, "updated": now}
        for name, words in fields.items()
    ]
    if rows:
        connection.execute(drafts.insert(), rows)


def keep_sealed(connection: Connection, member_id: str, place: str, sealed: bytes, now: datetime) -> None:
    """Keep a locked draft at a place: what `pack` made of its fields, sealed for `sealed_place`."""
    drop(connection, member_id, place)
    row = {"member_id": member_id, "place": place, "field": "", "words": "", "updated": now, "sealed": sealed}
    connection.execute(drafts.insert(), row)


def pack(fields: Mapping[str, str]) -> bytes:
    """Return the fields of a draft as they are sealed."""
    return json.dumps(dict(fields), ensure_ascii=False).encode()


def sealed_place(place: str) -> tuple[str, int]:
    """Return the name and revision that a locked draft is sealed for: the same beside another draft (`note:new~2`)."""
    return f"draft {written_at(place)}", 0


def find(
    connection: Connection, member_id: str, place: str | None = None, opens: Opens | None = None
) -> tuple[Draft, ...]:
    """Return a member's drafts, newest first; or the one at a place. Locked ones are shut where `opens` is not hers."""
    statement = select(drafts).where(drafts.c.member_id == member_id).order_by(drafts.c.updated.desc(), drafts.c.place)
    if place is not None:
        statement = statement.where(drafts.c.place == place)
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["place"], []).append(row)
    return tuple(_draft(rows, opens) for rows in found.values())


def _draft(rows: list[RowMapping], opens: Opens | None) -> Draft:
    place, updated, sealed = rows[0]["place"], rows[0]["updated"], rows[0]["sealed"]
    if sealed is None:
        return Draft(place, {row["field"]: row["words"] for row in rows}, updated)
    data = opens(*sealed_place(place), sealed) if opens else None
    fields = {} if data is None else {name: clean(words) for name, words in json.loads(data).items()}
    return Draft(place, fields, updated, locked=True, shut=data is None)


def drop(connection: Connection, member_id: str, place: str) -> int:
    """Drop the draft at a place; return how many fields it had."""
    statement = drafts.delete().where(drafts.c.member_id == member_id, drafts.c.place == place)
    gone = connection.execute(statement).rowcount
    if gone:
        forgetting.drafts_changed(connection)
    return gone
