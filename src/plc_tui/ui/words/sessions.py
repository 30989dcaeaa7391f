"""Sessions in words: where each stands, when it is, how long it takes, and the shelves as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from plc_tui.domain.sessions.plans import CircleSessions, SessionPage, SessionShelves
from plc_tui.domain.sessions.views import Promise
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.look import time_of_day
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days
from plc_tui.ui.words.people import some

_VOICES = {
    "facilitator": "the facilitator speaks",
    "presenter": "the presenter speaks",
    "participants": "the participants speak",
    "all": "everyone speaks",
    "each": "one after another",
    "nobody": "silence",
}


def voices(speaker: str, silent: Sequence[str]) -> str:
    """Say who speaks in a step, and who listens."""
    listen = {"presenter": "the presenter listens", "participants": "the participants listen"}
    quiet = "" if not silent else listen[silent[0]] if len(silent) == 1 else "all others listen"
    return "; ".join(filter(None, (_VOICES[speaker], quiet)))


def at(moment: datetime, now: datetime, clock: int) -> str:
    """Say a day and a time of day, where the reader is: `today 16:00`, `Friday 16:00`, `4 December 16:00`."""
    return f"{days.on(moment, now)} {time_of_day(moment.astimezone(now.tzinfo), clock)}"


def minutes(seconds: int) -> str:
    """Say a length, in minutes: `5 min`, `2.5 min`."""
    whole, rest = divmod(seconds, 60)
    return f"{whole} min" if not rest else f"{seconds / 60:.1f} min"


def long(seconds: int) -> str:
    """Say a length in a sentence: `55 minutes`."""
    return counted(round(seconds / 60), "minute", "minutes")


def with_whom(page: SessionPage) -> str:
    """Say whose session it is, and for how many: `Maths circle (5 people)`; without a circle, who plans it."""
    if page.circle is None:
        return f"planned by {page.owner.name}"
    return f"{page.circle.title} ({counted(page.circle.size, 'person', 'people')})"


def who_leads(page: SessionPage) -> str:
    """Say who facilitates it, or did."""
    names = some(page.facilitators)
    if page.state == "closed":
        return f"{'you' if page.console and len(page.facilitators) == 1 else names} facilitated" if names else ""
    if page.console:
        others = len(page.facilitators) - 1
        return "you facilitate" if not others else f"you and {counted(others, 'other', 'others')} facilitate"
    return f"{names} {'facilitates' if len(page.facilitators) == 1 else 'facilitate'}" if names else ""


def stands(page: SessionPage, now: datetime, clock: int) -> str:
    """Say where a session stands, in a few words."""
    if page.state == "open" and page.opened is not None:
        return f"going on since {time_of_day(page.opened.astimezone(now.tzinfo), clock)}"
    if page.state == "closed":
        return days.on(page.opened or page.created, now)
    if page.state == "cancelled":
        return "called off"
    return at(page.starts, now, clock) if page.starts is not None else "no day yet"


def shelf_rows(shelves: SessionShelves, now: datetime, clock: int, marks: Marks) -> tuple[Row, ...]:
    """The three shelves as one list; one with nothing on it is left out."""
    rows: list[Row] = []
    planned = sorted(shelves.planned, key=lambda page: (page.starts is None, page.starts or page.created))
    for title, pages in (("Going on", shelves.open), ("Planned", planned), ("Past", shelves.past)):
        if pages:
            rows += [heading(title), *(session_row(page, now, clock, marks) for page in pages)]
    return tuple(rows)


def session_row(page: SessionPage, now: datetime, clock: int, marks: Marks, *, named: bool = True) -> Row:
    """One session: its title and when it is; below whose it is where `named`, and what one is in it oneself."""
    mark = {"open": marks.waiting, "planned": marks.open}.get(page.state, marks.done)
    return Row(
        page.id,
        safe.line(page.title),
        safe.line(_facts(page, named=named)),
        Content(stands(page, now, clock)),
        mark=mark,
    )


def _facts(page: SessionPage, *, named: bool) -> str:
    facts = [page.circle.title if page.circle else f"planned by {page.owner.name}"] if named else []
    if page.state == "open":
        facts += [counted(len(page.people), "person is", "people are") + " in it"]
    elif page.state == "planned":
        facts += [long(page.seconds), who_leads(page)]
    elif page.state == "closed":
        facts += [who_leads(page), "summary shared" if page.summary else ""]
    return " · ".join(fact for fact in facts if fact)


OWED, PARKED = "owed/", "parked/"
"""How rows of commitments and parked words on a circle's page are told from others: `owed/f3k/j2m`."""


def circle_sessions_rows(found: CircleSessions, now: datetime, clock: int, marks: Marks) -> list[Row]:
    """What of sessions stands on a circle's page; each row leads to its session."""
    rows: list[Row] = []
    pages = [*found.ahead, *found.past]
    if pages:
        rows += [heading("Sessions"), *(session_row(page, now, clock, marks, named=False) for page in pages)]
    if found.owed:
        rows += [heading("What you said you would do"), *(_owed_row(promise, marks) for promise in found.owed)]
    if found.parked:
        parked = [
            Row(f"{PARKED}{session_id}/{number}", safe.line(words), mark=marks.dot)
            for number, (session_id, words) in enumerate(found.parked)
        ]
        rows += [heading("Parking lot of the last sessions"), *parked]
    return rows


def _owed_row(promise: Promise, marks: Marks) -> Row:
    who = "you" if promise.mine else promise.owner
    mark = marks.open if promise.state == "accepted" else marks.waiting
    return Row(f"{OWED}{promise.session}/{promise.id}", safe.line(promise.text), aside=safe.line(who), mark=mark)


def session_of(key: str) -> str:
    """Return the session a row of a circle's page leads to; empty for other rows."""
    if key.startswith((OWED, PARKED)):
        return key.split("/")[1]
    return key if key.startswith("f") and "/" not in key else ""


def going_on(page: SessionPage) -> Content:
    """What a session is that one can come into, in a few lines."""
    inside = counted(len(page.people), "person is", "people are") + " in it"
    facts = " · ".join(filter(None, (who_leads(page), inside)))
    lines = [safe.line(with_whom(page), "$good"), safe.line(facts, "$soft")]
    return Content("\n").join([*lines, *([Content(""), safe.words(page.focus)] if page.focus else [])])


def session_pane(page: SessionPage, now: datetime, clock: int) -> Content:
    """What stands beside the list on a wide terminal: the session under the cursor."""
    head = [safe.words(page.title, "bold $accent"), safe.line(stands(page, now, clock), "$soft")]
    parts = [Content("\n").join([*head, safe.line(with_whom(page), "$good")])]
    if page.focus:
        parts.append(Content.assemble(("What it is about\n", "bold $warm"), safe.words(page.focus)))
    if page.work is not None:
        parts.append(Content.assemble(("The work\n", "bold $warm"), safe.words(page.work.title)))
    lines = [Content.assemble((f"{minutes(step.seconds):>8}  ", "$soft"), safe.line(step.title)) for step in page.steps]
    head_line = Content.styled(f"Steps, {long(page.seconds)}", "bold $warm")
    return Content("\n\n").join([*parts, Content("\n").join([head_line, *lines])])
