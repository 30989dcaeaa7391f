"""Leaving with everything: all a member's own words, in plain files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from plc_tui.domain.audience import in_words
from plc_tui.domain.errors import Invalid
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.reviews import ReviewRequest, as_seen_by
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.records import moment, record
from plc_tui.store import goals, notes, responses, reviews
from plc_tui.store.lists import Filters
from plc_tui.text import csv_cell, file_name

#: A file of an export: its path below the folder, and its text.
File = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Everything:
    """All a member may take with her: her own things, what was said to her, and what she said."""

    handle: str
    goals: tuple[Goal, ...]
    notes: tuple[Note, ...]
    requests: tuple[ReviewRequest, ...]
    responses: dict[str, tuple[Response, ...]]
    said: tuple[Response, ...]


class Exporting:
    """Exports of the actor's own words; what others kept to themselves is never in them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def files(self, form: str = "markdown") -> Iterator[File]:
        """Yield the files of an export. Raises Invalid for a form that does not exist."""
        if form not in FORMS:
            raise Invalid(f"Export as one of: {', '.join(FORMS)}.")
        with self._desk.reading() as sitting:
            everything = _gather(sitting, self._desk.actor.handle)
        yield from FORMS[form](everything)


def _gather(sitting: Sitting, handle: str) -> Everything:
    own = tuple(_all_notes(sitting))
    its_goals = tuple(_all_goals(sitting))
    made = reviews.of_author(sitting.connection, sitting.reader)
    held = [r for r in reviews.to_reader(sitting.connection, sitting.reader) if r.review_by(sitting.reader.id)]
    ids = [note.id for note in own] + [goal.id for goal in its_goals]
    threads = {name: responses.of(sitting.connection, sitting.reader, name) for name in ids}
    requests = tuple(as_seen_by(request, sitting.reader.id) for request in (*made, *held))
    return Everything(handle, its_goals, own, requests, threads, responses.mine(sitting.connection, sitting.reader))


def _all_notes(sitting: Sitting) -> Iterator[Note]:
    page = notes.page(sitting.connection, sitting.reader, "mine", Filters(), None, 500)
    while True:
        yield from page.items
        if page.next is None:
            return
        page = notes.page(sitting.connection, sitting.reader, "mine", Filters(), page.next, 500)


def _all_goals(sitting: Sitting) -> Iterator[Goal]:
    page = goals.page(sitting.connection, sitting.reader, "mine", Filters(), None, 500)
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
        page = goals.page(sitting.connection, sitting.reader, "mine", Filters(), page.next, 500)


def _markdown(everything: Everything) -> Iterator[File]:
    for note in everything.notes:
        yield (f"notes/{_name(note.title, note.id)}.md", note_text(note, everything.responses.get(note.id, ())))
    for goal in everything.goals:
        yield f"goals/{_name(goal.wording.question, goal.id)}.md", goal_text(goal)
    for request in everything.requests:
        yield f"reviews/{_name(request.work.title, request.id)}.md", request_text(request)
    if everything.said:
        yield "responses.md", "# What I said to colleagues\n\n" + "".join(_said(r) for r in everything.said)


def note_text(note: Note, its_responses: tuple[Response, ...] = ()) -> str:
    """Return a note as a Markdown file, with what colleagues said below it."""
    about = [
        f"Written {moment(note.created)}, version {note.version}",
        in_words(note.audience, note.author, note.author.id),
    ]
    about += ["#" + " #".join(note.tags)] if note.tags else []
    head = f"# {note.title}\n\n" + "\n".join(f"> {line}" for line in about)
    thread = "".join(_said(r) for r in its_responses)
    return f"{head}\n\n{note.body.rstrip()}\n" + (f"\n## Responses\n\n{thread}" if thread else "")


def _said(response: Response) -> str:
    words = response.text.replace("\n", "\n  ")
    return f"- {response.author.name or 'A colleague'} ({response.kind}, {moment(response.created)}): {words}\n"


