"""The first schema: members, circles, things and whom they are given to, and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handle"),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=False),
        sa.Column("can_help", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.String(32), nullable=False),
        sa.Column("left", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handle"),
    )
    op.create_index(op.f("ix_member_login"), "member", ["login"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "circle_member",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("facilitator", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("circle_id", "member_id"),
    )
    op.create_index(op.f("ix_circle_member_member_id"), "circle_member", ["member_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("member_id", "place", "field"),
    )
    op.create_table(
        "thing",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("root_id", sa.String(), nullable=False),
        sa.Column("in_bin", sa.Boolean(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.Column("deleted", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_thing_root_id"), "thing", ["root_id"], unique=False)
    op.create_index("thing_of_kind", "thing", ["kind", "in_bin", "updated", "id"], unique=False)
    op.create_index("thing_of_owner", "thing", ["owner_id", "kind", "in_bin", "updated", "id"], unique=False)
    op.create_table(
        "audience_grant",
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("principal", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("in_bin", sa.Boolean(), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("thing_id", "principal"),
    )
    op.create_index(
        "grant_of_principal",
        "audience_grant",
        ["principal", "kind", "in_bin", "updated", "thing_id", "owner_id"],
        unique=False,
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("frame", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_note_goal_id"), "note", ["goal_id"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_response_thing_id"), "response", ["thing_id"], unique=False)
    op.create_table(
        "review_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("work_id", sa.String(), nullable=False),
        sa.Column("work_kind", sa.String(), nullable=False),
        sa.Column("work_title", sa.Text(), nullable=False),
        sa.Column("work_body", sa.Text(), nullable=False),
        sa.Column("work_version", sa.Integer(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("off_limits", sa.Text(), nullable=False),
        sa.Column("frame", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("by", sa.String(10), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("closed", sa.String(32), nullable=True),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_request_work_id"), "review_request", ["work_id"], unique=False)
    op.create_table(
        "seen",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("seen", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "thing_id"),
    )
    op.create_table(
        "tag",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tag", "thing_id"),
    )
    op.create_index(op.f("ix_tag_thing_id"), "tag", ["thing_id"], unique=False)
    op.create_table(
        "check_in",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("noticed", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_check_in_goal_id"), "check_in", ["goal_id"], unique=False)
    op.create_table(
        "goal_answer",
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("goal_id", "number", "field"),
    )
    op.create_table(
        "goal_revision",
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("steers", sa.Text(), nullable=False),
        sa.Column("season", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("goal_id", "number"),
    )
    op.create_table(
        "note_version",
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("note_id", "number"),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("suggested_id", sa.String(), nullable=True),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["request_id"], ["review_request.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_request_id"), "review", ["request_id"], unique=False)
    op.create_index(op.f("ix_review_reviewer_id"), "review", ["reviewer_id"], unique=False)
    op.create_table(
        "step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(10), nullable=True),
        sa.Column("done", sa.String(32), nullable=True),
        sa.Column("created", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_step_goal_id"), "step", ["goal_id"], unique=False)
    op.create_table(
        "point",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_point_review_id"), "point", ["review_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        _create_search_index()


def _create_search_index() -> None:
    """Index rows share their number with `thing.seq`; `facets` says who may read the row, its kind, its author."""
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "title, body, tags, facets, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
