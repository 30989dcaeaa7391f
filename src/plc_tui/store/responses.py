"""Responses in their threads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, select, union

from plc_tui.domain.audience import Reader
from plc_tui.domain.notes import Response
from plc_tui.store import search
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import members, responses, seen
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible

_answered = thing_rows.alias()
_hers = thing_rows.alias()
_her_own = responses.alias()
_next = responses.alias()
#: What answers her things and her own responses: reached from what is hers, so others' talk costs nothing.
_TO_HER = union(
    select(_next.c.id)
    .select_from(_hers.join(_next, _next.c.thing_id == _hers.c.id))
    .where(_hers.c.owner_id == bindparam("reader")),
    select(_next.c.id)
    .select_from(
        _hers.join(_her_own, _her_own.c.id == _hers.c.id).join(
            _next, (_next.c.thing_id == _her_own.c.thing_id) & (_next.c.parent_id == _her_own.c.id)
        )
    )
    .where(_hers.c.owner_id == bindparam("reader"), _hers.c.kind == "response"),
)
_RESPONSES: Select[Any] = (
    select(responses, thing_rows.c.created.label("created"), *PERSON)
    .select_from(
        responses.join(thing_rows, thing_rows.c.id == responses.c.id).join(
            members, members.c.id == thing_rows.c.owner_id
        )
    )
    .where(visible())
)


def _response(row: RowMapping) -> Response:
    return Response(
        row["id"], row["thing_id"], row["parent_id"], person(row), row["kind"], row["words"], row["created"]
    )


def of(connection: Connection, reader: Reader, thing_id: str) -> tuple[Response, ...]:
    """Return the responses to a thing, oldest first."""
    statement = _RESPONSES.where(responses.c.thing_id == thing_id).order_by(thing_rows.c.created, responses.c.id)
    return tuple(_response(row) for row in connection.execute(statement, {"reader": reader.id}).mappings())


def by_id(connection: Connection, reader: Reader, response_id: str) -> Response | None:
    """Return one response if the reader may read it."""
    statement = _RESPONSES.where(responses.c.id == response_id)
    row = connection.execute(statement, {"reader": reader.id}).mappings().first()
    return _response(row) if row else None


def mine(connection: Connection, reader: Reader) -> tuple[Response, ...]:
    """Return every response the reader wrote, where she may still read what it answers."""
    statement = _RESPONSES.where(thing_rows.c.owner_id == bindparam("reader")).order_by(thing_rows.c.created)
    return tuple(_response(row) for row in connection.execute(statement, {"reader": reader.id}).mappings())


def to_owner(connection: Connection, reader: Reader) -> dict[str, tuple[Response, ...]]:
    """Return everyone's responses to everything of the reader's own, by the thing they answer, oldest first."""
    statement = (
        _RESPONSES.join(_answered, _answered.c.id == responses.c.thing_id)
        .where(_answered.c.owner_id == bindparam("reader"))
        .order_by(thing_rows.c.created, responses.c.id)
    )
    found: dict[str, list[Response]] = {}
    for row in connection.execute(statement, {"reader": reader.id}).mappings():
        found.setdefault(row["thing_id"], []).append(_response(row))
    return {thing_id: tuple(thread) for thing_id, thread in found.items()}


def add(connection: Connection, response: Response) -> None:
    """Add a response; its thing must be there already."""
    row = {
        "id": response.id,
        "thing_id": response.thing,
        "parent_id": response.parent,
        "kind": response.kind,
        "words": response.text,
    }
    connection.execute(responses.insert(), row)
    search.put(connection, response.id, title="", body=response.text)


def unseen(connection: Connection, reader: Reader, count: int) -> tuple[Response, ...]:
    """Return colleagues' responses to the reader's things, or to her own responses, since she last looked."""
    last = (
        select(seen.c.seen)
        .where(seen.c.member_id == bindparam("reader"), seen.c.thing_id == responses.c.thing_id)
        .correlate(responses)
        .scalar_subquery()
    )
    statement = (
        _RESPONSES.where(
            responses.c.id.in_(_TO_HER),
            thing_rows.c.owner_id != bindparam("reader"),
            thing_rows.c.created > func.coalesce(last, ""),
        )
        .order_by(thing_rows.c.created.desc())
        .limit(count)
    )
    return tuple(_response(row) for row in connection.execute(statement, {"reader": reader.id}).mappings())


def look_at(connection: Connection, reader: Reader, thing_id: str, now: datetime) -> None:
    """Note that the reader looked at a thing now."""
    connection.execute(seen.delete().where(seen.c.member_id == reader.id, seen.c.thing_id == thing_id))
    connection.execute(seen.insert(), {"member_id": reader.id, "thing_id": thing_id, "seen": now})
