"""Members, circles, and the reader as the audience rule sees her."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, null, select, union_all

from plc_tui.domain.audience import EVERYONE, CircleRef, Reader
from plc_tui.domain.people import Circle, CircleMember, Member
from plc_tui.domain.values import Community, Person
from plc_tui.store import remembered
from plc_tui.store.tables import circles, members, meta, places

#: The columns that name a person, for statements that join `member`.
PERSON = (members.c.id.label("person_id"), members.c.handle.label("person_handle"), members.c.name.label("person_name"))


def person(row: RowMapping) -> Person:
    """Read the `PERSON` columns of a row."""
    return Person(row["person_id"], row["person_handle"], row["person_name"])


def persons(connection: Connection, ids: Iterable[str]) -> Mapping[str, Person]:
    """Return what these members are called, perhaps among others; whoever has left keeps her name."""
    known: dict[str, Person] = remembered.shelf(connection, "persons")
    unknown = set(ids) - known.keys()
    if unknown:
        rows = connection.execute(_PERSONS, {"ids": list(unknown)})
        known |= {row.person_id: Person(*row) for row in rows}
    return known


_PERSONS = select(*PERSON).where(members.c.id.in_(bindparam("ids", expanding=True)))


def reader(connection: Connection, member_id: str) -> Reader:
    """Return the reader as she is now: her circles, and whether she still belongs here."""
    known = remembered.shelf(connection, "readers")
    if member_id not in known:
        known[member_id] = _reader(connection, member_id)
    found: Reader = known[member_id]
    return found


def _reader(connection: Connection, member_id: str) -> Reader:
    found = connection.execute(_READER, {"member": member_id}).all()
    if not found or found[0].left is not None:
        return Reader(member_id, active=False)
    return Reader(member_id, frozenset(row.circle_id for row in found if row.circle_id is not None))


_READER: Select[Any] = (
    select(members.c.left, places.c.circle_id)
    .select_from(members.outerjoin(places, (places.c.member_id == members.c.id) & places.c.joined.is_not(None)))
    .where(members.c.id == bindparam("member"))
)


def _member(row: RowMapping) -> Member:
    return Member(**{name: row[name] for name in Member.__dataclass_fields__})


def member(connection: Connection, *, handle: str | None = None, login: str | None = None) -> Member | None:
    """Find a member by handle, or by the unix login she is recognised by (members who left are not).

    Nobody is found by neither.
    """
    asked = {name: value for name, value in (("handle", handle), ("login", login)) if value is not None}
    row = connection.execute(_MEMBER[tuple(asked)], asked).mappings().first() if asked else None
    return _member(row) if row else None


_BY_HANDLE = members.c.handle == bindparam("handle")
_BY_LOGIN = (members.c.login == bindparam("login")) & members.c.left.is_(None)
_MEMBER: dict[tuple[str, ...], Select[Any]] = {
    ("handle",): select(members).where(_BY_HANDLE),
    ("login",): select(members).where(_BY_LOGIN),
    ("handle", "login"): select(members).where(_BY_HANDLE, _BY_LOGIN),
}


def member_by_id(connection: Connection, member_id: str) -> Member | None:
    """Find a member by id."""
    row = connection.execute(_BY_ID, {"member": member_id}).mappings().first()
    return _member(row) if row else None


_BY_ID = select(members).where(members.c.id == bindparam("member"))


def all_members(connection: Connection) -> tuple[Member, ...]:
    """Return everyone who belongs here now, by name."""
    rows = connection.execute(select(members).where(members.c.left.is_(None)).order_by(members.c.name)).mappings()
    return tuple(_member(row) for row in rows)


def ever(connection: Connection) -> tuple[Member, ...]:
    """Return everyone who belongs here or did."""
    return tuple(_member(row) for row in connection.execute(select(members)).mappings())


def add_member(connection: Connection, new: Member) -> None:
    """Add a member."""
    connection.execute(members.insert(), {name: getattr(new, name) for name in Member.__dataclass_fields__})


def change_member(connection: Connection, member_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a member's fields."""
    connection.execute(members.update().where(members.c.id == member_id), changes)


def community(connection: Connection) -> Community:
    """Return the community's name and how many belong to it."""
    about = {row.key: row.value for row in connection.execute(select(meta))}
    return Community(about.get("name", "My learning"), community_size(connection), about.get("demo") == "yes")


def community_size(connection: Connection) -> int:
    """Return how many belong here now."""
    known = remembered.shelf(connection, "sizes")
    if EVERYONE not in known:
        known[EVERYONE] = int(connection.execute(_SIZE).scalar_one())
    return int(known[EVERYONE])


