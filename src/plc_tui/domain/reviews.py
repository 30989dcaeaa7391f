"""Reviews: a request, colleagues' points in a frame, the author's decisions and her closing statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from plc_tui.domain.audience import Choice
from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import Person

RequestState = Literal["open", "closed", "withdrawn"]
ReviewState = Literal["asked", "taken", "sent", "not now", "handed on", "given back"]
Decision = Literal["keep", "try", "park", "talk"]

DECISIONS: dict[Decision, str] = {
    "keep": "I keep this as it is",
    "try": "I will try this",
    "park": "I park this for now",
    "talk": "let us talk about this",
}

#: A taken review nobody has written in for this long lapses quietly: others may take the place.
LEASE = timedelta(days=7)

#: What a masked person is called.
MASKED_AUTHOR = Person("", "", "A colleague")


@dataclass(frozen=True, slots=True)
class NewRequest:
    """An author's ask for reviews. `choice` of kind community means any volunteer."""

    work: str
    focus: str
    choice: Choice
    frame: str = "warm-cool"
    off_limits: str = ""
    by: date | None = None
    masked: bool = False
    wanted: int = 2


@dataclass(frozen=True, slots=True)
class Work:
    """The piece of practice as it was when its author asked: a pinned version."""

    id: str
    kind: Literal["note", "goal"]
    title: str
    body: str
    version: int


