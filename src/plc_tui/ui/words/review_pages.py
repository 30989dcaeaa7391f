"""A request, its work, a review and a point as pages to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.reviews import DECISIONS, HOLDING, Point, Review, ReviewRequest, Work
from plc_tui.seeds import Frame
from plc_tui.ui import safe
from plc_tui.ui.markdown import render
from plc_tui.ui.widgets.audience_line import ONLY_YOU, audience_words
from plc_tui.ui.words import days
from plc_tui.ui.words.reviews import YOU_STAND, box_title, frame_of, hoped_for


def headed(title: str | Content, body: Content) -> Content:
    """A part of a page: a heading of ours (or with a name in it) over a text."""
    head = title if isinstance(title, Content) else Content(title)
    return Content.assemble(head.stylize("bold $warm"), "\n", body)


def stacked(parts: Iterable[Content | None]) -> Content:
    """Parts of a page with a blank line between them; what is empty is left out."""
    return Content("\n\n").join([part for part in parts if part is not None and part.plain])


def body_of(work: Work) -> Content:
    """The text of a piece of work, as it was when its author asked."""
    if not work.body.strip():
        return Content.styled("It says no more than its title.", "$soft")
    return render(work.body)


def work_page(work: Work, *, own: bool = False, when: str = "it was when the review was asked for") -> Content:
    """The pinned work: its title, which version it is, its text; `own` when its author reads it."""
    when = "your colleagues read it" if own else when
    version = Content.styled(f"The {work.kind} as {when}: version {work.version}", "$soft")
    return stacked((Content.assemble(safe.line(work.title, "bold $accent"), "\n", version), body_of(work)))


def ask_page(request: ReviewRequest, today: date) -> Content:
    """What a colleague is asked: who, what help, what is off-limits, in which frame, by when."""
    frame = frame_of(request)
    by = hoped_for(request.by, today)
    who = safe.fill("$name asks for your eye", name=request.author.name)
    facts = Content(" · ").join([who, *([Content(by)] if by else []), safe.line(frame.title)])
    masked = None
    if request.masked:
        masked = Content.styled("Names are hidden on both sides until both of you say yes.", "$soft")
    return stacked(
        (
            Content.assemble(safe.line(request.work.title, "bold $accent"), "\n", facts.stylize("$soft")),
            masked,
            headed("The question", safe.words(request.focus)),
            headed("Please leave out", safe.words(request.off_limits)) if request.off_limits else None,
        )
    )


def mine_page(request: ReviewRequest, review: Review | None) -> Content:
    """A colleague's own review: what it says, and what the author answered."""
    if review is None:
        words = "A place is open. Take it, and you are the one who writes."
        return headed("Where it stands", Content(words))
    stands = _mine_stands(request, review)
    if not review.points:
        return headed("Where it stands", stands)
    return stacked((headed("Your review", stands), points_page(frame_of(request), review, _name(request), by_box=True)))


def _name(request: ReviewRequest) -> str:
    return request.author.name


def _mine_stands(request: ReviewRequest, review: Review) -> Content:
    if review.state == "taken":
        return Content.styled("You are writing. Nobody else reads it until you send it.", "$soft")
    if review.state == "asked":
        return safe.fill(
            "[$soft]You have been asked. Say yes by beginning to write, or say not now; either is fine.[/]"
        )
    if review.state == "sent" and any(point.decision for point in review.points):
        return safe.fill("[$soft]$name has answered below. Only the two of you read this.[/]", name=_name(request))
    if review.state == "sent":
        said = "[$soft]You have sent it to $name; nobody else reads it. What becomes of it will show here.[/]"
        return safe.fill(said, name=_name(request))
    return Content.styled(f"{YOU_STAND[review.state].capitalize()}.", "$soft")


def points_page(frame: Frame, review: Review, author: str, *, by_box: bool) -> Content:
    """All points of a review, under the titles of their boxes."""
    parts: list[Content] = []
    last = ""
    for point in review.points:
        body = stacked_close((safe.words(point.text), answer(point, author)))
        if by_box and point.box != last:
            body = headed(safe.line(box_title(frame, point.box)), body)
        last = point.box
        parts.append(body)
    return stacked(parts)


def stacked_close(parts: Iterable[Content | None]) -> Content:
    """Parts under one another without a blank line."""
    return Content("\n").join([part for part in parts if part is not None and part.plain])


def answer(point: Point, author: str) -> Content | None:
    """What the author does with a point, and what she says to it."""
    if point.decision is None:
        return None
    said = DECISIONS[point.decision]
    sentence = safe.fill("[bold $good]$who:[/] [$good]$said.[/]", who=author, said=said[0].upper() + said[1:])
    return Content.assemble(sentence, " ", safe.words(point.reply)) if point.reply else sentence


def closing_page(request: ReviewRequest, author: str) -> Content | None:
    """The author's words at the end."""
    if not request.closing:
        return None
    return headed(safe.fill("$who in closing", who=author), safe.words(request.closing))


def overview_page(request: ReviewRequest, now: datetime, circles: Mapping[str, str]) -> Content:
    """A request as its author looks back on it; `circles` gives the titles of circles by their handles."""
    work = request.work
    facts = [f"version {work.version}", frame_of(request).title, f"asked {days.ago(request.created, now)}"]
    by = hoped_for(request.by, now.date())
    if by and request.state == "open":
        facts.append(by)
    return stacked(
        (
            Content.assemble(
                safe.line(work.title, "bold $accent"), "\n", safe.fill("[$soft]$facts[/]", facts=" · ".join(facts))
            ),
            audience_words(readers(request, circles)),
            headed("Your question", safe.words(request.focus)),
            headed("Off-limits", safe.words(request.off_limits)) if request.off_limits else None,
            _hidden_names(request),
        )
    )


def readers(request: ReviewRequest, circles: Mapping[str, str]) -> str:
    """Say who can read the work and the question through a request, as its author is told."""
    if request.state == "withdrawn":
        return ONLY_YOU
    counts = ("sent",) if request.state == "closed" else HOLDING
    names = [review.reviewer.name for review in request.reviews if review.state in counts]
    if request.state == "open" and request.choice.kind == "community":
        return "Everyone here"
    if request.state == "open" and request.choice.kind == "circles":
        names += [f"whoever is in {circles.get(name, name)}" for name in request.choice.circles]
    if request.state == "open" and request.masked:
        names = ["those you asked"]
    return join_words(["You", *names]) if names else ONLY_YOU


def _hidden_names(request: ReviewRequest) -> Content | None:
    if not request.masked:
        return None
    said = "You have said yes to showing names." if request.shows_name else "Neither side sees the other's name."
    return headed("Names are hidden", Content(said))
