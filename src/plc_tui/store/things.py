"""What every readable thing has in common: its row, whom it is given to, the bin, and finding it by a typed id."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select

from plc_tui.domain.audience import EVERYONE, NOBODY_ELSE, Audience, CircleRef
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.values import Person, ThingKind, candidate_ids
from plc_tui.store import people, remembered, search
from plc_tui.store.columns import gathered
from plc_tui.store.tables import (
    check_ins,
    circles,
    goal_revisions,
    goals,
    grants,
    members,
    notes,
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
    taken = _taken(kind)
    for candidate in candidate_ids(kind, secrets.choice):
        if connection.execute(taken, {"id": candidate}).first() is None:
            return candidate
    raise Invalid("No free name could be found; try again.")


@cache
def _taken(kind: str) -> Select[Any]:
    home = _home(kind)
    return select(home.c.id).where(home.c.id == bindparam("id"))


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


_FEW = 2
"""So many kinds of things are named where none of them is found; more make no sentence."""


def not_found(kinds: Collection[str] = ()) -> NotFound:
    """Return the one sentence for what does not exist and for what is not for this reader."""
    named = " or ".join(kinds) if len(kinds) <= _FEW else ""
    return NotFound(f"There is no such {named} here." if named else "Nothing here has that name.")


def ref(connection: Connection, thing_id: str) -> ThingRef:
    """Return a thing by its exact id, whoever asks: for rules that have already decided."""
    return ThingRef(**connection.execute(_BY_ID, {"thing": thing_id}).one()._mapping)


_BY_ID = select(*_REF).where(things.c.id == bindparam("thing"))


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


#: Whom a thing is given to, for statements that read `thing`: what `audiences` understands.
GIVEN: ColumnElement[str | None] = (
    select(gathered(grants.c.principal))
    .where(grants.c.thing_id == things.c.id)
    .correlate(things)
    .scalar_subquery()
    .label("given")
)
_GIVEN_TO = select(GIVEN).where(things.c.id == bindparam("thing"))


def audiences(connection: Connection, given: Iterable[str | None]) -> Mapping[str | None, Audience]:
    """Return who besides the owner may read what is given to these principals, for each value of `GIVEN`."""
    known: dict[str | None, Audience] = remembered.shelf(connection, "audiences")
    unknown = {one: (one or "").split() for one in set(given) - known.keys()}
    if unknown:
        named = {principal for principals in unknown.values() for principal in principals}
        names = people.named(connection, named - {EVERYONE})
        known |= {one: _audience(connection, principals, names) for one, principals in unknown.items()}
    return known


def audience(connection: Connection, thing_id: str) -> Audience:
    """Return who besides the owner may read a thing."""
    given = connection.execute(_GIVEN_TO, {"thing": thing_id}).scalar()
    return audiences(connection, [given])[given]


def _audience(connection: Connection, principals: Collection[str], names: Mapping[str, Person | CircleRef]) -> Audience:
    if EVERYONE in principals:
        return Audience("community", community_size=people.community_size(connection))
    known = [names[principal] for principal in principals if principal in names]
    if not known:
        return NOBODY_ELSE
    persons = sorted((one for one in known if isinstance(one, Person)), key=lambda one: one.name)
    its_circles = sorted((one for one in known if isinstance(one, CircleRef)), key=lambda one: one.title)
    return Audience("circles" if its_circles else "people", tuple(persons), tuple(its_circles))
