"""Locked notes in words: a mark, a colour and always the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import GLYPHS

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.domain.notes import Note

LOCKED_NOTE = "Locked note"
"""What a note goes by while it is shut."""
SHUT_DETAIL = "Enter opens it with your passphrase."
SHUT = "It is locked. Open your locked notes first; Enter asks for your passphrase."


def with_mark(title: Content) -> Content:
    """Put the mark of a lock before a title. In a terminal without glyphs `AsciiLine` draws its plain sign."""
    return Content.assemble((f"{GLYPHS.lock} ", "$warm"), title)


def title_of(note: Note, style: str = "") -> Content:
    """A note's title; of a locked one with the mark, and while it is shut only what it is."""
    if not note.locked:
        return safe.line(note.title, style)
    return with_mark(Content.styled(LOCKED_NOTE, style) if note.shut else safe.line(note.title, style))


def called(note: Note) -> str:
    """Name a note in a sentence that may stay on the screen: a locked one never by its title."""
    return "Your locked note" if note.locked else f"“{note.title}”"


def draft_title(draft: Draft, title: Content) -> Content:
    """A draft in a list: a locked one with the mark."""
    return with_mark(title) if draft.locked else title


def how_many(notes: int, drafts: int = 0) -> str:
    """`3 locked notes and 1 locked draft`."""
    parts = [counted(notes, "locked note", "locked notes")] if notes or not drafts else []
    parts += [counted(drafts, "locked draft", "locked drafts")] if drafts else []
    return " and ".join(parts)
