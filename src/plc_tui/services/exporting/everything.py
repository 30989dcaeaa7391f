"""All a member may take with her, gathered in one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.reviews import ReviewRequest, as_seen_by
from plc_tui.services import locked_notes
from plc_tui.services.desk import Sitting
from plc_tui.store import goals, notes, responses, reviews
from plc_tui.store.lists import Filters

if TYPE_CHECKING:
    from plc_tui.services.exporting.session_takings import SessionsTaken

#: A file of an export: its path below the folder, and its text.
File = tuple[str, str]

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Everything:
    """All a member may take with her: her own things, what was said to her, what she said, and sessions she was in."""

    handle: str
    goals: tuple[Goal, ...]
    notes: tuple[Note, ...]
    requests: tuple[ReviewRequest, ...]
    responses: dict[str, tuple[Response, ...]]
    said: tuple[Response, ...]
    sessions: SessionsTaken


def gather(sitting: Sitting, handle: str, *, with_locked: bool) -> Everything:
    """Read everything of the reader's own, and what was said to her about it; locked notes only when they are wanted.

    Raises Shut when they are wanted and not open.
    """
    from plc_tui.services.exporting.session_takings import taken  # few sittings export, or have to do with a session

    own = tuple(note for note in _all_notes(sitting) if with_locked or not note.locked)
    for note in own:
        locked_notes.need_open(note)
    its_goals = tuple(_all_goals(sitting))
    made = reviews.of_author(sitting.connection, sitting.reader)
    held = [r for r in reviews.to_reader(sitting.connection, sitting.reader) if r.review_by(sitting.reader.id)]
    threads = responses.to_owner(sitting.connection, sitting.reader)
    requests = tuple(as_seen_by(request, sitting.reader.id) for request in (*made, *held))
    said = responses.mine(sitting.connection, sitting.reader)
    return Everything(handle, its_goals, own, requests, threads, said, taken(sitting))


def _all_notes(sitting: Sitting) -> Iterator[Note]:
    page = notes.page(sitting.connection, sitting.reader, "mine", Filters(), None, _AT_A_TIME)
    while True:
        yield from page.items
        if page.next is None:
            return
        page = notes.page(sitting.connection, sitting.reader, "mine", Filters(), page.next, _AT_A_TIME)


def _all_goals(sitting: Sitting) -> Iterator[Goal]:
    page = goals.page(sitting.connection, sitting.reader, "mine", Filters(), None, _AT_A_TIME)
    while True:
        for goal in page.items:
            yield replace(
                goal,
                steps=goals.steps_of(sitting.connection, goal.id),
                check_ins=goals.check_ins_of(sitting.connection, goal.id),
                biography=goals.biography(sitting.connection, goal.id),
            )
        if page.next is None:
            return
        page = goals.page(sitting.connection, sitting.reader, "mine", Filters(), page.next, _AT_A_TIME)
