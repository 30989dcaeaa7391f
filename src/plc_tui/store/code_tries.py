"""Wrong codes of sessions that members have typed: so many, and when, never which."""

from __future__ import annotations

from sqlalchemy import Connection, select

from plc_tui.domain.sessions.guessing import Tries
from plc_tui.store.session_tables import code_tries


def of_member(connection: Connection, member_id: str) -> Tries:
    """Return how many wrong codes a member has typed in a row."""
    row = connection.execute(select(code_tries).where(code_tries.c.member_id == member_id)).first()
    return Tries() if row is None else Tries(row.wrong, row.last)


def put(connection: Connection, member_id: str, tries: Tries) -> None:
    """Keep how many wrong codes a member has typed; none is not kept."""
    connection.execute(code_tries.delete().where(code_tries.c.member_id == member_id))
    if tries.wrong:
        connection.execute(code_tries.insert(), {"member_id": member_id, "wrong": tries.wrong, "last": tries.last})
