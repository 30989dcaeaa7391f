"""The journal as its readers turn its pages.

A page goes down two roads, lines about her and lines about everyone, both indexed in the order of the list; neither
its time nor its order depends on what others have in theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from plc_tui.domain.audience import EVERYONE, Reader
from plc_tui.domain.journal import MASKED, Act, Entry, Whom, everyone
from plc_tui.domain.reviews import masked_as
from plc_tui.domain.values import Cursor, Page, Person
from plc_tui.store.journal import ALL
from plc_tui.store.session_tables import sessions
from plc_tui.store.tables import (
    circles,
    goal_revisions,
    goals,
    journal,
    journal_about,
    members,
    notes,
    requests,
    reviews,
    things,
)
from plc_tui.store.visible import READER, visible


def page(
    connection: Connection, reader: Reader, after: Cursor | None, count: int, since: datetime | None = None
) -> Page[Entry]:
    """Return one page of the lines about a reader, newest first; none for who does not belong here."""
    statement = _page(paged=after is not None, since=since is not None)
    return _entries(connection, reader, statement, {"since": since} if since else {}, after, count)


def of_thing(
    connection: Connection,
    reader: Reader,
    thing_id: str,
    after: Cursor | None,
    count: int,
    since: datetime | None = None,
) -> Page[Entry]:
    """Return those of the reader's lines that tell of one thing or circle.

    With a note or goal of her own come the requests for reviews of it; a reviewer's line never leads to the work.
    """
    statement = _page_of_thing(paged=after is not None, since=since is not None)
    values = {"things": _family(connection, reader, thing_id), "principal": thing_id}
    return _entries(connection, reader, statement, values | ({"since": since} if since else {}), after, count)


def _entries(
    connection: Connection,
    reader: Reader,
    statement: Select[Any],
    values: Mapping[str, object],
    after: Cursor | None,
    count: int,
) -> Page[Entry]:
    mark = {} if after is None else {"after_at": after.updated, "after_number": int(after.id)}
    found = connection.execute(statement, {"reader": reader.id, "count": count + 1, **values, **mark}).all()
    numbers = [row.number for row in found[:count]]
    rows = connection.execute(_ENTRIES, {"numbers": numbers}).all() if numbers else []
    titles = _titles(connection, reader, {row.thing_id for row in rows if row.thing_id})
    entries = tuple(_entry(row, titles, reader.id) for row in rows)
    more = len(found) > count
    return Page(entries, Cursor(entries[-1].at, str(entries[-1].number)) if more else None)


_JOINED = select(members.c.joined).where(members.c.id == READER, members.c.left.is_(None)).scalar_subquery()
_BELONGS = exists(select(1).where(members.c.id == READER, members.c.left.is_(None)))


def _hers(about: FromClause) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The two roads to a line: it is about her, or about everyone and she belonged here then."""
    mine = and_(about.c.member_id == READER, _BELONGS)
    return mine, and_(about.c.member_id == ALL, about.c.at >= _JOINED, ~_away(about))


def _away(about: FromClause) -> ColumnElement[bool]:
    """Whether she had left by then and had not come back yet."""
    went, came = journal.alias(), journal.alias()
    back = _of_her(came, "member joined").where(came.c.at > went.c.at, came.c.at <= about.c.at)
    left = _of_her(went, "member left").where(went.c.at < about.c.at, ~exists(back.correlate(went, about)))
    return exists(left.correlate(about))


def _of_her(line: FromClause, act: Act) -> Select[Any]:
    return select(1).where(line.c.principal == READER, line.c.kind == "member", line.c.act == act)


@lru_cache(maxsize=4)
def _page(*, paged: bool, since: bool) -> Select[Any]:
    at, number = journal_about.c.at, journal_about.c.number
    roads = [
        _in_order(select(at, number).where(road), at, number, paged=paged, since=since) for road in _hers(journal_about)
    ]
    both = union_all(*[select(road.subquery()) for road in roads]).subquery()
    return select(both).order_by(both.c.at.desc(), both.c.number.desc()).limit(bindparam("count"))


@lru_cache(maxsize=4)
def _page_of_thing(*, paged: bool, since: bool) -> Select[Any]:
    about = journal_about.alias()
    hers = exists(select(1).where(about.c.number == journal.c.number, about.c.at == journal.c.at, or_(*_hers(about))))
    wanted = or_(
        journal.c.thing_id.in_(bindparam("things", expanding=True)), journal.c.principal == bindparam("principal")
    )
    at, number = journal.c.at, journal.c.number
    return _in_order(select(at, number).where(wanted, hers), at, number, paged=paged, since=since)


