"""Facilitated sessions: steps, people, what is written in them, votes, commitments, time; numbers of accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_RANDOM = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("member", sa.Column("account", sa.Integer(), nullable=True))
    op.create_table(
        "facilitated_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=True),
        sa.Column("starts", sa.String(32), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("presenter", sa.String(), nullable=False),
        sa.Column("work_id", sa.String(), nullable=True),
        sa.Column("work_kind", sa.String(), nullable=False),
        sa.Column("work_title", sa.Text(), nullable=False),
        sa.Column("work_body", sa.Text(), nullable=False),
        sa.Column("work_version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("opened", sa.String(32), nullable=True),
        sa.Column("closed", sa.String(32), nullable=True),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("turn_since", sa.String(32), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["thing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_facilitated_session_circle_id"), "facilitated_session", ["circle_id"], unique=False)
    op.create_index(op.f("ix_facilitated_session_code"), "facilitated_session", ["code"], unique=False)
    op.create_index(op.f("ix_facilitated_session_work_id"), "facilitated_session", ["work_id"], unique=False)
    op.create_table(
        "cluster",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_cluster_session_id"), "cluster", ["session_id"], unique=False)
    op.create_table(
        "code_try",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("member_id"),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_commitment_session_id"), "commitment", ["session_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("number", _RANDOM, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created", sa.String(32), nullable=True),
        sa.Column("cluster_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_contribution_session_id"), "contribution", ["session_id"], unique=False)
    op.create_table(
        "session_happening",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "number"),
    )
    op.create_table(
        "session_person",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("console", sa.Boolean(), nullable=False),
        sa.Column("console_since", sa.String(32), nullable=True),
        sa.Column("joined", sa.String(32), nullable=True),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("here", sa.String(32), nullable=True),
        sa.Column("ready", sa.String(), nullable=False),
        sa.Column("more", sa.String(), nullable=False),
        sa.Column("hand", sa.String(32), nullable=True),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "key"),
    )
    op.create_index(op.f("ix_session_person_member_id"), "session_person", ["member_id"], unique=False)
    op.create_table(
        "session_step",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("silent", sa.String(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("guardrail", sa.Text(), nullable=False),
        sa.Column("gathers", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("naming", sa.String(), nullable=False),
        sa.Column("clusters", sa.Boolean(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("fist", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("presenter", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("ran", sa.Float(), nullable=False),
        sa.Column("since", sa.String(32), nullable=True),
        sa.Column("revealed", sa.Boolean(), nullable=False),
        sa.Column("ballot", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "id"),
    )
    op.create_table(
        "session_tally",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("ballot", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "step_id", "ballot", "target"),
    )
    op.create_table(
        "session_vote",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("ballot", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["facilitated_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "step_id", "ballot", "author", "target"),
    )
