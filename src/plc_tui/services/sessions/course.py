"""What everything about sessions shares: finding one, changing it, and telling of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

from plc_tui import seeds
from plc_tui.domain.errors import NotFound, NotPermitted
from plc_tui.domain.sessions import attending
from plc_tui.domain.sessions.plans import SessionPage, Summary, page, summed_up
from plc_tui.domain.sessions.put_back import put_right
from plc_tui.domain.sessions.running import need_console
from plc_tui.domain.sessions.showing import console, looks_back, room, seat
from plc_tui.domain.sessions.values import FacilitatedSession, Happening, Participant, Words
from plc_tui.domain.sessions.views import ConsoleView, Promise, RoomView, SeatView
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.sessions.owed import promised
from plc_tui.store import people, session_words, sessions, things

Change = Callable[[FacilitatedSession, Sitting], FacilitatedSession]
"""What is done with a session: one of the functions of `domain/sessions`."""


def find(sitting: Sitting, typed: str) -> FacilitatedSession:
    """Return a session by its id or the beginning of one. Raises NotFound."""
    exact = sessions.with_id(sitting.connection, sitting.reader, things.typed_id(typed, "session"))
    if exact is not None:
        return right(sitting, exact)
    found = things.resolve(sitting.connection, sitting.reader.id, typed, "session")
    session = sessions.with_id(sitting.connection, sitting.reader, found.id)
    if session is None:
        raise things.not_found(["session"])
    return right(sitting, session)


def right(sitting: Sitting, session: FacilitatedSession) -> FacilitatedSession:
    """Return a session whose moments fit the clock, also when that was put back; whoever writes puts the file right."""
    fitting = put_right(session, sitting.now) if sitting.one_clock else session
    if fitting is not session and sitting.writes:
        sessions.save(sitting.connection, session, fitting)
    return fitting


def facilitated(sitting: Sitting, typed: str) -> FacilitatedSession:
    """Return a session whose console the reader has. Raises NotFound, NotPermitted."""
    session = find(sitting, typed)
    need_console(session, sitting.reader.id)
    return session


def mine(sitting: Sitting, session: FacilitatedSession, *, joined: bool = True) -> Participant:
    """Return the reader's own place in a session. Raises NotPermitted when she has none, or has not `joined`."""
    place = session.place_of(sitting.reader.id)
    if place is None or (joined and place.joined is None):
        raise NotPermitted("Join this session first.")
    return place


def mine_in(sitting: Sitting, session: FacilitatedSession) -> Participant:
    """Return the reader's own place in a session that she is in now. Raises NotPermitted, and Invalid once she left."""
    place = mine(sitting, session)
    if session.state == "open":  # after the end everything is answered by that
        attending.need_in(place)
    return place


def save(sitting: Sitting, before: FacilitatedSession, after: FacilitatedSession, *, touch: bool = False) -> None:
    """Write what changed; `touch` lets it come first in lists again."""
    sessions.save(sitting.connection, before, after)
    if touch:
        things.touch(sitting.connection, after.id, sitting.now)


def changed(
    desk: Desk, typed: str, change: Change, act: str = "", *, seconds: int = 0, touch: bool = False
) -> ConsoleView:
    """Let whoever has the console change a session, write down what she did with its time, and show her the console."""
    with desk.writing() as sitting:
        before = facilitated(sitting, typed)
        after = change(before, sitting)
        if after != before:
            save(sitting, before, after, touch=touch)
            sessions.still_here(sitting.connection, after.id, sitting.reader.id, sitting.now)  # it is she who acts
            if act:
                step = after.current or before.current
                sessions.note(sitting.connection, after.id, Happening(sitting.now, act, step, seconds))
    return seen(desk, after.id)


def seen(desk: Desk, session_id: str) -> ConsoleView:
    """Return what the console shows once it is written: looking takes longer than writing, and nobody waits for it."""
    with desk.reading() as sitting:
        return console_of(sitting, session_id)


def console_of(sitting: Sitting, session_id: str) -> ConsoleView:
    """Return what the reader sees at the console."""
    session, words = again(sitting, session_id)
    return console(session, words, mine(sitting, session, joined=False).key, sitting.now, _owed(sitting, session))


def again(sitting: Sitting, session_id: str) -> tuple[FacilitatedSession, Words]:
    """Return a session as it is now, with everything written in it. Raises NotFound."""
    session = sessions.with_id(sitting.connection, sitting.reader, session_id)
    if session is None:
        raise NotFound("There is no such session here.")
    return right(sitting, session), session_words.words(sitting.connection, session_id)


def seat_of(sitting: Sitting, session_id: str) -> SeatView:
    """Return what the reader sees from her seat."""
    session, words = again(sitting, session_id)
    return seat(session, words, mine(sitting, session).key, sitting.now, _owed(sitting, session))


def _owed(sitting: Sitting, session: FacilitatedSession) -> tuple[Promise, ...]:
    """Return what a session's circle promised earlier and the reader may see, where the group looks back at it."""
    if session.circle is None or not looks_back(session):
        return ()
    return promised(sitting, session.circle.id, but=session.id)


def remains_of(sitting: Sitting, session_id: str) -> Summary:
    """Return what remains of a session, with its times where the reader lives."""
    found = summed_up(*again(sitting, session_id), sitting.now)
    reader = people.member_by_id(sitting.connection, sitting.reader.id)
    zone = ZoneInfo(reader.timezone) if reader else UTC
    return replace(
        found,
        on=_called(found.protocol),
        opened=found.opened and found.opened.astimezone(zone),
        closed=found.closed and found.closed.astimezone(zone),
    )


def page_of(sitting: Sitting, session: FacilitatedSession, owed: tuple[Promise, ...] = ()) -> SessionPage:
    """Return a session as the reader sees it outside the room."""
    return replace(page(session, sitting.reader.id, owed), on=_called(session.protocol))


def _called(protocol_id: str) -> str:
    """Return what a protocol is called; its id when its file was taken away since."""
    return next((each.title for each in seeds.protocols() if each.id == protocol_id), protocol_id)


def room_of(sitting: Sitting, session_id: str) -> RoomView:
    """Return what the room sees."""
    session, words = again(sitting, session_id)
    return room(session, words, sitting.now, _owed(sitting, session))
