"""The tables.

Everything a member may read or not has one row in `thing`: its owner, the root whose audience governs it, and when it
was touched. Whom it was given to is in `audience_grant`: one row for each member, circle or "everyone". Every listing
and every search is built on these two (`visible.py`).
"""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import date, datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, Table, false, text
from sqlmodel import Field, SQLModel

from plc_tui.store.columns import Day, Line, Moment, Words
from plc_tui.store.declaring import RANDOM, Row


class Meta(Row, table=True):
    """What the community as a whole is: its name, whether it is a demo."""

    key: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Line, nullable=False))


class MemberRow(Row, table=True):
    """A person. `left` is set when she is removed; her row stays, since her words do.

    `account` is the number of her account on a school's server, so that nobody is taken for her by her login alone.
    """

    __tablename__ = "member"
    id: str = Field(primary_key=True)
    handle: str = Field(unique=True)
    name: str = Field(sa_column=Column(Line, nullable=False))
    login: str = Field(index=True)
    timezone: str = Field(sa_column=Column(Line, nullable=False))
    interests: str = Field(sa_column=Column(Words, nullable=False))
    can_help: str = Field(sa_column=Column(Words, nullable=False))
    keeper: bool
    joined: datetime = Field(sa_column=Column(Moment, nullable=False))
    left: datetime | None = Field(sa_column=Column(Moment))
    account: int | None = None


class CircleRow(Row, table=True):
    """A circle."""

    __tablename__ = "circle"
    id: str = Field(primary_key=True)
    handle: str = Field(unique=True)
    title: str = Field(sa_column=Column(Line, nullable=False))
    purpose: str = Field(sa_column=Column(Words, nullable=False))
    created: datetime = Field(sa_column=Column(Moment, nullable=False))


class CircleMemberRow(Row, table=True):
    """A member's place in a circle; with `joined` empty she is invited and reads nothing yet."""

    __tablename__ = "circle_member"
    circle_id: str = Field(primary_key=True, foreign_key="circle.id")
    member_id: str = Field(primary_key=True, foreign_key="member.id", index=True)
    facilitator: bool
    joined: datetime | None = Field(sa_column=Column(Moment))


class Thing(Row, table=True):
    """What can be read or not: a goal, note, response, request or review. `seq` is its row in the search index."""

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    owner_id: str = Field(foreign_key="member.id")
    root_id: str = Field(index=True)
    in_bin: bool
    created: datetime = Field(sa_column=Column(Moment, nullable=False))
    updated: datetime = Field(sa_column=Column(Moment, nullable=False))
    deleted: datetime | None = Field(sa_column=Column(Moment))
    __table_args__ = (
        Index("thing_of_owner", "owner_id", "kind", "in_bin", "updated", "id"),
        Index("thing_of_kind", "kind", "in_bin", "updated", "id"),
        Index("thing_written", "owner_id", "kind", "created"),
        Index("thing_in_bin", "owner_id", "deleted", sqlite_where=text("in_bin = 1")),
    )


class AudienceGrant(Row, table=True):
    """A thing given to a principal (a member, a circle, or everyone). The rest are copies of `thing`, for lists."""

    __tablename__ = "audience_grant"
    thing_id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    principal: str = Field(primary_key=True)
    owner_id: str
    kind: str
    in_bin: bool
    updated: datetime = Field(sa_column=Column(Moment, nullable=False))
    __table_args__ = (Index("grant_of_principal", "principal", "kind", "in_bin", "updated", "thing_id", "owner_id"),)


class NoteRow(Row, table=True):
    """A note as it is now. Of a locked note only its version and times are here; the rest is sealed in that version."""

    __tablename__ = "note"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    title: str = Field(sa_column=Column(Line, nullable=False))
    body: str = Field(sa_column=Column(Words, nullable=False))
    model: str
    stage: str = Field(sa_column=Column(Line, nullable=False))
    goal_id: str | None = Field(default=None, index=True)
    version: int
    locked: bool = Field(sa_column=Column(Boolean, nullable=False, server_default=false()))
    __table_args__ = (Index("note_at_stage", "stage", "id", sqlite_where=text("stage <> ''")),)


