"""What of sessions waits for a member on Home: those going on, those of today, and what she said she would do.

Home is the first thing anyone sees: this reads a few columns and makes none of the sessions' own tables.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, column, select, table

from plc_tui.domain.audience import Reader
from plc_tui.domain.finding import Waiting, WaitingKind
from plc_tui.store.columns import Line, Moment, Words
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import members, things
from plc_tui.store.visible import visible

_sessions = table(
    "facilitated_session", column("id"), column("title", Line()), column("state"), column("starts", Moment()),
    column("opened", Moment()), column("summary"),
)  # fmt: skip
_people = table("session_person", column("session_id"), column("key"), column("member_id"))
_commitments = table(
    "commitment", column("id"), column("session_id"), column("owner"), column("words", Words()), column("state"),
    column("created", Moment()),
)  # fmt: skip
_OF = _sessions.join(things, things.c.id == _sessions.c.id).join(members, members.c.id == things.c.owner_id)
_SESSIONS = (
    select(_sessions, *PERSON)
    .select_from(_OF)
    .where(
        visible(),
        (_sessions.c.state == "open")
        | (
            (_sessions.c.state == "planned")
            & _sessions.c.starts.between(bindparam("since", type_=Moment()), bindparam("until", type_=Moment()))
        ),
    )
    .order_by(_sessions.c.state, _sessions.c.starts, _sessions.c.id)
)
_OFFERED = (
    select(_commitments, *PERSON)
    .select_from(
        _commitments.join(things, things.c.id == _commitments.c.session_id)
        .join(
            _people,
            (_people.c.session_id == _commitments.c.session_id) & (_people.c.key == _commitments.c.owner),
        )
        .join(members, members.c.id == _people.c.member_id)
    )
    .where(visible(), _commitments.c.state == "offered", _people.c.member_id == bindparam("reader"))
    .order_by(_commitments.c.created, _commitments.c.id)
)


def sessions(connection: Connection, reader: Reader, since: datetime, until: datetime) -> tuple[Waiting, ...]:
    """Return the sessions she may see that are going on, then those planned to begin between two moments."""
    rows = connection.execute(_SESSIONS, {"reader": reader.id, "since": since, "until": until}).mappings()
    return tuple(Waiting(_kind(row["state"]), row["id"], person(row), row["title"], _when(row)) for row in rows)


def _kind(state: str) -> WaitingKind:
    return "going on" if state == "open" else "session"


def _when(row: RowMapping) -> datetime:
    found: datetime = row["opened"] or row["starts"]
    return found


def summaries(connection: Connection, note_ids: Collection[str]) -> frozenset[str]:
    """Return those of the notes that are summaries of sessions: nobody waits for an answer to one."""
    return frozenset(connection.execute(select(_sessions.c.summary).where(_sessions.c.summary.in_(note_ids))).scalars())


def commitments(connection: Connection, reader: Reader) -> tuple[Waiting, ...]:
    """Return what she said she would do and has neither taken up nor put aside, the oldest first."""
    rows = connection.execute(_OFFERED, {"reader": reader.id}).mappings()
    return tuple(Waiting("commitment", row["id"], person(row), row["words"], row["created"]) for row in rows)
