"""What every readable thing has in common: its row, whom it is given to, the bin, and finding it by a typed id."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select

from plc_tui.domain.audience import EVERYONE, Audience, CircleRef
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.values import Person, ThingKind, candidate_ids
from plc_tui.store import search
from plc_tui.store.people import community_size
from plc_tui.store.tables import (
    check_ins,
    circles,
    goal_revisions,
    goals,
    grants,
    members,
    notes,
    places,
    points,
    steps,
    things,
)
from plc_tui.store.visible import visible

_HOMES: dict[str, Table] = {
    "member": members,
    "circle": circles,
    "point": points,
    "step": steps,
    "check-in": check_ins,
}


@dataclass(frozen=True, slots=True)
class ThingRef:
    """A thing without its words."""

    id: str
    kind: ThingKind
    owner_id: str
    root_id: str
    created: datetime
    updated: datetime


def new_id(connection: Connection, kind: str) -> str:
    """Return a free id for a new thing of this kind."""
    home = _home(kind)
    for candidate in candidate_ids(kind, secrets.choice):
        if connection.execute(select(home.c.id).where(home.c.id == candidate)).first() is None:
            return candidate
    raise Invalid("No free name could be found; try again.")


def _home(kind: str) -> Table:
    """Return the table whose ids those of a kind must not meet."""
    if kind in ("contribution", "cluster", "commitment"):
        from plc_tui.store import session_tables  # most sittings have nothing to do with a session

        return {
            "contribution": session_tables.contributions,
            "cluster": session_tables.clusters,
            "commitment": session_tables.commitments,
        }[kind]
    return _HOMES.get(kind, things)


def add(connection: Connection, thing: ThingRef) -> None:
    """Add the row every readable thing has."""
    connection.execute(
        things.insert(),
        {
            "id": thing.id,
            "kind": thing.kind,
            "owner_id": thing.owner_id,
            "root_id": thing.root_id,
            "in_bin": False,
            "created": thing.created,
            "updated": thing.updated,
            "deleted": None,
        },
    )


def touch(connection: Connection, thing_id: str, now: datetime) -> None:
    """Note that a thing changed now; the copies in its grants keep lists in order."""
    connection.execute(_TOUCH_THING, {"thing": thing_id, "now": now})
    connection.execute(_TOUCH_GRANTS, {"thing": thing_id, "now": now})


_TOUCH_THING = things.update().where(things.c.id == bindparam("thing")).values(updated=bindparam("now"))
_TOUCH_GRANTS = grants.update().where(grants.c.thing_id == bindparam("thing")).values(updated=bindparam("now"))

_REF = (things.c.id, things.c.kind, things.c.owner_id, things.c.root_id, things.c.created, things.c.updated)
_EXACT = select(*_REF).where(things.c.id == bindparam("typed"), visible())
_PREFIX = (
    select(*_REF)
    .where(things.c.id >= bindparam("typed"), things.c.id < bindparam("beyond"), visible())
    .order_by(things.c.id)
    .limit(2)
)


def typed_id(typed: str, *kinds: str) -> str:
    """Return what was typed as an id. Raises NotFound for what can be none, before a database is asked about it."""
    name = typed.strip().lower()
    if not name.isalnum() or not name.isascii() or len(name) > 12:
        raise not_found(kinds)
    return name


def resolve(connection: Connection, reader_id: str, typed: str, *kinds: ThingKind) -> ThingRef:
    """Find the thing meant by a typed id or the unique beginning of one, among what the reader may read.

    Raises NotFound in the same words whether it does not exist or is not for her, and Invalid when it is not unique.
    """
    name = typed_id(typed, *kinds)
    values = {"typed": name, "beyond": name + "~", "reader": reader_id}
    rows = connection.execute(_EXACT, values).all() or connection.execute(_PREFIX, values).all()
    found = [ThingRef(**row._mapping) for row in rows if not kinds or row.kind in kinds]
    if not found:
        raise not_found(kinds)
    if len(rows) > 1:
        raise Invalid(f"{name} is the beginning of more than one name; type more of it.")
    return found[0]


def not_found(kinds: Collection[str] = ()) -> NotFound:
    """Return the one sentence for what does not exist and for what is not for this reader."""
    return NotFound(f"There is no such {' or '.join(kinds) or 'thing'} here.")


def ref(connection: Connection, thing_id: str) -> ThingRef:
    """Return a thing by its exact id, whoever asks: for rules that have already decided."""
    return ThingRef(**connection.execute(select(*_REF).where(things.c.id == thing_id)).one()._mapping)


def title(connection: Connection, thing_id: str) -> str:
    """Return what a note or goal is called, for someone who is known to read it."""
    wording = (goal_revisions.c.goal_id == goals.c.id) & (goal_revisions.c.number == goals.c.version)
    question = select(goal_revisions.c.question).select_from(goals.join(goal_revisions, wording))
    statement = select(notes.c.title).where(notes.c.id == thing_id).union_all(question.where(goals.c.id == thing_id))
    return str(connection.execute(statement).scalar() or "")


def owned(connection: Connection, reader_id: str, typed: str, *kinds: ThingKind) -> ThingRef:
    """Find a thing the reader may change. Raises NotPermitted when she may read it but it is not hers."""
    found = resolve(connection, reader_id, typed, *kinds)
    if found.owner_id != reader_id:
        raise NotPermitted(f"Only its owner can do that with this {found.kind}.")
    return found


def give(connection: Connection, thing: ThingRef, principals: Iterable[str]) -> None:
    """Make exactly these principals the ones who may read a thing besides its owner, in lists and in search."""
    connection.execute(grants.delete().where(grants.c.thing_id == thing.id))
    rows = [
        {
            "thing_id": thing.id,
            "principal": principal,
            "owner_id": thing.owner_id,
            "kind": thing.kind,
            "in_bin": False,
            "updated": thing.updated,
        }
        for principal in sorted(set(principals) - {thing.owner_id})
    ]
    if rows:
        connection.execute(grants.insert(), rows)
    search.refresh_readers(connection, thing.id)


def put_in_bin(connection: Connection, thing_id: str, deleted: datetime | None) -> None:
    """Put a thing into the bin, or with None take it out again."""
    away = deleted is not None
    connection.execute(things.update().where(things.c.id == thing_id), {"in_bin": away, "deleted": deleted})
    connection.execute(grants.update().where(grants.c.thing_id == thing_id), {"in_bin": away})


def audiences(connection: Connection, ids: Collection[str]) -> dict[str, Audience]:
    """Return who besides the owner may read each of these things."""
    if not ids:
        return {}
    found: dict[str, list[Person | CircleRef | None]] = {}
    one = next(iter(ids)) if len(ids) == 1 else None
    rows = connection.execute(_AUDIENCES, {"ids": list(ids)}) if one is None else connection.execute(_ONE, {"id": one})
    for row in rows:
        found.setdefault(row.thing_id, []).append(_principal(row))
    size = community_size(connection) if any(None in granted for granted in found.values()) else 0
    return {thing_id: _audience(granted, size) for thing_id, granted in found.items()}


_seats = places.alias()
_seated = members.alias()
_SIZE = (
    select(func.count())
    .select_from(_seats.join(_seated, _seated.c.id == _seats.c.member_id))
    .where(_seats.c.circle_id == circles.c.id, _seats.c.joined.is_not(None), _seated.c.left.is_(None))
    .correlate(circles)
    .scalar_subquery()
)
_GIVEN = (
    select(
        grants.c.thing_id,
        grants.c.principal,
        members.c.handle,
        members.c.name,
        circles.c.handle.label("circle_handle"),
        circles.c.title,
        _SIZE.label("size"),
    )
    .select_from(
        grants.outerjoin(members, members.c.id == grants.c.principal).outerjoin(
            circles, circles.c.id == grants.c.principal
        )
    )
    # whoever left the community reads nothing any more, so nobody is told that she does
    .where(members.c.left.is_(None))
    .order_by(members.c.name, circles.c.title)
)
_AUDIENCES = _GIVEN.where(grants.c.thing_id.in_(bindparam("ids", expanding=True)))
_ONE = _GIVEN.where(grants.c.thing_id == bindparam("id"))


def _principal(row: Any) -> Person | CircleRef | None:
    principal, circle = row.principal, row.circle_handle
    if principal == EVERYONE:
        return None
    if circle is not None:
        return CircleRef(principal, circle, row.title, row.size)
    return Person(principal, row.handle, row.name)


def _audience(granted: list[Person | CircleRef | None], size: int) -> Audience:
    if None in granted:
        return Audience("community", community_size=size)
    people = tuple(g for g in granted if isinstance(g, Person))
    its_circles = tuple(g for g in granted if isinstance(g, CircleRef))
    return Audience("circles" if its_circles else "people", people, its_circles)
