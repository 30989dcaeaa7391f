"""A planned session for a calendar (RFC 5545): when, how long, and its agenda; nothing of what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.text import clean_line

_STATUS = {"planned": "CONFIRMED", "cancelled": "CANCELLED"}


def session_calendar(page: SessionPage) -> str:
    """Return a calendar with one session. Raises Invalid when it has no time yet."""
    if page.starts is None:
        raise Invalid(f"This session has no time yet: plc session edit {page.id} --at WHEN")
    found = Calendar()
    found.add("prodid", "-//plc//sessions//EN")
    found.add("version", "2.0")
    found.add_component(session_event(page))
    words: bytes = found.to_ical()
    return words.decode()


def session_event(page: SessionPage) -> Event:
    """Return a session that has a time as an event. Its UID stays, so that a change finds it again.

    A calendar is shown to others than those who may read the session: the work, its focus, who presents, and the code
    to join are left out.
    """
    assert page.starts is not None
    event = Event()
    event.add("uid", f"{page.id}@plc")
    event.add("dtstamp", page.updated.astimezone(UTC))
    event.add("dtstart", page.starts.astimezone(UTC))
    event.add("duration", timedelta(seconds=page.seconds))
    event.add("summary", clean_line(page.title))
    event.add("description", "\n".join(_agenda(page)))
    event.add("status", _STATUS.get(page.state, "CONFIRMED"))
    return event


def _agenda(page: SessionPage) -> Iterator[str]:
    for number, step in enumerate(page.steps, start=1):
        yield f"{number}. {clean_line(step.title)}, {length(step.seconds)}"
    yield f"To come in: plc session join {page.id}"
