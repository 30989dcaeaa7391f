"""What a view of a session holds: the room (a projector), one participant's seat, the facilitator's console.

What is put into them is decided in `showing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plc_tui.domain.sessions.values import SessionStep


@dataclass(frozen=True, slots=True)
class Shown:
    """A contribution as somebody sees it. `by` is empty where its writer is not shown; `mine` is for her own seat."""

    id: str
    step: str
    kind: str
    text: str
    by: str = ""
    cluster: str = ""
    mine: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster as somebody sees it."""

    id: str
    step: str
    name: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a ballot came to: (what was voted for, dots) with the most first; for fingers (how many, people)."""

    step: str
    ballot: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as the group sees it; `goal` only where it is one's own."""

    id: str
    session: str
    owner: str
    text: str
    by: str
    state: str
    mine: bool = False
    goal: str = ""


@dataclass(frozen=True, slots=True)
class RoomView:
    """What a projector may show.

    `current` is None before the first step and after the last; `at` is when it was looked at, by the clock everyone in
    it shares; `owed` is, in the first step, what the circle promised itself last time and is still open.
    """

    id: str
    title: str
    focus: str
    state: str
    code: str
    presenter: str
    facilitators: tuple[str, ...]
    present: int
    steps: tuple[SessionStep, ...]
    current: SessionStep | None
    contributions: tuple[Shown, ...]
    groups: tuple[Group, ...]
    ballots: tuple[Ballot, ...]
    parked: tuple[str, ...]
    promises: tuple[Promise, ...]
    turn: str
    turn_since: datetime | None
    order: tuple[str, ...]
    behind: float
    revision: int
    at: datetime
    owed: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatView:
    """What one participant sees: the room, and what is her own.

    `silent` says that the others talk about her work now; `listens_in` are all steps in which they do, also past ones.
    """

    room: RoomView
    key: str
    name: str
    role: str
    silent: bool
    listens_in: tuple[str, ...]
    mine: tuple[Shown, ...]
    promises: tuple[Promise, ...]
    dots: tuple[tuple[str, int], ...]
    fingers: int | None
    votable: tuple[Shown | Group, ...]
    ready: bool
    more: bool
    hand: bool
    my_turn: bool
    console: bool
    console_free: bool
    left: bool = False
    """Whether she has left it: she says and votes nothing before she comes in again."""
    owed: tuple[Promise, ...] = ()
    """What the room shows of last time, with what of it is her own."""


@dataclass(frozen=True, slots=True)
class PersonAt:
    """How a participant is doing, for the facilitator. `wrote` counts what she sent in the present step, where the
    step lets the facilitator know; `handle` is empty for somebody "from paper"."""

    key: str
    name: str
    paper: bool
    presenter: bool
    console: bool
    present: bool
    ready: bool
    more: bool
    hand: int
    wrote: int
    heard: int
    handle: str = ""
    turn: bool = False


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """What whoever facilitates sees: the room, how everyone is doing, and what waits to be revealed as a number."""

    room: RoomView
    people: tuple[PersonAt, ...]
    contributions: tuple[Shown, ...]
    waiting: int
    votes: int
    ready: int
    more: int
    not_heard: tuple[str, ...]
    expected_end: datetime | None
