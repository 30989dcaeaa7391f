"""Reflective inquiry notes, their versions, and colleagues' responses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plc_tui.domain.audience import NOBODY_ELSE, Audience
from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import LINE_LIMIT, Person

ResponseKind = Literal["encourage", "wonder", "connect", "answer"]

#: How each response is said of its writer, for lists and Home: "Ben wondered about ...".
SAID: dict[ResponseKind, str] = {
    "encourage": "encouraged you on",
    "wonder": "wondered about",
    "connect": "connects with",
    "answer": "answered on",
}


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as it is first written. Without a title it goes by its body's first words."""

    body: str = ""
    title: str | None = None
    model: str = "free"
    stage: str = ""
    goal: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A reflective inquiry note in Markdown. `goal` is left out for readers who may not read that goal."""

    id: str
    author: Person
    title: str
    body: str
    model: str
    stage: str
    goal: str | None
    tags: tuple[str, ...]
    version: int
    created: datetime
    updated: datetime
    audience: Audience = NOBODY_ELSE
    locked: bool = False
    """Its words are sealed with its author's passphrase; nobody else can ever read them."""
    shut: bool = False
    """It is locked and not open in this sitting: title, body, tags and goal are empty here."""


@dataclass(frozen=True, slots=True)
class LockedText:
    """What is sealed of a note: everything but when it was written, and how often."""

    title: str
    body: str
    model: str = "free"
    stage: str = ""
    goal: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One saved state of a note's text. A version set aside was never current: it lost a race between two windows.

    Of a locked note that is shut, title and body are empty.
    """

    number: int
    title: str
    body: str
    created: datetime
    set_aside: bool


@dataclass(frozen=True, slots=True)
class Response:
    """A reply to a shared thing, or (with `parent`) to another response in its thread."""

    id: str
    thing: str
    parent: str | None
    author: Person
    kind: ResponseKind
    text: str
    created: datetime


def title_from(title: str, body: str) -> str:
    """Return the title a note goes by: the one given, or the first words of its body. Raises Invalid for neither."""
    if title:
        return title
    for line in body.splitlines():
        words = line.strip().lstrip("#>*- ").strip()
        if words:
            return words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0][:LINE_LIMIT] + "…"
    raise Invalid("An empty note was not saved: give it a title or a few words.")


def check_response(kind: ResponseKind, text: str) -> None:
    """Raise Invalid when a response says nothing where it must: a question and an answer need words."""
    if kind in ("wonder", "answer") and not text:
        raise Invalid("Write your question first." if kind == "wonder" else "Write your answer first.")
