"""What a member said in sessions that she would do, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content

from plc_tui.domain.sessions.views import Promise
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days


def owed_rows(
    promises: Sequence[Promise], sessions: Mapping[str, str], goals: Mapping[str, str], today: date, marks: Marks
) -> tuple[Row, ...]:
    """What is not taken up yet, then what is; with the session it was said in, or the goal it is a step of."""
    rows: list[Row] = []
    for title, state in (("Not taken up yet", "offered"), ("Taken up", "accepted")):
        part = [promise for promise in promises if promise.state == state]
        if part:
            rows += [heading(title), *(_row(promise, sessions, goals, today, marks) for promise in part)]
    return tuple(rows)


def _row(promise: Promise, sessions: Mapping[str, str], goals: Mapping[str, str], today: date, marks: Marks) -> Row:
    by = Content(hoped_for(promise.by, today)) if promise.by else None
    if promise.state == "accepted" and promise.goal in goals:
        below = safe.fill("a step of “$goal”", goal=goals[promise.goal])
        return Row(promise.id, safe.line(promise.text), below, by, marks.open)
    below = safe.fill("said in “$session”", session=sessions.get(promise.session, "a session"))
    return Row(promise.id, safe.line(promise.text), below, by, marks.waiting)


def hoped_for(by: str, today: date) -> str:
    """Say by when it is hoped for: `by Friday`; a hope that has passed is still only a hope."""
    day = date.fromisoformat(by)
    return f"{'by' if day >= today else 'hoped for by'} {days.day(day, today)}"
