"""Coming into a session: by its id, or by the code that is told in the room, which nobody finds by trying.

And being shut out of it, for whoever came in with a code that was not meant for her.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace

from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.journal import Act, Line
from plc_tui.domain.sessions import attending, guessing
from plc_tui.domain.sessions.clock import length
from plc_tui.domain.sessions.values import CODE_LENGTH, FacilitatedSession
from plc_tui.domain.values import ALPHABET, LETTERS
from plc_tui.services import journaling
from plc_tui.services.desk import Sitting
from plc_tui.services.journaling import Hand
from plc_tui.services.sessions.course import find, save
from plc_tui.store import code_tries, journal, people, sessions, things


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


def free_code(sitting: Sitting) -> str:
    """Return a code no open session has, and that is not the beginning of a session's id."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        looks_like_an_id = code.startswith(LETTERS["session"])
        if not looks_like_an_id and sessions.with_code(sitting.connection, code) is None:
            return code


def shut_out(sitting: Sitting, session: FacilitatedSession, key: str) -> None:
    """Let somebody who came in by the code read the session no longer; it has a new code from then on.

    What she wrote stays. Raises Invalid for somebody from paper, NotPermitted for who is not there by the code alone.
    """
    person = attending.need_person(session, key)
    if person.member is None:
        raise Invalid("She has no terminal; note that she has left.")
    granted = journal.granted(sitting.connection, session.id)
    by_circle = people.reader(sitting.connection, person.member.id).circles & granted
    if by_circle or person.console or person.member.id == session.owner.id or key == session.presenter:
        raise NotPermitted("She is not here by the code alone: she is of the circle, presents, or leads.")
    left = attending.gone(session, key, sitting.now)
    save(sitting, session, replace(left, code=free_code(sitting) if session.code else ""))
    thing = things.ref(sitting.connection, session.id)
    things.give(sitting.connection, thing, granted - {person.member.id})
    journaling.given(sitting, thing, granted)


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
