"""Responses in their threads."""

from __future__ import annotations

from collections.abc import Mapping
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
_OF = _RESPONSES.where(responses.c.thing_id == bindparam("thing")).order_by(thing_rows.c.created, responses.c.id)
_BY_ID = _RESPONSES.where(responses.c.id == bindparam("response"))
_MINE = _RESPONSES.where(thing_rows.c.owner_id == bindparam("reader")).order_by(thing_rows.c.created)
_TO_OWNER = (
    _RESPONSES.join(_answered, _answered.c.id == responses.c.thing_id)
    .where(_answered.c.owner_id == bindparam("reader"))
    .order_by(thing_rows.c.created, responses.c.id)
)
_looked = (
    select(seen.c.seen)
    .where(seen.c.member_id == bindparam("reader"), seen.c.thing_id == responses.c.thing_id)
    .correlate(responses)
    .scalar_subquery()
)
_UNSEEN = (
    _RESPONSES.where(
        responses.c.id.in_(_TO_HER),
        thing_rows.c.owner_id != bindparam("reader"),
        thing_rows.c.created > func.coalesce(_looked, ""),
    )
    .order_by(thing_rows.c.created.desc())
    .limit(bindparam("count"))
)


def _read(
    connection: Connection, reader: Reader, statement: Select[Any], values: Mapping[str, Any]
) -> tuple[Response, ...]:
    rows = connection.execute(statement, {"reader": reader.id, **values}).mappings()
    return tuple(_response(row) for row in rows)


def _response(row: RowMapping) -> Response:
    return Response(
        row["id"], row["thing_id"], row["parent_id"], person(row), row["kind"], row["words"], row["created"]
    )


def of(connection: Connection, reader: Reader, thing_id: str) -> tuple[Response, ...]:
    """Return the responses to a thing, oldest first."""
    return _read(connection, reader, _OF, {"thing": thing_id})


def by_id(connection: Connection, reader: Reader, response_id: str) -> Response | None:
    """Return one response if the reader may read it."""
    return next(iter(_read(connection, reader, _BY_ID, {"response": response_id})), None)


def mine(connection: Connection, reader: Reader) -> tuple[Response, ...]:
    """Return every response the reader wrote, where she may still read what it answers."""
    return _read(connection, reader, _MINE, {})


def to_owner(connection: Connection, reader: Reader) -> dict[str, tuple[Response, ...]]:
    """Return everyone's responses to everything of the reader's own, by the thing they answer, oldest first."""
    found: dict[str, list[Response]] = {}
    for response in _read(connection, reader, _TO_OWNER, {}):
        found.setdefault(response.thing, []).append(response)
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
    return _read(connection, reader, _UNSEEN, {"count": count})


def look_at(connection: Connection, reader: Reader, thing_id: str, now: datetime) -> None:
    """Note that the reader looked at a thing now."""
    connection.execute(seen.delete().where(seen.c.member_id == reader.id, seen.c.thing_id == thing_id))
    connection.execute(seen.insert(), {"member_id": reader.id, "thing_id": thing_id, "seen": now})
