"""Find: one box over everything a member may read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import get_args

from plc_tui.domain.errors import Invalid
from plc_tui.domain.finding import Found
from plc_tui.domain.values import ThingKind
from plc_tui.services import checks, locked_search
from plc_tui.services.desk import Desk
from plc_tui.store import search

_MOST_WORDS = 1_000


class Finding:
    """Search, as you type. Locked notes that are open come first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(
        self,
        words: str,
        kind: str | None = None,
        by: str | None = None,
        tag: str | None = None,
        since: date | None = None,
        count: int = 20,
    ) -> Found:
        """Return what matches among all the reader may read, best first. Raises Invalid for an unknown filter."""
        if kind is not None and kind not in get_args(ThingKind):
            raise Invalid(f"Find looks among: {', '.join(get_args(ThingKind))}.")
        first = datetime.combine(since, time(), UTC) if since else None
        with self._desk.reading() as sitting:
            author = checks.colleague(sitting.connection, by).id if by else None
            wanted = next(iter(checks.tags([tag])), None) if tag else None
            query = search.Query(words[:_MOST_WORDS], kind, author, wanted, first)
            mine = locked_search.find(sitting, query, count + 1)
            found = search.find(sitting.connection, sitting.reader, query, count)
            hits = (*mine, *found.items)
            return Found(hits[:count], more=found.more or len(hits) > count)
