"""How the lines of the journal are printed."""

from __future__ import annotations

from collections.abc import Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.domain.journal import Entry, said


def _row(entry: Entry, look: Look) -> tuple[str, ...]:
    actor = (entry.actor.handle or entry.actor.name) if entry.actor else ""
    whom = (entry.whom.handle or entry.whom.kind) if entry.whom else ""
    return (entry.thing or "", look.iso(entry.at), actor, entry.act, entry.kind, whom, said(entry, look.reader))


def _lines(entry: Entry, look: Look) -> Iterator[str]:
    when = look.day(entry.at.date()) if entry.masked else look.moment(entry.at)
    yield from look.wrap(said(entry, look.reader), hang=2)
    shown = entry.thing if entry.kind not in ("circle", "member") else None
    yield "  " + " · ".join(filter(None, (when, shown)))


ENTRY: View[Entry] = View("journal", _row, _lines)