@dataclass(frozen=True, slots=True)
class Point:
    """One piece of feedback in one box of the frame, and what the author does with it."""

    id: str
    box: str
    text: str
    decision: Decision | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One colleague's place in a request. `suggested` is whom she named when she handed it on.

    `updated` is a moment; where a mask hides the moment, the day alone.
    """

    id: str
    reviewer: Person
    state: ReviewState
    updated: date
    points: tuple[Point, ...] = ()
    suggested: Person | None = None
    shows_name: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """An ask for reviews as one reader sees it: what she may not read yet is simply not there.

    `created`, `updated` and `closed` are moments; in a masked request the days alone.
    """

    id: str
    author: Person
    work: Work
    focus: str
    off_limits: str
    frame: str
    choice: Choice
    by: date | None
    masked: bool
    wanted: int
    state: RequestState
    created: date
    updated: date
    reviews: tuple[Review, ...] = ()
    closing: str = ""
    closed: date | None = None
    shows_name: bool = False

    def review_by(self, member_id: str) -> Review | None:
        """Return her place in it, if she has one that still counts."""
        return next((r for r in self.reviews if r.reviewer.id == member_id and r.state in HOLDING), None)


#: States in which a reviewer still holds her place and so may read the work.
HOLDING: tuple[ReviewState, ...] = ("asked", "taken", "sent")

_MOVES: dict[ReviewState, tuple[ReviewState, ...]] = {
    "asked": ("taken", "not now", "handed on"),
    "taken": ("sent", "not now", "handed on", "given back"),
    "sent": (),
    "not now": ("taken",),
    "handed on": ("taken",),
    "given back": ("taken",),
}

_KINDLY: dict[ReviewState, str] = {
    "asked": "has been asked and has not answered yet",
    "taken": "is being written",
    "sent": "has been sent",
    "not now": "was answered with not now",
    "handed on": "was handed on",
    "given back": "was given back",
}


def move(state: ReviewState, to: ReviewState) -> ReviewState:
    """Return `to` when a review may go there from `state`. Raises Invalid with the reason otherwise."""
    if to not in _MOVES[state]:
        raise Invalid(f"That cannot be done now: this review {_KINDLY[state]}.")
    return to


def lapsed(review: Review, now: datetime) -> bool:
    """Say whether a taken place has been still for longer than its lease."""
    return review.state == "taken" and now - begins(review.updated) > LEASE


def places_left(wanted: int, reviews: Iterable[Review], now: datetime) -> int:
    """Return how many more colleagues may take a place in a request."""
    held = sum(1 for r in reviews if r.state in ("taken", "sent") and not lapsed(r, now))
    return max(0, wanted - held)


def as_seen_by(request: ReviewRequest, reader_id: str) -> ReviewRequest:
    """Return the request with everything taken out that `reader_id` may not read (yet).

    An author sees what was sent, and the state of the rest; a reviewer sees her own review and no one else's.
    In a masked request the two sides see pseudonyms until both have said yes to showing names, the author does not
    learn who of those she asked has done what, and neither side learns by the hour when anything was done.
    """
    if request.masked:
        request = _by_the_day(request)
    if request.author.id == reader_id:
        return replace(request, reviews=tuple(_for_author(request)))
    mine = tuple(r for r in request.reviews if r.reviewer.id == reader_id)
    open_names = request.shows_name and any(r.shows_name for r in mine)
    hidden = request.masked and not open_names
    if hidden:  # whether her suggestion was written down would tell who else was asked
        mine = tuple(replace(r, suggested=None) for r in mine)
    return replace(
        request,
        author=MASKED_AUTHOR if hidden else request.author,
        choice=_choice_for(request, reader_id),
        work=replace(request.work, id="") if hidden else request.work,
        reviews=mine,
    )


def _by_the_day(request: ReviewRequest) -> ReviewRequest:
    closed = None if request.closed is None else on_the_day(request.closed)
    return replace(request, created=on_the_day(request.created), updated=on_the_day(request.updated), closed=closed)


def _choice_for(request: ReviewRequest, reader_id: str) -> Choice:
    """Reviewers learn that it went to people, not to which others; colleagues may be asked besides a circle too."""
    mine = tuple(p for p in request.choice.people if any(p == r.reviewer.handle for r in _of(request, reader_id)))
    if request.choice.kind == "people":
        mine = mine or tuple(r.reviewer.handle for r in _of(request, reader_id)) or ("someone",)
    return replace(request.choice, people=mine)


def _of(request: ReviewRequest, reader_id: str) -> Iterable[Review]:
    return (review for review in request.reviews if review.reviewer.id == reader_id)


def _for_author(request: ReviewRequest) -> Iterable[Review]:
    reviews = request.reviews
    if request.masked:
        # Sorted by id, which is random, so that the order tells nothing either.
        reviews = tuple(sorted((r for r in reviews if _shows_through(r)), key=lambda r: r.id))
    for review in reviews:
        seen = review if review.state == "sent" else replace(review, points=())
        if request.masked and not (request.shows_name and review.shows_name):
            seen = _mask(seen)
        yield seen


def _shows_through(review: Review) -> bool:
    """Whether a masked author sees this place at all: who writes, and whom someone suggests instead."""
    return review.state in ("taken", "sent") or (review.state == "handed on" and review.suggested is not None)


def _mask(review: Review) -> Review:
    suggested = review.suggested if review.state == "handed on" else None
    return replace(
        review,
        reviewer=masked_as("review", review.id),
        suggested=suggested,
        updated=on_the_day(review.updated),
    )


def masked_as(kind: str, thing_id: str) -> Person:
    """Return the pseudonym of whoever made a masked request or review: always the same for the same one."""
    return Person("", "", f"Reviewer {thing_id[1:].upper()}") if kind == "review" else MASKED_AUTHOR


def on_the_day(moment: date) -> date:
    """Return the day of a moment in UTC, the same one for everybody: the exact time would tell who it was."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def begins(when: date) -> datetime:
    """Return a moment as it is, and of a day the first one: to put both in one order."""
    return when if isinstance(when, datetime) else datetime.combine(when, time(), UTC)


def in_boxes(points: Iterable[Point]) -> dict[str, str]:
    """Return points as one text for each box, a blank line between two points."""
    texts: dict[str, list[str]] = {}
    for point in points:
        texts.setdefault(point.box, []).append(point.text)
    return {box: "\n\n".join(paragraphs) for box, paragraphs in texts.items()}


def with_older(texts: Mapping[str, str], older: Mapping[str, str]) -> dict[str, str]:
    """Return `texts` with every paragraph of an older draft that is not in them added to its box: nothing is lost."""
    result = dict(texts)
    for box, text in older.items():
        missing = [part.strip() for part in text.split("\n\n") if part.strip() not in result.get(box, "")]
        result[box] = "\n\n".join(filter(None, [result.get(box, ""), *missing]))
    return result
