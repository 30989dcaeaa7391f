"""Requests for review in kind words: where each stands, by when it is hoped for, and the shelves as rows."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from plc_tui import seeds
from plc_tui.domain.audience import join_words
from plc_tui.domain.finding import Shelves
from plc_tui.domain.reviews import Review, ReviewRequest, ReviewState
from plc_tui.seeds.problem import SeedProblem
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days

#: Where a colleague's place stands, as the author reads it after her name.
STANDS: dict[ReviewState, str] = {
    "asked": "has been asked",
    "taken": "is writing",
    "sent": "has written",
    "not now": "said not now",
    "handed on": "has handed it on",
    "given back": "gave it back",
}

#: The same, said to the colleague herself.
YOU_STAND: dict[ReviewState, str] = {
    "asked": "waits for you",
    "taken": "you are writing",
    "sent": "you have sent yours",
    "not now": "you said not now",
    "handed on": "you have handed it on",
    "given back": "you gave it back",
}


def frame_of(request: ReviewRequest) -> seeds.Frame:
    """Return a request's frame; one without boxes when a community took its file away since."""
    try:
        return seeds.frame(request.frame)
    except SeedProblem:
        return seeds.Frame(request.frame, request.frame, "", "", ())


def box_title(frame: seeds.Frame, box_id: str) -> str:
    """Return what a box of a frame is called."""
    box = frame.box(box_id)
    return box.title if box else box_id


def hoped_for(by: date | None, today: date) -> str:
    """Say by when an author hopes for it; a wish that has passed is still only a wish."""
    if by is None:
        return ""
    return f"{'by' if by >= today else 'hoped for by'} {days.day(by, today)}"


def asked_whom(request: ReviewRequest) -> str:
    """Say whom a request went to, as its author reads it."""
    if request.choice.kind == "community":
        return "any volunteer"
    return join_words([f"@{name}" for name in request.choice.people] + [f"#{name}" for name in request.choice.circles])


def undecided(review: Review) -> int:
    """How many of a sent review's points its author has not decided about."""
    return sum(1 for point in review.points if point.decision is None) if review.state == "sent" else 0


def author_stands(request: ReviewRequest) -> str:
    """Say where a request stands, to its author: `Ben Ito has written; Noor Haddad is writing`."""
    if request.state != "open":
        return {"closed": "you closed it", "withdrawn": "you took it back"}[request.state]
    parts = [_place_words(review) for review in request.reviews]
    if not parts:
        return "names stay hidden; nobody has taken it yet" if request.masked else "nobody has taken it yet"
    return "; ".join(parts)


def _place_words(review: Review) -> str:
    name = review.reviewer.name
    if review.suggested is not None and review.state == "handed on":
        return f"{name} suggests {review.suggested.name}"
    left = undecided(review)
    if left:
        return f"{name} has written: {counted(left, 'point', 'points')} to think about"
    return f"{name} {STANDS[review.state]}"


def reviewer_stands(request: ReviewRequest) -> str:
    """Say where a request stands, to a colleague of its author."""
    mine = request.reviews[0] if request.reviews else None
    if request.state == "closed":
        return "closed with the author's own words" if request.closing else "closed"
    if mine is None:
        return "a place is open"
    if mine.state == "sent" and any(point.decision for point in mine.points):
        return "you have sent yours, and there are answers"
    return YOU_STAND[mine.state]


def shelf_rows(shelves: Shelves, me: str, today: date, marks: Marks) -> tuple[Row, ...]:
    """The four shelves as one list; a shelf with nothing on it is left out."""
    named = (
        ("Asked of you", shelves.asked_of_me),
        ("You asked for", shelves.i_asked),
        ("Open places", shelves.volunteers),
        ("Finished", shelves.finished),
    )
    rows: list[Row] = []
    for title, requests in named:
        if requests:
            rows += [heading(title), *(request_row(request, me, today, marks) for request in requests)]
    return tuple(rows)


def request_row(request: ReviewRequest, me: str, today: date, marks: Marks) -> Row:
    """One request: the work, by when, and below who asks and where it stands."""
    mine = request.author.id == me
    title = safe.line(request.work.title)
    if mine:
        detail = safe.line(author_stands(request))
    else:
        asks = "asks" if request.state == "open" else "asked"
        detail = safe.fill(f"$who {asks} · $stands", who=request.author.name, stands=reviewer_stands(request))
    by = hoped_for(request.by, today) if request.state == "open" and not _sent(request, me) else ""
    return Row(request.id, title, detail, Content(by) if by else None, mark=_mark(request, mine, marks))


def _sent(request: ReviewRequest, me: str) -> bool:
    return any(review.reviewer.id == me and review.state == "sent" for review in request.reviews)


def _mark(request: ReviewRequest, mine: bool, marks: Marks) -> str:
    if request.state != "open":
        return marks.done
    if mine:
        return marks.waiting if any(undecided(review) for review in request.reviews) else marks.open
    state = request.reviews[0].state if request.reviews else None
    return {"asked": marks.waiting, "taken": marks.waiting, "sent": marks.done}.get(state or "", marks.open)
