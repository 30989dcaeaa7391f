"""The course of a session: what its facilitator may do with steps and time. Every function gives a new session."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions.values import NAMING, FacilitatedSession, Participant, SessionStep

#: A step takes at least this long after minutes were taken away, and at most this long altogether.
LEAST, MOST = 30, 12 * 3600


def opened(session: FacilitatedSession, code: str, now: datetime) -> FacilitatedSession:
    """Open a planned session: people can come in, and nothing runs yet. Raises Invalid."""
    if session.state != "planned":
        raise Invalid(f"This session is {session.state}; it cannot be opened.")
    if not session.steps:
        raise Invalid("This session has no steps yet; add one before you open it.")
    return replace(session, state="open", code=code, opened=now)


def closed(session: FacilitatedSession, now: datetime) -> FacilitatedSession:
    """End a session: nothing more is written in it. Raises Invalid."""
    need_open(session)
    ended = _ended(session, now)
    everyone = tuple(replace(person, ready="", more="", hand=None) for person in ended.people)
    return replace(ended, state="closed", closed=now, code="", turn="", turn_since=None, people=everyone)


def forward(session: FacilitatedSession, expect: str, now: datetime) -> FacilitatedSession:
    """Go on to the next step, from the one the facilitator sees (`expect`; empty before the first).

    When somebody else has gone on in the meantime nothing happens: two who press at once make one step, not two.
    After the last step no step runs; what was passed over on the way can then be gone to, or begun by going on.
    """
    need_open(session)
    if session.current != expect:
        return session
    at = session.steps.index(session.now) + 1 if session.now else 0
    upcoming = next((step for step in session.steps[at:] if step.state == "ahead"), None)
    ended = _ended(session, now)
    return ended if upcoming is None else _begun(ended, upcoming, now)


def back(session: FacilitatedSession, expect: str, now: datetime) -> FacilitatedSession:
    """Go back to the step before; its time goes on where it stopped, and the present one waits as it was."""
    need_open(session)
    if session.current != expect:
        return session
    order = list(session.steps)
    at = order.index(session.now) if session.now else len(order)
    earlier = next((step for step in reversed(order[:at]) if step.state == "done"), None)
    if earlier is None:
        raise Invalid("This is the first step.")
    if session.now is not None:
        session = session.with_step(replace(session.now.stopped(now), state="ahead"))
    return _begun(session, earlier, now)


def go_to(session: FacilitatedSession, step_id: str, expect: str, now: datetime) -> FacilitatedSession:
    """Go to any step; what lies between stays ahead. In the step one is in already nothing changes."""
    need_open(session)
    if session.current != expect or step_id == expect:
        return session
    return _begun(_ended(session, now), _step(session, step_id), now)


def skipped(session: FacilitatedSession, step_id: str, now: datetime) -> FacilitatedSession:
    """Skip a step that lies ahead, take it up again, or leave the present one out."""
    need_not_over(session)
    step = _step(session, step_id)
    if step.state == "done":
        raise Invalid("This step is done already.")
    if step.state == "now":
        moved = forward(session, step_id, now)
        return moved.with_step(replace(step.stopped(now), state="skipped"))
    return session.with_step(replace(step, state="skipped" if step.state == "ahead" else "ahead"))


def paused(session: FacilitatedSession, now: datetime) -> FacilitatedSession:
    """Let time stand still, or go on."""
    need_open(session)
    step = _running(session)
    return session.with_step(step.stopped(now) if step.since is not None else replace(step, since=now))


def longer(session: FacilitatedSession, seconds: int) -> FacilitatedSession:
    """Give the present step more time, or with less than none take some away. Raises Invalid."""
    need_open(session)
    step = _running(session)
    allowed = step.allowed + seconds
    if seconds > 0 and allowed > MOST:
        raise Invalid("A step takes at most twelve hours.")
    if seconds < 0 and allowed < LEAST:
        raise Invalid("There is no minute left to take away; go on to the next step instead.")
    return session.with_step(replace(step, extra=step.extra + seconds))


def revealed(session: FacilitatedSession, step_id: str) -> FacilitatedSession:
    """Show everyone what was written in a step. Raises Invalid when there is nothing to reveal yet, or ever again."""
    need_open(session)
    step = _begun_before(session, step_id)
    if not step.hidden:
        raise Invalid("What is written in this step is seen by everyone already.")
    return session.with_step(replace(step, revealed=True))


def votes_shown(session: FacilitatedSession, step_id: str) -> FacilitatedSession:
    """End a ballot: from now on everyone sees what it came to, and nobody whose votes they were."""
    need_open(session)
    step = _begun_before(session, step_id)
    if not step.voting:
        raise Invalid("There is no vote to show in this step.")
    return session.with_step(replace(step, shown=step.ballot))


def vote_again(session: FacilitatedSession, step_id: str) -> FacilitatedSession:
    """Begin another ballot in a step, after its last was shown."""
    need_open(session)
    step = _begun_before(session, step_id)
    if not step.votes or step.voting:
        raise Invalid("Show the votes of this round first; then another can begin.")
    return session.with_step(replace(step, ballot=step.ballot + 1))


# Steps, before and while it runs


def inserted(session: FacilitatedSession, step: SessionStep, after: str = "") -> FacilitatedSession:
    """Put a new step after another one; without one, after the present step, or at the end."""
    need_not_over(session)
    _need_sane(step)
    step = step.fresh(step.id)
    steps = list(session.steps)
    behind = after or session.current
    at = next((number for number, each in enumerate(steps, start=1) if each.id == behind), len(steps))
    return replace(session, steps=(*steps[:at], step, *steps[at:]))


def repeated(session: FacilitatedSession, step_id: str, new_id: str) -> FacilitatedSession:
    """Do a step once more: a copy of it follows the present step, or itself."""
    return inserted(session, _step(session, step_id).fresh(new_id), session.current or step_id)


def moved(session: FacilitatedSession, step_id: str, by: int) -> FacilitatedSession:
    """Move a step that lies ahead earlier or later, among those that lie ahead. At the ends it stays."""
    need_not_over(session)
    steps = list(session.steps)
    at = steps.index(_ahead(session, step_id))
    to = at + (1 if by > 0 else -1)
    if 0 <= to < len(steps) and steps[to].state in ("ahead", "skipped"):
        steps[at], steps[to] = steps[to], steps[at]
    return replace(session, steps=tuple(steps))


def removed(session: FacilitatedSession, step_id: str) -> FacilitatedSession:
    """Take a step out of a plan; once a session is open steps are skipped instead."""
    if session.state != "planned":
        raise Invalid("Only a plan loses steps; in an open session they are skipped, so that its summary is true.")
    gone = _step(session, step_id)
    return replace(session, steps=tuple(step for step in session.steps if step != gone))


def changed(session: FacilitatedSession, step: SessionStep) -> FacilitatedSession:
    """Change a step that has not begun: what is said of who sees what is said before anyone types."""
    need_not_over(session)
    if _step(session, step.id).begun:
        raise Invalid("This step has begun; its minutes can be changed with +1 and -1, the rest stays.")
    _need_sane(step)
    return session.with_step(step)


# What these share


def need_open(session: FacilitatedSession) -> None:
    """Raise Invalid unless the session is going on."""
    if session.state != "open":
        raise Invalid("This session is not open." if session.state == "planned" else "This session is over.")


def need_not_over(session: FacilitatedSession) -> None:
    """Raise Invalid when nothing about the session can change any more."""
    if session.state not in ("planned", "open"):
        raise Invalid("This session is over.")


def need_console(session: FacilitatedSession, member_id: str) -> Participant:
    """Return the place of a member who has the console. Raises NotPermitted."""
    place = session.place_of(member_id)
    if place is None or not place.console:
        raise NotPermitted(
            "Only whoever facilitates this session can do that. You can take the console if she is away."
        )
    return place


def _begun(session: FacilitatedSession, step: SessionStep, now: datetime) -> FacilitatedSession:
    return replace(session.with_step(replace(step, state="now", since=now)), turn="", turn_since=None)


def _ended(session: FacilitatedSession, now: datetime) -> FacilitatedSession:
    step = session.now
    return session if step is None else session.with_step(replace(step.stopped(now), state="done"))


def _step(session: FacilitatedSession, step_id: str) -> SessionStep:
    step = session.step(step_id)
    if step is None:
        raise Invalid("There is no such step in this session.")
    return step


def _ahead(session: FacilitatedSession, step_id: str) -> SessionStep:
    step = _step(session, step_id)
    if step.state not in ("ahead", "skipped"):
        raise Invalid("Only steps that lie ahead can be moved.")
    return step


def _begun_before(session: FacilitatedSession, step_id: str) -> SessionStep:
    step = _step(session, step_id)
    if not step.begun:
        raise Invalid("This step has not begun yet.")
    return step


def _running(session: FacilitatedSession) -> SessionStep:
    if session.now is None:
        raise Invalid("No step is running; begin one first.")
    return session.now


def _need_sane(step: SessionStep) -> None:
    if not step.title.strip():
        raise Invalid("A step needs a title.")
    if not LEAST <= step.seconds <= MOST:
        raise Invalid("A step takes between half a minute and twelve hours.")
    if step.naming not in NAMING:
        raise Invalid(f"What is written is {', '.join(NAMING)}.")
