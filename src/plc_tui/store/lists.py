"""Pages of lists, newest first, at a cost that does not grow with the community.

What a reader may read is reached by a few roads: she owns it, or it was given to her, to one of her circles, or to
everyone. Each road has an index in the order of the list, so a page takes a few rows from each and merges them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    false,
    select,
    tuple_,
    union,
)

from plc_tui.domain.audience import Reader
from plc_tui.domain.values import Cursor, ThingKind
from plc_tui.store.tables import goals, grants, notes, tags, things
from plc_tui.store.visible import visible

Whose = Literal["mine", "shared", "all"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means everything of its kind."""

    owner_id: str | None = None
    tag: str | None = None
    goal_id: str | None = None
    stage: str | None = None
    state: str | None = None
    circle_id: str | None = None
    """What was given to this circle; a reader outside it finds only what is hers, or given to her as well."""

    def __bool__(self) -> bool:
        wanted = (self.owner_id, self.tag, self.goal_id, self.stage, self.state, self.circle_id)
        return any(value is not None for value in wanted)


def page_of_ids(
    connection: Connection,
    reader: Reader,
    kind: ThingKind,
    whose: Whose,
    filters: Filters,
    after: Cursor | None,
    count: int,
) -> list[str]:
    """Return the ids of one page, newest first, and one more when there is a next page."""
    if not reader.active:
        return []
    values: dict[str, Any] = {"reader": reader.id, "kind": kind, "count": count + 1}
    if after is not None:
        values |= {"after_updated": after.updated, "after_id": after.id}
    if filters:
        statement = _narrowed(whose, filters, after is not None)
    else:
        principals = sorted(reader.principals())
        values |= {f"principal{n}": principal for n, principal in enumerate(principals)}
        statement = _by_road(whose, len(principals), after is not None)
    return list(connection.execute(statement, values).scalars())


@lru_cache(maxsize=256)
def _by_road(whose: Whose, principals: int, paged: bool) -> Select[Any]:
    roads = []
    if whose != "shared":
        roads.append(_road(things, things.c.id, things.c.owner_id == bindparam("reader"), paged))
    if whose != "mine":
        for number in range(principals):
            given = and_(
                grants.c.principal == bindparam(f"principal{number}"), grants.c.owner_id != bindparam("reader")
            )
            roads.append(_road(grants, grants.c.thing_id, given, paged))
    merged = union(*[select(road.subquery()) for road in roads]).subquery()
    return select(merged.c.id).order_by(merged.c.updated.desc(), merged.c.id.desc()).limit(bindparam("count"))


def _road(table: FromClause, name: ColumnElement[str], mine: ColumnElement[bool], paged: bool) -> Select[Any]:
    """Take the newest of one road."""
    chosen = select(name.label("id"), table.c.updated).where(
        mine, table.c.kind == bindparam("kind"), table.c.in_bin == false()
    )
    return _in_order(chosen, table.c.updated, name, paged)


def _in_order(chosen: Select[Any], updated: ColumnElement[Any], name: ColumnElement[str], paged: bool) -> Select[Any]:
    if paged:
        mark = tuple_(bindparam("after_updated", type_=updated.type), bindparam("after_id"))
        chosen = chosen.where(tuple_(updated, name) < mark)
    return chosen.order_by(updated.desc(), name.desc()).limit(bindparam("count"))


def _narrowed(whose: Whose, filters: Filters, paged: bool) -> Select[Any]:
    if filters.circle_id is not None:
        return _given_to(whose, filters, paged)
    chosen = select(things.c.id, things.c.updated).where(_of_kind(filters), visible())
    for condition in _conditions(whose, filters):
        chosen = chosen.where(condition)
    return _in_order(chosen, things.c.updated, things.c.id, paged)


def _of_kind(filters: Filters) -> ColumnElement[bool]:
    """Narrow to one kind; where a filter names a few notes, without the index of kinds: walking that costs far more."""
    few = any(value is not None for value in (filters.tag, filters.goal_id, filters.stage))
    kind: ColumnElement[str] = things.c.kind + "" if few else things.c.kind
    return kind == bindparam("kind")


def _given_to(whose: Whose, filters: Filters, paged: bool) -> Select[Any]:
    """Walk the circle's own grants, which are in the order of the list, rather than everything of its kind."""
    chosen = select(things.c.id, grants.c.updated).join_from(grants, things, things.c.id == grants.c.thing_id)
    chosen = chosen.where(
        grants.c.principal == filters.circle_id,
        grants.c.kind == bindparam("kind"),
        grants.c.in_bin == false(),
        visible(),
    )
    for condition in _conditions(whose, filters):
        chosen = chosen.where(condition)
    return _in_order(chosen, grants.c.updated, grants.c.thing_id, paged)


def _conditions(whose: Whose, filters: Filters) -> Collection[ColumnElement[bool]]:
    reader: BindParameter[str] = bindparam("reader")
    found = {"mine": [things.c.owner_id == reader], "shared": [things.c.owner_id != reader], "all": []}[whose]
    if filters.owner_id is not None:
        found.append(things.c.owner_id == filters.owner_id)
    if filters.tag is not None:
        found.append(things.c.id.in_(select(tags.c.thing_id).where(tags.c.tag == filters.tag)))
    if filters.goal_id is not None:
        found.append(things.c.id.in_(select(notes.c.id).where(notes.c.goal_id == filters.goal_id)))
    if filters.stage is not None:
        # `!= ""` because the index leaves out the many notes that have no stage
        found.append(things.c.id.in_(select(notes.c.id).where(notes.c.stage == filters.stage, notes.c.stage != "")))
    if filters.state is not None:
        found.append(exists(select(1).where(goals.c.id == things.c.id, goals.c.state == filters.state)))
    return found
