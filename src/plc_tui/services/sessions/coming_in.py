"""Coming into a session: by its id, or by the code that is told in the room, which nobody finds by trying."""

from __future__ import annotations

from contextlib import suppress

from plc_tui.domain.errors import Invalid, NotFound
from plc_tui.domain.journal import Act, Line
from plc_tui.domain.sessions import guessing
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.values import FacilitatedSession
from plc_tui.services.desk import Sitting
from plc_tui.services.journaling import Hand
from plc_tui.services.sessions.course import find
from plc_tui.store import code_tries, journal, sessions, things


def wanted(sitting: Sitting, typed: str) -> FacilitatedSession | None:
    """Return the session somebody wants to come into; whoever knows its code is let in, and that is written down.

    None when there is no such session: that she tried is kept. Raises Invalid after too many wrong codes, in the same
    words whether this one would be right.
    """
    coded = sessions.with_code(sitting.connection, typed.strip().lower())
    with suppress(NotFound):
        return find(sitting, coded or typed)
    me = sitting.reader.id
    tries = code_tries.of_member(sitting.connection, me)
    wait = guessing.wait(tries, sitting.now).total_seconds()
    if wait > 0:
        raise Invalid(f"Too many wrong codes. Ask for the right one, and try it in {length(max(1, wait))}.")
    code_tries.put(sitting.connection, me, guessing.Tries() if coded else guessing.once_more(tries, sitting.now))
    if coded is None:
        return None
    let_read(sitting, coded, "came in", readers(sitting, coded))
    return find(sitting, coded)


def let_read(sitting: Sitting, session_id: str, act: Act, about: frozenset[str]) -> None:
    """Give a session to the reader by her own name, where it is not hers yet, and write that down."""
    me, thing = sitting.reader.id, things.ref(sitting.connection, session_id)
    granted = journal.granted(sitting.connection, session_id)
    if me not in granted | {thing.owner_id}:
        things.give(sitting.connection, thing, granted | {me})
        Hand.of(sitting).write([Line(act, "session", about, me, session_id, me)])


def readers(sitting: Sitting, session_id: str) -> frozenset[str]:
    """Return everyone a change of who reads a session is about: its owner, those it is given to, the reader."""
    owner = things.ref(sitting.connection, session_id).owner_id
    return journal.granted(sitting.connection, session_id) | {owner, sitting.reader.id}
