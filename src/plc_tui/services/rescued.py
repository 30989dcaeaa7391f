"""Puts what could not be saved among its writer's drafts, when she comes again.

Plain words only on a school's server, where she cannot open a file; sealed ones everywhere, since only plc opens them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plc_tui.domain.errors import PlcError
from plc_tui.rescue import rescued, sealed

if TYPE_CHECKING:
    from plc_tui.services.keeping import Drafts
    from plc_tui.services.plc import Plc


def bring_back(drafts: Drafts, folder: Path) -> int:
    """Keep every rescued text of a folder as a draft, beside what lies at its place; return how many there were.

    A file goes only when its draft is kept; when that cannot be now, the next time does it.
    """
    from plc_tui.services.keeping import NEVER  # late: nearly always there is nothing to bring back

    found = 0
    for file, place, fields in rescued(folder):
        with suppress(PlcError, OSError):
            drafts.keep(place, fields, NEVER)
            file.unlink()
            found += 1
    return found


def bring_back_sealed(plc: Plc, folder: Path | None, *, only_there: bool = False) -> int:
    """The same for words of locked notes; without any it costs no more than a look into a few folders."""
    if not any(sealed(folder, only_there=only_there)):
        return 0
    return plc.locks.take_in_rescued(folder, only_there=only_there)
