"""The sessions a member takes with her: those she was in, with what remains of them, and those to come."""

from __future__ import annotations

from dataclasses import dataclass

from plc_tui.domain.sessions.plans import SessionPage, Summary
from plc_tui.domain.sessions.showing import seat
from plc_tui.domain.sessions.values import FacilitatedSession
from plc_tui.domain.sessions.views import Shown
from plc_tui.services.desk import Sitting
from plc_tui.services.sessions.course import page_of, remains_of
from plc_tui.store import session_words, sessions


@dataclass(frozen=True, slots=True)
class SessionTaken:
    """A session she was in: its plan, what remains of it, and what only she wrote and nobody else has seen."""

    page: SessionPage
    summary: Summary
    unseen: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class SessionsTaken:
    """Those she was in, or leads, and the plans of those to come that she may see."""

    been: tuple[SessionTaken, ...] = ()
    planned: tuple[SessionPage, ...] = ()


def taken(sitting: Sitting) -> SessionsTaken:
    """Read the sessions of the reader. What was anonymous stays so: only what is shown to everyone is in a summary."""
    found = sessions.in_state(sitting.connection, sitting.reader, "open", "closed")
    been = tuple(_taken(sitting, each) for each in found if _was_in(each, sitting.reader.id))
    planned = sessions.in_state(sitting.connection, sitting.reader, "planned")
    return SessionsTaken(been, tuple(page_of(sitting, each) for each in planned))


def _was_in(session: FacilitatedSession, member_id: str) -> bool:
    place = session.place_of(member_id)
    return place is not None and place.joined is not None


def _taken(sitting: Sitting, session: FacilitatedSession) -> SessionTaken:
    words = session_words.words(sitting.connection, session.id)
    place = session.place_of(sitting.reader.id)
    mine = seat(session, words, place.key, sitting.now).mine if place else ()
    unseen = tuple(each for each in mine if each.hidden)
    return SessionTaken(page_of(sitting, session), remains_of(sitting, session.id), unseen)
