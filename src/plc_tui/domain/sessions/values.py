"""What a facilitated session is made of: its steps, the people in it, and the moment it is at.

Nothing here reads a clock: whoever asks says what time it is. All lengths are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from plc_tui.domain.audience import CircleRef
from plc_tui.domain.reviews import Work
from plc_tui.domain.values import Person

SessionState = Literal["planned", "open", "closed", "cancelled"]
StepState = Literal["ahead", "now", "done", "skipped"]

#: What a step says before anyone types.
NAMING: dict[str, str] = {
    "named": "What you write is shown with your name.",
    "anonymous": "What you write is shown without your name; the facilitator can see who wrote it.",
    "sealed": "What you write is shown without your name, and nobody can see who wrote it, the facilitator neither. "
    "So it cannot be changed or taken back once it is sent.",
}

#: A program in a session says this often, in seconds, that its member is there.
BEAT = 10
#: A member counts as present for this long after her program last said so.
PRESENT_FOR = timedelta(seconds=45)

#: Letters and digits of a code, read aloud in a room; and how many there are.
CODE_LENGTH = 4


#: So many seconds at least has a step run that has begun at all.
_A_MOMENT = 1e-6

#: In a step that is repeated for everyone: the presenter is whoever's round it is.
EACH_IN_TURN = "*"


@dataclass(frozen=True, slots=True)
class SessionStep:
    """One step of a session, as it was planned and as it goes.

    seconds  as planned                      extra  added or taken away while it ran
    ran      used so far, up to `since`      since  when it last began to run; None while it does not
    round    in steps that are repeated, the how-manieth time; 0 elsewhere
    presenter  the key of whoever presents in it; empty where it is the session's presenter, `EACH_IN_TURN` where the
               k-th person presents in round k
    """

    id: str
    title: str
    seconds: int
    prompt: str = ""
    speaker: str = "all"
    silent: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    guardrail: str = ""
    gathers: tuple[str, ...] = ()
    hidden: bool = False
    naming: str = "named"
    clusters: bool = False
    dots: int = 0
    fist: bool = False
    round: int = 0
    presenter: str = ""
    state: StepState = "ahead"
    extra: int = 0
    ran: float = 0.0
    since: datetime | None = None
    revealed: bool = False
    ballot: int = 1
    shown: int = 0

    @property
    def allowed(self) -> int:
        """Return how long it may take, with what was added or taken away."""
        return max(0, self.seconds + self.extra)

    @property
    def ends(self) -> datetime | None:
        """Return when its time is over: the one clock of everyone in the session. None while it does not run."""
        return None if self.since is None else self.since + timedelta(seconds=self.allowed - self.ran)

    @property
    def open_to_all(self) -> bool:
        """Whether everyone sees what is written in it as soon as it is written."""
        return not self.hidden or self.revealed

    @property
    def begun(self) -> bool:
        """Whether it has ever run, also when it lies ahead again or was left out: somebody may have written in it."""
        return self.state in ("now", "done") or self.ran > 0

    @property
    def votes(self) -> bool:
        """Whether people vote in it: with dots, or with their fingers."""
        return self.dots > 0 or self.fist

    @property
    def voting(self) -> bool:
        """Whether votes of the ballot at hand can still be given: it is not shown yet."""
        return self.votes and self.shown < self.ballot

    def used(self, now: datetime) -> float:
        """Return how many seconds it has taken."""
        return self.ran + (0.0 if self.since is None else max(0.0, (now - self.since).total_seconds()))

    def left(self, now: datetime) -> float:
        """Return how many seconds are left; less than none is overtime."""
        return self.allowed - self.used(now)

    def stopped(self, now: datetime) -> SessionStep:
        """Return it with its time stopped. It shows that it has begun also when a machine's clock was put back."""
        return replace(self, ran=max(self.used(now), _A_MOMENT), since=None)

    def fresh(self, step_id: str) -> SessionStep:
        """Return it as it is before it begins, under another id."""
        return replace(
            self, id=step_id, state="ahead", extra=0, ran=0.0, since=None, revealed=False, ballot=1, shown=0,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a session: a member, or a person without a terminal who was typed in ("from paper").

    `console_since` is when the console came to her; None where it was hers from the plan on.
    What says how she is doing (ready, hand, heard) is for the facilitator and herself, not for the room.
    """

    key: str
    member: Person | None
    name: str
    place: int
    console: bool = False
    console_since: datetime | None = None
    joined: datetime | None = None
    left: bool = False
    here: datetime | None = None
    ready: str = ""
    more: str = ""
    hand: datetime | None = None
    heard: int = 0

    @property
    def paper(self) -> bool:
        """Whether she has no terminal of her own."""
        return self.member is None

    def called(self) -> str:
        """Return how she is named in the room."""
        return f"{self.name} (from paper)" if self.paper else self.name

    @property
    def takes_part(self) -> bool:
        """Whether she has come and not gone."""
        return self.joined is not None and not self.left

    def present(self, now: datetime) -> bool:
        """Whether she is there now, as far as her program says."""
        if not self.takes_part:
            return False
        return self.paper or self.there(now, PRESENT_FOR)

    def there(self, now: datetime, within: timedelta) -> bool:
        """Whether her program has said so within this time. What lies ahead was said before a clock was put back."""
        return self.here is not None and abs(now - self.here) <= within


@dataclass(frozen=True, slots=True)
class FacilitatedSession:
    """A session with everything about its course; what was written in it is in `Words`."""

    id: str
    owner: Person
    title: str
    protocol: str
    credit: str
    focus: str
    circle: CircleRef | None
    starts: datetime | None
    state: SessionState
    created: datetime
    updated: datetime
    steps: tuple[SessionStep, ...] = ()
    people: tuple[Participant, ...] = ()
    presenter: str = ""
    work: Work | None = None
    code: str = ""
    opened: datetime | None = None
    closed: datetime | None = None
    turn: str = ""
    turn_since: datetime | None = None
    summary: str = ""
    revision: int = 0

    @property
    def now(self) -> SessionStep | None:
        """Return the step the session is in; None before the first and after the last."""
        return next((step for step in self.steps if step.state == "now"), None)

    @property
    def current(self) -> str:
        """Return the id of the step the session is in, or nothing."""
        return self.now.id if self.now else ""

    @property
    def paused(self) -> bool:
        """Whether time stands still in the middle of a step."""
        return self.now is not None and self.now.since is None

    @property
    def seconds(self) -> int:
        """Return how long it was planned to take."""
        return sum(step.seconds for step in self.steps)

    def step(self, step_id: str) -> SessionStep | None:
        """Return the step of this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def person(self, key: str) -> Participant | None:
        """Return the participant of this key."""
        return next((person for person in self.people if person.key == key), None)

    def place_of(self, member_id: str) -> Participant | None:
        """Return a member's place in it, if she has one."""
        return next((p for p in self.people if p.member is not None and p.member.id == member_id), None)

    def presents(self, step: SessionStep) -> str:
        """Return the key of whoever presents in a step; empty where nobody does."""
        if step.presenter != EACH_IN_TURN:
            return step.presenter or self.presenter
        came = sorted((p for p in self.people if p.joined is not None), key=lambda person: (person.place, person.key))
        return came[step.round - 1].key if step.round <= len(came) else ""

    def with_step(self, step: SessionStep) -> FacilitatedSession:
        """Return it with this step instead of the one of the same id."""
        return replace(self, steps=tuple(step if each.id == step.id else each for each in self.steps))

    def with_person(self, person: Participant) -> FacilitatedSession:
        """Return it with this participant instead of the one of the same key, or added."""
        if self.person(person.key) is None:
            return replace(self, people=(*self.people, person))
        return replace(self, people=tuple(person if each.key == person.key else each for each in self.people))


# What is written in a session

ContributionKind = Literal["note", "question", "warm", "cool", "idea", "parked"]
CommitmentState = Literal["offered", "accepted", "declined", "kept", "let go"]

#: What a kind of contribution is called where it stands beside the words.
KINDS: dict[str, str] = {
    "note": "note", "question": "question", "warm": "warm", "cool": "cool", "idea": "idea", "parked": "parked",
}  # fmt: skip

COMMITMENT: dict[str, str] = {
    "offered": "said, not yet taken up",
    "accepted": "taken up",
    "declined": "not now",
    "kept": "done",
    "let go": "let go",
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What someone wrote in a step. `author` is a participant's key; empty where the step keeps it from everybody."""

    id: str
    step: str
    author: str
    kind: str
    text: str
    created: datetime | None
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Contributions that belong together, and what the group calls them."""

    id: str
    step: str
    name: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Dots somebody gave in a ballot that is not shown yet; `target` is a contribution, a cluster, or fingers."""

    step: str
    ballot: int
    author: str
    target: str
    dots: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a ballot came to, once shown: whose votes they were is not kept."""

    step: str
    ballot: int
    target: str
    dots: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """ "I will ... by ...", said in a session. `goal` is known to its owner alone."""

    id: str
    session: str
    owner: str
    text: str
    by: str
    state: CommitmentState
    created: datetime
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything written in a session. Who may see which of it is said in `views`."""

    contributions: tuple[Contribution, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    votes: tuple[Vote, ...] = ()
    tallies: tuple[Tally, ...] = ()
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something the facilitator did with the time of a session, for its replay; `seconds` where it is about minutes."""

    at: datetime
    act: str
    step: str = ""
    seconds: int = 0
