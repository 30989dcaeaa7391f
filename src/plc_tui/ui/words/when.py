"""A moment as a thread or a list says it."""

from __future__ import annotations

from datetime import datetime

from plc_tui.ui.look import time_of_day
from plc_tui.ui.words.days import ago


def when(moment: datetime, now: datetime, clock: int = 24) -> str:
    """Say a moment: `today 14:02`, `yesterday`, `3 days ago`, `4 December`; `now` is in the reader's time zone."""
    said = ago(moment, now)
    return f"today {time_of_day(moment.astimezone(now.tzinfo), clock)}" if said == "today" else said
