"""The made-up community's sessions, as frozen values. Times are "days ago"; what happens in a session is in minutes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoSaid:
    """Something somebody wrote in a step; `by` is a handle, or the name of somebody "from paper"."""

    by: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """What was grouped, each told by how its words begin."""

    name: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoVote:
    """Somebody's dots: one for each name of a group."""

    by: str
    dots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPromise:
    """ "I will ... by ..."; taken up as a step of the goal `taken_up` when that is given."""

    by: str
    text: str
    by_days: float | None
    taken_up: str


@dataclass(frozen=True, slots=True)
class DemoSessionStep:
    """How a step went: minutes it took, minutes that were given to it, and what was written in it."""

    minutes: float
    added: int
    paused: float
    revealed: bool
    said: tuple[DemoSaid, ...]
    groups: tuple[DemoGroup, ...]
    votes: tuple[DemoVote, ...]
    promises: tuple[DemoPromise, ...]


@dataclass(frozen=True, slots=True)
class DemoSession:
    """A session, planned `days_ago`; held since `opened_days_ago`, and over when `closed` says so.

    One that is not held yet is planned for `at` o'clock in `starts_in_days` days from now, where its owner is.
    """

    key: str
    circle: str
    owner: str
    protocol: str
    title: str
    focus: str
    presenter: str
    work: str
    people: int
    minutes: int
    days_ago: float
    starts_in_days: float
    at: str
    opened_days_ago: float | None
    closed: bool
    joined: tuple[str, ...]
    from_paper: tuple[str, ...]
    steps: tuple[DemoSessionStep, ...]
    parked: tuple[DemoSaid, ...]
