"""A clock that is put back while a session goes on: what was seen last in it counts, and time goes on from there.

A step has when it began, and everyone computes the rest (`values`). Were the machine's clock put back by ten minutes, a
step would stand still for ten, and jump. So every moment that tells of the present is put back along with the clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from plc_tui.domain.sessions.values import FacilitatedSession, Participant, SessionStep

#: Of two who write at once the second may have looked at the clock first. More than this is a clock that was put back.
SLACK = timedelta(seconds=5)


def put_right(session: FacilitatedSession, now: datetime) -> FacilitatedSession:
    """Return an open session whose moments fit a clock that says `now`; the same one where they do."""
    seen = max(_seen(session), default=now)
    if session.state != "open" or seen - now <= SLACK:
        return session
    back = seen - now
    return replace(
        session,
        steps=tuple(_step(step, back) for step in session.steps),
        people=tuple(_person(person, back) for person in session.people),
        turn_since=session.turn_since and session.turn_since - back,
    )


def _seen(session: FacilitatedSession) -> list[datetime]:
    """Return the moments at which something is known to have been: that a step began, that somebody was there."""
    began = [step.since for step in session.steps if step.since is not None]
    return began + [person.here for person in session.people if person.here is not None]


def _step(step: SessionStep, back: timedelta) -> SessionStep:
    return step if step.since is None else replace(step, since=step.since - back)


def _person(person: Participant, back: timedelta) -> Participant:
    here, hand = person.here and person.here - back, person.hand and person.hand - back
    return replace(person, here=here, hand=hand)
