"""The tables of facilitated sessions; the session itself is a thing like a note, with an owner and an audience."""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import datetime

from sqlalchemy import Column, Float
from sqlmodel import Field, SQLModel

from plc_tui.store.columns import Line, Moment, Words
from plc_tui.store.declaring import RANDOM, Row


class SessionRow(Row, table=True):
    """A session: what it is about and where it stands. `revision` grows with everything that happens in it."""

    __tablename__ = "facilitated_session"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    title: str = Field(sa_column=Column(Line, nullable=False))
    protocol: str
    credit: str = Field(sa_column=Column(Line, nullable=False))
    focus: str = Field(sa_column=Column(Words, nullable=False))
    circle_id: str | None = Field(default=None, index=True)
    starts: datetime | None = Field(sa_column=Column(Moment))
    state: str
    presenter: str
    work_id: str | None = Field(default=None, index=True)
    work_kind: str
    work_title: str = Field(sa_column=Column(Line, nullable=False))
    work_body: str = Field(sa_column=Column(Words, nullable=False))
    work_version: int
    code: str = Field(index=True)
    opened: datetime | None = Field(sa_column=Column(Moment))
    closed: datetime | None = Field(sa_column=Column(Moment))
    turn: str
    turn_since: datetime | None = Field(sa_column=Column(Moment))
    summary: str
    revision: int


class SessionStepRow(Row, table=True):
    """A step of a session: a copy of the protocol's, so that what was planned stays, and how it went."""

    __tablename__ = "session_step"
    session_id: str = Field(primary_key=True, foreign_key="facilitated_session.id", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    position: int
    title: str = Field(sa_column=Column(Line, nullable=False))
    seconds: int
    prompt: str = Field(sa_column=Column(Words, nullable=False))
    speaker: str
    silent: str
    stems: str = Field(sa_column=Column(Words, nullable=False))
    guardrail: str = Field(sa_column=Column(Words, nullable=False))
    gathers: str
    hidden: bool
    naming: str
    clusters: bool
    dots: int
    fist: bool
    round: int
    presenter: str
    state: str
    extra: int
    ran: float = Field(sa_column=Column(Float, nullable=False))
    since: datetime | None = Field(sa_column=Column(Moment))
    revealed: bool
    ballot: int
    shown: int


class SessionPersonRow(Row, table=True):
    """Somebody in a session; without a member she was typed in."""

    __tablename__ = "session_person"
    session_id: str = Field(primary_key=True, foreign_key="facilitated_session.id", ondelete="CASCADE")
    key: str = Field(primary_key=True)
    member_id: str | None = Field(default=None, foreign_key="member.id", index=True)
    name: str = Field(sa_column=Column(Line, nullable=False))
    place: int
    console: bool
    console_since: datetime | None = Field(sa_column=Column(Moment))
    joined: datetime | None = Field(sa_column=Column(Moment))
    left: bool
    here: datetime | None = Field(sa_column=Column(Moment))
    ready: str
    more: str
    hand: datetime | None = Field(sa_column=Column(Moment))
    heard: int


class ContributionRow(Row, table=True):
    """What somebody wrote in a step. Where the step keeps its writer from everybody, neither she nor when is here.

    `number` is random, so that the order of the rows tells nothing either.
    """

    __tablename__ = "contribution"
    number: int = Field(sa_column=Column(RANDOM, primary_key=True, autoincrement=False))
    id: str = Field(unique=True)
    session_id: str = Field(foreign_key="facilitated_session.id", ondelete="CASCADE", index=True)
    step_id: str
    author: str
    kind: str
    words: str = Field(sa_column=Column(Words, nullable=False))
    created: datetime | None = Field(sa_column=Column(Moment))
    cluster_id: str


class ClusterRow(Row, table=True):
    """Contributions that belong together."""

    __tablename__ = "cluster"
    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="facilitated_session.id", ondelete="CASCADE", index=True)
    step_id: str
    name: str = Field(sa_column=Column(Line, nullable=False))


class VoteRow(Row, table=True):
    """Dots, or fingers, somebody gave in a ballot that is not shown yet; deleted when it is."""

    __tablename__ = "session_vote"
    session_id: str = Field(primary_key=True, foreign_key="facilitated_session.id", ondelete="CASCADE")
    step_id: str = Field(primary_key=True)
    ballot: int = Field(primary_key=True)
    author: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    dots: int


class TallyRow(Row, table=True):
    """What a ballot came to."""

    __tablename__ = "session_tally"
    session_id: str = Field(primary_key=True, foreign_key="facilitated_session.id", ondelete="CASCADE")
    step_id: str = Field(primary_key=True)
    ballot: int = Field(primary_key=True)
    target: str = Field(primary_key=True)
    dots: int


class CodeTryRow(Row, table=True):
    """How many wrong codes of sessions a member has typed in a row."""

    __tablename__ = "code_try"
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    wrong: int
    last: datetime = Field(sa_column=Column(Moment, nullable=False))


class CommitmentRow(Row, table=True):
    """ "I will ... by ..."; the goal it became a step of is its owner's affair."""

    __tablename__ = "commitment"
    id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="facilitated_session.id", ondelete="CASCADE", index=True)
    owner: str
    words: str = Field(sa_column=Column(Words, nullable=False))
    by: str
    state: str
    created: datetime = Field(sa_column=Column(Moment, nullable=False))
    goal_id: str


class HappeningRow(Row, table=True):
    """Something that was done with the time of a session."""

    __tablename__ = "session_happening"
    session_id: str = Field(primary_key=True, foreign_key="facilitated_session.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    act: str
    step_id: str
    seconds: int


_tables = SQLModel.metadata.tables
sessions, session_steps, session_people = (
    _tables["facilitated_session"],
    _tables["session_step"],
    _tables["session_person"],
)
contributions, clusters, commitments = _tables["contribution"], _tables["cluster"], _tables["commitment"]
code_tries = _tables["code_try"]
votes, tallies, happenings = _tables["session_vote"], _tables["session_tally"], _tables["session_happening"]
