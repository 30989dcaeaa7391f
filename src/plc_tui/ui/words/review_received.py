"""What came back for a request, as one text in which each point can be chosen and decided about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from textual.content import Content

from plc_tui.domain.reviews import Point, Review, ReviewRequest
from plc_tui.seeds import Frame
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words import days
from plc_tui.ui.words.review_pages import answer, closing_page, overview_page, stacked_close
from plc_tui.ui.words.reviews import STANDS, box_title, frame_of


def received(request: ReviewRequest, now: datetime, circles: Mapping[str, str], marks: Marks) -> list[Piece]:
    """The request, each colleague's points, and the words at the end."""
    frame = frame_of(request)
    pieces = [Piece(overview_page(request, now, circles))]
    for review in request.reviews:
        pieces += list(_review(request, review, frame, now, marks))
    if not request.reviews:
        pieces += [title("What came back"), Piece(_nothing_yet(request))]
    closing = closing_page(request, "You")
    return [*pieces, Piece(closing, above=1)] if closing else pieces


def _nothing_yet(request: ReviewRequest) -> Content:
    if request.state != "open":
        return Content("Nobody had taken it.")
    if request.masked:
        return Content("Nobody has begun yet. Who of those you asked is writing stays hidden until you both say yes.")
    return Content("Nobody has taken a place yet. You can invite somebody with i, or open it to any volunteer with o.")


def _review(request: ReviewRequest, review: Review, frame: Frame, now: datetime, marks: Marks) -> Iterator[Piece]:
    head = safe.fill(
        "$who $stands, $ago", who=review.reviewer.name, stands=STANDS[review.state], ago=days.ago(review.updated, now)
    )
    yield title(head)
    if review.points:
        yield from (_point(frame, point, marks, first=number == 0) for number, point in enumerate(review.points))
    else:
        yield Piece(_what_now(request, review), f"place:{review.id}")


def _point(frame: Frame, point: Point, marks: Marks, *, first: bool) -> Piece:
    done = point.decision is not None
    box = safe.line(box_title(frame, point.box), "$soft")
    content = stacked_close((box, safe.words(point.text), answer(point, "You")))
    mark = Content.styled(f"{marks.done if done else marks.open} ", "$good" if done else "$warm")
    return Piece(content, f"point:{point.id}", mark, above=0 if first else 1)


def _what_now(request: ReviewRequest, review: Review) -> Content:
    if review.state == "handed on" and review.suggested is not None:
        return suggestion(request, review)
    if review.state == "taken":
        return Content("The words are not yours to read before they are sent.")
    if review.state == "asked":
        return Content("No answer yet, and nothing needs doing.")
    return Content("That is fine. You can invite somebody else with i, or open it to any volunteer with o.")


def suggestion(request: ReviewRequest, review: Review) -> Content:
    """Whom a colleague thinks of in her place, and whether she has been asked since."""
    other = review.suggested
    if other is None:
        return Content("")
    if was_asked(request, other.handle):
        return safe.fill("$name was suggested in this place, and has been asked.", name=other.name)
    return safe.fill("$name is suggested in this place. Press i to ask, or leave it.", name=other.name)


def was_asked(request: ReviewRequest, handle: str) -> bool:
    """Whether this colleague has been asked by name, or has a place already."""
    return handle in request.choice.people or any(review.reviewer.handle == handle for review in request.reviews)


def suggested(request: ReviewRequest) -> tuple[str, ...]:
    """The handles of colleagues who were suggested and have not been asked."""
    named = (review.suggested.handle for review in request.reviews if review.suggested is not None)
    return tuple(dict.fromkeys(handle for handle in named if not was_asked(request, handle)))
