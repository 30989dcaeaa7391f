"""How the time of a session went, in marks and words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from plc_tui.domain.sessions.replaying import Replay, ReplayStep, to_try
from plc_tui.text import counted
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.pieces import Piece, title
from plc_tui.ui.words.sessions import minutes

_LONGEST = 40
"""Cells of the bar of the longest step."""
_ENOUGH = 30
"""So many seconds off the plan are told of."""


def span(seconds: int) -> str:
    """Say a length in words: `half a minute`, `a minute`, `4 minutes`."""
    if abs(seconds) < 45:
        return "half a minute"
    whole = round(abs(seconds) / 60)
    return "a minute" if whole == 1 else f"{whole} minutes"


def against(seconds: int) -> str:
    """Say how a length stands to its plan: `3 minutes behind`, `a minute ahead`, `on time`."""
    if abs(seconds) < _ENOUGH:
        return "on time"
    return f"{span(seconds)} {'behind' if seconds > 0 else 'ahead'}"


def replay_pieces(seen: Replay, marks: Marks) -> list[Piece]:
    """The whole of it: how the time went, and one thing to try."""
    return [*time_pieces(seen, marks), title("One thing to try"), Piece(safe.words(to_try(seen)))]


def time_pieces(seen: Replay, marks: Marks) -> list[Piece]:
    """The sum, and each step with its bar."""
    whole = f"{round(seen.used / 60)} of {counted(round(seen.planned / 60), 'minute', 'minutes')} planned"
    facts = [whole, against(seen.over), f"stood still for {span(seen.paused)}" if seen.paused >= _ENOUGH else ""]
    longest = max((max(step.planned, step.used) for step in seen.steps), default=1) or 1
    steps = [piece for number, step in enumerate(seen.steps, 1) for piece in _step(number, step, longest, marks)]
    return [
        Piece(Content.styled("How the time went", "bold $accent")),
        Piece(Content.styled(" · ".join(fact for fact in facts if fact), "$soft")),
        *steps,
    ]


def _step(number: int, step: ReplayStep, longest: int, marks: Marks) -> Iterator[Piece]:
    lead = Content.styled(f"{number:>2}  ", "$soft")
    aside = "left out" if step.skipped else f"{minutes(_halves(step.used))} of {minutes(step.planned)}"
    yield Piece(safe.line(step.title, "bold"), lead=lead, aside=Content.styled(aside, "$soft"), above=1)
    if not step.skipped:
        yield Piece(_bar(step, longest, marks), lead=Content("    "))
    told = "; ".join(_told(step))
    if told:
        yield Piece(Content.styled(told[0].upper() + told[1:] + ".", "$soft"), lead=Content("    "))


def _halves(seconds: int) -> int:
    return round(seconds / 30) * 30


def _bar(step: ReplayStep, longest: int, marks: Marks) -> Content:
    """What was used, what was left of the plan, and what went over it."""
    planned, used = (round(_LONGEST * seconds / longest) for seconds in (step.planned, step.used))
    within, over = min(planned, used), max(0, used - planned)
    left = max(0, planned - used)
    return Content.assemble(
        (marks.here * within, "$good"), (marks.here * over, "$warm"), (marks.rule * left, "$line"), "" if used else " "
    )


def _told(step: ReplayStep) -> Iterator[str]:
    if step.skipped:
        return
    if not step.begun:
        yield "not begun"
        return
    off = step.used - step.planned
    if abs(off) >= _ENOUGH:
        yield f"{span(off)} {'longer' if off > 0 else 'shorter'} than planned"
    if step.added:
        yield f"{span(step.added)} {'given' if step.added > 0 else 'taken away'}"
    if step.pauses:
        often = {1: "once", 2: "twice"}.get(step.pauses, f"{step.pauses} times")
        yield f"paused {often}, {span(step.paused)} in all"
    if abs(step.behind) >= _ENOUGH:
        yield f"then {against(step.behind)}"
