"""What whoever facilitates sees, in plain lines: the time, everyone, what waits, and what was written."""

from __future__ import annotations

from collections.abc import Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.cli.views.session_room import head_lines, now_lines, row, told, written
from plc_tui.cli.views.sessions import as_record
from plc_tui.cli.views.shared import field, section
from plc_tui.domain.audience import join_words
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.views import ConsoleView, PersonAt
from plc_tui.text import counted

CONSOLE: View[ConsoleView] = View(
    "session.console", lambda view, _: row(view.room), lambda view, look: now_lines(view.room, look), as_record
)


def console_lines(view: ConsoleView, look: Look) -> Iterator[str]:
    """Write what the facilitator sees."""
    room = view.room
    yield from head_lines(room, look)
    if room.current and room.current.guardrail:
        yield from field("For you", room.current.guardrail, look)
    if stands := " ".join(_standing(view, look)):
        yield from look.wrap(stands)
    yield from section("People", (line for person in view.people for line in _person(person, look)))
    yield from section("An invitation, if it fits", _not_heard(view, look))
    yield from written(room, view.contributions, {step.id for step in room.steps}, look)
    yield from told(room, look)
    yield from section("Still to come", _ahead(view, look))


def _standing(view: ConsoleView, look: Look) -> Iterator[str]:
    behind = view.room.behind
    if abs(behind) >= 30:
        yield f"{length(behind)} {'behind' if behind > 0 else 'ahead of'} the plan."
    if view.expected_end:
        yield f"The end is expected at {look.moment(view.expected_end)}."
    if view.ready or view.more:
        yield f"{view.ready} ready, {view.more} would like one more minute."
    if view.waiting:
        yield f"{counted(view.waiting, 'contribution waits', 'contributions wait')} to be revealed."
    if view.votes:
        yield f"{counted(view.votes, 'person has', 'people have')} voted."


def _person(person: PersonAt, look: Look) -> Iterator[str]:
    signs = (
        "presents" if person.presenter else "",
        "has the console" if person.console else "",
        "" if person.present else "not here",
        "speaks now" if person.turn else "",
        f"hand up, number {person.hand}" if person.hand else "",
        "ready" if person.ready else "",
        "one more minute, please" if person.more else "",
        f"wrote {person.wrote}" if person.wrote else "",
    )
    handle = f" (@{person.handle})" if person.handle else ""
    said = ", ".join(filter(None, signs))
    yield from look.wrap(f"{person.name}{handle}" + (f": {said}" if said else ""), indent=2, hang=2)


def _not_heard(view: ConsoleView, look: Look) -> Iterator[str]:
    if view.not_heard:
        verb = "has" if len(view.not_heard) == 1 else "have"
        yield from look.wrap(f"{join_words(list(view.not_heard))} {verb} not been heard yet.", indent=2)


def _ahead(view: ConsoleView, look: Look) -> Iterator[str]:
    for number, step in enumerate(view.room.steps, start=1):
        if step.state in ("ahead", "skipped"):
            left_out = " (left out)" if step.state == "skipped" else ""
            yield from look.wrap(f"{number}. {step.title}, {length(step.allowed)}{left_out}", indent=2, hang=3)
