"""How the time of a session stands, for everyone who shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from plc_tui.domain.sessions.values import FacilitatedSession, SessionStep
from plc_tui.text import counted


def behind(session: FacilitatedSession, now: datetime) -> float:
    """Return by how many seconds the session is behind its plan; less than none is ahead of it."""
    over = 0.0
    for step in session.steps:
        if step.state in ("done", "skipped"):
            over += step.used(now) - step.seconds
        elif step.state == "now":
            over += max(0.0, step.used(now) - step.seconds)
    return over


def expected_end(session: FacilitatedSession, now: datetime) -> datetime:
    """Return when the session ends if what is left takes as long as it is given."""
    left = sum(max(0.0, step.left(now)) for step in session.steps if step.state in ("ahead", "now"))
    return now + timedelta(seconds=left)


def length(seconds: float) -> str:
    """Say a length, of time before or after: `4 minutes 20 seconds`, `40 seconds`, `5 minutes`."""
    minutes, rest = divmod(round(abs(seconds)), 60)
    parts = [counted(minutes, "minute", "minutes")] if minutes else []
    parts += [counted(rest, "second", "seconds")] if rest or not minutes else []
    return " ".join(parts)


#: At these seconds left (less than none: over) the time is told in words; the rest of it is for the eye.
THRESHOLDS = (300, 120, 60, 0, -60, -300)


def time_in_words(step: SessionStep, now: datetime) -> str:
    """Say how the time of a step stands: once a threshold is passed, which one; before that nothing."""
    left = step.left(now)
    if left > THRESHOLDS[0] or step.allowed <= 0:
        return ""
    passed = min(threshold for threshold in THRESHOLDS if left <= threshold)
    if passed > 0 and passed >= step.allowed:
        return ""
    return _WORDS[passed]


_WORDS = {
    300: "Five minutes left",
    120: "Two minutes left",
    60: "One minute left",
    0: "Time is up",
    -60: "One minute over",
    -300: "Five minutes over",
}
