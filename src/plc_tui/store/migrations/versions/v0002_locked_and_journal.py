"""Locked notes, the journal of who may read what, and settings of members on a school's server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ONLY_GROWS = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"""
#: REPLACE takes a row out without asking the trigger for DELETE.
_NOT_REPLACED = """CREATE TRIGGER journal_INSERT BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"""


def upgrade() -> None:
    op.create_index("thing_written", "thing", ["owner_id", "kind", "created"])
    op.create_index("thing_in_bin", "thing", ["owner_id", "deleted"], sqlite_where=sa.text("in_bin = 1"))
    op.create_index("note_at_stage", "note", ["stage", "id"], sqlite_where=sa.text("stage <> ''"))
    op.add_column("note", sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("note_version", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.add_column("draft", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "account_key",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("by_passphrase", sa.LargeBinary(), nullable=False),
        sa.Column("by_recovery", sa.LargeBinary(), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id"),
    )
    op.create_table(
        "member_setting",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "name"),
    )
    random = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "journal",
        sa.Column("number", random, nullable=False, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("principal", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("journal_of_thing", "journal", ["thing_id", "at", "number"])
    op.create_index("journal_of_principal", "journal", ["principal", "kind", "at", "number"])
    op.create_table(
        "journal_about",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("number", random, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["journal.number"]),
        sa.PrimaryKeyConstraint("member_id", "at", "number"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in ("journal", "journal_about"):
            for verb in ("UPDATE", "DELETE"):
                op.execute(_ONLY_GROWS.format(table=table, verb=verb))
        op.execute(_NOT_REPLACED)
