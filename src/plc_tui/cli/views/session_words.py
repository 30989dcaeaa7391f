"""What is said of a session's step in the shell: how long, who speaks, what is written and who will see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.values import KINDS, NAMING, SessionStep
from plc_tui.text import counted

SPEAKS = {
    "facilitator": "The facilitator speaks.",
    "presenter": "{presenter} speaks.",
    "participants": "The participants speak.",
    "all": "Everyone may speak.",
    "each": "A round: one after another; you may pass.",
    "nobody": "Silence.",
}
LISTENS = {"presenter": "{presenter} listens.", "participants": "The participants listen."}
STATES = {"open": "going on", "planned": "planned", "closed": "over", "cancelled": "called off"}
STANDS = {"ahead": "", "now": "now", "done": "done", "skipped": "left out"}


def time_left(step: SessionStep, now: datetime) -> str:
    """Say how the time of a step stands, in a sentence."""
    left = step.left(now)
    said = f"{length(left)} left of {length(step.allowed)}" if left >= 0 else f"{length(left)} over"
    return f"{said}; time stands still." if step.since is None else f"{said}."


def place(steps: Sequence[SessionStep], current: SessionStep | None, state: str = "open") -> str:
    """Say where in its agenda a session is: `Step 3 of 7: Questions of fact`."""
    if current is None:
        begun = any(step.state in ("done", "skipped") for step in steps)
        if state != "open":
            return {"planned": "Not open yet.", "closed": "It is over."}.get(state, "It was called off.")
        return "After the last step." if begun else "Open; the first step has not begun."
    number = [step.id for step in steps].index(current.id) + 1
    turn = f", round {current.round}" if current.round else ""
    return f"Step {number} of {len(steps)}: {current.title}{turn}"


def who_speaks(step: SessionStep, presenter: str) -> str:
    """Say who speaks in a step and who listens."""
    named = presenter or "The presenter"
    said = [SPEAKS.get(step.speaker, "")] + [LISTENS[each] for each in step.silent if each in LISTENS]
    return " ".join(filter(None, said)).format(presenter=named)


def writing(step: SessionStep) -> Iterator[str]:
    """Say what is written in a step and who will see it: before anyone types."""
    kinds = [KINDS[kind] for kind in step.gathers if kind in KINDS]
    if kinds:
        yield f"You write: {', '.join(kinds)}."
        yield _seen(step)
        yield NAMING[step.naming]
    if "commitment" in step.gathers:
        yield "Say what you will do, and by when: plc session commit"
    if step.clusters:
        yield "The facilitator groups what was written."
    if step.votes:
        yield _voting(step)


def _seen(step: SessionStep) -> str:
    if not step.hidden:
        return "Everyone sees it as soon as it is sent."
    return "It has been revealed." if step.revealed else "Nobody else sees it until it is revealed."


def _voting(step: SessionStep) -> str:
    if not step.voting:
        return "The votes of this round have been shown."
    if step.fist:
        return "Fist to five: show 0 (no) to 5 (yes, and I lead). Nobody is shown whose fingers they were."
    return f"You have {counted(step.dots, 'dot', 'dots')}. Nobody is shown whose dots they were."
