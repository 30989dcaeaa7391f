"""Who may read a thing: choosing, what a choice would change, and saying it in words."""

from __future__ import annotations

from dataclasses import replace

from plc_tui.domain.audience import (
    EVERYONE,
    LOCKED,
    Audience,
    AudienceChange,
    Choice,
    CircleRef,
    Readable,
    in_words,
    join_words,
    may_read,
)
from plc_tui.domain.reviews import ReviewRequest
from plc_tui.domain.values import Person, ThingKind
from plc_tui.services import checks, journaling
from plc_tui.services import review_places as places
from plc_tui.services.desk import Desk, Sitting
from plc_tui.store import journal, locked, people, reviews, things

#: What has an audience of its owner's choosing. A request's readers follow from its places, which a mask hides.
SHARED: tuple[ThingKind, ...] = ("note", "goal")


def give(sitting: Sitting, thing_id: str, choice: Choice) -> None:
    """Make exactly the chosen the ones who may read a thing of the reader's own."""
    found = things.owned(sitting.connection, sitting.reader.id, thing_id, *SHARED)
    things.touch(sitting.connection, found.id, sitting.now)  # so that it comes first in its new readers' lists
    found = things.ref(sitting.connection, found.id)
    before = journal.granted(sitting.connection, found.id)
    things.give(sitting.connection, found, checks.principals(sitting.connection, choice))
    journaling.given(sitting, found, before)


class Sharing:
    """Questions about audiences, asked before and after one is changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, thing_id: str, choice: Choice) -> AudienceChange:
        """Return what a choice would change: the new audience, who gains and who loses by name."""
        with self._desk.reading() as sitting:
            found = things.owned(sitting.connection, sitting.reader.id, thing_id, *SHARED)
            now = things.audience(sitting.connection, found.id)
            then = _audience(sitting, choice)
            before, after = _readers(sitting, now.principals()), _readers(sitting, then.principals())
            mine = sitting.reader.id
            gain = tuple(p for p in after if p not in before and p.id != mine)
            lose = tuple(p for p in before if p not in after and p.id != mine)
            return AudienceChange(then, gain, lose)

    def words(self, thing_id: str) -> str:
        """Return the audience line of a note, goal or session, with whoever sees a version of it for a review."""
        with self._desk.reading() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, thing_id, *SHARED, "session")
            owner = people.member_by_id(sitting.connection, found.owner_id)
            audience = things.audience(sitting.connection, found.id)
            if found.kind == "session":
                audience = _named_once(sitting, audience)
            line = in_words(audience, owner.person, sitting.reader.id) if owner else ""
            if locked.is_locked(sitting.connection, found.id):
                line = f"{line}, {LOCKED}"
            for_review = [_for_review(sitting, request, audience) for request in _open_requests(sitting, found.id)]
            return " · ".join(filter(None, [line, *for_review]))

    def can_read(self, thing_id: str, handle: str) -> bool:
        """Say whether a colleague may read a thing of the reader's own ("Read as ...")."""
        with self._desk.reading() as sitting:
            found = things.owned(sitting.connection, sitting.reader.id, thing_id, *SHARED)
            other = checks.colleague(sitting.connection, handle)
            audience = things.audience(sitting.connection, found.id)
            return may_read(
                people.reader(sitting.connection, other.id), Readable(found.owner_id, audience.principals())
            )

    def mentionable(self, thing_id: str) -> tuple[Person, ...]:
        """Return whom a text may name with @: those who may read the thing."""
        with self._desk.reading() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, thing_id, *SHARED, "response")
            audience = things.audience(sitting.connection, found.root_id)
            owner = people.member_by_id(sitting.connection, found.owner_id)
            readers = _readers(sitting, audience.principals())
            return readers if owner is None or owner.person in readers else (owner.person, *readers)


def _audience(sitting: Sitting, choice: Choice) -> Audience:
    """Return a choice as the audience it would make."""
    named = tuple(checks.colleague(sitting.connection, name).person for name in choice.people)
    its_circles = tuple(checks.circle(sitting.connection, name) for name in choice.circles)
    size = people.community_size(sitting.connection) if choice.kind == "community" else 0
    refs = tuple(CircleRef(c.id, c.handle, c.title, len(c.members)) for c in its_circles)
    return Audience(choice.kind, named, refs, size)


def _readers(sitting: Sitting, principals: frozenset[str]) -> tuple[Person, ...]:
    """Return everyone these principals stand for, by name."""
    everyone = people.all_members(sitting.connection)
    if EVERYONE in principals:
        return tuple(member.person for member in everyone)
    inside = {
        place.person.id
        for circle in people.all_circles(sitting.connection)
        if circle.id in principals
        for place in circle.members
    }
    return tuple(member.person for member in everyone if member.id in principals or member.id in inside)


def _named_once(sitting: Sitting, audience: Audience) -> Audience:
    """Leave out people who are in one of the circles: whoever presents in a session is named to it besides them."""
    its_circles = [checks.circle(sitting.connection, ref.handle) for ref in audience.circles]
    others = tuple(p for p in audience.people if not any(circle.holds(p.id) for circle in its_circles))
    return replace(audience, people=others)


def _open_requests(sitting: Sitting, work_id: str) -> tuple[ReviewRequest, ...]:
    found = reviews.of_author(sitting.connection, sitting.reader, work_id)
    return tuple(request for request in found if request.state != "withdrawn")


def _for_review(sitting: Sitting, request: ReviewRequest, audience: Audience) -> str:
    """Say who sees which version of a work because of a request; nothing when only those who read it anyway do."""
    if audience.kind == "community" and not request.masked:
        return ""
    holding = places.granted(request, frozenset())
    anyway = {person.id for person in _readers(sitting, audience.principals())}
    readers = [member for member in people.all_members(sitting.connection) if member.id in holding - anyway]
    names = [member.name for member in readers]
    if request.state == "open" and request.choice.kind == "community":
        who = "any volunteer"
    elif request.state == "open" and request.choice.kind == "circles":
        asked = [checks.circle(sitting.connection, name) for name in request.choice.circles]
        outside = [member.name for member in readers if not any(circle.holds(member.id) for circle in asked)]
        theirs = {circle.id for circle in audience.circles}
        titles = [circle.title for circle in asked if circle.id not in theirs]
        who = join_words([*titles, *([] if request.masked else outside)])
    elif request.masked:
        who = "those you asked" if request.state == "open" else "those who reviewed it" if holding else ""
    else:
        who = join_words(names) or ("nobody yet" if request.state == "open" and not holding else "")
    return f"{who}, version {request.work.version}, for a review" if who else ""
