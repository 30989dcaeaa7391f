"""Facilitated sessions: reading one whole, and writing what changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, and_, bindparam, false, func, select, union_all

from plc_tui.domain.audience import CircleRef, Reader
from plc_tui.domain.reviews import Work
from plc_tui.domain.sessions.values import FacilitatedSession, Happening, Participant, SessionStep
from plc_tui.domain.values import Person
from plc_tui.store import search
from plc_tui.store.people import PERSON, person
from plc_tui.store.session_tables import happenings, session_people, session_steps, sessions
from plc_tui.store.tables import circles, members, places
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible

#: What a pinned copy is called once its author has deleted the work for good.
WORK_GONE = "(deleted by its author)"

_OWN = (
    "id", "title", "protocol", "credit", "focus", "starts", "state", "presenter", "code", "opened", "closed", "turn",
    "turn_since", "summary", "revision",
)  # fmt: skip
_PERSON = (
    "key", "name", "place", "console", "console_since", "joined", "left", "here", "ready", "more", "hand", "heard",
)  # fmt: skip
_STEP = tuple(name for name in SessionStep.__dataclass_fields__ if name not in ("silent", "stems", "gathers"))

_seats = places.alias()
_seated = members.alias()
_SIZE = (
    select(func.count())
    .select_from(_seats.join(_seated, _seated.c.id == _seats.c.member_id))
    .where(_seats.c.circle_id == circles.c.id, _seats.c.joined.is_not(None), _seated.c.left.is_(None))
    .correlate(circles)
    .scalar_subquery()
)
_SESSIONS: Select[Any] = (
    select(
        sessions,
        thing_rows.c.created,
        thing_rows.c.updated,
        *PERSON,
        circles.c.handle.label("circle_handle"),
        circles.c.title.label("circle_title"),
        _SIZE.label("circle_size"),
    )
    .select_from(
        sessions.join(thing_rows, thing_rows.c.id == sessions.c.id)
        .join(members, members.c.id == thing_rows.c.owner_id)
        .outerjoin(circles, circles.c.id == sessions.c.circle_id)
    )
    .where(visible())
)
_BY_ID = _SESSIONS.where(sessions.c.id.in_(bindparam("ids", expanding=True)))
_WITH_STATE = _SESSIONS.where(sessions.c.state.in_(bindparam("states", expanding=True))).order_by(
    func.coalesce(sessions.c.starts, thing_rows.c.updated), sessions.c.id
)
_LATEST = (
    _SESSIONS.where(sessions.c.state == "closed")
    .order_by(sessions.c.closed.desc(), sessions.c.id)
    .limit(bindparam("count"))
)
_STEPS = (
    select(session_steps)
    .where(session_steps.c.session_id.in_(bindparam("ids", expanding=True)))
    .order_by(session_steps.c.session_id, session_steps.c.position)
)
_member = members.alias()
_PEOPLE = (
    select(session_people, _member.c.handle.label("member_handle"), _member.c.name.label("member_name"))
    .select_from(session_people.outerjoin(_member, _member.c.id == session_people.c.member_id))
    .where(session_people.c.session_id.in_(bindparam("ids", expanding=True)))
    .order_by(session_people.c.session_id, session_people.c.place, session_people.c.key)
)


def with_id(connection: Connection, reader: Reader, session_id: str) -> FacilitatedSession | None:
    """Return a session with its steps and people, if the reader may see it."""
    return next(iter(with_ids(connection, reader, [session_id])), None)


def with_ids(connection: Connection, reader: Reader, ids: Sequence[str]) -> tuple[FacilitatedSession, ...]:
    """Return those of the sessions that the reader may see, in the order of `ids`."""
    rows = connection.execute(_BY_ID, {"reader": reader.id, "ids": list(ids)}).mappings().all() if ids else []
    return tuple(sorted(_filled(connection, rows), key=lambda session: list(ids).index(session.id)))


def in_state(connection: Connection, reader: Reader, *states: str) -> tuple[FacilitatedSession, ...]:
    """Return the sessions in these states that the reader may see, the earliest first."""
    rows = connection.execute(_WITH_STATE, {"reader": reader.id, "states": list(states)}).mappings().all()
    return _filled(connection, rows)


def latest(connection: Connection, reader: Reader, count: int) -> tuple[FacilitatedSession, ...]:
    """Return the sessions that are over, the last first."""
    rows = connection.execute(_LATEST, {"reader": reader.id, "count": count}).mappings().all()
    return _filled(connection, rows)


_OF_CIRCLE = _SESSIONS.where(sessions.c.circle_id == bindparam("circle"))
_AHEAD = _OF_CIRCLE.where(sessions.c.state.in_(("open", "planned"))).order_by(
    sessions.c.state, sessions.c.starts.is_(None), sessions.c.starts, sessions.c.id
)
_BEHIND = (
    _OF_CIRCLE.where(sessions.c.state == "closed")
    .order_by(sessions.c.closed.desc(), sessions.c.id)
    .limit(bindparam("count"))
)


def of_circle(
    connection: Connection, reader: Reader, circle_id: str, count: int
) -> tuple[tuple[FacilitatedSession, ...], tuple[FacilitatedSession, ...]]:
    """Return a circle's sessions that the reader may see: those going on or planned, and the last `count` over."""
    mine = {"reader": reader.id, "circle": circle_id}
    ahead = connection.execute(_AHEAD, mine).mappings().all()
    behind = connection.execute(_BEHIND, mine | {"count": count}).mappings().all()
    return _filled(connection, ahead), _filled(connection, behind)


