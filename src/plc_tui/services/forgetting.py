"""Takes words that were deleted, or locked, out of every byte of the file."""

from __future__ import annotations

from plc_tui.domain.errors import Busy, CannotWrite
from plc_tui.services.desk import Desk
from plc_tui.store import forgetting
from plc_tui.store.engine import Store


def forget(desk: Desk) -> None:
    """Forget what is gone for good, now: from the index, from unused parts of pages, from the journal of SQLite.

    What somebody who is reading keeps from being forgotten is forgotten by whoever comes next; so is what a full disk
    hinders, but that is said. Raises Busy and CannotWrite.
    """
    with desk.store.write() as connection:
        forgetting.begin(connection)
    try:
        forgetting.finish(desk.store)
    except (Busy, CannotWrite) as hindered:
        raise type(hindered)(
            "That is done, but its last traces could not be wiped from the file yet: "
            "the disk is full, or others are saving. plc does it as soon as it can."
        ) from None


def finish_due(store: Store) -> None:
    """Forget what is still due: drafts that were written over, or what somebody's reading hindered."""
    with store.read() as connection:
        due = forgetting.due(connection)
    if due:
        forgetting.finish(store)
