"""Requests for review, the places in them, and points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from plc_tui.domain.audience import EVERYONE, Choice, Reader
from plc_tui.domain.reviews import HOLDING, Point, Review, ReviewRequest, Work
from plc_tui.domain.values import Person
from plc_tui.store import forgetting, search
from plc_tui.store.people import PERSON, person
from plc_tui.store.tables import circles, grants, members, points, requests, reviews
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible

_suggested = members.alias()
_REQUESTS: Select[Any] = (
    select(requests, thing_rows.c.created, thing_rows.c.updated, *PERSON)
    .select_from(
        requests.join(thing_rows, thing_rows.c.id == requests.c.id).join(members, members.c.id == thing_rows.c.owner_id)
    )
    .where(visible())
    .order_by(thing_rows.c.updated.desc(), requests.c.id)
)
_REVIEWS: Select[Any] = (
    select(
        reviews,
        thing_rows.c.updated,
        *PERSON,
        _suggested.c.handle.label("suggested_handle"),
        _suggested.c.name.label("suggested_name"),
    )
    .select_from(
        reviews.join(thing_rows, thing_rows.c.id == reviews.c.id)
        .join(members, members.c.id == reviews.c.reviewer_id)
        .outerjoin(_suggested, _suggested.c.id == reviews.c.suggested_id)
    )
    .where(reviews.c.request_id.in_(bindparam("ids", expanding=True)))
    .order_by(thing_rows.c.created, reviews.c.id)
)


_WITH_ID = _REQUESTS.where(requests.c.id == bindparam("request"))
# its kind as well, so that her index of things leads to the few requests and not through all her notes
_OF_AUTHOR = _REQUESTS.where(thing_rows.c.owner_id == bindparam("reader"), thing_rows.c.kind == "request")
_ABOUT_WORK = _OF_AUTHOR.where(requests.c.work_id == bindparam("work"))
_HER_PLACE = exists(
    select(1).where(
        reviews.c.request_id == requests.c.id,
        reviews.c.reviewer_id == bindparam("reader"),
        reviews.c.state.in_(HOLDING),
    )
)
# what others let her see was given to her, so her grants lead to it and not a walk through the community
_GIVEN = select(grants.c.thing_id).where(
    grants.c.principal.in_(bindparam("principals", expanding=True)),
    grants.c.kind == "request",
    grants.c.in_bin == false(),
)
_TO_READER = _REQUESTS.where(
    thing_rows.c.owner_id != bindparam("reader"),
    or_(_HER_PLACE, requests.c.state == "open"),
    requests.c.id.in_(_GIVEN),
)


def with_id(connection: Connection, reader: Reader, request_id: str) -> ReviewRequest | None:
    """Return one request, with everything in it, if the reader may see it at all."""
    return next(iter(_read(connection, reader, _WITH_ID, {"request": request_id})), None)


def of_author(connection: Connection, reader: Reader, work_id: str | None = None) -> tuple[ReviewRequest, ...]:
    """Return the requests the reader made; or those about one piece of her work."""
    if work_id is None:
        return _read(connection, reader, _OF_AUTHOR, {})
    return _read(connection, reader, _ABOUT_WORK, {"work": work_id})


def to_reader(connection: Connection, reader: Reader) -> tuple[ReviewRequest, ...]:
    """Return the requests of others in which the reader holds a place, and the open ones she may take a place in."""
    return _read(connection, reader, _TO_READER, {"principals": sorted(reader.principals())})


def _read(
    connection: Connection, reader: Reader, statement: Select[Any], values: Mapping[str, Any]
) -> tuple[ReviewRequest, ...]:
    rows = connection.execute(statement, {"reader": reader.id, **values}).mappings().all()
    its_reviews = _reviews(connection, [row["id"] for row in rows])
    names = _names(connection, rows)
    return tuple(_request(row, its_reviews.get(row["id"], ()), names) for row in rows)


def _request(row: RowMapping, its_reviews: tuple[Review, ...], names: Mapping[str, str]) -> ReviewRequest:
    return ReviewRequest(
        id=row["id"],
        author=person(row),
        work=Work(row["work_id"], row["work_kind"], row["work_title"], row["work_body"], row["work_version"]),
        focus=row["focus"],
        off_limits=row["off_limits"],
        frame=row["frame"],
        choice=_choice(row["asked"].split(), names),
        by=row["by"],
        masked=row["masked"],
        wanted=row["wanted"],
        state=row["state"],
        created=row["created"],
        updated=row["updated"],
        reviews=its_reviews,
        closing=row["closing"],
        closed=row["closed"],
        shows_name=row["shows_name"],
    )


def _choice(asked: list[str], names: Mapping[str, str]) -> Choice:
    """Read whom a request went to: `everyone`, or member and circle ids."""
    if EVERYONE in asked:
        return Choice("community")
    its_circles = tuple(names[p] for p in asked if p.startswith("c"))
    people = tuple(names[p] for p in asked if p.startswith("m"))
    return Choice("circles" if its_circles else "people", people, its_circles)


def _names(connection: Connection, rows: Iterable[RowMapping]) -> dict[str, str]:
    ids = {principal for row in rows for principal in row["asked"].split()}
    found: dict[str, str] = {}
    for letter, statement in _HANDLES.items():
        if wanted := [principal for principal in ids if principal.startswith(letter)]:
            found |= {row.id: row.handle for row in connection.execute(statement, {"ids": wanted})}
    return found


_HANDLES = {
    letter: select(table.c.id, table.c.handle).where(table.c.id.in_(bindparam("ids", expanding=True)))
    for letter, table in (("m", members), ("c", circles))
}


def _reviews(connection: Connection, request_ids: Collection[str]) -> dict[str, tuple[Review, ...]]:
    rows = connection.execute(_REVIEWS, {"ids": list(request_ids)}).mappings().all() if request_ids else []
    its_points = _points(connection, [row["id"] for row in rows])
    found: dict[str, tuple[Review, ...]] = {}
    for row in rows:
        suggested = row["suggested_id"] and Person(row["suggested_id"], row["suggested_handle"], row["suggested_name"])
        review = Review(
            row["id"],
            person(row),
            row["state"],
            row["updated"],
            its_points.get(row["id"], ()),
            suggested or None,
            row["shows_name"],
        )
        found[row["request_id"]] = (*found.get(row["request_id"], ()), review)
    return found


def _points(connection: Connection, review_ids: Collection[str]) -> dict[str, tuple[Point, ...]]:
    found: dict[str, tuple[Point, ...]] = {}
    for row in connection.execute(_POINTS, {"ids": list(review_ids)}) if review_ids else ():
        point = Point(row.id, row.box, row.words, row.decision, row.reply)
        found[row.review_id] = (*found.get(row.review_id, ()), point)
    return found


_POINTS = select(points).where(points.c.review_id.in_(bindparam("ids", expanding=True))).order_by(points.c.position)


def add(connection: Connection, request: ReviewRequest, asked: Iterable[str]) -> None:
    """Add a request; its thing must be there already. `asked` are the principals it goes to."""
    work = request.work
    same = ("id", "focus", "off_limits", "frame", "by", "masked", "wanted", "state", "closing", "closed", "shows_name")
    row = {name: getattr(request, name) for name in same} | {
        "work_id": work.id,
        "work_kind": work.kind,
        "work_title": work.title,
        "work_body": work.body,
        "work_version": work.version,
        "asked": " ".join(sorted(asked)),
    }
    connection.execute(requests.insert(), row)
    index_request(connection, request.id)


def asked(connection: Connection, request_id: str) -> frozenset[str]:
    """Return the principals a request went to."""
    return frozenset(str(connection.execute(_ASKED, {"request": request_id}).scalar()).split())


_ASKED = select(requests.c.asked).where(requests.c.id == bindparam("request"))


def change(connection: Connection, request_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a request's fields."""
    connection.execute(update(requests).where(requests.c.id == request_id), changes)
    index_request(connection, request_id)


