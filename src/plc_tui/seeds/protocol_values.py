"""A protocol as a community can read, change and add to it: timed steps with speakers, silences and prompts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEEDS: Mapping[str, str] = {
    "tune": "It works, and I want to tune it",
    "stuck": "I am stuck",
    "options": "I have a start, and want more ideas for it",
    "chosen-feedback": "I made something, and want to choose what I hear",
    "success": "Something went well, and I want to know why",
    "student-work": "We have student work",
    "data": "We have data",
    "text": "We have read something",
    "lesson": "One of us was in another's lesson",
    "ideas": "We need everybody's ideas",
    "listen": "We want to listen to each other",
    "look-back": "We want to look back and decide what is next",
    "begin": "We are beginning to work together",
    "own-list": "We have our own list of things to talk about",
}
"""What a group can want of a protocol, as it would say it, in the order it is asked."""

TRUSTS = ("low", "medium", "high")
"""How well a group should know each other before it uses a protocol."""
SPEAKERS = ("facilitator", "presenter", "participants", "all", "each", "nobody")
"""Who speaks in a step. "each" is a round: one after another, in a turn order; "nobody" is a silence."""
ROLES = ("presenter", "participants")
"""Who can be asked to be silent in a step."""
KINDS = ("note", "question", "warm", "cool", "idea", "commitment")
"""What can be written in a step."""
NAMINGS = ("named", "anonymous", "sealed")
"""Whose words they are: shown to all; not to the group, but to the facilitator; to nobody."""


@dataclass(frozen=True, slots=True)
class ProtocolStep:
    """One timed step. With `each` the minutes are for one person; a round without it shares its minutes.

    `cycle` repeats a run of steps: "person" once for each person as presenter, "3" three times, "" not at all.
    `gathers` is what is written, () when nothing is; `hidden` writing is private until it is revealed.
    `dots` is how many hidden votes each person has; `clusters` says that what was written is grouped.
    """

    id: str
    title: str
    minutes: float
    least: float
    most: float
    speaker: str
    prompt: str
    each: bool = False
    silent: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    guardrail: str = ""
    gathers: tuple[str, ...] = ()
    hidden: bool = False
    naming: str = "named"
    clusters: bool = False
    dots: int = 0
    fist: bool = False
    cycle: str = ""

    def rounds(self, people: int) -> int:
        """Return how many times this step comes with so many people: once, where it is not repeated."""
        if self.cycle == "person":
            return people
        return int(self.cycle) if self.cycle else 1

    def turns(self, people: int) -> int:
        """Return how many times its minutes are counted: for each who speaks, and a silent presenter does not."""
        if not self.each:
            return 1
        return max(1, people - 1 if "presenter" in self.silent else people)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A way for a group to spend its time on one person's practice, or on a thing they share."""

    id: str
    title: str
    credit: str
    purpose: str
    when: str
    needs: tuple[str, ...]
    trust: str
    caution: str
    people_least: int
    people_most: int
    steps: tuple[ProtocolStep, ...]

    @property
    def has_presenter(self) -> bool:
        """Return whether one person brings something; not so where everyone presents in turn, or nobody does."""
        return any(
            not step.cycle and (step.speaker == "presenter" or "presenter" in step.silent) for step in self.steps
        )

    def step(self, step_id: str) -> ProtocolStep | None:
        """Return the step called `step_id`, or None when this protocol has none of that name."""
        return next((step for step in self.steps if step.id == step_id), None)
