"""Alembic's entry: the connection comes from `store/schema.py`, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from plc_tui.store import session_tables, tables  # noqa: F401 - fill the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
