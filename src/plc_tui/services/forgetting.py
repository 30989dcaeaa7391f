"""Takes words that were deleted, or locked, out of every byte of the file."""

from __future__ import annotations

from plc_tui.services.desk import Desk
from plc_tui.store import bin as bins


def forget(desk: Desk) -> None:
    """Clear the search index and the journal of SQLite of them, in steps: others' saves go in between."""
    more = True
    while more:
        with desk.writing() as sitting:
            more = bins.forget_step(sitting.connection)
    desk.store.checkpoint()
