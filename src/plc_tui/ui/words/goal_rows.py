"""Goals as rows of a list: where each stands, and its next step."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from plc_tui.domain.goals import Goal, GoalState
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row
from plc_tui.ui.words import days

STATES: dict[GoalState, str] = {"open": "open", "resting": "resting", "met": "met", "let go": "let go"}
"""Each state in one word or two."""


def mark(state: GoalState, marks: Marks) -> str:
    """The sign of a state; a word says the same."""
    return {"open": marks.open, "resting": marks.resting, "met": marks.done, "let go": marks.dot}[state]


def state_words(goal: Goal, now: datetime) -> str:
    """Say where a goal stands: `open`, `resting since May 2025`, `met yesterday`, `let go 12 August`."""
    if goal.state == "open":
        return STATES["open"]
    turned = next((entry.created for entry in reversed(goal.biography) if entry.event == goal.state), goal.updated)
    when = days.since(turned, now) if goal.state == "resting" else days.on(turned, now)
    return f"{STATES[goal.state]} {when}"


def row(goal: Goal, me: str, now: datetime, marks: Marks) -> Row:
    """A goal in a list: its question, where it stands, and its next step; a colleague's with her name."""
    owner = "" if goal.owner.id == me else goal.owner.name
    step = f"next: {goal.next_step}" if goal.state == "open" and goal.next_step else ""
    detail = " · ".join(part for part in (owner, step) if part) or ("no next step" if goal.state == "open" else "")
    return Row(
        goal.id,
        safe.line(goal.wording.question),
        safe.line(detail) if detail else None,
        Content(state_words(goal, now)),
        mark(goal.state, marks),
    )
