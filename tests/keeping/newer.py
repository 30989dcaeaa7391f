"""A program one version on: this one, copied, with one migration more on top of the newest."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import plc_tui
from plc_tui import resources
from plc_tui.store.schema import SHIPPED

REVISION = "0999"
MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{REVISION}"
down_revision = "{SHIPPED.newest}"


def upgrade():
    with op.batch_alter_table("note") as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
"""


def newer_program(folder: Path) -> dict[str, str]:
    """Make it in a folder; return the environment in which `python -m plc_tui` is it."""
    package = folder / "plc_tui"
    shutil.copytree(Path(plc_tui.__file__).parent, package)  # with its byte code: it is to start at once
    for name in ("styles", "seed"):
        shutil.copytree(resources.folder(name), package / name, dirs_exist_ok=True)
    (package / "store" / "migrations" / "versions" / f"v{REVISION}_later.py").write_text(MIGRATION)
    schema = package / "store" / "schema.py"
    text, count = re.subn(r'(SHIPPED = .*"[0-9]+")', rf'\1, "{REVISION}"', schema.read_text())
    assert count == 1
    schema.write_text(text)
    return {"PYTHONPATH": str(folder)}
