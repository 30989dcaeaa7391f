"""How requests for review, reviews and their points are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plc_tui import seeds
from plc_tui.cli.look import Look
from plc_tui.cli.output import View, as_record
from plc_tui.cli.views.shared import field, named, section, unless_me
from plc_tui.domain.reviews import DECISIONS, Point, Review, ReviewRequest
from plc_tui.seeds.problem import SeedProblem
from plc_tui.text import counted


def _row(request: ReviewRequest, look: Look) -> tuple[str, ...]:
    return (
        request.id,
        request.work.title,
        request.author.handle,
        look.iso(request.updated),
        request.state,
        request.frame,
        request.by.isoformat() if request.by else "",
        request.focus,
        request.work.id,
    )


def _lines(request: ReviewRequest, look: Look) -> Iterator[str]:
    yield look.head(request.id, request.work.title)
    yield from look.wrap(request.focus, indent=7)
    yield from look.under(
        unless_me(request.author, look), _frame_title(request.frame), _standing(request, look), _by(request, look)
    )


def _record(request: ReviewRequest) -> Mapping[str, Any]:
    """Return its JSON, with the frame's boxes so that a program can write in them."""
    try:
        found = seeds.frame(request.frame)
    except SeedProblem:  # a community may have taken a frame away since
        return {**as_record(request), "frame": {"id": request.frame, "title": request.frame, "boxes": []}}
    boxes = [{"id": box.id, "title": box.title, "stem": box.stem} for box in found.boxes]
    return {**as_record(request), "frame": {"id": found.id, "title": found.title, "boxes": boxes}}


REQUEST: View[ReviewRequest] = View("review", _row, _lines, _record)


def _by(request: ReviewRequest, look: Look) -> str:
    return f"by {look.day(request.by)}" if request.by and request.state == "open" else ""


def _standing(request: ReviewRequest, look: Look) -> str:
    """Say how far it is, from where the reader stands."""
    if request.state != "open":
        return request.state
    mine = next((r for r in request.reviews if r.reviewer.id == look.reader), None)
    if mine is not None:
        return {"asked": "waits for you", "taken": "you are writing", "sent": "you sent it"}.get(mine.state, mine.state)
    sent = sum(1 for r in request.reviews if r.state == "sent")
    return counted(sent, "review so far", "reviews so far") if sent else "waiting"


def page(request: ReviewRequest, look: Look) -> Iterator[str]:
    """Write a whole request: the ask, the work as it was then, the reviews, and how it ended."""
    yield from look.wrap(f"Review of: {request.work.title}")
    work = f"{request.work.id} version {request.work.version}" if request.work.id else ""
    parts = (request.id, f"asked by {named(request.author)}", work, look.day(request.created), _standing(request, look))
    yield from look.wrap(" · ".join(filter(None, parts)))
    yield ""
    yield from field("Please look at", request.focus, look)
    yield from field("Off limits", request.off_limits, look)
    yield from field("By", look.day(request.by) if request.by else "", look)
    yield from field("Frame", _frame_title(request.frame), look)
    yield from section("The work", look.wrap(request.work.body, indent=2))
    for review in request.reviews:
        yield from section(_review_title(review, look), _points(request.frame, review, look))
    yield from section("Closing", look.wrap(request.closing, indent=2) if request.closing else ())


def _review_title(review: Review, look: Look) -> str:
    who = "You" if review.reviewer.id == look.reader else named(review.reviewer)
    return f"{who}: {review.state}, {look.day(review.updated)} ({review.id})"


def _points(frame: str, review: Review, look: Look) -> Iterator[str]:
    if not review.points:
        yield "  Nothing to read here yet."
    for point in review.points:
        yield from _point(frame, point, look)


def _point(frame: str, point: Point, look: Look) -> Iterator[str]:
    yield from look.wrap(f"{point.id:<6} {_box_title(frame, point.box)}", indent=2, hang=7)
    yield from look.wrap(point.text, indent=9)
    if point.decision:
        said = f"Decision: {DECISIONS[point.decision]}."
        yield from look.wrap(f"{said} {point.reply}".rstrip(), indent=9)
    elif point.reply:
        yield from look.wrap(f"Reply: {point.reply}", indent=9)


def _frame_title(frame: str) -> str:
    try:
        return seeds.frame(frame).title
    except SeedProblem:
        return frame


def _box_title(frame: str, box: str) -> str:
    try:
        found = seeds.frame(frame).box(box)
    except SeedProblem:
        return box
    return found.title if found else box
