"""Random communities: written into a real file, and kept beside it as the domain sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from plc_tui.domain.audience import EVERYONE, CircleRef, Readable, Reader
from plc_tui.domain.goals import Goal, GoalRevision, Wording
from plc_tui.domain.journal import MASKED, Line
from plc_tui.domain.notes import Note, Response
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.reviews import Choice, Review, ReviewRequest, Work
from plc_tui.domain.sessions.values import (
    Commitment,
    CommitmentState,
    FacilitatedSession,
    Participant,
    SessionState,
)
from plc_tui.domain.values import Person
from plc_tui.store import (
    goals,
    journal,
    notes,
    people,
    responses,
    reviews,
    session_words,
    sessions,
    tables,
    things,
)
from plc_tui.store.engine import Connection, Store

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
TAGS = ("questions", "wait-time")


@dataclass(frozen=True)
class MadeThing:
    """A thing as a test makes it up: everything is an index into the community's lists."""

    kind: str
    owner: int
    granted: frozenset[str]
    in_bin: bool
    on: int
    minutes: int
    tag: int


@dataclass(frozen=True)
class MadeCommunity:
    """Who there is, who sits in which circle (and who is only invited), and what they wrote."""

    left: tuple[bool, ...]
    seats: tuple[tuple[tuple[int, bool], ...], ...]
    things: tuple[MadeThing, ...]


def _member(number: int) -> str:
    return f"m{number}x"


def _circle(number: int) -> str:
    return f"c{number}x"


@st.composite
def communities(draw: st.DrawFn) -> MadeCommunity:
    """Draw a small community with every kind of thing in every state."""
    left = draw(st.lists(st.booleans().map(lambda b: b), min_size=2, max_size=4))
    left[0] = False
    people_ = st.integers(0, len(left) - 1)
    seat = st.tuples(people_, st.booleans())
    seats = draw(st.lists(st.lists(seat, max_size=3, unique_by=lambda s: s[0]).map(tuple), max_size=2))
    principals = [EVERYONE, *map(_member, range(len(left))), *map(_circle, range(len(seats)))]
    made = st.builds(
        MadeThing,
        kind=st.sampled_from(["note", "note", "goal", "response", "request", "review", "session", "session"]),
        owner=people_,
        granted=st.frozensets(st.sampled_from(principals), max_size=2),
        in_bin=st.sampled_from([False, False, False, True]),
        on=st.integers(0, 9),
        minutes=st.integers(0, 5),
        tag=st.integers(0, 2),
    )
    return MadeCommunity(tuple(left), tuple(seats), tuple(draw(st.lists(made, min_size=1, max_size=9))))


