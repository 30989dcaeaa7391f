"""Steps with a day and sessions to come, for a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from icalendar import Calendar, Event

from plc_tui.services.exporting.everything import Everything, File
from plc_tui.services.exporting.session_calendar import session_event


def calendar(everything: Everything) -> Iterator[File]:
    """Yield one calendar with every open step that has a day, as an all-day event, and sessions that have a time."""
    found = Calendar()
    found.add("prodid", "-//plc//steps//EN")
    found.add("version", "2.0")
    for goal in everything.goals:
        for step in goal.steps:
            if step.by is not None and step.done is None:
                event = Event()
                event.add("uid", f"{step.id}@plc")
                event.add("dtstamp", step.created)
                event.add("dtstart", step.by)
                event.add("dtend", step.by + timedelta(days=1))
                event.add("summary", step.text)
                found.add_component(event)
    for page in everything.sessions.planned:
        if page.starts is not None:
            found.add_component(session_event(page))
    yield "plc.ics", found.to_ical().decode()
