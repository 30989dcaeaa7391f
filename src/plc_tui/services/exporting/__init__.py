"""Leaving with everything: all a member's own words, in plain files; nobody else's hidden ones are ever among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from plc_tui.domain.errors import Invalid
from plc_tui.services.desk import Desk
from plc_tui.services.exporting.everything import Everything, File, gather

#: Each form and where it is written, as module:function; a module is imported when its form is asked for.
FORMS = {
    "markdown": "as_markdown:files",
    "jsonl": "as_tables:json_lines",
    "html": "as_page:page",
    "csv": "as_tables:tables",
    "ics": "as_calendar:calendar",
}


class Exporting:
    """Exports of what the actor wrote and was told."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def files(self, form: str = "markdown", *, with_locked: bool = False) -> Iterator[File]:
        """Yield the files of an export, with her locked notes in plain words only when that is wanted.

        Raises Invalid for a form that does not exist, Shut when locked notes are wanted and not open.
        """
        if form not in FORMS:
            raise Invalid(f"Export as one of: {', '.join(FORMS)}.")
        with self._desk.reading() as sitting:
            everything = gather(sitting, self._desk.actor.handle, with_locked=with_locked)
        yield from _writer(form)(everything)


def _writer(form: str) -> Callable[[Everything], Iterator[File]]:
    module, function = FORMS[form].split(":")
    found: Callable[[Everything], Iterator[File]] = getattr(import_module(f"{__name__}.{module}"), function)
    return found
