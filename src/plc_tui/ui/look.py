"""Small decisions about how the program looks on this terminal, from a member's settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


def moves(wish: str, environ: Mapping[str, str]) -> bool:
    """Whether things move smoothly: "on", "off", or "auto", which leaves it out over SSH (ten times the bytes)."""
    return wish == "on" or (wish == "auto" and not environ.get("SSH_CONNECTION"))


def time_of_day(moment: datetime, clock: int) -> str:
    """Write the time of a local moment on a 24- or 12-hour clock: `14:02` or `2:02 pm`."""
    if clock == 24:
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
