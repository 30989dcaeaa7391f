"""What is shared with a circle: notes and goals together, newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plc_tui.domain.audience import Readable, may_read
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.values import Cursor, Page
from plc_tui.services.desk import Sitting
from plc_tui.store import goals, notes
from plc_tui.store.lists import Filters

#: So many of each kind are looked at to say what leaving a circle would cost.
MOST_LOST = 200


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a reader has come on the shelf: a mark in the notes and one in the goals; None once they are all read."""

    notes: Cursor | None = None
    goals: Cursor | None = None
    more_notes: bool = True
    more_goals: bool = True


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some of what is shared with a circle, newest first; `next` is None when that is all."""

    items: tuple[Note | Goal, ...]
    next: Reached | None = None


def shelf(sitting: Sitting, circle_id: str, after: Reached | None, count: int) -> ShelfPage:
    """Return what was given to a circle and the reader may read, after what she has reached."""
    mark, given = after or Reached(), Filters(circle_id=circle_id)
    of_notes: Page[Note] = Page(())
    of_goals: Page[Goal] = Page(())
    if mark.more_notes:
        of_notes = notes.page(sitting.connection, sitting.reader, "all", given, mark.notes, count)
    if mark.more_goals:
        of_goals = goals.page(sitting.connection, sitting.reader, "all", given, mark.goals, count)
    both: list[Note | Goal] = [*of_notes.items, *of_goals.items]
    taken = sorted(both, key=lambda thing: (thing.updated, thing.id), reverse=True)[:count]
    its_notes = [thing for thing in taken if isinstance(thing, Note)]
    its_goals = [thing for thing in taken if isinstance(thing, Goal)]
    reached = Reached(
        _mark(its_notes, mark.notes),
        _mark(its_goals, mark.goals),
        of_notes.next is not None or len(its_notes) < len(of_notes.items),
        of_goals.next is not None or len(its_goals) < len(of_goals.items),
    )
    return ShelfPage(tuple(taken), reached if reached.more_notes or reached.more_goals else None)


def lost_by_leaving(sitting: Sitting, circle_id: str) -> tuple[Note | Goal, ...]:
    """Return colleagues' notes and goals that the reader reads only through this circle, newest first.

    Of very many, the newest `MOST_LOST` of each kind.
    """
    given = Filters(circle_id=circle_id)
    outside = replace(sitting.reader, circles=sitting.reader.circles - {circle_id})
    found: list[Note | Goal] = [
        *notes.page(sitting.connection, sitting.reader, "shared", given, None, MOST_LOST).items,
        *goals.page(sitting.connection, sitting.reader, "shared", given, None, MOST_LOST).items,
    ]
    lost = [thing for thing in found if not may_read(outside, _readable(thing))]
    return tuple(sorted(lost, key=lambda thing: (thing.updated, thing.id), reverse=True))


def _mark(taken: list[Note] | list[Goal], before: Cursor | None) -> Cursor | None:
    return Cursor(taken[-1].updated, taken[-1].id) if taken else before


def _readable(thing: Note | Goal) -> Readable:
    owner = thing.author if isinstance(thing, Note) else thing.owner
    return Readable(owner.id, thing.audience.principals())
