"""What lies in the bin, and deleting for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, column, select, table, true

from plc_tui.domain.finding import Binned
from plc_tui.domain.values import BIN_DAYS
from plc_tui.store import forgetting, search
from plc_tui.store.columns import Line
from plc_tui.store.tables import goal_revisions, goals, notes, requests, responses, things

# Only what is needed here: a sitting that has nothing to do with sessions makes none of their tables.
_sessions = table("facilitated_session", column("id"), column("title", Line()))


def listing(connection: Connection, owner_id: str) -> tuple[Binned, ...]:
    """Return what a member has in her bin, newest first."""
    statement = (
        select(
            things.c.id,
            things.c.kind,
            things.c.deleted,
            notes.c.title,
            notes.c.locked,
            goal_revisions.c.question,
            responses.c.words,
            requests.c.focus,
            _sessions.c.title.label("session_title"),
        )
        .select_from(
            things.outerjoin(notes, notes.c.id == things.c.id)
            .outerjoin(goals, goals.c.id == things.c.id)
            .outerjoin(
                goal_revisions,
                (goal_revisions.c.goal_id == goals.c.id) & (goal_revisions.c.number == goals.c.version),
            )
            .outerjoin(responses, responses.c.id == things.c.id)
            .outerjoin(requests, requests.c.id == things.c.id)
            .outerjoin(_sessions, _sessions.c.id == things.c.id)
        )
        .where(things.c.owner_id == owner_id, things.c.in_bin == true())
        .order_by(things.c.deleted.desc(), things.c.id)
    )
    return tuple(
        Binned(
            row.id,
            row.kind,
            row.title or row.question or row.focus or row.words or row.session_title or "",
            row.deleted,
            row.deleted + timedelta(days=BIN_DAYS),
            locked=bool(row.locked),
        )
        for row in connection.execute(statement)
    )


def older_than(connection: Connection, moment: datetime) -> list[str]:
    """Return the ids of everything put into the bin before then."""
    return list(
        connection.execute(select(things.c.id).where(things.c.in_bin == true(), things.c.deleted < moment)).scalars()
    )


def delete_for_good(connection: Connection, ids: Sequence[str]) -> None:
    """Delete these things, what answers them and their index rows; other rows of theirs go with them.

    Their words are in the file until `forgetting.finish` has done the rest.
    """
    family = select(things.c.seq, things.c.id).where(things.c.id.in_(ids) | things.c.root_id.in_(ids))
    rows = connection.execute(family).all()
    for row in rows:
        search.drop(connection, row.seq)
    connection.execute(things.delete().where(things.c.seq.in_([row.seq for row in rows])))
    forgetting.begin(connection)
