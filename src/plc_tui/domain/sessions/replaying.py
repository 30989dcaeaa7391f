"""How the time of a session went, step by step, and the one thing worth trying differently next time.

Nothing here is about anybody: a replay holds lengths and what was done with them, no words and no names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plc_tui.domain.sessions.values import Happening, SessionStep

LONG, SHARE = 60, 0.2
"""A step went differently from its plan when it was so many seconds, and such a share of its plan, off it."""


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One step as it went; lengths in seconds.

    `added` is what was given with +1 and -1, `paused` how long time stood still in it and `pauses` how often;
    `behind` is by how much the session was behind its plan when the step was over (less than none: ahead of it).
    """

    title: str
    planned: int
    used: int
    added: int
    paused: int
    pauses: int
    behind: int
    skipped: bool
    begun: bool
    unrevealed: bool
    """Whether something was to be written in it for the group and never shown to it."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How the time of a session went; its parts say how much was planned and used in all."""

    steps: tuple[ReplayStep, ...]

    @property
    def planned(self) -> int:
        """Return how long it was to take."""
        return sum(step.planned for step in self.steps)

    @property
    def used(self) -> int:
        """Return how long its steps took, without pauses."""
        return sum(step.used for step in self.steps)

    @property
    def paused(self) -> int:
        """Return how long time stood still."""
        return sum(step.paused for step in self.steps)

    @property
    def over(self) -> int:
        """Return by how much it was behind its plan where it ended, or is now; less than none is ahead of it."""
        return next((step.behind for step in reversed(self.steps) if step.begun or step.skipped), 0)


def replay(steps: Sequence[SessionStep], course: Sequence[Happening], now: datetime) -> Replay:
    """Return how the time went, from a session's steps as they are now and what was done with its time."""
    paused = _pauses(course, now)
    behind, found = 0, []
    for step in steps:
        used = round(step.used(now))
        if step.state in ("done", "skipped"):
            behind += used - step.seconds
        elif step.state == "now":
            behind += max(0, used - step.seconds)
        long, often = paused.get(step.id, (0, 0))
        found.append(
            ReplayStep(
                title=step.title,
                planned=step.seconds,
                used=used,
                added=step.extra,
                paused=long,
                pauses=often,
                behind=behind,
                skipped=step.state == "skipped",
                begun=step.begun,
                unrevealed=step.begun and bool(step.gathers) and not step.open_to_all,
            )
        )
    return Replay(tuple(found))


def _pauses(course: Sequence[Happening], now: datetime) -> dict[str, tuple[int, int]]:
    """Return for each step how long time stood still in it, and how often."""
    found: dict[str, tuple[int, int]] = {}
    since: Happening | None = None
    for happening in course:
        if happening.act == "console":
            continue
        if since is not None and (happening.act == "pause" or happening.step != since.step):
            found[since.step] = _longer(found, since, happening.at)
            since = None
        elif happening.act == "pause":
            since = happening
    if since is not None:
        found[since.step] = _longer(found, since, now)
    return found


def _longer(found: dict[str, tuple[int, int]], since: Happening, until: datetime) -> tuple[int, int]:
    long, often = found.get(since.step, (0, 0))
    return long + max(0, round((until - since.at).total_seconds())), often + 1


def to_try(seen: Replay) -> str:
    """Say one thing to try next time: the one that would change most."""
    begun = [step for step in seen.steps if step.begun and not step.skipped]
    if not begun:
        return "No step was begun, so its time has nothing to tell yet."
    for step in begun:
        if step.unrevealed:
            return f"Next time show what was written in “{step.title}” before you go on: they wrote it for the group."
    late = max(begun, key=lambda step: step.used - step.planned)
    if _off(late, late.used - late.planned):
        minutes = _minutes(late.used - late.planned)
        return (
            f"“{late.title}” took {minutes} longer than planned. Next time say aloud when half of its time is over, "
            "or give it that much more from the start."
        )
    early = min(begun, key=lambda step: step.used - step.planned)
    if _off(early, early.planned - early.used):
        minutes = _minutes(early.planned - early.used)
        return (
            f"You left “{early.title}” {minutes} early. Next time let it run to its end once, silence too: "
            "the second half often brings what the first did not."
        )
    ahead = [step for step in seen.steps if not step.begun and not step.skipped]
    if ahead:
        return f"You ended before “{ahead[0].title}”. Next time come to the last step once: it is where work begins."
    return "You kept the plan. Next time try it with more people, or in ten minutes less."


def _off(step: ReplayStep, seconds: int) -> bool:
    return seconds >= max(LONG, SHARE * step.planned)


def _minutes(seconds: int) -> str:
    whole = max(1, round(seconds / 60))
    return "a minute" if whole == 1 else f"{whole} minutes"
