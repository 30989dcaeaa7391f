"""What a protocol comes to in a room: so many people, so much time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.timing import Bounds, fit
from plc_tui.seeds import Protocol, ProtocolStep
from plc_tui.seeds.protocol_reading import MOST_MINUTES, MOST_PEOPLE
from plc_tui.text import counted


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step as it comes in a session, and its length; `round` is 0 where the step is not repeated.

    In a step with cycle "person" the presenter of round k is the k-th person.
    """

    step: ProtocolStep
    round: int
    seconds: int


@dataclass(frozen=True, slots=True)
class ProtocolPlan:
    """A protocol for so many people in so many minutes (None: its usual ones).

    `why_not` is empty when it fits, else it goes on from the title: "is for 3 to 6 people",
    "needs at least 35 minutes with 6 people". A plan that does not fit is the nearest possible one.
    """

    protocol: Protocol
    people: int
    minutes: int | None
    steps: tuple[PlannedStep, ...]
    why_not: str = ""

    @property
    def seconds(self) -> int:
        """Return how long all steps take together."""
        return sum(planned.seconds for planned in self.steps)

    @property
    def fits(self) -> bool:
        """Return whether it can be done with these people in this time."""
        return not self.why_not


def expand(steps: Sequence[ProtocolStep], people: int) -> tuple[tuple[ProtocolStep, int], ...]:
    """Return the steps as they come one after another with `people` people, each with its round (0: not repeated)."""
    found: list[tuple[ProtocolStep, int]] = []
    for cycle, run in groupby(steps, key=lambda step: step.cycle):
        together = tuple(run)
        rounds = range(1, together[0].rounds(people) + 1) if cycle else (0,)
        found += [(step, number) for number in rounds for step in together]
    return tuple(found)


def bounds(step: ProtocolStep, people: int) -> Bounds:
    """Return the bounds of one step, once, in seconds."""
    turns = step.turns(people)
    return Bounds(*(round(minutes * 60 * turns) for minutes in (step.least, step.minutes, step.most)))


def plan(protocol: Protocol, people: int, minutes: int | None = None) -> ProtocolPlan:
    """Fit a protocol to people and time; without minutes it takes its usual time. Raises Invalid for neither."""
    check_room(people, minutes)
    expanded = expand(protocol.steps, people)
    allowed = [bounds(step, people) for step, _ in expanded]
    wanted = sum(each.usual for each in allowed) if minutes is None else minutes * 60
    steps = tuple(PlannedStep(*one, seconds) for one, seconds in zip(expanded, fit(allowed, wanted), strict=True))
    least = sum(each.least for each in allowed)
    return ProtocolPlan(protocol, people, minutes, steps, _why_not(protocol, people, least, wanted))


def check_room(people: int | None, minutes: int | None) -> None:
    """Refuse a number of people or minutes no session can have. Raises Invalid."""
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise Invalid(f"A session is for 1 to {MOST_PEOPLE} people.")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Invalid(f"A session takes 1 to {MOST_MINUTES} minutes.")


def _why_not(protocol: Protocol, people: int, least: int, wanted: int) -> str:
    if not protocol.people_least <= people <= protocol.people_most:
        return f"is for {_room(protocol)}"
    if least > wanted:
        needed = counted(-(-least // 60), "minute", "minutes")
        return f"needs at least {needed} with {counted(people, 'person', 'people')}"
    return ""


def _room(protocol: Protocol) -> str:
    most = counted(protocol.people_most, "person", "people")
    return most if protocol.people_least == protocol.people_most else f"{protocol.people_least} to {most}"
