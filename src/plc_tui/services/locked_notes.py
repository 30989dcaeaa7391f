"""What the other services do with locked notes: seal them, and look through those that are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from plc_tui.domain.errors import Invalid, Shut, UnusableFile
from plc_tui.domain.finding import written_at
from plc_tui.domain.notes import LockedText, Note
from plc_tui.services.desk import Sitting
from plc_tui.store import drafts, locked, notes
from plc_tui.store.lists import Filters


def seal(sitting: Sitting, note_id: str, number: int, text: LockedText) -> None:
    """Write one version of a note, sealed. Raises Shut."""
    sealed = sitting.keyring.seal(sitting.connection, note_id, number, locked.pack(text))
    locked.seal_version(sitting.connection, note_id, number, sealed)


def text_of(note: Note) -> LockedText:
    """Return what of a note is sealed."""
    return LockedText(note.title, note.body, note.model, note.stage, note.goal, note.tags)


def need_open(note: Note) -> None:
    """Raise Shut for a locked note that is not open in this sitting."""
    if note.shut:
        raise Shut("This note is locked. Open your locked notes with your passphrase first.")


def need_mark(sitting: Sitting, note: Note) -> None:
    """Raise UnusableFile for a sealed note that says it is an ordinary one: what she adds would stand in the open."""
    if not note.locked and locked.is_locked(sitting.connection, note.id):
        raise UnusableFile(
            "The file says that this note is not locked, but its words are: somebody changed the file. Lock it again, "
            "and you can read them."
        )


def need_plain(note: Note) -> None:
    """Raise Invalid where a note's words would be written down in the open."""
    if note.locked:
        raise Invalid(
            "This note is locked, and what is locked is shared with nobody. Make a plain copy and share that."
        )


# Drafts


def keeps_locked(sitting: Sitting, place: str, fields: Mapping[str, str]) -> bool:
    """Say whether a draft must be sealed: the writer wants it so, its note is locked, or it was sealed before."""
    if fields.get("locked"):
        return True
    kind, _, name = written_at(place).partition(":")
    if kind == "note" and locked.is_locked(sitting.connection, name):
        return True
    before = drafts.find(sitting.connection, sitting.reader.id, place)
    return any(draft.locked for draft in before) and "locked" not in fields


def keep_draft(sitting: Sitting, place: str, fields: Mapping[str, str], updated: datetime) -> None:
    """Keep a draft, sealed. Raises Shut."""
    sealed = sitting.keyring.seal(sitting.connection, *drafts.sealed_place(place), drafts.pack(fields))
    drafts.keep_sealed(sitting.connection, sitting.reader.id, place, sealed, updated)


# Looking through those that are open


def matching(sitting: Sitting, filters: Filters) -> tuple[Note, ...]:
    """Return the open locked notes that a list's filters by tag, goal and stage are about."""
    if filters.circle_id or filters.owner_id not in (None, sitting.reader.id):
        return ()
    wanted: list[tuple[object, Callable[[LockedText], object]]] = [
        (filters.tag, lambda text: filters.tag in text.tags),
        (filters.goal_id, lambda text: text.goal == filters.goal_id),
        (filters.stage, lambda text: text.stage == filters.stage),
    ]
    asked = [fits for value, fits in wanted if value is not None]
    if not asked:
        return ()
    all_open = locked.open_ones(sitting.connection, sitting.reader)
    fitting = [one.id for one in all_open if all(fits(one.text) for fits in asked)]
    return notes.by_ids(sitting.connection, sitting.reader, fitting)
