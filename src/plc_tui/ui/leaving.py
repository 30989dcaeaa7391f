"""What is said at the end."""

from __future__ import annotations

import asyncio
import os
import shutil
import textwrap
import threading
from collections.abc import Sequence
from pathlib import Path

from plc_tui.rescue import ON_SERVER

HARD_STOP = 4.0
"""Seconds after which a program that was told to go is gone, whatever still waits."""

SORRY = (
    "plc stopped because of a mistake in the program, not in anything you did. What you were writing is kept and "
    "will be offered again when you start plc."
)
LOOK = "To see what went wrong, start it with PLC_DEBUG=1."
TELL = "Please tell whoever runs this server."


def remove(folder: Path) -> None:
    """Remove a throw-away folder, also while the store's thread still makes or takes away files in it."""
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)


def end_now(code: int, throw_away: Path | None) -> None:
    """End the process, whatever still waits; the folder of a community that is not kept goes with it."""
    if throw_away is not None:
        remove(throw_away)
    os._exit(code)


def hard_stop(code: int, throw_away: Path | None) -> None:
    """Whatever still waits for the file or the terminal, end the process after `HARD_STOP` seconds."""
    timer = threading.Timer(HARD_STOP, end_now, (code, throw_away))
    timer.daemon = True
    timer.start()


def farewell(words: str, rescued: Sequence[Path], on_server: bool = False) -> str:
    """The words on standard error after leaving, with the rescue files named where she can open them."""
    files = ", ".join(str(path) for path in rescued)
    where = ON_SERVER if on_server else f"It is safe in {files}"
    kept = f"Some of your text could not be kept in the community's file. {where}" if files else ""
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


def say_nothing(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """asyncio would print tracebacks, and people's words with them, over the screen."""
    del loop, context
