"""The made-up community, as frozen values. Every time is "days ago", so that it is always fresh."""

from __future__ import annotations

from dataclasses import dataclass

from plc_tui.seeds.demo_session_values import DemoSession


@dataclass(frozen=True, slots=True)
class DemoAudience:
    """Who may read, or is asked: "me", "people", "circles", "community" (for a request: volunteers)."""

    kind: str = "me"
    people: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoMember:
    """A member. `days_ago` is when she joined."""

    handle: str
    name: str
    timezone: str
    interests: str
    can_help: str
    keeper: bool
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoCircle:
    """A circle; `members` and `facilitators` are handles, and a facilitator is a member too."""

    handle: str
    title: str
    purpose: str
    members: tuple[str, ...]
    facilitators: tuple[str, ...]
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A step, written `days_ago`. `by_days` counts from now; it is done when `done_days_ago` is given."""

    text: str
    days_ago: float
    by_days: float | None
    done_days_ago: float | None


@dataclass(frozen=True, slots=True)
class DemoCheckIn:
    """A check-in on a goal."""

    tried: str
    noticed: str
    confidence: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoRewording:
    """What a goal's question was until `days_ago`, who steered it then, and why it changed."""

    was: str
    steers: str
    because: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A goal as it is worded now. `rewordings` are oldest first; `extra` is (field id of the frame, text)."""

    key: str
    owner: str
    question: str
    why: str
    notice: str
    first_step: str
    first_step_done_days_ago: float | None
    frame: str
    extra: tuple[tuple[str, str], ...]
    steers: str
    season: str
    state: str
    state_words: str
    state_days_ago: float | None
    audience: DemoAudience
    days_ago: float
    steps: tuple[DemoStep, ...]
    check_ins: tuple[DemoCheckIn, ...]
    rewordings: tuple[DemoRewording, ...]


@dataclass(frozen=True, slots=True)
class DemoVersion:
    """An earlier text of a note, saved `days_ago`."""

    body: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoNote:
    """A note. `days_ago` is when `body` was saved; `earlier` texts are oldest first."""

    key: str
    author: str
    title: str
    model: str
    stage: str
    goal: str
    tags: tuple[str, ...]
    audience: DemoAudience
    days_ago: float
    body: str
    earlier: tuple[DemoVersion, ...]

    @property
    def begun_days_ago(self) -> float:
        """Return when its first text was saved."""
        return self.earlier[0].days_ago if self.earlier else self.days_ago


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """An answer in the thread below a response."""

    author: str
    text: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """A response to the note or goal `on`: "encourage", "wonder" or "connect". Answers are oldest first."""

    on: str
    author: str
    kind: str
    text: str
    days_ago: float
    answers: tuple[DemoAnswer, ...]


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """A point of a review; `decision` is empty until the author decides."""

    box: str
    text: str
    decision: str
    reply: str


@dataclass(frozen=True, slots=True)
class DemoReview:
    """One colleague's place in a request, as it has been since `days_ago`."""

    reviewer: str
    state: str
    suggested: str
    days_ago: float
    points: tuple[DemoPoint, ...]


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """A request for reviews of `work` (the key of a note or goal), open unless closed or withdrawn."""

    key: str
    author: str
    work: str
    focus: str
    off_limits: str
    frame: str
    audience: DemoAudience
    by_days: float | None
    masked: bool
    wanted: int
    days_ago: float
    reviews: tuple[DemoReview, ...]
    closing: str
    closed_days_ago: float | None
    withdrawn_days_ago: float | None

    @property
    def state(self) -> str:
        """Return "open", "closed" or "withdrawn"."""
        if self.closed_days_ago is not None:
            return "closed"
        return "open" if self.withdrawn_days_ago is None else "withdrawn"


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole made-up community; `actor` is the handle of the member at the keys."""

    name: str
    actor: str
    members: tuple[DemoMember, ...]
    circles: tuple[DemoCircle, ...]
    goals: tuple[DemoGoal, ...]
    notes: tuple[DemoNote, ...]
    responses: tuple[DemoResponse, ...]
    requests: tuple[DemoRequest, ...]
    sessions: tuple[DemoSession, ...]
