"""Drafts: text being written, private to its writer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from plc_tui.domain.finding import Draft
from plc_tui.store.tables import drafts


def keep(connection: Connection, member_id: str, place: str, fields: Mapping[str, str], now: datetime) -> None:
    """Keep exactly these fields as the draft at a place."""
    drop(connection, member_id, place)
    rows = [
        {"member_id": member_id, "place": place, "field": name, "words": words, "updated": now}
        for name, words in fields.items()
    ]
    if rows:
        connection.execute(drafts.insert(), rows)


def find(connection: Connection, member_id: str, place: str | None = None) -> tuple[Draft, ...]:
    """Return a member's drafts, newest first; or the one at a place."""
    statement = select(drafts).where(drafts.c.member_id == member_id).order_by(drafts.c.updated.desc(), drafts.c.place)
    if place is not None:
        statement = statement.where(drafts.c.place == place)
    found: dict[str, tuple[dict[str, str], datetime]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.place, ({}, row.updated))[0][row.field] = row.words
    return tuple(Draft(name, fields, updated) for name, (fields, updated) in found.items())


def drop(connection: Connection, member_id: str, place: str) -> int:
    """Drop the draft at a place; return how many fields it had."""
    statement = drafts.delete().where(drafts.c.member_id == member_id, drafts.c.place == place)
    return connection.execute(statement).rowcount
