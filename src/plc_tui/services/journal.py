"""The journal of who could read what, as one member reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from plc_tui.domain.errors import NotFound
from plc_tui.domain.journal import Entry
from plc_tui.domain.values import Cursor, Page
from plc_tui.services.desk import Desk, Sitting
from plc_tui.store import journal_pages, people, things
from plc_tui.text import clean_line


class Journal:
    """The lines about a member: what changed who may read something of hers or shared with her, who came and went."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self, after: Cursor | None = None, count: int = 64, since: date | None = None) -> Page[Entry]:
        """Return one page of the lines about the reader, newest first; `since` is a day in UTC."""
        with self._desk.reading() as sitting:
            return journal_pages.page(sitting.connection, sitting.reader, after, count, _first(since))

    def of_thing(
        self, thing_id: str, after: Cursor | None = None, count: int = 64, since: date | None = None
    ) -> Page[Entry]:
        """Return the reader's lines about one thing or circle, newest first.

        She may name what she could read once and cannot any more. Raises NotFound for what she never could.
        """
        with self._desk.reading() as sitting:
            wanted = _meant(sitting, thing_id)
            return journal_pages.of_thing(sitting.connection, sitting.reader, wanted, after, count, _first(since))


def _first(since: date | None) -> datetime | None:
    return datetime.combine(since, time(), UTC) if since else None


def _meant(sitting: Sitting, typed: str) -> str:
    """Return the id of the thing or circle meant: one she may read, or one her journal tells of."""
    name = clean_line(typed).lower()
    circle = people.circle_named(sitting.connection, name)
    if circle is not None:
        return circle.id
    try:
        return things.resolve(sitting.connection, sitting.reader.id, name).id
    except NotFound:
        if journal_pages.of_thing(sitting.connection, sitting.reader, name, None, 1).items:
            return name
        raise