def with_code(connection: Connection, code: str) -> str | None:
    """Return the id of the open session of this code: whoever was told it may come in."""
    statement = select(sessions.c.id).where(sessions.c.code == code, sessions.c.code != "", sessions.c.state == "open")
    found = connection.execute(statement).scalar()
    return None if found is None else str(found)


_REVISION = (
    select(sessions.c.revision)
    .select_from(sessions.join(thing_rows, thing_rows.c.id == sessions.c.id))
    .where(sessions.c.id == bindparam("session"), visible())
)


def revision(connection: Connection, reader: Reader, session_id: str) -> int | None:
    """Return how often something has happened in a session; None where the reader may not see it. Cheap."""
    found = connection.execute(_REVISION, {"reader": reader.id, "session": session_id}).scalar()
    return None if found is None else int(found)


def _filled(connection: Connection, rows: Sequence[RowMapping]) -> tuple[FacilitatedSession, ...]:
    ids = {"ids": [row["id"] for row in rows]}
    its_steps = _by_session(connection.execute(_STEPS, ids).mappings().all() if rows else [])
    its_people = _by_session(connection.execute(_PEOPLE, ids).mappings().all() if rows else [])
    return tuple(_session(row, its_steps.get(row["id"], []), its_people.get(row["id"], [])) for row in rows)


