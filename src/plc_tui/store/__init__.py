"""Keeps everything in one SQLite file (or behind a database URL). The only package that knows there is a database."""

from __future__ import annotations

import os

# Otherwise pydantic, on which the tables are declared, looks through every package there is for code to run with it.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
