"""Planning a session, finding it again, and what remains of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plc_tui.domain.audience import CircleRef
from plc_tui.domain.reviews import Work
from plc_tui.domain.sessions.showing import room
from plc_tui.domain.sessions.values import FacilitatedSession, SessionStep, Words
from plc_tui.domain.sessions.views import Ballot, Group, Promise, Shown
from plc_tui.domain.values import Person


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it is planned. `circle`, `presenter` and `invite` are handles; `work` an id of one's own work.

    `people` says for how many the protocol is fitted (0: the circle's members, or as few as it allows); `minutes` how
    long it may take (None: its usual time). The look at what was promised last time is within these minutes.
    """

    protocol: str
    title: str = ""
    focus: str = ""
    circle: str = ""
    invite: tuple[str, ...] = ()
    presenter: str = ""
    work: str = ""
    starts: datetime | None = None
    minutes: int | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session as everyone who may read it sees it outside the room: plan, people, work, where it stands.

    `console`, `joined` and `presents` say what the reader herself is in it. `owed` is what was promised in earlier
    sessions of the circle and is still open. `code` is there while it is open. `on` is what the protocol is called.
    """

    id: str
    title: str
    protocol: str
    credit: str
    focus: str
    state: str
    owner: Person
    circle: CircleRef | None
    starts: datetime | None
    opened: datetime | None
    closed: datetime | None
    created: datetime
    updated: datetime
    presenter: str
    facilitators: tuple[str, ...]
    people: tuple[str, ...]
    work: Work | None
    steps: tuple[SessionStep, ...]
    current: str
    code: str
    console: bool
    joined: bool
    owed: tuple[Promise, ...] = ()
    summary: str = ""
    presents: bool = False
    on: str = ""

    @property
    def seconds(self) -> int:
        """Return how long it was planned to take."""
        return sum(step.seconds for step in self.steps)


@dataclass(frozen=True, slots=True)
class SessionShelves:
    """The sessions a reader may see: those going on, those planned (the next first), those over (the newest first)."""

    open: tuple[SessionPage, ...] = ()
    planned: tuple[SessionPage, ...] = ()
    past: tuple[SessionPage, ...] = ()


@dataclass(frozen=True, slots=True)
class CircleSessions:
    """What of sessions stands on a circle's page: those ahead (also going on), the last ones, what is still owed, and
    what lies in the parking lots of the last ones, as (id of the session, words)."""

    ahead: tuple[SessionPage, ...] = ()
    past: tuple[SessionPage, ...] = ()
    owed: tuple[Promise, ...] = ()
    parked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryStep:
    """One step as a summary tells of it; times in seconds."""

    title: str
    planned: int
    used: int
    skipped: bool
    shown: tuple[Shown, ...]
    groups: tuple[Group, ...]
    ballots: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    """(round, ((what it was given to, dots), ...)): for fingers what is how many were shown."""
    fist: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What remains of a session. It holds what was revealed and nothing else; what was anonymous stays so.

    `on` is what the protocol is called; `opened` and `closed` are in the time zone of whoever reads it.
    """

    title: str
    circle: str
    protocol: str
    credit: str
    focus: str
    opened: datetime | None
    closed: datetime | None
    facilitators: tuple[str, ...]
    presenter: str
    people: tuple[str, ...]
    planned: int
    used: int
    steps: tuple[SummaryStep, ...]
    parked: tuple[str, ...]
    promises: tuple[Promise, ...]
    on: str = ""


def page(session: FacilitatedSession, reader_id: str, owed: tuple[Promise, ...] = ()) -> SessionPage:
    """Return a session as a reader sees it outside the room."""
    mine = session.place_of(reader_id)
    presenter = session.person(session.presenter)
    return SessionPage(
        id=session.id,
        title=session.title,
        protocol=session.protocol,
        credit=session.credit,
        focus=session.focus,
        state=session.state,
        owner=session.owner,
        circle=session.circle,
        starts=session.starts,
        opened=session.opened,
        closed=session.closed,
        created=session.created,
        updated=session.updated,
        presenter=presenter.called() if presenter else "",
        facilitators=tuple(person.name for person in session.people if person.console),
        people=tuple(person.called() for person in session.people if person.joined is not None),
        work=session.work,
        steps=session.steps,
        current=session.current,
        code=session.code,
        console=mine is not None and mine.console,
        joined=mine is not None and mine.takes_part,
        owed=owed,
        summary=session.summary,
        presents=mine is not None and mine.key == session.presenter,
    )


def summed_up(session: FacilitatedSession, words: Words, now: datetime) -> Summary:
    """Return what remains of a session: agenda and times, what was revealed, votes, parking lot, commitments."""
    view = room(session, words, now)
    labels = {each.id: each.text for each in view.contributions} | {each.id: each.name for each in view.groups}
    presenter = session.person(session.presenter)
    begun = [step for step in session.steps if step.begun or step.state == "skipped"]
    return Summary(
        title=session.title,
        circle=session.circle.title if session.circle else "",
        protocol=session.protocol,
        credit=session.credit,
        focus=session.focus,
        opened=session.opened,
        closed=session.closed,
        facilitators=_led(session),
        presenter=presenter.called() if presenter else "",
        people=tuple(person.called() for person in session.people if person.joined is not None),
        planned=session.seconds,
        used=round(sum(step.used(now) for step in session.steps)),
        steps=tuple(
            SummaryStep(
                title=step.title,
                planned=step.seconds,
                used=round(step.used(now)),
                skipped=step.state == "skipped",
                shown=tuple(each for each in view.contributions if each.step == step.id),
                groups=tuple(each for each in view.groups if each.step == step.id),
                ballots=tuple(_labelled(b, labels, step) for b in view.ballots if b.step == step.id),
                fist=step.fist,
            )
            for step in begun
        ),
        parked=view.parked,
        promises=view.promises,
    )


#: What votes were given to that was taken back, or put into another group, after they were shown.
GONE = "(not there any more)"


def _led(session: FacilitatedSession) -> tuple[str, ...]:
    """Return who led it: whoever opened it, and whoever had the console last."""
    last = (person.name for person in session.people if person.console)
    return tuple(dict.fromkeys((session.owner.name, *last)))


def _labelled(ballot: Ballot, labels: dict[str, str], step: SessionStep) -> tuple[int, tuple[tuple[str, int], ...]]:
    if step.fist:
        return ballot.ballot, ballot.counts
    return ballot.ballot, tuple((labels.get(target, GONE), dots) for target, dots in ballot.counts)
