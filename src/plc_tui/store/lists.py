"""Pages of lists, newest first, at a cost that does not grow with the community.

What a reader may read is reached by a few roads: she owns it, or it was given to her, to one of her circles, or to
everyone. Each road has an index in the order of the list, and SQLite merges them as it walks: it stops once it has a
page. (PostgreSQL would read every road to its end before it merges. There each road needs the page's limit as well.)

A statement is built once for each shape of a page; what differs from one page to the next are its values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    bindparam,
    desc,
    exists,
    false,
    select,
    tuple_,
    union,
)

from plc_tui.domain.audience import Reader
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.values import Cursor, Page, ThingKind
from plc_tui.store.tables import goals, grants, notes, tags, things
from plc_tui.store.visible import visible

Whose = Literal["mine", "shared", "all"]
Listed = TypeVar("Listed", Note, Goal)


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

    def wanted(self) -> dict[str, str]:
        """Return the filters that are set, by name."""
        return {name: value for name in _NARROWING if (value := getattr(self, name)) is not None}


_NARROWING = tuple(Filters.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which statement a page needs: whose, for how many principals or narrowed by what, and whether it goes on."""

    whose: Whose
    principals: int
    filters: tuple[str, ...]
    paged: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: the shape of its statement and the values in it, `reader` among them."""

    shape: Shape
    values: dict[str, Any]


def asked(reader: Reader, kind: ThingKind, whose: Whose, filters: Filters, after: Cursor | None, count: int) -> Asked:
    """Ask for one page, newest first, and one more row that tells whether there is a next page."""
    wanted = filters.wanted()
    principals = [] if wanted else sorted(reader.principals())
    values: dict[str, Any] = {"reader": reader.id, "kind": kind, "count": count + 1, **wanted}
    values |= {f"principal{number}": principal for number, principal in enumerate(principals)}
    if after is not None:
        values |= {"after_updated": after.updated, "after_id": after.id}
    return Asked(Shape(whose, len(principals), tuple(wanted), after is not None), values)


def on_page(chosen: Select[Any], shape: Shape) -> Select[Any]:
    """Narrow a statement that reads `thing` to a page, in its order. It must hold the rule (`visible`) itself."""
    page = _page(shape).subquery("page")
    return chosen.join(page, page.c.id == things.c.id).order_by(page.c.updated.desc(), page.c.id.desc())


def cut(found: tuple[Listed, ...], count: int) -> Page[Listed]:
    """Make the page of what was found: of the one more row only that it is there."""
    items = found[:count]
    return Page(items, Cursor(items[-1].updated, items[-1].id) if len(found) > count and items else None)


def _page(shape: Shape) -> CompoundSelect[Any] | Select[Any]:
    return _narrowed(shape) if shape.filters else _by_road(shape)


def _by_road(shape: Shape) -> CompoundSelect[Any]:
    roads = []
    if shape.whose != "shared":
        roads.append(_road(things, things.c.id, things.c.owner_id == bindparam("reader"), shape.paged))
    if shape.whose != "mine":
        for number in range(shape.principals):
            given = and_(
                grants.c.principal == bindparam(f"principal{number}"), grants.c.owner_id != bindparam("reader")
            )
            roads.append(_road(grants, grants.c.thing_id, given, shape.paged))
    return union(*roads).order_by(desc("updated"), desc("id")).limit(bindparam("count"))


def _road(table: FromClause, name: ColumnElement[str], mine: ColumnElement[bool], paged: bool) -> Select[Any]:
    """Walk one road, newest first: its index is in the order of the list."""
    chosen = select(name.label("id"), table.c.updated).where(
        mine, table.c.kind == bindparam("kind"), table.c.in_bin == false()
    )
    return _going_on(chosen, table.c.updated, name, paged)


def _going_on(chosen: Select[Any], updated: ColumnElement[Any], name: ColumnElement[str], paged: bool) -> Select[Any]:
    if not paged:
        return chosen
    mark = tuple_(bindparam("after_updated", type_=updated.type), bindparam("after_id"))
    return chosen.where(tuple_(updated, name) < mark)


def _newest(chosen: Select[Any], updated: ColumnElement[Any], name: ColumnElement[str], paged: bool) -> Select[Any]:
    chosen = _going_on(chosen, updated, name, paged)
    return chosen.order_by(updated.desc(), name.desc()).limit(bindparam("count"))


def _narrowed(shape: Shape) -> Select[Any]:
    if "circle_id" in shape.filters:
        return _given_to(shape)
    chosen = select(things.c.id, things.c.updated).where(_of_kind(shape), visible(), *_conditions(shape))
    return _newest(chosen, things.c.updated, things.c.id, shape.paged)


def _of_kind(shape: Shape) -> ColumnElement[bool]:
    """Narrow to one kind; where a filter names a few notes, without the index of kinds: walking that costs far more."""
    few = {"tag", "goal_id", "stage"} & set(shape.filters)
    kind: ColumnElement[str] = things.c.kind + "" if few else things.c.kind
    return kind == bindparam("kind")


def _given_to(shape: Shape) -> Select[Any]:
    """Walk the circle's own grants, which are in the order of the list, rather than everything of its kind."""
    chosen = (
        select(grants.c.thing_id.label("id"), grants.c.updated)
        .join_from(grants, things, things.c.id == grants.c.thing_id)
        .where(
            grants.c.principal == bindparam("circle_id"),
            grants.c.kind == bindparam("kind"),
            grants.c.in_bin == false(),
            visible(),
            *_conditions(shape),
        )
    )
    return _newest(chosen, grants.c.updated, grants.c.thing_id, shape.paged)


def _conditions(shape: Shape) -> list[ColumnElement[bool]]:
    reader: BindParameter[str] = bindparam("reader")
    found = {"mine": [things.c.owner_id == reader], "shared": [things.c.owner_id != reader], "all": []}[shape.whose]
    return found + [_FILTERS[name] for name in shape.filters if name in _FILTERS]


_FILTERS: dict[str, ColumnElement[bool]] = {
    "owner_id": things.c.owner_id == bindparam("owner_id"),
    "tag": things.c.id.in_(select(tags.c.thing_id).where(tags.c.tag == bindparam("tag"))),
    "goal_id": things.c.id.in_(select(notes.c.id).where(notes.c.goal_id == bindparam("goal_id"))),
    # `!= ""` because the index leaves out the many notes that have no stage
    "stage": things.c.id.in_(select(notes.c.id).where(notes.c.stage == bindparam("stage"), notes.c.stage != "")),
    "state": exists(select(1).where(goals.c.id == things.c.id, goals.c.state == bindparam("state"))),
}
