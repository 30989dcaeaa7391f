"""Plain files to read and keep: one for each note, goal, review and session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt

from plc_tui.domain.audience import in_words
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.services.exporting.everything import Everything, File
from plc_tui.services.exporting.session_text import summary_text
from plc_tui.services.records import moment
from plc_tui.text import file_name


def files(everything: Everything) -> Iterator[File]:
    """Yield a Markdown file for each thing; none carries raw HTML."""
    for path, text in _files(everything):
        yield path, without_html(text)


def _files(everything: Everything) -> Iterator[File]:
    for note in everything.notes:
        yield (f"notes/{_name(note.title, note.id)}.md", note_text(note, everything.responses.get(note.id, ())))
    for goal in everything.goals:
        yield (
            f"goals/{_name(goal.wording.question, goal.id)}.md",
            goal_text(goal, everything.responses.get(goal.id, ())),
        )
    for request in everything.requests:
        yield f"reviews/{_name(request.work.title, request.id)}.md", request_text(request)
    for session in everything.sessions.been:
        yield f"sessions/{_name(session.page.title, session.page.id)}.md", summary_text(session.summary, session.unseen)
    if everything.said:
        yield "responses.md", "# What I said to colleagues\n\n" + "".join(_said(r) for r in everything.said)


_OPENS_A_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)")


def without_html(text: str) -> str:
    """Return Markdown in which no tag is live, wherever it is read; tags in code stay as they were written."""
    if _OPENS_A_TAG.search(text) and any(_is_html(text)):
        return _OPENS_A_TAG.sub("&lt;", text)
    return text


def _is_html(text: str) -> Iterator[bool]:
    for token in _parser().parse(text):
        yield token.type == "html_block"
        yield from (part.type == "html_inline" for part in token.children or ())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def note_text(note: Note, its_responses: tuple[Response, ...] = ()) -> str:
    """Return a note as a Markdown file, with what colleagues said below it."""
    about = [
        f"Written {moment(note.created)}, version {note.version}",
        in_words(note.audience, note.author, note.author.id),
    ]
    about += ["#" + " #".join(note.tags)] if note.tags else []
    head = f"# {note.title}\n\n" + "\n".join(f"> {line}" for line in about)
    return f"{head}\n\n{note.body.rstrip()}\n{_thread(its_responses)}"


def _thread(its_responses: tuple[Response, ...]) -> str:
    return "\n## Responses\n\n" + "".join(map(_said, its_responses)) if its_responses else ""


def _said(response: Response) -> str:
    words = response.text.replace("\n", "\n  ")
    return f"- {response.author.name or 'A colleague'} ({response.kind}, {moment(response.created)}): {words}\n"


def goal_text(goal: Goal, its_responses: tuple[Response, ...] = ()) -> str:
    """Return a goal as a Markdown file, with its steps, check-ins, biography and what colleagues said."""
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
    return "\n\n".join(part for part in parts if part) + "\n" + _thread(its_responses)


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


def _name(title: str, thing_id: str) -> str:
    return f"{file_name(title, 'untitled')}-{thing_id}"
