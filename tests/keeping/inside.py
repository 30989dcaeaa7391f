"""Whole command lines, run in this process: many of them in the time that one program takes to begin."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from plc_tui.cli.run import run
from terminal import Result


def command(*words: str, db: Path, as_: str | None = "maya", expect: int | None = None) -> Result:
    """Run one as a member."""
    out, err = io.StringIO(), io.StringIO()
    who = ["--as", as_] if as_ else []
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--db", str(db), *who, "--no-input", *words])
    assert expect in (None, code), err.getvalue()
    return Result(code, out.getvalue(), err.getvalue())
