"""The bin and the drafts in words."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from plc_tui.domain.finding import Binned, Draft
from plc_tui.text import one_line_summary
from plc_tui.ui import safe
from plc_tui.ui.widgets.rows import Row
from plc_tui.ui.words import days
from plc_tui.ui.words.drafts import draft_of, first_words
from plc_tui.ui.words.locked import LOCKED_NOTE, SHUT_DETAIL, draft_title, with_mark

KINDS = {
    "goal": "goal", "note": "note", "response": "response", "request": "request for review", "review": "review",
    "session": "session",
}  # fmt: skip


def named(binned: Binned) -> str:
    """Name a deleted thing in a sentence: `the note "Wait time"`."""
    if binned.locked:
        return "the locked note"
    title = one_line_summary(binned.title, 60)
    kind = KINDS[binned.kind]
    return f'the {kind} "{title}"' if title else f"a {kind} without words"


def bin_row(binned: Binned, now: datetime) -> Row:
    """A deleted thing: what it was, since when, and until when it can be put back."""
    title = safe.line(one_line_summary(binned.title, 200)) if binned.title.strip() else Content("(without words)")
    title = with_mark(Content(LOCKED_NOTE)) if binned.locked else title
    detail = f"{KINDS[binned.kind]}, deleted {days.ago(binned.deleted, now)}"
    return Row(binned.id, title, Content(detail), Content(until(binned, now)))


def until(binned: Binned, now: datetime) -> str:
    """Say until when it can be put back: `gone tomorrow`, `kept until 4 December`."""
    day = days.on(binned.gone, now)
    return f"gone {day}" if day in ("today", "tomorrow", "yesterday") else f"kept until {day}"


def draft_row(draft: Draft, about: str, now: datetime) -> Row:
    """A draft: what it is a draft of, its first words, and since when it waits."""
    words = first_words(draft)
    if draft.shut:
        detail = Content(SHUT_DETAIL)
    else:
        detail = safe.fill('"$words"', words=words) if words else Content("nothing but spaces yet")
    title = draft_title(draft, safe.line(draft_name(draft, about)))
    return Row(draft.place, title, detail, Content(days.ago(draft.updated, now)))


def draft_name(draft: Draft, about: str) -> str:
    """Say what a draft is a draft of, with the title of the thing it belongs to where there is one."""
    return f'{draft_of(draft)}: "{about}"' if about else draft_of(draft)


def draft_pane(draft: Draft) -> Content:
    """All of a draft, beside the list on a wide terminal."""
    written = (words for name, words in draft.fields.items() if name != "locked" and words.strip())
    parts = [Content(SHUT_DETAIL)] if draft.shut else [safe.words(words[:4000]) for words in written]
    return Content("\n\n").join([draft_title(draft, Content.styled(draft_of(draft), "bold")), *parts])
