"""On a school's server: puts what could not be saved among its writer's drafts, when she comes again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from plc_tui.domain.errors import PlcError
from plc_tui.rescue import rescued
from plc_tui.services.keeping import NEVER, Drafts


def bring_back(drafts: Drafts, folder: Path) -> int:
    """Keep every rescued text of a folder as a draft, beside what lies at its place; return how many there were.

    A file goes only when its draft is kept; when that cannot be now, the next time does it.
    """
    found = 0
    for file, place, fields in rescued(folder):
        with suppress(PlcError, OSError):
            drafts.keep(place, fields, NEVER)
            file.unlink()
            found += 1
    return found
