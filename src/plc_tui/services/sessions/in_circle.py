"""What of sessions stands on a circle's page."""

from __future__ import annotations

from plc_tui.domain.sessions.plans import CircleSessions
from plc_tui.domain.sessions.showing import room
from plc_tui.services import checks
from plc_tui.services.desk import Sitting
from plc_tui.services.sessions.course import page_of
from plc_tui.services.sessions.owed import promised
from plc_tui.store import session_words, sessions

#: So many of the last sessions are named; what was parked in them is told again.
LAST = 3


def in_circle(sitting: Sitting, name: str) -> CircleSessions:
    """Return what a reader may see of a circle's sessions. Raises NotFound."""
    circle = checks.circle(sitting.connection, name)
    ahead, past = sessions.of_circle(sitting.connection, sitting.reader, circle.id, LAST)
    return CircleSessions(
        ahead=tuple(page_of(sitting, session) for session in ahead),
        past=tuple(page_of(sitting, session) for session in past),
        owed=promised(sitting, circle.id),
        parked=tuple(
            (session.id, words)
            for session in past
            for words in room(session, session_words.words(sitting.connection, session.id), sitting.now).parked
        ),
    )
