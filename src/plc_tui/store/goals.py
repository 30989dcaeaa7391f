"""Goals with their steps, check-ins and biography."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select, update

from plc_tui.domain.audience import Audience, Reader
from plc_tui.domain.goals import CheckIn, Goal, GoalRevision, Step, Wording
from plc_tui.domain.values import Cursor, Page, Person
from plc_tui.store import lists, people, search, things
from plc_tui.store.tables import check_ins, goal_answers, goal_revisions, goals, steps
from plc_tui.store.tables import things as thing_rows
from plc_tui.store.visible import visible

_WORDING = (
    goal_revisions.c.question,
    goal_revisions.c.why,
    goal_revisions.c.notice,
    goal_revisions.c.steers,
    goal_revisions.c.season,
)
_NEXT = (
    select(steps.c.words)
    .where(steps.c.goal_id == goals.c.id, steps.c.done.is_(None))
    .order_by(steps.c.position)
    .limit(1)
    .correlate(goals)
    .scalar_subquery()
    .label("next_step")
)
_answered = goal_answers.c.goal_id == goals.c.id, goal_answers.c.number == goals.c.version
_BASE: Select[Any] = (
    select(
        goals.c.id,
        goals.c.frame,
        goals.c.state,
        goals.c.version,
        thing_rows.c.created,
        thing_rows.c.updated,
        things.GIVEN,
        select(1).where(*_answered).correlate(goals).exists().label("has_answers"),
        _NEXT,
        thing_rows.c.owner_id,
        *_WORDING,
    )
    .select_from(
        goals.join(thing_rows, thing_rows.c.id == goals.c.id).join(
            goal_revisions,
            (goal_revisions.c.goal_id == goals.c.id) & (goal_revisions.c.number == goals.c.version),
        )
    )
    .where(visible())
)
_GOALS = _BASE.where(goals.c.id.in_(bindparam("ids", expanding=True))).order_by(
    thing_rows.c.updated.desc(), goals.c.id.desc()
)
_ANSWERS = (
    select(goal_answers)
    .where(goal_answers.c.goal_id.in_(bindparam("ids", expanding=True)))
    .order_by(goal_answers.c.position)
)


def by_ids(connection: Connection, reader: Reader, ids: Collection[str]) -> tuple[Goal, ...]:
    """Return those of these goals that the reader may read, newest first, without their parts."""
    return _read(connection, reader, _GOALS, {"ids": list(ids)}) if ids else ()


def _read(
    connection: Connection, reader: Reader, statement: Select[Any], values: Mapping[str, Any]
) -> tuple[Goal, ...]:
    """Read goals in one statement; what people are called, and frames' own answers, are asked for where it matters."""
    rows = connection.execute(statement, {**values, "reader": reader.id}).mappings().all()
    audiences = things.audiences(connection, [row["given"] for row in rows])
    owners = people.persons(connection, [row["owner_id"] for row in rows])
    extra = _extra(connection, [row["id"] for row in rows if row["has_answers"]])
    return tuple(
        _goal(row, owners[row["owner_id"]], audiences[row["given"]], extra.get((row["id"], row["version"]), ()))
        for row in rows
    )


