"""Completes handles, circles and ids that the one at the keys may see: through the services, and silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from plc_tui.cli.desk import Desk

if TYPE_CHECKING:
    from plc_tui.services import Plc

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
MOST = 40
"""More than this nobody reads."""


def _completer(offer: Callable[[Plc], Iterable[tuple[str, str]]]) -> Completer:
    """Make a completer of what `offer` finds: (word, what it is)."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        typed = incomplete.removeprefix("@").lower()
        try:
            pairs = [pair for pair in offer(ctx.ensure_object(Desk).plc) if pair[0].startswith(typed)]
        except Exception:  # noqa: BLE001 - a line being typed must never be broken by a message
            return []
        return [CompletionItem(word, help=_help(words)) for word, words in pairs[:MOST]]

    return complete


def _help(words: str) -> str:
    from plc_tui import text

    return text.one_line_summary(text.clean_line(words), 60)


def _handles(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((member.handle, member.name) for member in plc.members.list() if member.left is None)


def _circles(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((circle.handle, circle.title) for circle in plc.circles.list())


def _goals(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((goal.id, goal.wording.question) for goal in plc.goals.list("all", count=MOST).items)


def _notes(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((note.id, note.title) for note in plc.notes.list("all", count=MOST).items)


def _things(plc: Plc) -> Iterable[tuple[str, str]]:
    return (*_notes(plc), *_goals(plc))


def _requests(plc: Plc) -> Iterable[tuple[str, str]]:
    shelves = plc.reviews.shelves()
    found = (*shelves.asked_of_me, *shelves.i_asked, *shelves.volunteers, *shelves.finished)
    return ((request.id, request.work.title) for request in found)


def _sessions(plc: Plc) -> Iterable[tuple[str, str]]:
    shelves = plc.sessions.shelves()
    return ((page.id, page.title) for page in (*shelves.open, *shelves.planned, *shelves.past))


def _tags(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((tag, "") for tag in plc.notes.tags())


def _drafts(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((draft.place, "") for draft in plc.drafts.list())


def _binned(plc: Plc) -> Iterable[tuple[str, str]]:
    return ((binned.id, binned.title) for binned in plc.bin.list())


handles, circles, tags = _completer(_handles), _completer(_circles), _completer(_tags)
goals, notes, things, requests = _completer(_goals), _completer(_notes), _completer(_things), _completer(_requests)
sessions = _completer(_sessions)
drafts, binned = _completer(_drafts), _completer(_binned)
journaled = _completer(lambda plc: (*_things(plc), *_circles(plc)))


def of_seeds(kind: str) -> Completer:
    """Make a completer of the ids of seed files: `models`, `frames`, `goal_frames` or `protocols`."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from plc_tui import seeds

        try:
            things = getattr(seeds, kind)()
        except Exception:  # noqa: BLE001 - as above
            return []
        return [CompletionItem(each.id, help=each.title) for each in things if each.id.startswith(incomplete)]

    return complete
