"""What is said at the end."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from pathlib import Path

HARD_STOP = 4.0
"""Seconds after which a program that was told to go is gone, whatever still waits."""

SORRY = (
    "plc stopped because of a mistake in the program, not in anything you did. What you were writing is kept and "
    "will be offered again when you start plc. To see what went wrong, start it with PLC_DEBUG=1."
)


def farewell(words: str, rescued: Sequence[Path]) -> str:
    """The words on standard error after leaving, with the rescue files named."""
    files = ", ".join(str(path) for path in rescued)
    kept = f"Some of your text could not be kept in the community's file. It is safe in {files}" if files else ""
    return "\n".join(part for part in (words, kept) if part)


def in_lines(words: str) -> str:
    """The words as a paragraph for this terminal; file names stay whole."""
    width = min(78, shutil.get_terminal_size().columns)
    lines = (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in words.split("\n"))
    return "\n".join("\n".join(line) for line in lines)


def cause(error: BaseException) -> BaseException:
    """What really happened, when a worker wrapped it."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error
