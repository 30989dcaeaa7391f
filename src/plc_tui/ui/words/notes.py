"""Notes in words: rows of the list, the line about a note, and what a new note is called."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from plc_tui import seeds
from plc_tui.domain.audience import Audience, in_words, join_words
from plc_tui.domain.notes import Note, NoteVersion, title_from
from plc_tui.text import counted, one_line_summary, word_count
from plc_tui.ui import safe
from plc_tui.ui.marks import GLYPHS, Marks
from plc_tui.ui.widgets.audience_line import ONLY_YOU_LOCKED, audience_words
from plc_tui.ui.widgets.rows import Row
from plc_tui.ui.words.days import ago
from plc_tui.ui.words.locked import SHUT_DETAIL, title_of
from plc_tui.ui.words.when import when

_SUMMARY = 160
"""Cells of a note's beginning that a row gets; the list cuts it to what there is room for."""


def note_row(note: Note, reader_id: str, now: datetime) -> Row:
    """A note in a list: whose it is, or with whom it is shared, before its first words."""
    who = shared_with(note.audience) if note.author.id == reader_id else note.author.name
    words = SHUT_DETAIL if note.shut else one_line_summary(without_headings(note.body), _SUMMARY)
    detail = " · ".join(part for part in (who, "locked" if note.locked and not note.shut else "", words) if part)
    return Row(note.id, title_of(note), safe.line(detail), safe.line(ago(note.updated, now)))


def shared_with(audience: Audience) -> str:
    """Say shortly with whom something of mine is shared: `with Ben Ito`, `with everyone here`; nothing for only me."""
    if audience.kind == "community":
        return "with everyone here"
    names = [circle.title for circle in audience.circles] + [person.name for person in audience.people]
    if len(names) > 2:
        return f"with {names[0]} and {counted(len(names) - 1, 'other', 'others')}"
    return f"with {join_words(names)}" if names else ""


def without_headings(body: str) -> str:
    """Return what she wrote herself: the text without its Markdown headings, which are often a model's."""
    kept = "\n".join(line for line in body[:4000].splitlines() if not line.lstrip().startswith("#"))
    return kept if kept.strip() else body


def about_line(note: Note, reader_id: str, now: datetime, *, goal: str = "", clock: int = 24) -> Content:
    """The line about a note: `Ben Ito · 3 days ago · Spiral of inquiry, hunch · #wait-time · on "Ask better ..."`."""
    mine = note.author.id == reader_id
    parts = [
        safe.line("" if mine else note.author.name, "bold"),
        safe.line(_dates(note, now, clock)),
        safe.line(model_words(note.model, note.stage)),
        safe.line(" ".join(f"#{tag}" for tag in note.tags), "$accent"),
        safe.fill("on “$goal”", goal=one_line_summary(goal, 60)) if goal else Content(""),
    ]
    return Content.styled(" · ", "$line").join(part for part in parts if part.plain).stylize_before("$soft")


def _dates(note: Note, now: datetime, clock: int) -> str:
    written, changed = ago(note.created, now), when(note.updated, now, clock)
    if note.version == 1:
        return f"written {when(note.created, now, clock)}"
    return f"written {written}, changed {changed}"


def model_words(model_id: str, stage: str) -> str:
    """Name a model and the stage of inquiry; free writing needs no name."""
    title = "" if model_id == "free" else next((m.title for m in seeds.models() if m.id == model_id), model_id)
    return ", ".join(part for part in (title, stage_title(stage)) if part)


def stage_title(stage: str) -> str:
    """Say a stage of inquiry as its prompt begins: `hunch` is `A hunch`."""
    for model in seeds.models():
        for prompt in model.prompts:
            if stage and prompt.stage == stage:
                return prompt.title.partition(":")[0]
    return stage


def stages() -> tuple[str, ...]:
    """The stages of inquiry that any model knows."""
    return tuple(dict.fromkeys(stage for model in seeds.models() for stage in model.stages))


def title_for(title: str, body: str) -> str:
    """Return the title a note is saved by: hers, or her own first words. Raises Invalid for an empty note."""
    return title_from(title.strip(), without_headings(body))


def counted_words(body: str) -> str:
    """`1 word`, `412 words`."""
    return counted(word_count(body), "word", "words")


def version_row(version: NoteVersion, current: int, chosen: int, now: datetime, marks: Marks = GLYPHS) -> Row:
    """A version in the list of versions; `chosen` is the one the others are compared with."""
    said = [when(version.created, now)]
    if version.number == current:
        said.append("what readers see now")
    if version.set_aside:
        said.append("set aside: written in another window at the same time")
    return Row(
        str(version.number),
        Content(f"Version {version.number}"),
        Content(" · ".join(said)),
        Content("compared with" if version.number == chosen else counted_words(version.body)),
        mark=marks.done if version.number == chosen else " ",
    )


def whole(title: str, body: str) -> str:
    """A version's title and text as one, for comparing."""
    return f"{title}\n\n{body}"


def reading(note: Note, reader_id: str, body: Content, about: Content) -> Content:
    """A note as the reading pane shows it."""
    readers = ONLY_YOU_LOCKED if note.locked else in_words(note.audience, note.author, reader_id)
    title = title_of(note, "bold $accent")
    return Content("\n").join([title, audience_words(readers), about, Content(""), body])
