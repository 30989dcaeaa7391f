"""Takes words that were deleted, or locked, out of every byte of the file."""

from __future__ import annotations

from plc_tui.services.desk import Desk
from plc_tui.store import forgetting


def forget(desk: Desk) -> None:
    """Forget what is gone for good, now: from the index, from unused parts of pages, from the journal of SQLite.

    What somebody who is reading keeps from being forgotten is forgotten by whoever comes next.
    """
    with desk.store.write() as connection:
        forgetting.begin(connection)
    forgetting.finish(desk.store)
