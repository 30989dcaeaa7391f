"""Home: what waits for me, what nobody has answered, my goals and drafts, one look back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from plc_tui.dates import zone_of
from plc_tui.domain.finding import Brief, HomeView, LookBack, Waiting, WaitingKind
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.people import Circle
from plc_tui.domain.reviews import ReviewRequest, as_seen_by
from plc_tui.domain.values import Person
from plc_tui.services import checks
from plc_tui.services.desk import Desk, Sitting
from plc_tui.store import drafts, goals, notes, people, responses, reviews, session_waiting, things
from plc_tui.store.lists import Filters

#: How far back a shared note still counts as waiting for an answer.
UNANSWERED_DAYS = 60
#: So many shared notes without an answer stand on Home.
MOST_UNANSWERED = 5
#: So many goals stand on Home.
MOST_GOALS = 12
#: Anniversaries to look back from, nearest first: days ago, and how many days either side still count.
LOOK_BACK = ((365, 24), (182, 16), (91, 10))


class Home:
    """Since you were here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, *, looking_back: bool = True) -> HomeView:
        """Return everything Home shows; a look back only for those who like it."""
        with self._desk.reading() as sitting:
            return HomeView(
                waiting=tuple(_waiting(sitting)),
                unanswered=_unanswered(sitting),
                goals=_goals(sitting),
                drafts=drafts.find(sitting.connection, sitting.reader.id, opens=sitting.reader.opens),
                looking_back=_look_back(sitting) if looking_back else None,
            )

    def seen(self, thing_id: str) -> None:
        """Note that the reader looked at a thing, so that its responses no longer wait."""
        with self._desk.reading() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, thing_id, "note", "goal")
            waiting = responses.unseen(sitting.connection, sitting.reader, 200)
        if any(response.thing == found.id for response in waiting):
            with self._desk.writing() as sitting:
                responses.look_at(sitting.connection, sitting.reader, found.id, sitting.now)

    def brief(self, handle: str) -> Brief:
        """Return one page before meeting a colleague, made only of what she shares with me."""
        with self._desk.reading() as sitting:
            other = checks.colleague(sitting.connection, handle)
            hers = Filters(owner_id=other.id)
            its_goals = goals.page(sitting.connection, sitting.reader, "shared", hers, None, 8).items
            its_notes = notes.page(sitting.connection, sitting.reader, "shared", hers, None, 5).items
            between = [r for n in its_notes for r in responses.of(sitting.connection, sitting.reader, n.id)]
            mine = tuple(r for r in between if r.author.id in (sitting.reader.id, other.id))
            return Brief(other.person, other.interests, other.can_help, its_goals, its_notes, mine[-8:])


def _waiting(sitting: Sitting) -> Iterator[Waiting]:
    yield from session_waiting.sessions(sitting.connection, sitting.reader, *_today(sitting))
    yield from _from_reviews(sitting)
    for response in responses.unseen(sitting.connection, sitting.reader, 20):
        title = things.title(sitting.connection, response.thing)
        yield Waiting("response", response.thing, response.author, title, response.created, response=response)
    for circle in people.all_circles(sitting.connection):
        if any(person.id == sitting.reader.id for person in circle.invited):
            yield Waiting("invitation", circle.handle, _host(circle), circle.title, circle.created)
    yield from session_waiting.commitments(sitting.connection, sitting.reader)


def _today(sitting: Sitting) -> tuple[datetime, datetime]:
    """Return when the reader's day begins and ends, where she says she is."""
    me = people.member_by_id(sitting.connection, sitting.reader.id)
    here = sitting.now.astimezone(zone_of(me.timezone) if me else UTC)
    begins = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return begins, begins + timedelta(days=1)


def _host(circle: Circle) -> Person:
    """Return who invites: a facilitator, unless everyone has left since."""
    facilitators = (place.person for place in circle.members if place.facilitator)
    return next(facilitators, Person("", "", "Someone who has left"))


def _from_reviews(sitting: Sitting) -> Iterator[Waiting]:
    me = sitting.reader.id
    for request in reviews.to_reader(sitting.connection, sitting.reader):
        mine = request.review_by(me)
        if request.state == "open" and mine is not None and mine.state in ("asked", "taken"):
            seen = as_seen_by(request, me)
            kind: WaitingKind = "asked" if mine.state == "asked" else "writing"
            yield Waiting(kind, request.id, seen.author, seen.work.title, seen.updated, request=seen)
    for request in reviews.of_author(sitting.connection, sitting.reader):
        if request.state == "open":
            yield from _received(as_seen_by(request, me))


def _received(request: ReviewRequest) -> Iterator[Waiting]:
    for review in request.reviews:
        if review.state == "sent" and any(point.decision is None for point in review.points):
            yield Waiting("received", request.id, review.reviewer, request.work.title, review.updated, request, review)
        elif review.state == "handed on" and review.suggested is not None and _not_asked(request, review.suggested):
            yield Waiting(
                "suggestion", request.id, review.reviewer, request.work.title, review.updated, request, review
            )


def _not_asked(request: ReviewRequest, other: Person) -> bool:
    """Whether nobody asked her yet; in a masked request only the author's choice of people tells."""
    return other.handle not in request.choice.people and all(r.reviewer.id != other.id for r in request.reviews)


def _unanswered(sitting: Sitting) -> tuple[Note, ...]:
    since = sitting.now - timedelta(days=UNANSWERED_DAYS)
    found = notes.unanswered(sitting.connection, sitting.reader, since, 2 * MOST_UNANSWERED)
    told = session_waiting.summaries(sitting.connection, [note.id for note in found])
    return tuple(note for note in found if note.id not in told)[:MOST_UNANSWERED]


def _goals(sitting: Sitting) -> tuple[Goal, ...]:
    """Return the goals she has not ended, newest first; those she ended may be many and newer."""
    found = [
        goal
        for state in ("open", "resting")
        for goal in goals.page(sitting.connection, sitting.reader, "mine", Filters(state=state), None, MOST_GOALS).items
    ]
    return tuple(sorted(found, key=lambda goal: (goal.updated, goal.id), reverse=True)[:MOST_GOALS])


def _look_back(sitting: Sitting) -> LookBack | None:
    for days, either_side in LOOK_BACK:
        middle = sitting.now - timedelta(days=days)
        around = timedelta(days=either_side)
        written = notes.of_owner_between(sitting.connection, sitting.reader, middle - around, middle + around)
        found = [note for note in written if not note.locked]  # Home may be on a projector
        if found:
            note = min(found, key=lambda n: (not _wonders(n), abs(n.created - middle)))
            return LookBack(note.id, "note", note.created, _wondering(note))
    return None


def _wonders(note: Note) -> bool:
    return "?" in note.title + note.body or note.stage == "hunch"


def _wondering(note: Note) -> str:
    """Return the question a note asks, in its title or else its text; or its first sentence."""
    if note.title.endswith("?"):
        return note.title
    text = " ".join(line for line in note.body.splitlines() if line.strip() and not line.startswith("#"))
    sentences = re.split(r"(?<=[.?!])\s+", text)
    chosen = next((s for s in sentences if s.endswith("?")), sentences[0] if text else note.title)
    return chosen if len(chosen) <= 200 else chosen[:199].rsplit(" ", 1)[0] + "…"