def add_review(connection: Connection, request_id: str, review: Review) -> None:
    """Give a colleague a place in a request; the review's thing must be there already."""
    row = {
        "id": review.id,
        "request_id": request_id,
        "reviewer_id": review.reviewer.id,
        "state": review.state,
        "suggested_id": None,
        "shows_name": False,
    }
    connection.execute(reviews.insert(), row)


def change_review(connection: Connection, review_id: str, changes: Mapping[str, object]) -> None:
    """Change some of a review's fields."""
    connection.execute(update(reviews).where(reviews.c.id == review_id), changes)


def clear_points(connection: Connection, review_id: str) -> None:
    """Take every point out of a review that is still being written; nobody else has read them, and nobody will."""
    if connection.execute(points.delete().where(points.c.review_id == review_id)).rowcount:
        forgetting.begin(connection)


def add_point(connection: Connection, review_id: str, point: Point) -> None:
    """Add a point at the end of a review."""
    last = select(func.coalesce(func.max(points.c.position), 0)).where(points.c.review_id == review_id)
    row = {
        "id": point.id,
        "review_id": review_id,
        "position": int(connection.execute(last).scalar_one()) + 1,
        "box": point.box,
        "words": point.text,
        "decision": point.decision,
        "reply": point.reply,
    }
    connection.execute(points.insert(), row)


def request_of_point(connection: Connection, point_id: str) -> str | None:
    """Return the id of the request a point belongs to."""
    joined = points.join(reviews, reviews.c.id == points.c.review_id)
    found = connection.execute(select(reviews.c.request_id).select_from(joined).where(points.c.id == point_id)).scalar()
    return None if found is None else str(found)


def change_point(connection: Connection, point_id: str, decision: str, reply: str) -> None:
    """Write what the author does with a point."""
    connection.execute(update(points).where(points.c.id == point_id), {"decision": decision, "reply": reply})


def forget_work(connection: Connection, work_ids: Collection[str], now: datetime) -> None:
    """Empty the pinned copies of works that were deleted for good."""
    for request_id in connection.execute(select(requests.c.id).where(requests.c.work_id.in_(work_ids))).scalars().all():
        change(connection, request_id, {"work_title": "(deleted by its author)", "work_body": ""})
        connection.execute(update(thing_rows).where(thing_rows.c.id == request_id), {"updated": now})


def index_request(connection: Connection, request_id: str) -> None:
    """Bring the search index up to date with a request."""
    row = connection.execute(_REQUEST, {"request": request_id}).one()
    body = "\n".join(filter(None, (row.work_title, row.off_limits, row.work_body, row.closing)))
    search.put(connection, request_id, title=row.focus, body=body)


def index_review(connection: Connection, review_id: str) -> None:
    """Bring the search index up to date with a review."""
    its_words = connection.execute(_WORDS, {"review": review_id}).scalars()
    search.put(connection, review_id, title="", body="\n".join(its_words))


_REQUEST = select(requests).where(requests.c.id == bindparam("request"))
_WORDS = select(points.c.words).where(points.c.review_id == bindparam("review")).order_by(points.c.position)
