"""Goals: an owner's focus question, her steps and check-ins, and the biography of its wordings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from plc_tui.domain.audience import NOBODY_ELSE, Audience
from plc_tui.domain.errors import Invalid
from plc_tui.domain.values import Person

GoalState = Literal["open", "resting", "met", "let go"]
Event = Literal["set", "reworded", "resting", "met", "let go", "reopened"]

#: Who steers a goal, from the outside in (the locus of control of self-directed learning); any other words will do.
STEERING = ("directed", "guided", "co-designed", "self-directed")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a goal says. `extra` holds the answers only its frame asks for, as (field id, text)."""

    question: str
    why: str = ""
    notice: str = ""
    steers: str = "self-directed"
    season: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal as it is first written; `first_step` becomes its first step."""

    wording: Wording
    frame: str = "plain"
    first_step: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A small action on a goal; `by` is a wish, never a deadline."""

    id: str
    text: str
    by: date | None
    done: datetime | None
    created: datetime


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A dated reflection: what I tried, what I noticed, and how confident I am, in words."""

    id: str
    tried: str
    noticed: str
    confidence: str
    created: datetime


@dataclass(frozen=True, slots=True)
class GoalRevision:
    """One entry of the biography: what happened, the wording it had from then on, and why."""

    number: int
    event: Event
    wording: Wording
    because: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """A professional-learning goal of one owner. Lists leave out steps, check-ins and biography but the next step."""

    id: str
    owner: Person
    wording: Wording
    frame: str
    state: GoalState
    created: datetime
    updated: datetime
    version: int
    audience: Audience = NOBODY_ELSE
    next_step: str = ""
    steps: tuple[Step, ...] = field(default=())
    check_ins: tuple[CheckIn, ...] = field(default=())
    biography: tuple[GoalRevision, ...] = field(default=())


_ENDINGS: dict[Event, GoalState] = {"resting": "resting", "met": "met", "let go": "let go", "reopened": "open"}


def turn(state: GoalState, event: Event) -> GoalState:
    """Return the state a goal is in after `event`. Raises Invalid when it makes no sense from here."""
    target = _ENDINGS[event]
    if event == "reopened" and state == "open":
        raise Invalid("This goal is open already.")
    if target == state:
        raise Invalid(f"This goal is {state} already.")
    if event != "reopened" and state in ("met", "let go"):
        raise Invalid(f"This goal is {state}; reopen it first.")
    return target


def must_differ(now: Wording, new: Wording) -> None:
    """Raise Invalid when a goal worded anew says what it says already, in whatever order its frames asked."""
    if replace(now, extra=()) == replace(new, extra=()) and dict(now.extra) == dict(new.extra):
        raise Invalid("Its words are the same as before, so nothing was saved.")
