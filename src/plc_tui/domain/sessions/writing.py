"""What may be written in a session, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping

from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions.running import need_open
from plc_tui.domain.sessions.values import KINDS, FacilitatedSession, Participant, SessionStep, Words

#: How many fingers there are.
FINGERS = 5


def may_say(session: FacilitatedSession, author: Participant, step: SessionStep, kind: str) -> None:
    """Raise Invalid or NotPermitted unless somebody may contribute to a step now.

    What was begun in an earlier step may still be sent: nobody loses a text because the group has moved on.
    """
    need_open(session)
    if not step.begun:
        raise Invalid("This step has not begun yet.")
    if kind not in KINDS or kind == "parked":
        raise Invalid(f"Write one of: {', '.join(each for each in KINDS if each != 'parked')}.")
    if "presenter" in step.silent and session.presents(step) == author.key and step.gathers:
        raise NotPermitted(
            "While the others talk about your work you listen. Write for yourself; they come to you after."
        )
    if not _gathers(step):
        raise Invalid("Nothing is gathered in this step. What should not be lost goes to the parking lot.")
    if kind not in step.gathers:
        raise Invalid(f"In this step you write: {', '.join(_gathers(step))}.")


def draft_place(session_id: str, step_id: str) -> str:
    """Return where what somebody has begun to write in a step is kept."""
    return f"session:{session_id}:{step_id}"


def default_kind(step: SessionStep) -> str:
    """Return the kind that is meant when none is named."""
    return next(iter(_gathers(step)), "note")


def _gathers(step: SessionStep) -> tuple[str, ...]:
    return tuple(kind for kind in step.gathers if kind in KINDS)


def may_vote(session: FacilitatedSession, step: SessionStep) -> None:
    """Raise Invalid unless votes can be given in a step now."""
    need_open(session)
    if not step.votes or not step.begun:
        raise Invalid("There is no vote in this step.")
    if not step.voting:
        raise Invalid("The votes of this round have been shown; it is over.")


def dots_given(session: FacilitatedSession, step: SessionStep, words: Words, dots: Mapping[str, int]) -> None:
    """Raise Invalid unless these dots may be given: on what can be voted about, and no more than there are."""
    may_vote(session, step)
    if step.fist:
        raise Invalid("In this step you show fingers, from 0 to 5.")
    known = votable(session, step, words)
    if any(target not in known for target in dots):
        raise Invalid("That cannot be voted about in this step.")
    if any(count < 0 for count in dots.values()) or sum(dots.values()) > step.dots:
        raise Invalid(f"You have {step.dots} dots.")


def fingers_shown(session: FacilitatedSession, step: SessionStep, fingers: int) -> None:
    """Raise Invalid unless this many fingers can be shown in a step."""
    may_vote(session, step)
    if not step.fist:
        raise Invalid("In this step you give dots.")
    if not 0 <= fingers <= FINGERS:
        raise Invalid("Show between 0 and 5 fingers.")


def votable(session: FacilitatedSession, step: SessionStep, words: Words) -> tuple[str, ...]:
    """Return what can be voted about in a step: what everyone sees of the newest step that gathered anything.

    Clusters stand for what lies in them.
    """
    source = _source(session, step, words)
    if source is None:
        return ()
    loose = [c.id for c in words.contributions if c.step == source.id and not c.cluster and c.kind != "parked"]
    return (*(cluster.id for cluster in words.clusters if cluster.step == source.id), *loose)


def _source(session: FacilitatedSession, step: SessionStep, words: Words) -> SessionStep | None:
    """Return the step whose contributions are voted about: the vote's own, or the last before it."""
    filled = {c.step for c in words.contributions if c.kind != "parked"}
    at = session.steps.index(step)
    before = reversed(session.steps[: at + 1])
    return next((each for each in before if each.id in filled and each.open_to_all), None)


def source_of(session: FacilitatedSession, step: SessionStep, words: Words) -> SessionStep:
    """Return the step whose contributions a step is about: its own, or for grouping and voting the last with any."""
    return _source(session, step, words) or step
