"""What Find, Home, the bin and the drafts shelf show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from plc_tui.domain.values import Person, ThingKind

if TYPE_CHECKING:  # a list of notes would otherwise bring goals and reviews along
    from plc_tui.domain.goals import Goal
    from plc_tui.domain.notes import Note, Response
    from plc_tui.domain.reviews import Review, ReviewRequest


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that matches. `snippet` shows why, as runs of text: (words, whether they are what was looked for).

    `root` is the thing to open: the note a response answers, the request a review belongs to, else the thing itself.
    `updated` is a moment; of what is masked the day alone.
    """

    id: str
    kind: ThingKind
    title: str
    author: Person
    updated: date
    snippet: tuple[tuple[str, bool], ...]
    root: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first; `more` when there is more than was asked for."""

    items: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """Text being written at `place` (such as `note:new` or `note:n7k2`), private to its writer.

    Two windows that write at one place at once keep two drafts; the second lies beside the first (`note:new~2`).
    The fields of a locked draft that is shut are empty.
    """

    place: str
    fields: Mapping[str, str]
    updated: datetime
    locked: bool = False
    shut: bool = False


def written_at(place: str) -> str:
    """Return where a draft is written, also of one that lies beside another."""
    return place.partition("~")[0]


@dataclass(frozen=True, slots=True)
class Binned:
    """A deleted thing, until `gone` when it is deleted for good."""

    id: str
    kind: ThingKind
    title: str
    deleted: datetime
    gone: datetime
    locked: bool = False


WaitingKind = Literal[
    "asked", "writing", "received", "response", "suggestion", "invitation", "volunteers", "going on", "session",
    "commitment",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for me: why (`kind`), from whom, about what, and the thing to open.

    A session "going on" can be joined, a "session" is planned for today, a "commitment" is one's own and open.
    `when` is a moment; of what is masked the day alone.
    """

    kind: WaitingKind
    id: str
    person: Person
    title: str
    when: date
    request: ReviewRequest | None = None
    review: Review | None = None
    response: Response | None = None


@dataclass(frozen=True, slots=True)
class LookBack:
    """A wondering of mine from long ago: the thing, when, and its words."""

    id: str
    kind: Literal["note", "goal"]
    when: datetime
    words: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Since you were here."""

    waiting: tuple[Waiting, ...] = ()
    unanswered: tuple[Note, ...] = ()
    goals: tuple[Goal, ...] = ()
    drafts: tuple[Draft, ...] = ()
    looking_back: LookBack | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """One page before meeting a colleague, made only of what she shares with the reader."""

    person: Person
    interests: str
    can_help: str
    goals: tuple[Goal, ...] = ()
    notes: tuple[Note, ...] = ()
    between_us: tuple[Response, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Shelves:
    """The shelves of Reviews; `volunteers` are open places anyone named by circle or call may take."""

    asked_of_me: tuple[ReviewRequest, ...] = ()
    i_asked: tuple[ReviewRequest, ...] = ()
    volunteers: tuple[ReviewRequest, ...] = ()
    finished: tuple[ReviewRequest, ...] = ()