@dataclass
class Kept:
    """A community in its file, and what the domain knows of each thing in it."""

    store: Store
    made: MadeCommunity
    readers: list[Reader] = field(default_factory=list)
    readables: dict[str, Readable] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    note_goals: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    touched: dict[str, datetime] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    circles: dict[str, str] = field(default_factory=dict)
    owed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of each commitment: its session, and the member who made it."""

    def of_kind(self, kind: str) -> list[str]:
        return [name for name, its_kind in self.kinds.items() if its_kind == kind]


def keep(made: MadeCommunity, store: Store) -> Kept:
    """Write a community into an open file, over the one that was there."""
    kept = Kept(store, made)
    with kept.store.write() as connection:
        _clear(connection)
        _write_people(connection, kept)
        for number, thing in enumerate(made.things):
            _write_thing(connection, kept, number, thing)
        for number, thing in enumerate(made.things):
            name = _name(kept, number)
            if name in kept.readables and thing.in_bin:
                things.put_in_bin(connection, name, BEGAN)
        for number, thing in enumerate(made.things):
            _write_lines(connection, kept, _name(kept, number), thing)
    _describe(kept)
    return kept


def _write_lines(connection: Connection, kept: Kept, name: str, made: MadeThing) -> None:
    """Write a line of the journal for each principal a thing was given to; masked ones leave its owner out."""
    owner, now = _member(made.owner), BEGAN + timedelta(minutes=made.minutes, hours=1)
    hidden = made.on % 2 == 1
    for principal in sorted(made.granted) if name in kept.kinds else ():
        actor, without = (MASKED, owner) if hidden else (owner, None)
        about = frozenset({principal}) if hidden else frozenset({principal, owner})
        line = Line("gave", kept.kinds[name], about, actor, name, principal, without)  # type: ignore[arg-type]  # a kind
        journal.write(connection, now, [line])
        kept.lines.append(line)


def forget_the_journal(connection: Connection) -> None:
    """Let a test write a community over another one: the journal itself only grows."""
    for table in ("journal", "journal_about"):
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_{verb}")


def _clear(connection: Connection) -> None:
    for table in reversed(tables.SQLModel.metadata.sorted_tables):
        connection.execute(table.delete())
    connection.exec_driver_sql("DELETE FROM search")


def _write_people(connection: Connection, kept: Kept) -> None:
    for number, left in enumerate(kept.made.left):
        name = _member(number)
        gone = BEGAN if left else None
        people.add_member(
            connection, Member(name, f"h{number}", f"Member {number}", f"l{number}", "UTC", "", "", False, BEGAN, gone)
        )
    for number, seats in enumerate(kept.made.seats):
        circle = Circle(_circle(number), f"circle{number}", f"Circle {number}", "", BEGAN)
        people.add_circle(connection, circle)
        for member, joined in seats:
            people.put_place(
                connection, circle.id, _member(member), facilitator=False, joined=BEGAN if joined else None
            )


def _name(kept: Kept, number: int) -> str:
    letters = {"note": "n", "goal": "g", "response": "w", "request": "q", "review": "r", "session": "f"}
    return f"{letters[kept.made.things[number].kind]}{number}aa"


def _roots(kept: Kept) -> list[str]:
    return [name for name, kind in kept.kinds.items() if kind in ("note", "goal")]


def _write_thing(connection: Connection, kept: Kept, number: int, made: MadeThing) -> None:
    """Write one thing; a response or a review with nothing to belong to is left out."""
    name, owner = _name(kept, number), _member(made.owner)
    roots, requests = _roots(kept), kept.of_kind("request")
    belongs_to = {"response": roots, "review": requests}.get(made.kind, [name])
    if not belongs_to:
        return
    target = belongs_to[made.on % len(belongs_to)]
    root = target if made.kind == "response" else name
    moment = BEGAN + timedelta(minutes=made.minutes)
    ref = things.ThingRef(name, made.kind, owner, root, moment, moment)
    things.add(connection, ref)
    person = Person(owner, f"h{made.owner}", f"Member {made.owner}")
    _WRITERS[made.kind](connection, kept, made, ref, person, target)
    granted = frozenset() if made.kind == "response" else made.granted
    if made.kind != "response":
        things.give(connection, ref, granted)
    kept.kinds[name], kept.owners[name], kept.about[name], kept.touched[name] = made.kind, owner, target, moment
    kept.readables[name] = Readable(owner, granted, made.in_bin)


def _describe(kept: Kept) -> None:
    """Say the same to the domain: responses hang on their roots, readers have the circles they joined."""
    for name in kept.of_kind("response"):
        own = kept.readables[name]
        kept.readables[name] = Readable(own.owner, own.granted, own.in_bin, kept.readables[kept.about[name]])
    for number, left in enumerate(kept.made.left):
        joined = {_circle(c) for c, seats in enumerate(kept.made.seats) if (number, True) in seats}
        kept.readers.append(Reader(_member(number), frozenset() if left else frozenset(joined), active=not left))


def _words(name: str) -> str:
    return f"everybody writes about learning {name}"


def _note(c: Connection, kept: Kept, made: MadeThing, ref: things.ThingRef, person: Person, _on: str) -> None:
    goals_ = kept.of_kind("goal")
    goal = goals_[made.on % len(goals_)] if goals_ and made.on % 2 else None
    tags = TAGS[made.tag : made.tag + 1]
    kept.tags |= {ref.id: tags[0]} if tags else {}
    kept.note_goals |= {ref.id: goal} if goal else {}
    note = Note(ref.id, person, _words(ref.id), _words(ref.id), "free", "", goal, tags, 1, ref.created, ref.updated)
    notes.add(c, note)


def _goal(c: Connection, _kept: Kept, _made: MadeThing, ref: things.ThingRef, person: Person, _on: str) -> None:
    wording = Wording(_words(ref.id))
    goals.add(c, Goal(ref.id, person, wording, "plain", "open", ref.created, ref.updated, 1))
    goals.add_revision(c, ref.id, GoalRevision(1, "set", wording, "", ref.created))
    goals.index(c, ref.id)


def _response(c: Connection, _kept: Kept, _made: MadeThing, ref: things.ThingRef, person: Person, on: str) -> None:
    responses.add(c, Response(ref.id, on, None, person, "wonder", _words(ref.id), ref.created))


def _request(c: Connection, _kept: Kept, made: MadeThing, ref: things.ThingRef, person: Person, _on: str) -> None:
    work = Work("n0", "note", _words(ref.id), _words(ref.id), 1)
    request = ReviewRequest(
        ref.id, person, work, _words(ref.id), "", "warm-cool", Choice("community"), None, made.on % 2 == 1, 2, "open",
        ref.created, ref.updated,
    )  # fmt: skip
    reviews.add(c, request, made.granted or {EVERYONE})


def _review(c: Connection, _kept: Kept, made: MadeThing, ref: things.ThingRef, person: Person, on: str) -> None:
    state = ("asked", "taken", "sent", "not now")[made.on % 4]
    reviews.add_review(c, on, Review(ref.id, person, state, ref.updated))
    reviews.add_point(c, ref.id, reviews.Point(f"p{ref.id}", "warm", _words(ref.id)))
    reviews.index_review(c, ref.id)


def _session(c: Connection, kept: Kept, made: MadeThing, ref: things.ThingRef, person: Person, _on: str) -> None:
    """A session, of a circle or of none. Its owner and a colleague, who may not read it now, owe something each."""
    count = len(kept.made.left)
    colleague = _member((made.owner + 1) % count)
    people_ = tuple(
        Participant(f"u{place}", Person(name, f"h{name[1]}", f"Member {name[1]}"), name, place, joined=ref.created)
        for place, name in enumerate(dict.fromkeys([person.id, colleague]))
    )
    circle = CircleRef(_circle(0), "circle0", "Circle 0", 1) if made.on % 2 and kept.made.seats else None
    state = STATES[made.on % len(STATES)]
    session = FacilitatedSession(
        ref.id, person, _words(ref.id), "tuning", "", _words(ref.id), circle, ref.created, state, ref.created,
        ref.updated, people=people_, closed=ref.updated if state == "closed" else None,
    )  # fmt: skip
    sessions.add(c, session)
    for number, place in enumerate(people_):
        promise = Commitment(
            f"j{number}{ref.id}", ref.id, place.key, _words(ref.id), "", PROMISED[made.tag], ref.created
        )
        session_words.commit(c, promise)
        kept.owed[promise.id] = (ref.id, "" if place.member is None else place.member.id)
    kept.states[ref.id], kept.circles[ref.id] = state, circle.id if circle else ""


STATES: tuple[SessionState, ...] = ("planned", "open", "closed", "cancelled")
PROMISED: tuple[CommitmentState, ...] = ("offered", "accepted", "kept")
_WRITERS = {
    "note": _note, "goal": _goal, "response": _response, "request": _request, "review": _review, "session": _session,
}  # fmt: skip