class NoteVersionRow(Row, table=True):
    """A saved state of a note's text; of a locked note all of it is in `sealed`."""

    __tablename__ = "note_version"
    note_id: str = Field(primary_key=True, foreign_key="note.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    title: str = Field(sa_column=Column(Line, nullable=False))
    body: str = Field(sa_column=Column(Words, nullable=False))
    created: datetime = Field(sa_column=Column(Moment, nullable=False))
    set_aside: bool
    sealed: bytes | None = Field(sa_column=Column(LargeBinary))


class TagRow(Row, table=True):
    """A tag of a note."""

    __tablename__ = "tag"
    tag: str = Field(sa_column=Column(Line, primary_key=True))
    thing_id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE", index=True)


class GoalRow(Row, table=True):
    """A goal as it is now; its wording is its newest revision's."""

    __tablename__ = "goal"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    frame: str
    state: str
    version: int


class GoalRevisionRow(Row, table=True):
    """One entry of a goal's biography."""

    __tablename__ = "goal_revision"
    goal_id: str = Field(primary_key=True, foreign_key="goal.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    event: str
    question: str = Field(sa_column=Column(Words, nullable=False))
    why: str = Field(sa_column=Column(Words, nullable=False))
    notice: str = Field(sa_column=Column(Words, nullable=False))
    steers: str = Field(sa_column=Column(Line, nullable=False))
    season: str = Field(sa_column=Column(Line, nullable=False))
    because: str = Field(sa_column=Column(Words, nullable=False))
    created: datetime = Field(sa_column=Column(Moment, nullable=False))


class GoalAnswerRow(Row, table=True):
    """An answer that only a goal's frame asks for, such as WOOP's obstacle."""

    __tablename__ = "goal_answer"
    goal_id: str = Field(primary_key=True, foreign_key="goal.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    field: str = Field(primary_key=True)
    position: int
    words: str = Field(sa_column=Column(Words, nullable=False))


class StepRow(Row, table=True):
    """A small action on a goal."""

    __tablename__ = "step"
    id: str = Field(primary_key=True)
    goal_id: str = Field(foreign_key="goal.id", ondelete="CASCADE", index=True)
    position: int
    words: str = Field(sa_column=Column(Words, nullable=False))
    by: date | None = Field(sa_column=Column(Day))
    done: datetime | None = Field(sa_column=Column(Moment))
    created: datetime = Field(sa_column=Column(Moment, nullable=False))


class CheckInRow(Row, table=True):
    """A dated reflection on a goal."""

    __tablename__ = "check_in"
    id: str = Field(primary_key=True)
    goal_id: str = Field(foreign_key="goal.id", ondelete="CASCADE", index=True)
    tried: str = Field(sa_column=Column(Words, nullable=False))
    noticed: str = Field(sa_column=Column(Words, nullable=False))
    confidence: str = Field(sa_column=Column(Line, nullable=False))
    created: datetime = Field(sa_column=Column(Moment, nullable=False))


class ResponseRow(Row, table=True):
    """A reply to a note or goal, or to another reply."""

    __tablename__ = "response"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    thing_id: str = Field(foreign_key="thing.id", ondelete="CASCADE", index=True)
    parent_id: str | None = None
    kind: str
    words: str = Field(sa_column=Column(Words, nullable=False))


class RequestRow(Row, table=True):
    """A request for reviews, with the pinned version of the work."""

    __tablename__ = "review_request"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    work_id: str = Field(index=True)
    work_kind: str
    work_title: str = Field(sa_column=Column(Line, nullable=False))
    work_body: str = Field(sa_column=Column(Words, nullable=False))
    work_version: int
    focus: str = Field(sa_column=Column(Words, nullable=False))
    off_limits: str = Field(sa_column=Column(Words, nullable=False))
    frame: str
    asked: str
    by: date | None = Field(sa_column=Column(Day))
    masked: bool
    wanted: int
    state: str
    closing: str = Field(sa_column=Column(Words, nullable=False))
    closed: datetime | None = Field(sa_column=Column(Moment))
    shows_name: bool


class ReviewRow(Row, table=True):
    """One colleague's place in a request."""

    __tablename__ = "review"
    id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    request_id: str = Field(foreign_key="review_request.id", ondelete="CASCADE", index=True)
    reviewer_id: str = Field(foreign_key="member.id", index=True)
    state: str
    suggested_id: str | None = None
    shows_name: bool


class PointRow(Row, table=True):
    """One piece of feedback and what its receiver does with it."""

    __tablename__ = "point"
    id: str = Field(primary_key=True)
    review_id: str = Field(foreign_key="review.id", ondelete="CASCADE", index=True)
    position: int
    box: str
    words: str = Field(sa_column=Column(Words, nullable=False))
    decision: str | None = None
    reply: str = Field(sa_column=Column(Words, nullable=False))


class DraftRow(Row, table=True):
    """Text being written, one row a field, private to its writer; a locked one is one row with everything sealed."""

    __tablename__ = "draft"
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    place: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    words: str = Field(sa_column=Column(Words, nullable=False))
    updated: datetime = Field(sa_column=Column(Moment, nullable=False))
    sealed: bytes | None = Field(sa_column=Column(LargeBinary))


class AccountKeyRow(Row, table=True):
    """A member's key to her locked notes, wrapped twice: by her passphrase and by her recovery code."""

    __tablename__ = "account_key"
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    by_passphrase: bytes
    by_recovery: bytes
    changed: datetime = Field(sa_column=Column(Moment, nullable=False))


class MemberSettingRow(Row, table=True):
    """A member's setting on a school's server, where her own settings file is out of reach."""

    __tablename__ = "member_setting"
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    name: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Line, nullable=False))


class JournalRow(Row, table=True):
    """One change of who may read something or who belongs where. Rows are only ever added, and hold nobody's words.

    `number` is random: one that counted would tell each reader how many lines others have. `actor_id` is empty (NULL)
    when the server's roster or time did it, and "" when a mask hides who; `principal` is whom it concerns: a member,
    a circle, everyone.
    """

    __tablename__ = "journal"
    number: int = Field(sa_column=Column(RANDOM, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    actor_id: str | None = None
    act: str
    thing_id: str | None = None
    kind: str
    principal: str | None = None
    __table_args__ = (
        Index("journal_of_thing", "thing_id", "at", "number"),
        Index("journal_of_principal", "principal", "kind", "at", "number"),
    )


class JournalAboutRow(Row, table=True):
    """Who may read a line of the journal: those it was about when it was written. `at` is a copy, for pages."""

    __tablename__ = "journal_about"
    member_id: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, primary_key=True))
    number: int = Field(sa_column=Column(RANDOM, ForeignKey("journal.number"), primary_key=True))


class SeenRow(Row, table=True):
    """When a member last looked at a thing, so that what she has seen no longer waits."""

    __tablename__ = "seen"
    member_id: str = Field(primary_key=True, foreign_key="member.id")
    thing_id: str = Field(primary_key=True, foreign_key="thing.id", ondelete="CASCADE")
    seen: datetime = Field(sa_column=Column(Moment, nullable=False))


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


#: The same tables as SQLAlchemy Core sees them; every statement is written with these.
meta, members, circles, places = _table("meta"), _table("member"), _table("circle"), _table("circle_member")
things, grants, tags, seen = _table("thing"), _table("audience_grant"), _table("tag"), _table("seen")
notes, note_versions, drafts = _table("note"), _table("note_version"), _table("draft")
goals, goal_revisions, goal_answers = _table("goal"), _table("goal_revision"), _table("goal_answer")
steps, check_ins, responses = _table("step"), _table("check_in"), _table("response")
requests, reviews, points = _table("review_request"), _table("review"), _table("point")
account_keys, member_settings = _table("account_key"), _table("member_setting")
journal, journal_about = _table("journal"), _table("journal_about")