def _in_order(
    chosen: Select[Any], at: ColumnElement[Any], number: ColumnElement[Any], *, paged: bool, since: bool
) -> Select[Any]:
    if paged:
        mark = tuple_(bindparam("after_at", type_=at.type), bindparam("after_number", type_=number.type))
        chosen = chosen.where(tuple_(at, number) < mark)
    if since:
        chosen = chosen.where(at >= bindparam("since", type_=at.type))
    return chosen.order_by(at.desc(), number.desc()).limit(bindparam("count"))


def _family(connection: Connection, reader: Reader, thing_id: str) -> list[str]:
    """Return a thing, the reader's own requests about it, and the reviews in those or in itself."""
    own = connection.execute(_ASKED_ABOUT, {"thing": thing_id, "reader": reader.id}).scalars()
    asked = [thing_id, *own]
    return [*asked, *connection.execute(_WRITTEN_IN, {"requests": asked}).scalars()]


_ASKED_ABOUT = (
    select(requests.c.id)
    .join_from(requests, things, things.c.id == requests.c.id)
    .where(requests.c.work_id == bindparam("thing"), things.c.owner_id == READER)
)
_WRITTEN_IN = select(reviews.c.id).where(reviews.c.request_id.in_(bindparam("requests", expanding=True)))
_actor, _whom, _named, _circle = members.alias(), members.alias(), circles.alias(), circles.alias()
_ENTRIES = (
    select(
        journal,
        _actor.c.handle.label("actor_handle"),
        _actor.c.name.label("actor_name"),
        _whom.c.handle.label("whom_handle"),
        _whom.c.name.label("whom_name"),
        _named.c.handle.label("named_handle"),
        _named.c.title.label("named_title"),
        _circle.c.title.label("circle_title"),
    )
    .select_from(
        journal.outerjoin(_actor, _actor.c.id == journal.c.actor_id)
        .outerjoin(_whom, _whom.c.id == journal.c.principal)
        .outerjoin(_named, _named.c.id == journal.c.principal)
        .outerjoin(_circle, _circle.c.id == journal.c.thing_id)
    )
    .where(journal.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(journal.c.at.desc(), journal.c.number.desc())
)


def _entry(row: Row[Any], titles: Mapping[str, tuple[str, str]], reader_id: str) -> Entry:
    """Make a line of a row. The id of what she may not read now is hers to know only where she did it herself."""
    title, opens = titles.get(row.thing_id or "", ("", ""))
    if row.circle_title is not None:
        title, opens = row.circle_title, row.thing_id
    thing = row.thing_id if opens or row.actor_id == reader_id else None
    return Entry(row.number, row.at, _actor_of(row), row.act, row.kind, thing, title, _whom_of(row), opens)


def _actor_of(row: Row[Any]) -> Person | None:
    if row.actor_id is None:
        return None
    if row.actor_id == MASKED:
        return masked_as(row.kind, row.thing_id)
    return Person(row.actor_id, row.actor_handle, row.actor_name)


def _whom_of(row: Row[Any]) -> Whom | None:
    if row.principal is None:
        return None
    if row.principal == EVERYONE:
        return everyone()
    if row.named_handle is not None:
        return Whom("circle", row.principal, row.named_handle, row.named_title)
    return Whom("member", row.principal, row.whom_handle, row.whom_name)


def _titles(connection: Connection, reader: Reader, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what those of the things are called that the reader may read now, and what leads to them."""
    if not ids:
        return {}
    rows = connection.execute(_TITLES, {"ids": list(ids), "reader": reader.id})
    return {row.id: (row.title, row.opens) for row in rows}


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_wording = (goal_revisions.c.goal_id == goals.c.id) & (goal_revisions.c.number == goals.c.version)
_TITLES = union_all(
    select(notes.c.id, notes.c.title.label("title"), notes.c.id.label("opens"))
    .join_from(notes, things, things.c.id == notes.c.id)
    .where(notes.c.id.in_(_IDS), visible()),
    select(goals.c.id, goal_revisions.c.question, goals.c.id)
    .join_from(goals, goal_revisions, _wording)
    .join(things, things.c.id == goals.c.id)
    .where(goals.c.id.in_(_IDS), visible()),
    select(requests.c.id, requests.c.work_title, requests.c.id)
    .join_from(requests, things, things.c.id == requests.c.id)
    .where(requests.c.id.in_(_IDS), visible()),
    select(reviews.c.id, requests.c.work_title, requests.c.id)
    .join_from(reviews, requests, requests.c.id == reviews.c.request_id)
    .join(things, things.c.id == requests.c.id)
    .where(reviews.c.id.in_(_IDS), visible()),
    select(sessions.c.id, sessions.c.title, sessions.c.id)
    .join_from(sessions, things, things.c.id == sessions.c.id)
    .where(sessions.c.id.in_(_IDS), visible()),
    select(things.c.id, literal(""), things.c.root_id).where(
        things.c.id.in_(_IDS), things.c.kind == "response", visible()
    ),
)
