"""A piece of practice as colleagues are to see it: a copy that later changes do not reach."""

from __future__ import annotations

from plc_tui.domain.reviews import Work
from plc_tui.services import locked_notes
from plc_tui.services.desk import Sitting
from plc_tui.store import goals, notes, things


def pinned(sitting: Sitting, work_id: str) -> Work:
    """Return a note or goal of the reader's own as it is now. Raises NotFound, NotPermitted; Shut for a locked note."""
    found = things.owned(sitting.connection, sitting.reader.id, work_id, "note", "goal")
    if found.kind == "note":
        note = notes.by_ids(sitting.connection, sitting.reader, [found.id])[0]
        locked_notes.need_plain(note)
        return Work(note.id, "note", note.title, note.body, note.version)
    goal = goals.by_ids(sitting.connection, sitting.reader, [found.id])[0]
    parts = [goal.wording.why, goal.wording.notice, *(text for _, text in goal.wording.extra)]
    return Work(goal.id, "goal", goal.wording.question, "\n\n".join(filter(None, parts)), goal.version)
