"""Locked words that could not be kept in the file: sealed all the same, and among her drafts the next time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from plc_tui import rescue, sealing
from plc_tui.domain.errors import PlcError
from plc_tui.services.desk import Desk
from plc_tui.services.keeping import NEVER, beside
from plc_tui.store import drafts, locked


def seal(desk: Desk, place: str, fields: Mapping[str, str]) -> str | None:
    """Return a draft as the text of a rescue file; None while her locked notes are shut. Looks into no file."""
    sealed = desk.keyring.seal_at_the_end(*drafts.sealed_place(place), drafts.pack(fields))
    return None if sealed is None else rescue.as_sealed(place, sealed)


def take_in(desk: Desk, folder: Path | None, *, only_there: bool = False) -> int:
    """Put her sealed rescue files among her drafts, beside what lies at their places; return how many there were.

    Files that another key sealed, of another community perhaps, stay where they are. A file goes only when its draft
    is kept; when that cannot be now, the next time does it.
    """
    taken = 0
    for file, place, sealed in rescue.sealed(folder, only_there=only_there):
        with suppress(PlcError, OSError):
            if _take(desk, place, sealed):
                file.unlink()
                taken += 1
    return taken


def _take(desk: Desk, place: str, sealed: bytes) -> bool:
    with desk.writing() as sitting:
        kept = locked.key_of(sitting.connection, sitting.reader.id)
        if kept is None or sealing.key_id(kept.by_passphrase) != sealing.key_id(sealed):
            return False
        at = beside(sitting, place, NEVER)
        drafts.keep_sealed(sitting.connection, sitting.reader.id, at, sealed, sitting.now)
        return True
