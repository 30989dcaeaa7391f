"""Sessions as tests make them up: any course, any people, anything written, told apart by words of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from plc_tui.domain.sessions.values import (
    NAMING,
    Cluster,
    Commitment,
    Contribution,
    FacilitatedSession,
    Participant,
    SessionStep,
    Tally,
    Vote,
    Words,
)
from plc_tui.domain.values import Person

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
STEPS = tuple(f"e{number}" for number in range(5))
KEYS = tuple(f"u{number}" for number in range(5))
moments = st.integers(0, 3600).map(lambda seconds: NOW - timedelta(seconds=seconds))


def person(number: int, **changes: object) -> Participant:
    """The member of this number, who is there."""
    member = Person(f"m{number}", f"handle{number}", f"Name{number}")
    place = Participant(KEYS[number], member, member.name, number + 1, joined=NOW, here=NOW)
    return replace(place, **changes)  # type: ignore[arg-type]  # its own fields


def step(number: int = 0, seconds: int = 300, **changes: object) -> SessionStep:
    """The step of this number."""
    made = SessionStep(STEPS[number], f"Step {number}", seconds, gathers=("note", "warm"))
    return replace(made, **changes)  # type: ignore[arg-type]  # its own fields


def session(
    steps: tuple[SessionStep, ...], people: tuple[Participant, ...] = (), **changes: object
) -> FacilitatedSession:
    """An open session of these steps and people; the first of them has the console."""
    made = FacilitatedSession(
        id="f1", owner=Person("m0", "handle0", "Name0"), title="Tuning", protocol="tuning", credit="", focus="",
        circle=None, starts=None, state="open", created=NOW, updated=NOW, steps=steps,
        people=people or (person(0, console=True),), code="k7mp", opened=NOW,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # its own fields


@st.composite
def people(draw: st.DrawFn) -> tuple[Participant, ...]:
    """Some who came, some who have left or are still expected, some from paper."""
    found = [person(0, console=True)]
    for number in range(1, draw(st.integers(1, 5))):
        place = person(
            number,
            console=draw(st.booleans()),
            joined=draw(st.sampled_from([NOW, NOW, None])),
            left=draw(st.booleans()),
            here=draw(st.one_of(st.none(), moments)),
        )
        paper = draw(st.sampled_from([False, False, True]))
        found.append(replace(place, member=None, console=False) if paper else place)
    return tuple(found)


@st.composite
def courses(draw: st.DrawFn) -> tuple[SessionStep, ...]:
    """Steps as they can be in the middle of a session."""
    count = draw(st.integers(1, 5))
    now = draw(st.integers(-1, count - 1))
    made = []
    for number in range(count):
        state = draw(st.sampled_from(["done", "skipped"] if number < now else ["ahead", "skipped"]))
        state = "now" if number == now else state
        begun = state in ("now", "done") or draw(st.booleans())
        ballot = draw(st.integers(1, 2))
        made.append(
            step(
                number,
                state=state,
                ran=draw(st.floats(1, 900)) if begun else 0.0,
                since=draw(st.one_of(st.none(), moments)) if state == "now" else None,
                hidden=draw(st.booleans()),
                revealed=begun and draw(st.booleans()),
                naming=draw(st.sampled_from(sorted(NAMING))),
                dots=draw(st.sampled_from([0, 3])),
                fist=draw(st.booleans()),
                ballot=ballot,
                shown=draw(st.sampled_from([ballot - 1, ballot])),
                speaker=draw(st.sampled_from(["all", "each", "presenter", "nobody"])),
                silent=draw(st.sampled_from([(), ("presenter",), ("participants",)])),
                presenter=draw(st.sampled_from(["", *KEYS[:3], "*"])),
                round=draw(st.integers(0, 3)),
            )
        )
    return tuple(made)


@st.composite
def sessions(draw: st.DrawFn) -> FacilitatedSession:
    """A session in any state of its course."""
    its_people = draw(people())
    made = session(draw(courses()), its_people)
    return replace(
        made,
        state=draw(st.sampled_from(["open", "open", "closed"])),
        presenter=draw(st.sampled_from(["", *[each.key for each in its_people]])),
        turn=draw(st.sampled_from(["", *[each.key for each in its_people]])),
    )


@st.composite
def written(draw: st.DrawFn, made: FacilitatedSession) -> Words:
    """What is written in a session: every text is told apart by its number."""
    authors = [each.key for each in made.people]
    ids = [each.id for each in made.steps]
    clusters = [Cluster(f"t{n}", draw(st.sampled_from(ids)), f"group{n}") for n in range(draw(st.integers(0, 2)))]
    contributions = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["note", "warm", "parked"]))
        at = "" if kind == "parked" else draw(st.sampled_from(ids))
        groups = ["", *[cluster.id for cluster in clusters if cluster.step == at]]
        author, created = draw(st.sampled_from(authors)), draw(moments)
        cluster = draw(st.sampled_from(groups))
        contributions.append(Contribution(f"x{number}", at, author, kind, f"words{number}", created, cluster))
    targets = [*[each.id for each in contributions if each.step], *[each.id for each in clusters]] or ["x0"]
    votes, tallies = [], []
    for each in made.steps:
        fingers = [str(n) for n in range(6)]
        for author in draw(st.lists(st.sampled_from(authors), unique=True)) if each.voting else ():
            target = draw(st.sampled_from(fingers if each.fist else targets))
            votes.append(Vote(each.id, each.ballot, author, target, draw(st.integers(1, 3))))
        for number in range(1, each.shown + 1):
            target = draw(st.sampled_from(fingers if each.fist else targets))
            tallies.append(Tally(each.id, number, target, draw(st.integers(1, 9))))
    promised = tuple(
        Commitment(f"j{n}", made.id, draw(st.sampled_from(authors)), f"promise{n}", "", "offered", NOW, f"gsecret{n}")
        for n in range(draw(st.integers(0, 3)))
    )
    return Words(tuple(contributions), tuple(clusters), tuple(votes), tuple(tallies), promised)


@st.composite
def held(draw: st.DrawFn) -> tuple[FacilitatedSession, Words]:
    """A session, and what is written in it."""
    made = draw(sessions())
    return made, draw(written(made))
