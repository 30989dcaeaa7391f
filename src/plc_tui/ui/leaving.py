"""What is said at the end, and how a lost terminal is noticed."""

from __future__ import annotations

import select
import sys
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


def hung_up(headless: bool) -> bool:
    """Whether the terminal behind standard input is gone (some losses send no signal)."""
    if headless:
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__ or 0, 0)  # hang-ups and errors are always reported
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True
