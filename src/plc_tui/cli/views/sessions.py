"""How sessions are printed outside the room: in lists, and as a page with agenda, work and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plc_tui.cli.look import Look, weekday
from plc_tui.cli.output import View
from plc_tui.cli.views.session_words import STANDS, STATES, who_speaks, writing
from plc_tui.cli.views.shared import field, named, section, unless_me
from plc_tui.domain.audience import join_words
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.values import COMMITMENT, SessionStep
from plc_tui.domain.sessions.views import Promise
from plc_tui.text import counted


def as_record(thing: object) -> Mapping[str, Any]:
    """Return a thing of a session with the field names that exports use as well."""
    from plc_tui.services.session_records import record

    return record(thing)


def _row(page: SessionPage, look: Look) -> tuple[str, ...]:
    return (
        page.id,
        page.title,
        page.owner.handle,
        look.iso(page.updated),
        page.state,
        page.protocol,
        page.circle.handle if page.circle else "",
        look.iso(page.starts) if page.starts else "",
        str(round(page.seconds / 60)),
        page.code,
    )


def _lines(page: SessionPage, look: Look) -> Iterator[str]:
    yield look.head(page.id, page.title)
    yield from look.under(
        STATES[page.state],
        when(page, look),
        f"{round(page.seconds / 60)} minutes",
        page.circle.title if page.circle else "",
        unless_me(page.owner, look),
        f"code {page.code}" if page.code else "",
    )


SESSION: View[SessionPage] = View("session", _row, _lines, as_record)


def when(page: SessionPage, look: Look) -> str:
    """Say when a session is, or was."""
    if page.closed or page.opened:
        return look.moment(page.opened or page.closed or page.created)
    if page.starts is None:
        return "no time yet"
    return f"{weekday(page.starts.astimezone(look.zone).date())} {look.moment(page.starts)}"


def page_lines(page: SessionPage, look: Look) -> Iterator[str]:
    """Write a session as it is planned and where it stands."""
    yield from look.wrap(page.title)
    circle = f"{page.circle.title} ({counted(page.circle.size, 'person', 'people')})" if page.circle else ""
    facts = (page.id, STATES[page.state], when(page, look), circle, f"planned by {named(page.owner)}")
    yield from look.wrap(" · ".join(filter(None, facts)))
    yield ""
    yield from field("About", page.focus, look)
    yield from field("Protocol", " - ".join(filter(None, (page.on, page.credit))), look)
    yield from field("Presenter", page.presenter, look)
    yield from field("Facilitated by", join_words(list(page.facilitators)), look)
    yield from field("Came", join_words(list(page.people)), look)
    yield from field("Code to join", page.code, look)
    yield from field("Summary", f"plc note show {page.summary}" if page.summary else "", look)
    yield from section("What was promised and is still open", _promised(page.owed, look))
    if page.work:
        yield from section(f"The work: {page.work.title}", look.wrap(page.work.body, indent=2))
    yield from section(f"Agenda, {length(page.seconds)}", _agenda(page, look))


def _promised(promises: tuple[Promise, ...], look: Look) -> Iterator[str]:
    for promise in promises:
        yield from look.wrap(f"{promise.owner}: {promise_words(promise)}", indent=2, hang=2)


def promise_words(promise: Promise) -> str:
    """Say what was promised, by when, and how it stands."""
    by = f", by {promise.by}" if promise.by else ""
    return f"{' '.join(promise.text.split())}{by} ({COMMITMENT[promise.state]})"


def _agenda(page: SessionPage, look: Look) -> Iterator[str]:
    for number, step in enumerate(page.steps, start=1):
        yield from step_lines(number, step, page.presenter, look)


def step_lines(number: int, step: SessionStep, presenter: str, look: Look) -> Iterator[str]:
    """Write a step of an agenda: its number, title and minutes, who speaks, what is written and who sees it."""
    turn = f", round {step.round}" if step.round else ""
    used = f"took {length(step.ran)}" if step.state == "done" else STANDS[step.state]
    head = f"{number}. {step.title}{turn}, {length(step.allowed)}" + (f" ({used})" if used else "")
    yield from look.wrap(head, indent=2, hang=3)
    yield from look.wrap(" ".join((who_speaks(step, presenter), *writing(step))), indent=5)


def _promise_row(promise: Promise, _: Look) -> tuple[str, ...]:
    return (promise.id, promise.text, promise.owner, promise.by, promise.state, promise.session, promise.goal)


def _promise_lines(promise: Promise, look: Look) -> Iterator[str]:
    yield look.head(promise.id, promise.text)
    by = f"by {promise.by}" if promise.by else ""
    goal = f"a step of your goal {promise.goal}" if promise.goal else ""
    yield from look.under(COMMITMENT[promise.state], by, f"said in {promise.session}", goal)


PROMISE: View[Promise] = View("commitment", _promise_row, _promise_lines, as_record)
