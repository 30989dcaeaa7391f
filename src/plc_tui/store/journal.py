"""The journal: lines are added in the transaction of the change they tell of, with whoever they are about then.

How they are read is in `journal_pages.py`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, column, select, table

from plc_tui.domain.audience import EVERYONE
from plc_tui.domain.journal import MASKED, Line
from plc_tui.domain.reviews import begins, on_the_day
from plc_tui.store.tables import grants, journal, journal_about, members, places, requests, things

#: Stands for every member who belonged to the community by then.
ALL = "*"


def write(connection: Connection, now: datetime, lines: Iterable[Line]) -> None:
    """Add lines, in the transaction of the change they tell of; two statements, however many lines."""
    number = secrets.randbelow(2**62)
    rows: list[dict[str, object]] = []
    about: list[dict[str, object]] = []
    for line in lines:
        number += 1
        at = begins(on_the_day(now)) if line.actor == MASKED else now
        its_readers = _readers(connection, line)
        if its_readers:
            rows.append(_row(line, number, at))
            about += [{"member_id": reader, "at": at, "number": number} for reader in sorted(its_readers)]
    if rows:
        connection.execute(journal.insert(), rows)
        connection.execute(journal_about.insert(), about)


def _row(line: Line, number: int, at: datetime) -> dict[str, object]:
    return {
        "number": number,
        "at": at,
        "actor_id": line.actor,
        "act": line.act,
        "thing_id": line.thing,
        "kind": line.kind,
        "principal": line.principal,
    }


def _readers(connection: Connection, line: Line) -> set[str]:
    """Return the members a line is about now; `ALL` alone where it is about everyone and nobody is left out."""
    if EVERYONE in line.about and line.without is None:
        return {ALL}
    found = {principal for principal in line.about if principal.startswith("m")}
    its_circles = [principal for principal in line.about if principal.startswith("c")]
    if its_circles:
        found |= set(connection.execute(_INSIDE, {"circles": its_circles}).scalars())
    if EVERYONE in line.about:
        found |= set(connection.execute(select(members.c.id).where(members.c.left.is_(None))).scalars())
    return found - {line.without}


_INSIDE = (
    select(places.c.member_id)
    .join_from(places, members, members.c.id == places.c.member_id)
    .where(
        places.c.circle_id.in_(bindparam("circles", expanding=True)),
        places.c.joined.is_not(None),
        members.c.left.is_(None),
    )
)


def granted(connection: Connection, thing_id: str) -> frozenset[str]:
    """Return whom a thing is given to: members, circles, everyone."""
    return frozenset(connection.execute(_GRANTED, {"thing": thing_id}).scalars())


_GRANTED = select(grants.c.principal).where(grants.c.thing_id == bindparam("thing"))


def givers(connection: Connection, circle_id: str) -> frozenset[str]:
    """Return who has given something to a circle: whoever joins or leaves it changes who may read that."""
    statement = select(grants.c.owner_id).where(grants.c.principal == circle_id).distinct()
    return frozenset(connection.execute(statement).scalars())


def requests_about(connection: Connection, work_ids: Collection[str]) -> Sequence[Row[Any, Any, Any]]:
    """Return id, author (`owner_id`) and mask of the requests that hold a copy of these works."""
    statement = select(requests.c.id, things.c.owner_id, requests.c.masked).join_from(
        requests, things, things.c.id == requests.c.id
    )
    return connection.execute(statement.where(requests.c.work_id.in_(work_ids))).all()


# Only what is needed here: a sitting that has nothing to do with sessions makes none of their tables.
_sessions = table("facilitated_session", column("id"), column("work_id"))


def sessions_about(connection: Connection, work_ids: Collection[str]) -> Sequence[Row[Any, Any]]:
    """Return id and owner (`owner_id`) of the sessions that hold a copy of these works."""
    statement = select(_sessions.c.id, things.c.owner_id).join_from(_sessions, things, things.c.id == _sessions.c.id)
    return connection.execute(statement.where(_sessions.c.work_id.in_(work_ids))).all()
