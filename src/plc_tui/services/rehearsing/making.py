"""Makes what a rehearsal is played on: a community in memory, made-up people in it, and their session.

Nothing of it ever reaches a disk, so there is nothing to remove, whatever ends the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from plc_tui import seeds
from plc_tui.domain.errors import Invalid
from plc_tui.domain.notes import NewNote
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.rehearsing import BANNER, FEWEST, MOST, RehearsalPlan
from plc_tui.domain.sessions.values import EACH_IN_TURN, SessionStep
from plc_tui.services.desk import Clock
from plc_tui.services.opening import make
from plc_tui.services.plc import Plc
from plc_tui.services.rehearsing.acting import Temper

IN_MEMORY = "sqlite://"
USUAL = 6
"""How many people are in a rehearsal when nobody says; the member herself is one of them."""
LATE = 100
"""So many seconds after the opening the last one comes, where there are three or more."""


@dataclass
class Person:
    """Somebody made up, her program, and how many seconds after the opening she comes."""

    plc: Plc
    name: str
    temper: Temper
    comes: float
    come: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a rehearsal is played on. `plc` is the member's own program in it; `need` the protocol's first."""

    plc: Plc
    people: dict[str, Person]
    session_id: str
    title: str
    need: str


def built(plan: RehearsalPlan, name: str, clock: Clock, dice: Random) -> Stage:
    """Make the community and its session, open. Raises Invalid for people or minutes no session can have."""
    protocol = next((each for each in seeds.protocols() if each.id == plan.protocol), None)
    if protocol is None and not plan.steps:
        raise Invalid(f"There is no such protocol. There is: {', '.join(each.id for each in seeds.protocols())}.")
    size = how_many(plan, protocol)
    plc = make(IN_MEMORY, name=BANNER, handle_="me", display=name, login="me", clock=clock)
    try:
        people = dict(_made_up(plc, size - 1, clock, dice))
        page = plc.sessions.open(_planned(plc, people, plan, protocol or seeds.protocols()[0]))
    except BaseException:
        plc.close()
        raise
    return Stage(plc, people, page.id, page.title, protocol.needs[0] if protocol else "")


def how_many(plan: RehearsalPlan, protocol: seeds.Protocol | None) -> int:
    """Return how many people are in a rehearsal, the member among them: never more than are made up. Raises Invalid."""
    wanted = plan.people
    if wanted == 0:
        least = max(FEWEST, protocol.people_least) if protocol else FEWEST
        wanted = max(least, min(USUAL, protocol.people_most if protocol else USUAL))
    if not FEWEST <= wanted <= MOST:
        raise Invalid(f"A rehearsal is for {FEWEST} to {MOST} people, yourself among them.")
    return min(wanted, len(seeds.cast().people) + 1)


def _made_up(plc: Plc, count: int, clock: Clock, dice: Random) -> Iterator[tuple[str, Person]]:
    comes = 0.0
    for number, person in enumerate(seeds.cast().people[:count], start=1):
        comes += dice.uniform(1, 5)
        late = number == count > FEWEST
        plc.members.add(person.handle, person.name)
        hers = Plc(plc.store, plc.members.show(person.handle).person, clock)
        yield person.handle, Person(hers, person.name, Temper(number == 3, number == 2), LATE if late else comes)


def _planned(plc: Plc, people: dict[str, Person], plan: RehearsalPlan, protocol: seeds.Protocol) -> str:
    cast, handles = seeds.cast(), tuple(people)
    presented = any(map(_presented, plan.steps)) if plan.steps else protocol.has_presenter
    page = plc.sessions.plan(
        NewSession(
            protocol.id,
            title=f"Rehearsal: {plan.title or protocol.title}",
            focus=cast.focus if presented else "",
            presenter=handles[0] if presented else "",
            invite=handles,
            people=len(people) + 1,
            minutes=plan.minutes,
        )
    )
    if plan.steps:
        _put_steps(plc, page.id, page.steps, plan.steps)
    if presented:
        presenter = people[handles[0]].plc
        note = presenter.notes.add(NewNote(cast.body, title=cast.title))
        presenter.sessions.bring(page.id, note.id)
    return page.id


def _put_steps(plc: Plc, session_id: str, before: tuple[SessionStep, ...], steps: tuple[SessionStep, ...]) -> None:
    """Put the steps of a planned session in the place of the protocol's; nobody in it has a key here."""
    for step in before:
        plc.console.remove(session_id, step.id)
    for step in steps:
        in_turn = step.presenter == EACH_IN_TURN
        last = plc.sessions.show(session_id).steps[-1:]
        plc.console.insert(
            session_id, replace(step, presenter=EACH_IN_TURN if in_turn else ""), last[0].id if last else ""
        )


def _presented(step: SessionStep) -> bool:
    speaks = step.speaker == "presenter" or "presenter" in step.silent
    return speaks and step.presenter != EACH_IN_TURN