def _by_session(rows: Sequence[RowMapping]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = {}
    for row in rows:
        found.setdefault(row["session_id"], []).append(row)
    return found


def _session(row: RowMapping, its_steps: list[RowMapping], its_people: list[RowMapping]) -> FacilitatedSession:
    circle = None
    if row["circle_handle"] is not None:
        circle = CircleRef(row["circle_id"], row["circle_handle"], row["circle_title"], row["circle_size"])
    work = None
    if row["work_id"]:
        work = Work(row["work_id"], row["work_kind"], row["work_title"], row["work_body"], row["work_version"])
    return FacilitatedSession(
        **{name: row[name] for name in _OWN},
        owner=person(row),
        circle=circle,
        work=work,
        created=row["created"],
        updated=row["updated"],
        steps=tuple(_step(each) for each in its_steps),
        people=tuple(_participant(each) for each in its_people),
    )


def _step(row: RowMapping) -> SessionStep:
    return SessionStep(
        **{name: row[name] for name in _STEP},
        silent=tuple(row["silent"].split()),
        stems=tuple(row["stems"].splitlines()),
        gathers=tuple(row["gathers"].split()),
    )


def _participant(row: RowMapping) -> Participant:
    member = None
    if row["member_id"] is not None:
        member = Person(row["member_id"], row["member_handle"], row["member_name"])
    return Participant(**{name: row[name] for name in _PERSON}, member=member)


# Writing


def add(connection: Connection, session: FacilitatedSession) -> None:
    """Add a session; its thing must be there already."""
    connection.execute(sessions.insert(), _session_row(session))
    _write_parts(connection, session.id, session_steps, {}, _step_rows(session))
    _write_parts(connection, session.id, session_people, {}, _people_rows(session))
    index(connection, session)


def save(connection: Connection, before: FacilitatedSession, after: FacilitatedSession) -> None:
    """Write what differs, and count one more happening in it, so that everyone who shows it looks again."""
    was, now = _session_row(before), _session_row(after)
    changes = {name: value for name, value in now.items() if was[name] != value}
    changes["revision"] = sessions.c.revision + 1
    connection.execute(sessions.update().where(sessions.c.id == after.id).values(changes))
    _write_parts(connection, after.id, session_steps, _step_rows(before), _step_rows(after))
    _write_parts(connection, after.id, session_people, _people_rows(before), _people_rows(after))
    if (before.title, before.focus) != (after.title, after.focus):
        index(connection, after)


_HAPPENED = sessions.update().where(sessions.c.id == bindparam("session")).values(revision=sessions.c.revision + 1)


def happened(connection: Connection, session_id: str) -> None:
    """Count one more happening in a session."""
    connection.execute(_HAPPENED, {"session": session_id})


_HERE = (
    session_people.update()
    .where(
        session_people.c.session_id == bindparam("session"),
        session_people.c.member_id == bindparam("member"),
        session_people.c.joined.is_not(None),
        session_people.c.left == false(),
        session_people.c.session_id.in_(select(sessions.c.id).where(sessions.c.state == "open")),
    )
    .values(here=bindparam("now"))
)


def still_here(connection: Connection, session_id: str, member_id: str, now: datetime) -> bool:
    """Note that a participant of an open session is there now; say whether she is one, and has not left."""
    return bool(connection.execute(_HERE, {"session": session_id, "member": member_id, "now": now}).rowcount)


_SAID_AFTER = union_all(
    select(session_people.c.here).where(
        session_people.c.session_id == bindparam("session"), session_people.c.here > bindparam("moment")
    ),
    select(session_steps.c.since).where(
        session_steps.c.session_id == bindparam("session"), session_steps.c.since > bindparam("moment")
    ),
)


def said_after(connection: Connection, session_id: str, moment: datetime) -> bool:
    """Say whether somebody was there, or a step began, after this moment."""
    return connection.execute(_SAID_AFTER, {"session": session_id, "moment": moment}).first() is not None


def note(connection: Connection, session_id: str, happening: Happening) -> None:
    """Write down something that was done with the time of a session."""
    last = select(func.coalesce(func.max(happenings.c.number), 0)).where(happenings.c.session_id == session_id)
    row = {
        "session_id": session_id,
        "number": int(connection.execute(last).scalar_one()) + 1,
        "at": happening.at,
        "act": happening.act,
        "step_id": happening.step,
        "seconds": happening.seconds,
    }
    connection.execute(happenings.insert(), row)


def course(connection: Connection, session_id: str) -> tuple[Happening, ...]:
    """Return what was done with the time of a session, in order."""
    statement = select(happenings).where(happenings.c.session_id == session_id).order_by(happenings.c.number)
    return tuple(Happening(row.at, row.act, row.step_id, row.seconds) for row in connection.execute(statement))


def index(connection: Connection, session: FacilitatedSession) -> None:
    """Bring the search index up to date with a session: what it is called and about, never what is written in it."""
    search.put(connection, session.id, title=session.title, body=session.focus)


def forget_work(connection: Connection, work_ids: Sequence[str]) -> None:
    """Empty the pinned copies of works that were deleted for good."""
    emptied = {"work_title": WORK_GONE, "work_body": "", "revision": sessions.c.revision + 1}
    connection.execute(sessions.update().where(sessions.c.work_id.in_(work_ids)).values(emptied))


def _session_row(session: FacilitatedSession) -> dict[str, Any]:
    work = session.work
    return {name: getattr(session, name) for name in _OWN if name != "revision"} | {
        "revision": 0,
        "circle_id": session.circle.id if session.circle else None,
        "work_id": work.id if work else None,
        "work_kind": work.kind if work else "",
        "work_title": work.title if work else "",
        "work_body": work.body if work else "",
        "work_version": work.version if work else 0,
    }


Rows = Mapping[str, Mapping[str, Any]]
"""The rows of a session's steps or people by their own key."""


def _step_rows(session: FacilitatedSession) -> Rows:
    return {
        step.id: {name: getattr(step, name) for name in _STEP}
        | {
            "position": position,
            "silent": " ".join(step.silent),
            "stems": "\n".join(step.stems),
            "gathers": " ".join(step.gathers),
        }
        for position, step in enumerate(session.steps)
    }


def _people_rows(session: FacilitatedSession) -> Rows:
    return {
        person.key: {name: getattr(person, name) for name in _PERSON}
        | {"member_id": person.member.id if person.member else None}
        for person in session.people
    }


def _write_parts(connection: Connection, session_id: str, table: Table, before: Rows, after: Rows) -> None:
    name = "id" if table is session_steps else "key"
    for gone in before.keys() - after.keys():
        connection.execute(table.delete().where(table.c.session_id == session_id, table.c[name] == gone))
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            connection.execute(table.insert(), {**row, "session_id": session_id})
        elif changes := {column: value for column, value in row.items() if was[column] != value}:
            mine = and_(table.c.session_id == session_id, table.c[name] == key)
            connection.execute(table.update().where(mine), changes)