def goal_text(goal: Goal) -> str:
    """Return a goal as a Markdown file, with its steps, check-ins and biography."""
    words = goal.wording
    parts = [f"# {words.question}", f"> {goal.state}; steered: {words.steers}"]
    parts += [f"## {title}\n\n{text}" for title, text in _answers(goal) if text]
    parts += [_listing("Steps", [f"[{'x' if s.done else ' '}] {s.text}" for s in goal.steps])]
    parts += [
        _listing("Check-ins", [f"{moment(c.created)}: {c.tried} {c.noticed} {c.confidence}" for c in goal.check_ins])
    ]
    parts += [
        _listing("How my question changed", [_entry(e.event, e.wording.question, e.because) for e in goal.biography])
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _answers(goal: Goal) -> list[tuple[str, str]]:
    words = goal.wording
    return [("Why it matters to me", words.why), ("How I will notice", words.notice), *words.extra]


def _entry(event: str, question: str, because: str) -> str:
    return f"{event}: {question}" + (f" (because {because})" if because else "")


def _listing(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def request_text(request: ReviewRequest) -> str:
    """Return a review as a Markdown file: what was asked, each point and what became of it, the closing."""
    parts = [f"# Review of {request.work.title}", f"> {request.focus}"]
    for review in request.reviews:
        lines = [f"{p.box}: {p.text}" + (f" -> {p.decision}: {p.reply}" if p.decision else "") for p in review.points]
        parts.append(_listing(f"{review.reviewer.name} ({review.state})", lines))
    parts.append(f"## Closing\n\n{request.closing}" if request.closing else "")
    return "\n\n".join(part for part in parts if part) + "\n"


def _jsonl(everything: Everything) -> Iterator[File]:
    lines = [*everything.goals, *everything.notes, *everything.requests, *everything.said]
    records = [record(value) for value in lines]
    for one in records[len(everything.goals) : len(everything.goals) + len(everything.notes)]:
        one["responses"] = [record(r) for r in everything.responses.get(one["id"], ())]
    yield "plc.jsonl", "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def _csv(everything: Everything) -> Iterator[File]:
    fields: tuple[str, ...] = ("id", "title", "body", "created", "updated", "model", "stage", "goal", "version")
    yield "notes.csv", _rows((*fields, "tags"), [(*_cells(n, fields), " ".join(n.tags)) for n in everything.notes])
    fields = ("id", "question", "why", "notice", "frame", "steers", "season", "status", "created", "updated")
    yield "goals.csv", _rows(fields, [_cells(goal, fields) for goal in everything.goals])


def _cells(value: object, fields: tuple[str, ...]) -> tuple[str, ...]:
    one = record(value)
    return tuple(str(one[name] if one[name] is not None else "") for name in fields)


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _html(everything: Everything) -> Iterator[File]:
    """One page; Markdown is drawn with raw HTML off, so nothing anyone typed becomes live."""
    from html import escape

    from markdown_it import MarkdownIt

    drawn = MarkdownIt("commonmark", {"html": False})
    body = "<hr>\n".join(drawn.render(text) for _, text in _markdown(everything))
    title = escape(f"What {everything.handle} wrote")
    yield (
        "plc.html",
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1.05em/1.55 serif}</style>"
        f"</head>\n<body>\n{body}</body></html>\n",
    )


def _calendar(everything: Everything) -> Iterator[File]:
    """Steps with a day, as all-day events (RFC 5545)."""
    dated = [step for goal in everything.goals for step in goal.steps if step.by and not step.done]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plc//steps//EN"]
    for step in dated:
        stamp = step.created.strftime("%Y%m%dT%H%M%SZ")
        lines += ["BEGIN:VEVENT", f"UID:{step.id}@plc", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{step.by:%Y%m%d}"]
        lines += [f"DTEND;VALUE=DATE:{step.by + timedelta(days=1):%Y%m%d}" if step.by else ""]
        lines += [f"SUMMARY:{_ics(step.text)}", "END:VEVENT"]
    yield "plc.ics", "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _ics(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold at 75 octets, never inside a character."""
    out, width = "", 0
    for character in line:
        size = len(character.encode())
        if width + size > 75:
            out, width = out + "\r\n ", 1
        out, width = out + character, width + size
    return out + "\r\n"


def _name(title: str, thing_id: str) -> str:
    return f"{file_name(title, 'untitled')}-{thing_id}"


FORMS: dict[str, Callable[[Everything], Iterator[File]]] = {
    "markdown": _markdown,
    "jsonl": _jsonl,
    "html": _html,
    "csv": _csv,
    "ics": _calendar,
}
