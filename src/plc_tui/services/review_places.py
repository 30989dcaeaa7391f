"""The places in a request: who holds one, who may see it, what happens to words when she steps out."""

from __future__ import annotations

from collections.abc import Iterable

from plc_tui.domain.audience import Choice, join_words
from plc_tui.domain.errors import Invalid
from plc_tui.domain.journal import Places
from plc_tui.domain.reviews import (
    HOLDING,
    NewRequest,
    Review,
    ReviewRequest,
    ReviewState,
    Work,
    begins,
    in_boxes,
    places_left,
    with_older,
)
from plc_tui.domain.values import Person
from plc_tui.services import checks, journaling
from plc_tui.services.desk import Sitting
from plc_tui.store import drafts, journal, reviews, things


def granted(request: ReviewRequest, asked: frozenset[str]) -> frozenset[str]:
    """Return who may see a request: those with a place in it, and while places are open whom it went to."""
    if request.state == "withdrawn":
        return frozenset()
    holding = frozenset(r.reviewer.id for r in request.reviews if r.state in HOLDING)
    if request.state == "closed":
        return frozenset(r.reviewer.id for r in request.reviews if r.state == "sent")
    by_call = frozenset(p for p in asked if not p.startswith("m"))
    return holding | by_call


def regrant(
    sitting: Sitting,
    thing: things.ThingRef,
    request: ReviewRequest,
    how: journaling.Asked | journaling.Ended | None,
) -> None:
    """Let those see a request whom it is granted to now, and tell them."""
    before = journal.granted(sitting.connection, thing.id)
    things.give(sitting.connection, thing, granted(request, reviews.asked(sitting.connection, thing.id)))
    after = journal.granted(sitting.connection, thing.id)
    journaling.request_changed(sitting, Places(thing.id, thing.owner_id, request.masked, before, after), how)


def people_named(sitting: Sitting, handles: Iterable[str]) -> list[Person]:
    """Return these colleagues, each once. Raises Invalid for a name nobody has."""
    found = (checks.colleague(sitting.connection, name).person for name in handles)
    return list(dict.fromkeys(found))


def keep_words(sitting: Sitting, request_id: str, review: Review) -> None:
    """Keep a review among its writer's drafts, now that its request may go out of her sight."""
    place = f"review:{request_id}"
    if review.state not in HOLDING or not review.points:
        return
    words = in_boxes(review.points)
    earlier = next(iter(drafts.find(sitting.connection, review.reviewer.id, place)), None)
    if earlier is None or earlier.updated < begins(review.updated):
        kept = with_older(words, earlier.fields) if earlier else words
        drafts.keep(sitting.connection, review.reviewer.id, place, kept, sitting.now)


def state_of(request: ReviewRequest, member_id: str) -> ReviewState | None:
    """Return where a member's own place stands, if she holds one."""
    mine = request.review_by(member_id)
    return mine.state if mine else None


def place_of(request: ReviewRequest, member_id: str) -> Review | None:
    """Return a member's place, also one she stepped out of."""
    return next((r for r in request.reviews if r.reviewer.id == member_id), None)


def newest_first(seen: Iterable[ReviewRequest]) -> tuple[ReviewRequest, ...]:
    """Put requests in order by what their reader sees: the exact moments that a mask hides order nothing."""
    return tuple(sorted(seen, key=lambda request: (begins(request.updated), request.id), reverse=True))


def has_open_place(request: ReviewRequest, sitting: Sitting) -> bool:
    """Say whether one more colleague may take a place."""
    return request.state == "open" and places_left(request.wanted, request.reviews, sitting.now) > 0


def need_open(request: ReviewRequest) -> None:
    """Raise Invalid when a request has ended."""
    if request.state != "open":
        raise Invalid(f"This request is {request.state}; nothing more can be done with it.")


def titles(sitting: Sitting, choice: Choice) -> list[str]:
    """Return the titles of the circles that are asked."""
    return [checks.circle(sitting.connection, name).title for name in choice.circles]


def in_words(work: Work, new: NewRequest, names: list[str], circles: list[str]) -> str:
    """Say plainly who will see what."""
    who = {"people": join_words(names), "circles": join_words([*circles, *names]), "community": "Everyone here"}
    reads = f"{who.get(new.choice.kind, '')} will be able to read version {work.version} of this {work.kind}"
    asked = "and your question. Each review is read by you and whoever wrote it, nobody else."
    return f"{reads} {asked}{_masked_words(names) if new.masked else ''}"


def _masked_words(names: list[str]) -> str:
    """Say what a mask hides; asking one colleague alone, one knows who wrote."""
    if len(names) == 1:
        return f" {names[0]} does not see your name until both of you say yes; you will know whose review it is."
    return " Neither of you sees the other's name until both say yes."
