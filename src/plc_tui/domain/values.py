"""Small values everything shares: ids, moments, people, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Literal, TypeVar

ThingKind = Literal["goal", "note", "response", "request", "review", "session"]

#: Letters and digits that nobody mistakes for one another, read aloud or typed.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

#: The first letter of an id says what it names.
LETTERS: dict[str, str] = {
    "goal": "g",
    "note": "n",
    "response": "w",
    "request": "q",
    "review": "r",
    "point": "p",
    "step": "s",
    "check-in": "k",
    "member": "m",
    "circle": "c",
    "session": "f",
    "contribution": "x",
    "cluster": "t",
    "commitment": "j",
}

#: Body texts are at most this many bytes of UTF-8; titles and other lines this many characters.
BODY_LIMIT = 1_000_000
LINE_LIMIT = 300

#: Days a deleted thing stays in the bin.
BIN_DAYS = 30

T = TypeVar("T")


def candidate_ids(kind: str, choose: Callable[[str], str]) -> Iterator[str]:
    """Yield ids for a new thing, short ones first; the caller takes the first that is free.

    `choose` picks one character at random. Random ids tell nobody how many things there are.
    """
    for length in (3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8):
        yield LETTERS[kind] + "".join(choose(ALPHABET) for _ in range(length))


def utc(moment: datetime) -> datetime:
    """Return `moment` in UTC; a moment without a zone is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """How a member is named wherever she appears; a masked person has an empty id and handle."""

    id: str
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page of a list starts: after the thing last touched at `updated` with this id."""

    updated: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, newest first; `next` is None when the list ends here."""

    items: tuple[T, ...]
    next: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Community:
    """Everyone in this file."""

    name: str
    size: int
    demo: bool = False
