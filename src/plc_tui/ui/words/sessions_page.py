"""A session's page in words: when and with whom, what it is about, its steps, who has come, what is still owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from textual.content import Content

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.values import COMMITMENT, SessionStep
from plc_tui.domain.sessions.views import Promise
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words.people import some
from plc_tui.ui.words.sessions import long, minutes, stands, who_leads
from plc_tui.ui.words.sessions_owed import hoped_for

WORK, SUMMARY, STEP = "work", "summary", "step/"
"""What can be opened on the page: the work, the summary, a step (`step/e3f`)."""


def page_pieces(page: SessionPage, now: datetime, clock: int, marks: Marks) -> list[Piece]:
    """The whole page."""
    return [
        *_head(page, now, clock, marks),
        *_about(page),
        *_owed(page.owed, now.date(), marks),
        *steps_pieces(page.steps, marks),
        *_people(page),
    ]


def _head(page: SessionPage, now: datetime, clock: int, marks: Marks) -> Iterator[Piece]:
    mark = {"open": marks.waiting, "planned": marks.open}.get(page.state, marks.done)
    yield Piece(safe.words(page.title, "bold $accent"))
    facts = " · ".join(filter(None, (stands(page, now, clock), long(page.seconds), who_leads(page))))
    yield Piece(safe.line(facts, "$soft"), lead=Content.styled(f"{mark} ", "$accent"))
    yield Piece(safe.line(". ".join(filter(None, (page.on, page.credit))), "italic $soft"), lead=Content("  "))
    if page.code:
        yield Piece(Content.assemble(("Code ", "$soft"), (page.code, "bold $warm"), ("  j joins", "$soft")))


def readers(who: str) -> Content:
    """Who can see it, as the audience line says it."""
    return safe.fill("[$soft]Who can see it:[/] [b $warm]$who[/]", who=who)


def _about(page: SessionPage) -> Iterator[Piece]:
    if page.focus:
        yield title("What it is about")
        yield Piece(safe.words(page.focus))
    if page.presenter:
        yield Piece(Content.assemble(("Who presents: ", "bold $warm"), safe.line(page.presenter)), above=1)
    if page.work is not None:
        yield title("The work")
        about = Content.styled(f"this {page.work.kind} as it was: version {page.work.version}", "$soft")
        yield Piece(safe.fill("“$title”", title=page.work.title), WORK, aside=about)
    if page.summary:
        yield title("What remains of it")
        yield Piece(Content("The summary, as it was shared"), SUMMARY)


def _owed(owed: Sequence[Promise], today: date, marks: Marks) -> Iterator[Piece]:
    if not owed:
        return
    yield title("What we said last time")
    bar = Content.styled(f"{marks.bar} ", "$line")
    for promise in owed:
        yield Piece(promise_words(promise, today), lead=bar, more=bar)


def promise_words(promise: Promise, today: date) -> Content:
    """A commitment with whose it is and where it stands."""
    who = "You" if promise.mine else promise.owner
    by = f", {hoped_for(promise.by, today)}" if promise.by else ""
    return safe.fill(
        "[b]$who:[/b] $text[$soft]$by ($state)[/]", who=who, text=promise.text, by=by, state=COMMITMENT[promise.state]
    )


def steps_pieces(steps: Sequence[SessionStep], marks: Marks) -> Iterator[Piece]:
    """The agenda: each step with its minutes, and when it begins counted from the first."""
    yield title(f"Steps, {long(sum(step.seconds for step in steps if step.state != 'skipped'))}")
    if not steps:
        yield Piece(Content.styled("No steps yet.", "$soft"))
    begins = 0
    for step in steps:
        hours, whole = divmod(begins // 60, 60)
        lead = Content.styled(
            f"{step_mark(step, marks)} {hours}:{whole:02}  ", "$accent" if step.state == "now" else "$soft"
        )
        words = safe.line(step.title, "bold" if step.state == "now" else "$soft" if step.state == "skipped" else "")
        aside = "left out" if step.state == "skipped" else minutes(step.seconds)
        yield Piece(words, f"{STEP}{step.id}", lead, aside=Content.styled(aside, "$soft"))
        begins += 0 if step.state == "skipped" else step.seconds


def step_mark(step: SessionStep, marks: Marks) -> str:
    """Where a step stands, as a sign."""
    return {"now": marks.waiting, "done": marks.done, "skipped": marks.resting}.get(step.state, marks.open)


def _people(page: SessionPage) -> Iterator[Piece]:
    if page.people and page.state != "planned":
        yield title("Who is in it" if page.state == "open" else "Who was in it")
        yield Piece(safe.words(some(page.people)))
