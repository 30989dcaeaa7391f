"""The journal in words."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from plc_tui.domain.journal import Entry, in_short, said
from plc_tui.text import one_line_summary
from plc_tui.ui import safe
from plc_tui.ui.look import time_of_day
from plc_tui.ui.widgets.rows import Row
from plc_tui.ui.words import days
from plc_tui.ui.words.when import when


def entry_row(entry: Entry, me: str, now: datetime, clock: int) -> Row:
    """A line of the journal: what was done, when, and what the thing is called."""
    title = one_line_summary(entry.title, 200) if entry.kind != "circle" else ""
    detail = safe.fill("“$title”", title=title) if title else None
    return Row(str(entry.number), safe.line(in_short(entry, me)), detail, Content(_aside(entry, now, clock)))


def entry_words(entry: Entry, me: str, now: datetime, clock: int) -> Content:
    """A line of the journal in a whole sentence, with its moment."""
    day = days.on(_at(entry), now)
    when_ = day if entry.masked else f"{day}, {time_of_day(entry.at.astimezone(now.tzinfo), clock)}"
    return Content.assemble(safe.words(said(entry, me)), "\n", (when_[:1].upper() + when_[1:], "$soft"))


def _aside(entry: Entry, now: datetime, clock: int) -> str:
    return days.ago(_at(entry), now) if entry.masked else when(entry.at, now, clock)


def _at(entry: Entry) -> date:
    """The moment of a line; of a masked one only the day is known, wherever its reader is."""
    return entry.at.date() if entry.masked else entry.at
