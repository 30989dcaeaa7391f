"""A rehearsal in plain lines: what happens, stamped with how long it has gone, and afterwards how the time went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from plc_tui.cli.look import Look
from plc_tui.cli.views.shared import section
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.rehearsing import Happened
from plc_tui.domain.sessions.replaying import Replay, ReplayStep, to_try
from plc_tui.domain.sessions.values import SessionStep

COMMANDS = (
    "Type one of these and press Enter: nothing or n (go on), + or - (a minute more or less), p (pause), r (show what "
    "was written), v (show the votes), t (next turn), w (where are we), q (end it)."
)


def stamped(line: str, since: float, look: Look) -> Iterator[str]:
    """Write a line with how many minutes and seconds it has gone: `4:05 Ben Ito: hand up.`"""
    minutes, seconds = divmod(max(0, round(since)), 60)
    return look.wrap(f"{minutes}:{seconds:02} {line}", hang=5)


def replay_lines(seen: Replay, look: Look) -> Iterator[str]:
    """Write how the time went, step by step, and one thing to try."""
    steps = (line for number, step in enumerate(seen.steps, start=1) for line in _step(number, step, look))
    yield from section(f"How the time went: {length(seen.used)} of {length(seen.planned)} planned", steps)
    yield from section("One thing to try", look.wrap(to_try(seen), indent=2))


def _step(number: int, step: ReplayStep, look: Look) -> Iterator[str]:
    told = [f"{length(step.used)} of {length(step.planned)}"] if step.begun else ["not begun"]
    if step.skipped:
        told = ["left out"]
    if step.added:
        told.append(f"{length(step.added)} {'given' if step.added > 0 else 'taken away'}")
    if step.pauses:
        told.append(f"{length(step.paused)} paused")
    return look.wrap(f"{number}. {step.title}: {', '.join(told)}", indent=2, hang=3)


def course_row(each: Happened, began: datetime, steps: Sequence[SessionStep]) -> tuple[str, ...]:
    """Return what --plain says of one thing that happened: seconds, step, what, who, kind, text."""
    record = course_record(each, began, steps)
    return tuple("" if value is None else str(value) for value in record.values())


def course_record(each: Happened, began: datetime, steps: Sequence[SessionStep]) -> dict[str, Any]:
    """Return one thing that happened as a record; `step` is its number in the agenda."""
    number = next((number for number, step in enumerate(steps, start=1) if step.id == each.step), None)
    return {
        "seconds": round((each.at - began).total_seconds()),
        "step": number,
        "what": each.what,
        "who": each.who or None,
        "kind": each.kind or None,
        "text": each.text or None,
    }


def replay_record(seen: Replay) -> Mapping[str, Any]:
    """Return how the time went as a record; lengths in seconds."""
    return {
        "planned": seen.planned,
        "used": seen.used,
        "steps": [
            {"title": s.title, "planned": s.planned, "used": s.used, "added": s.added, "paused": s.paused}
            for s in seen.steps
        ],
        "to_try": to_try(seen),
    }