_SIZE = select(func.count()).select_from(members).where(members.c.left.is_(None))


def named(connection: Connection, principals: Collection[str]) -> dict[str, Person | CircleRef]:
    """Return what these members and circles are called, and how many are in each circle.

    Whoever has left the community is not among them: she reads nothing any more, so nobody is told that she does.
    """
    rows = connection.execute(_NAMES, {"ids": list(principals)}) if principals else ()
    return {row.id: Person(*row[:3]) if row.size is None else CircleRef(*row) for row in rows}


_seats, _seated = places.alias(), members.alias()
_IN_CIRCLE = (
    select(func.count())
    .select_from(_seats.join(_seated, _seated.c.id == _seats.c.member_id))
    .where(_seats.c.circle_id == circles.c.id, _seats.c.joined.is_not(None), _seated.c.left.is_(None))
    .correlate(circles)
    .scalar_subquery()
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMES = union_all(
    select(members.c.id, members.c.handle, members.c.name, null().label("size")).where(
        members.c.id.in_(_IDS), members.c.left.is_(None)
    ),
    select(circles.c.id, circles.c.handle, circles.c.title, _IN_CIRCLE).where(circles.c.id.in_(_IDS)),
)


def describe_community(connection: Connection, name: str, demo: bool) -> None:
    """Write the community's name, and whether it is made up."""
    connection.execute(meta.delete().where(meta.c.key.in_(["name", "demo"])))
    connection.execute(
        meta.insert(), [{"key": "name", "value": name}, {"key": "demo", "value": "yes" if demo else "no"}]
    )


def all_circles(connection: Connection, circle_id: str | None = None) -> tuple[Circle, ...]:
    """Return every circle with its members, by title; or only one."""
    wanted, seats = (_CIRCLES, _PLACES) if circle_id is None else (_CIRCLE, _ITS_PLACES)
    only = {"circle": circle_id}
    by_circle: dict[str, list[RowMapping]] = {}
    for row in connection.execute(seats, only).mappings():
        by_circle.setdefault(row["circle_id"], []).append(row)
    return tuple(_circle(row, by_circle.get(row["id"], [])) for row in connection.execute(wanted, only).mappings())


_CIRCLES = select(circles).order_by(circles.c.title)
_CIRCLE = _CIRCLES.where(circles.c.id == bindparam("circle"))
_PLACES = (
    select(places, *PERSON)
    .join_from(places, members, members.c.id == places.c.member_id)
    .where(members.c.left.is_(None))
    .order_by(members.c.name)
)
_ITS_PLACES = _PLACES.where(places.c.circle_id == bindparam("circle"))


def _circle(row: RowMapping, seats: list[RowMapping]) -> Circle:
    return Circle(
        **row,
        members=tuple(CircleMember(person(s), s["facilitator"], s["joined"]) for s in seats if s["joined"]),
        invited=tuple(person(s) for s in seats if not s["joined"]),
    )


def circle_named(connection: Connection, name: str) -> Circle | None:
    """Find a circle by its handle or id."""
    found = connection.execute(_CIRCLE_NAMED, {"name": name}).scalar()
    return next(iter(all_circles(connection, found)), None) if found else None


_CIRCLE_NAMED = select(circles.c.id).where(
    (circles.c.handle == bindparam("name")) | (circles.c.id == bindparam("name"))
)


def add_circle(connection: Connection, new: Circle) -> None:
    """Add a circle with its members."""
    fields = ("id", "handle", "title", "purpose", "created")
    connection.execute(circles.insert(), {name: getattr(new, name) for name in fields})
    for seat in new.members:
        put_place(connection, new.id, seat.person.id, facilitator=seat.facilitator, joined=seat.joined)


def change_circle(connection: Connection, circle_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a circle's fields."""
    connection.execute(circles.update().where(circles.c.id == circle_id), changes)


def put_place(
    connection: Connection, circle_id: str, member_id: str, *, facilitator: bool, joined: datetime | None
) -> None:
    """Give a member a place in a circle; with `joined` None she is only invited."""
    remove_place(connection, circle_id, member_id)
    row = {"circle_id": circle_id, "member_id": member_id, "facilitator": facilitator, "joined": joined}
    connection.execute(places.insert(), row)


def remove_place(connection: Connection, circle_id: str, member_id: str) -> None:
    """Take a member's place or invitation away."""
    connection.execute(places.delete().where(places.c.circle_id == circle_id, places.c.member_id == member_id))
