"""How notes, their versions and responses are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.cli.views.shared import audience_words, named, section, tags_words, unless_me
from plc_tui.domain.audience import LOCKED
from plc_tui.domain.notes import SAID, Note, NoteVersion, Response


def note_title(note: Note) -> str:
    """Return what a note goes by in a list."""
    return "Locked note" if note.shut else note.title


def _row(note: Note, look: Look) -> tuple[str, ...]:
    return (
        note.id,
        note_title(note),
        note.author.handle,
        look.iso(note.updated),
        note.audience.kind,
        note.model,
        note.stage,
        note.goal or "",
        ",".join(note.tags),
        str(note.version),
    )


def _lines(note: Note, look: Look) -> Iterator[str]:
    yield look.head(note.id, note_title(note))
    readers = audience_words(note.audience, note.author, look) + (f", {LOCKED}" if note.locked else "")
    yield from look.under(unless_me(note.author, look), look.day(note.updated), readers, tags_words(note.tags))


NOTE: View[Note] = View("note", _row, _lines)


def page(note: Note, responses: Iterable[Response], readers: str, look: Look) -> Iterator[str]:
    """Write a whole note: who can read it, its text, and the thread below it."""
    yield from look.wrap(note.title)
    yield from look.wrap(f"{note.id} · {named(note.author)} · {look.moment(note.updated)} · version {note.version}")
    yield from look.wrap(f"Who can read it: {readers}")
    ties = [
        f"Model: {_model_title(note.model)}" if note.model != "free" else "",
        f"Stage: {note.stage}" if note.stage else "",
        f"Goal: {note.goal}" if note.goal else "",
        tags_words(note.tags),
    ]
    yield from look.wrap(" · ".join(filter(None, ties))) if any(ties) else ()
    yield ""
    yield from look.wrap(note.body)
    yield from section("Responses", thread(tuple(responses), look))


def thread(responses: tuple[Response, ...], look: Look, parent: str | None = None, depth: int = 1) -> Iterator[str]:
    """Write responses as a thread: each answer below what it answers, two letters further in."""
    here = {response.id for response in responses}
    for response in responses:
        above = response.parent if response.parent in here else None  # what was answered may be gone
        if above == parent:
            yield from response_lines(response, look, depth)
            yield from thread(responses, look, response.id, min(depth + 1, 6))


def response_lines(response: Response, look: Look, depth: int = 0) -> Iterator[str]:
    """Write one response: who, how, when, and her words."""
    how = SAID[response.kind].removesuffix(" about").removesuffix(" on").removesuffix(" you")
    who = f"{response.id:<6} {named(response.author)} {how}, {look.moment(response.created)}"
    yield from look.wrap(who, indent=2 * depth, hang=7)
    if response.text:
        yield from look.wrap(response.text, indent=2 * depth + 7)


def _response_row(response: Response, look: Look) -> tuple[str, ...]:
    return (
        response.id,
        response.kind,
        response.author.handle,
        look.iso(response.created),
        response.thing,
        response.parent or "",
        response.text,
    )


RESPONSE: View[Response] = View("response", _response_row, response_lines)


def _version_row(version: NoteVersion, look: Look) -> tuple[str, ...]:
    kept = "set aside" if version.set_aside else "saved"
    return (str(version.number), look.iso(version.created), kept, version.title)


def _version_lines(version: NoteVersion, look: Look) -> Iterator[str]:
    yield look.head(str(version.number), version.title)
    yield from look.under(look.moment(version.created), "set aside" if version.set_aside else "")


VERSION: View[NoteVersion] = View("note.version", _version_row, _version_lines)


def _model_title(model: str) -> str:
    from plc_tui import seeds
    from plc_tui.seeds.problem import SeedProblem

    try:
        return seeds.model(model).title
    except SeedProblem:  # a community may have taken a model away since
        return model
