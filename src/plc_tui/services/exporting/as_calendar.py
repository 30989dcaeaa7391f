"""Steps with a day, for a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from icalendar import Calendar, Event

from plc_tui.services.exporting.everything import Everything, File


def calendar(everything: Everything) -> Iterator[File]:
    """Yield one calendar with every open step that has a day, as an all-day event."""
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
    yield "plc.ics", found.to_ical().decode()