def _extra(connection: Connection, ids: Collection[str]) -> dict[tuple[str, int], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {}
    for row in connection.execute(_ANSWERS, {"ids": list(ids)}) if ids else ():
        key = (row.goal_id, row.number)
        found[key] = (*found.get(key, ()), (row.field, row.words))
    return found


def _goal(row: RowMapping, owner: Person, audience: Audience, extra: tuple[tuple[str, str], ...]) -> Goal:
    return Goal(
        id=row["id"],
        owner=owner,
        wording=_wording(row, extra),
        frame=row["frame"],
        state=row["state"],
        created=row["created"],
        updated=row["updated"],
        version=row["version"],
        audience=audience,
        next_step=row["next_step"] or "",
    )


def _wording(row: RowMapping, extra: tuple[tuple[str, str], ...]) -> Wording:
    return Wording(row["question"], row["why"], row["notice"], row["steers"], row["season"], extra)


def page(
    connection: Connection,
    reader: Reader,
    whose: lists.Whose,
    filters: lists.Filters,
    after: Cursor | None,
    count: int,
) -> Page[Goal]:
    """Return one page of goals, newest first."""
    asked = lists.asked(reader, "goal", whose, filters, after, count)
    return lists.cut(_read(connection, reader, _page(asked.shape), asked.values), count)


@lru_cache(maxsize=256)
def _page(shape: lists.Shape) -> Select[Any]:
    return lists.on_page(_BASE, shape)


def add(connection: Connection, goal: Goal) -> None:
    """Add a goal; its thing must be there already, and its first revision is added with `add_revision`."""
    connection.execute(goals.insert(), {name: getattr(goal, name) for name in ("id", "frame", "state", "version")})


def change(connection: Connection, goal_id: str, changes: Mapping[str, object]) -> None:
    """Change a goal's state or version."""
    connection.execute(update(goals).where(goals.c.id == goal_id), changes)


def add_revision(connection: Connection, goal_id: str, revision: GoalRevision) -> None:
    """Add an entry to a goal's biography."""
    words = revision.wording
    connection.execute(
        goal_revisions.insert(),
        {
            "goal_id": goal_id,
            "number": revision.number,
            "event": revision.event,
            "question": words.question,
            "why": words.why,
            "notice": words.notice,
            "steers": words.steers,
            "season": words.season,
            "because": revision.because,
            "created": revision.created,
        },
    )
    answers = [
        {"goal_id": goal_id, "number": revision.number, "field": field, "position": n, "words": text}
        for n, (field, text) in enumerate(words.extra)
    ]
    if answers:
        connection.execute(goal_answers.insert(), answers)


def biography(connection: Connection, goal_id: str) -> tuple[GoalRevision, ...]:
    """Return a goal's biography, oldest first."""
    extra = _extra(connection, [goal_id])
    return tuple(
        GoalRevision(
            row["number"],
            row["event"],
            _wording(row, extra.get((goal_id, row["number"]), ())),
            row["because"],
            row["created"],
        )
        for row in connection.execute(_BIOGRAPHY, {"goal": goal_id}).mappings()
    )


_mine: BindParameter[str] = bindparam("goal")
_BIOGRAPHY = select(goal_revisions).where(goal_revisions.c.goal_id == _mine).order_by(goal_revisions.c.number)
_STEPS = select(steps).where(steps.c.goal_id == _mine).order_by(steps.c.position)
_CHECK_INS = select(check_ins).where(check_ins.c.goal_id == _mine).order_by(check_ins.c.created)


def add_step(connection: Connection, goal_id: str, step: Step) -> None:
    """Add a step at the end."""
    last = select(func.coalesce(func.max(steps.c.position), 0)).where(steps.c.goal_id == goal_id)
    position = int(connection.execute(last).scalar_one()) + 1
    row = {"id": step.id, "words": step.text, "by": step.by, "done": step.done, "created": step.created}
    connection.execute(steps.insert(), row | {"goal_id": goal_id, "position": position})


def steps_of(connection: Connection, goal_id: str) -> tuple[Step, ...]:
    """Return a goal's steps in order."""
    rows = connection.execute(_STEPS, {"goal": goal_id})
    return tuple(Step(row.id, row.words, row.by, row.done, row.created) for row in rows)


def goal_of_step(connection: Connection, step_id: str) -> str | None:
    """Return the id of the goal a step belongs to."""
    found = connection.execute(select(steps.c.goal_id).where(steps.c.id == step_id)).scalar()
    return None if found is None else str(found)


def set_done(connection: Connection, step_id: str, done: datetime | None) -> None:
    """Note when a step was done, or that it is not."""
    connection.execute(update(steps).where(steps.c.id == step_id), {"done": done})


def add_check_in(connection: Connection, goal_id: str, check_in: CheckIn) -> None:
    """Add a check-in."""
    fields = ("id", "tried", "noticed", "confidence", "created")
    connection.execute(check_ins.insert(), {name: getattr(check_in, name) for name in fields} | {"goal_id": goal_id})


def check_ins_of(connection: Connection, goal_id: str) -> tuple[CheckIn, ...]:
    """Return a goal's check-ins, oldest first."""
    rows = connection.execute(_CHECK_INS, {"goal": goal_id})
    return tuple(CheckIn(row.id, row.tried, row.noticed, row.confidence, row.created) for row in rows)


def index(connection: Connection, goal_id: str) -> None:
    """Bring the search index up to date with a goal, its steps and check-ins."""
    entry = biography(connection, goal_id)[-1].wording
    parts = [entry.why, entry.notice, entry.season, *(text for _, text in entry.extra)]
    parts += [step.text for step in steps_of(connection, goal_id)]
    parts += [f"{c.tried}\n{c.noticed}\n{c.confidence}" for c in check_ins_of(connection, goal_id)]
    search.put(connection, goal_id, title=entry.question, body="\n".join(filter(None, parts)))
