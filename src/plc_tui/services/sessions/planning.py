"""Planning a session, finding it, opening and joining it, and ending it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from plc_tui.domain.audience import CircleRef
from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.journal import Act, Line
from plc_tui.domain.notes import NewNote, Note
from plc_tui.domain.sessions import attending, running
from plc_tui.domain.sessions.plans import (
    CircleSessions,
    NewSession,
    SessionPage,
    SessionShelves,
    Summary,
)
from plc_tui.domain.sessions.values import (
    FacilitatedSession,
    Happening,
    Participant,
)
from plc_tui.domain.sessions.views import Promise, RoomView, SeatView
from plc_tui.services import checks, journaling
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.journaling import Hand
from plc_tui.services.notes import Notes
from plc_tui.services.protocol_plans import plan
from plc_tui.services.sessions import coming_in
from plc_tui.services.sessions.agenda import protocol_called, steps_of
from plc_tui.services.sessions.console import new_key
from plc_tui.services.sessions.course import facilitated, find, page_of, remains_of, right, room_of, save, seat_of
from plc_tui.services.sessions.in_circle import in_circle
from plc_tui.services.sessions.owed import promised
from plc_tui.services.sessions.summing_up import as_markdown
from plc_tui.services.works import pinned
from plc_tui.store import clock, forgetting, journal, people, session_words, sessions, things

#: So many sessions that are over stand on their shelf.
PAST = 50


class Sessions:
    """Sessions a member may see: those of her circles, those she was invited to, and those she came into."""

    def __init__(self, desk: Desk, notes: Notes) -> None:
        self._desk, self._notes = desk, notes

    # Looking

    def shelves(self) -> SessionShelves:
        """Return the sessions going on, those planned, and those over."""
        with self._desk.reading() as sitting:

            def those(state: str) -> tuple[SessionPage, ...]:
                return tuple(page_of(sitting, s) for s in sessions.in_state(sitting.connection, sitting.reader, state))

            past = sessions.latest(sitting.connection, sitting.reader, PAST)
            return SessionShelves(those("open"), those("planned"), tuple(page_of(sitting, session) for session in past))

    def show(self, session_id: str) -> SessionPage:
        """Return a session as it is planned and where it stands, with what its circle still owes itself."""
        with self._desk.reading() as sitting:
            return self._page(sitting, find(sitting, session_id).id)

    def of_circle(self, name: str) -> CircleSessions:
        """Return the next and the last sessions of a circle, what it still owes itself, and what was parked."""
        with self._desk.reading() as sitting:
            return in_circle(sitting, name)

    def room(self, session_id: str) -> RoomView:
        """Return what a projector may show: never anything private, whoever looks."""
        with self._desk.reading() as sitting:
            return room_of(sitting, find(sitting, session_id).id)

    def revision(self, session_id: str) -> int:
        """Return a number that grows with everything that happens in a session: cheap enough for every second."""
        with self._desk.reading() as sitting:
            found = sessions.revision(sitting.connection, sitting.reader, session_id)
            if found is None:
                raise NotFound("There is no such session here.")
            return found

    def clock_offset(self) -> timedelta:
        """Return what to add to this machine's clock to have the time that all in a session share; measured anew."""
        self._desk.ahead = clock.offset(self._desk.store)
        return self._desk.ahead

    def course(self, session_id: str) -> tuple[Happening, ...]:
        """Return what was done with the time of a session, in order: its replay."""
        with self._desk.reading() as sitting:
            return sessions.course(sitting.connection, find(sitting, session_id).id)

    # Planning

    def plan(self, new: NewSession) -> SessionPage:
        """Plan a session. Raises Invalid, NotFound, NotPermitted."""
        protocol = protocol_called(new.protocol)
        title = checks.line(new.title or protocol.title, "The title")
        focus = checks.body(new.focus, "What it is about").strip()
        with self._desk.writing() as sitting:
            circle = _circle(sitting, new.circle)
            audience = {circle.id} if circle else set()
            audience |= {checks.colleague(sitting.connection, name).id for name in new.invite}
            session_id = things.new_id(sitting.connection, "session")
            thing = things.ThingRef(session_id, "session", sitting.reader.id, session_id, sitting.now, sitting.now)
            things.add(sitting.connection, thing)
            session = FacilitatedSession(
                id=session_id,
                owner=self._desk.actor,
                title=title,
                protocol=protocol.id,
                credit=protocol.credit,
                focus=focus,
                circle=circle,
                starts=new.starts,
                state="planned",
                created=sitting.now,
                updated=sitting.now,
                people=(Participant(new_key(), self._desk.actor, self._desk.actor.name, 1, console=True),),
            )
            size = new.people or (circle.size if circle else 0) or protocol.people_least
            looks_back = circle is not None and bool(promised(sitting, circle.id))
            session = replace(session, steps=steps_of(plan(protocol, size, new.minutes), looks_back=looks_back))
            session = _with_presenter(sitting, session, new.presenter)
            if new.work:
                session = replace(session, work=pinned(sitting, new.work))
            sessions.add(sitting.connection, session)
            self._give(sitting, session_id, audience | _presenting(session))
            if session.work is not None:
                self._tell(sitting, session_id, "brought")
            return self._page(sitting, session_id)

    def edit(
        self,
        session_id: str,
        *,
        title: str | None = None,
        focus: str | None = None,
        starts: datetime | None = None,
        no_day: bool = False,
        presenter: str | None = None,
    ) -> SessionPage:
        """Change what a session is called, asks, when it is, or who presents. What is None stays.

        What is empty is taken away: then it is called as its protocol, asks nothing, and nobody presents yet. `no_day`
        takes its day away.
        """
        with self._desk.writing() as sitting:
            before = facilitated(sitting, session_id)
            running.need_not_over(before)
            after = before
            if title is not None:
                after = replace(after, title=checks.line(title, "The title", needed=False) or _usual_title(before))
            if focus is not None:
                after = replace(after, focus=checks.body(focus, "What it is about").strip())
            if starts is not None or no_day:
                after = replace(after, starts=starts)
            if presenter is not None:
                after = _with_presenter(sitting, after, presenter)
            save(sitting, before, after, touch=True)
            if presenter:
                self._give(sitting, before.id, journal.granted(sitting.connection, before.id) | _presenting(after))
            return self._page(sitting, before.id)

    def invite(self, session_id: str, handle: str) -> SessionPage:
        """Let a colleague see and join a session."""
        with self._desk.writing() as sitting:
            session = facilitated(sitting, session_id)
            running.need_not_over(session)
            other = checks.colleague(sitting.connection, handle)
            self._give(sitting, session.id, journal.granted(sitting.connection, session.id) | {other.id})
            return self._page(sitting, session.id)

    def bring(self, session_id: str, work_id: str) -> SessionPage:
        """Bring a note or goal of one's own into a session, as it is now: everyone in it reads this copy.

        Without an id the work that was brought is taken out again.
        """
        with self._desk.writing() as sitting:
            before = find(sitting, session_id)
            running.need_not_over(before)
            place = before.place_of(sitting.reader.id)
            if place is None or not (place.console or place.key == before.presenter):
                raise NotPermitted("Whoever presents brings the work.")
            work = pinned(sitting, work_id) if work_id else None
            if work or before.work:
                save(sitting, before, replace(before, work=work), touch=True)
                self._tell(sitting, before.id, "brought" if work else "taken out")
            if work is None:
                forgetting.begin(sitting.connection)
            return self._page(sitting, before.id)

    def cancel(self, session_id: str) -> SessionPage:
        """Call off a planned session."""
        with self._desk.writing() as sitting:
            before = facilitated(sitting, session_id)
            if before.state != "planned":
                raise Invalid(f"This session is {before.state}; only a planned one can be called off.")
            save(sitting, before, replace(before, state="cancelled"), touch=True)
            return self._page(sitting, before.id)

    # Going on

    def open(self, session_id: str) -> SessionPage:
        """Open a planned session: from now on people can come in."""
        with self._desk.writing() as sitting:
            before = facilitated(sitting, session_id)
            after = running.opened(before, coming_in.free_code(sitting), sitting.now)
            mine = after.place_of(sitting.reader.id)
            after = attending.joined(after, self._desk.actor, mine.key if mine else new_key(), sitting.now)
            save(sitting, before, after, touch=True)
            sessions.note(sitting.connection, after.id, Happening(sitting.now, "opened"))
            return self._page(sitting, after.id)

    def join(self, session: str) -> SeatView:
        """Come into an open session, by its id or by the code that is told in the room. Raises NotFound, Invalid.

        From then on she may read it by her own name: whoever leaves the circle keeps the sessions she took part in.
        """
        with self._desk.writing() as sitting:
            before = coming_in.wanted(sitting, session)
            if before is not None:
                after = attending.joined(before, self._desk.actor, new_key(), sitting.now)
                save(sitting, before, after)
                us = frozenset({before.owner.id, sitting.reader.id})
                coming_in.let_read(sitting, before.id, "joined", us)
                return seat_of(sitting, before.id)
        raise things.not_found(["session"])

    def close(self, session_id: str) -> Summary:
        """End a session. What was not revealed stays its writers'; votes not shown are not counted."""
        with self._desk.writing() as sitting:
            before = facilitated(sitting, session_id)
            save(sitting, before, running.closed(before, sitting.now), touch=True)
            session_words.drop_votes(sitting.connection, before.id)
            forgetting.begin(sitting.connection)
            sessions.note(sitting.connection, before.id, Happening(sitting.now, "closed"))
            return remains_of(sitting, before.id)

    def summary(self, session_id: str) -> Summary:
        """Return what remains of a session, or would if it ended now."""
        with self._desk.reading() as sitting:
            return remains_of(sitting, find(sitting, session_id).id)

    def share_summary(self, session_id: str, text: str | None = None) -> Note:
        """Keep the summary (or `text`, what she made of it) as a note shared with whoever may read the session.

        Asked again it writes a new version of the same note. Raises Invalid while the session goes on.
        """
        with self._desk.reading() as sitting:
            session = facilitated(sitting, session_id)
            if session.state != "closed":
                raise Invalid("This session is not over yet.")
            words = as_markdown(remains_of(sitting, session.id)) if text is None else text
        if session.summary:
            with suppress(NotFound):  # she has deleted it since; then it becomes another note
                return self._notes.edit(session.summary, body=words)
        note = self._notes.add(NewNote(words, title=checks.line(f"Session: {session.title}", "The title")))
        with self._desk.writing() as sitting:
            before = find(sitting, session_id)
            if before.summary != session.summary:  # somebody has shared hers in the meantime; this one stays private
                shared = before.summary
            else:
                save(sitting, before, replace(before, summary=note.id))
                self._share_with_its_readers(sitting, before, note.id)
                shared = note.id
        return self._notes.show(shared)

    # What these share

    def _page(self, sitting: Sitting, session_id: str) -> SessionPage:
        session = sessions.with_id(sitting.connection, sitting.reader, session_id)
        if session is None:
            raise things.not_found(["session"])
        session = right(sitting, session)
        owed: tuple[Promise, ...] = ()
        if session.circle is not None and session.state in ("planned", "open"):
            owed = promised(sitting, session.circle.id, but=session.id)
        return page_of(sitting, session, owed)

    def _share_with_its_readers(self, sitting: Sitting, session: FacilitatedSession, note_id: str) -> None:
        """Give a note to whoever may read a session: to its circle, and by name only to those who are not in it."""
        thing = things.owned(sitting.connection, sitting.reader.id, note_id, "note")
        earlier = journal.granted(sitting.connection, thing.id)
        circle = people.circle_named(sitting.connection, session.circle.id) if session.circle else None
        inside = {place.person.id for place in circle.members} if circle else set()
        things.give(sitting.connection, thing, journal.granted(sitting.connection, session.id) - inside)
        journaling.given(sitting, thing, earlier)

    def _give(self, sitting: Sitting, session_id: str, audience: set[str] | frozenset[str]) -> None:
        before = journal.granted(sitting.connection, session_id)
        thing = things.ref(sitting.connection, session_id)
        things.give(sitting.connection, thing, audience)
        journaling.given(sitting, thing, before)

    def _tell(self, sitting: Sitting, session_id: str, act: Act) -> None:
        about = coming_in.readers(sitting, session_id)
        Hand.of(sitting).write([Line(act, "session", about, sitting.reader.id, session_id)])


def _circle(sitting: Sitting, name: str) -> CircleRef | None:
    if not name:
        return None
    circle = checks.circle(sitting.connection, name)
    if not circle.holds(sitting.reader.id):
        raise NotPermitted("A session of a circle is planned by one of its members.")
    return CircleRef(circle.id, circle.handle, circle.title, len(circle.members))


def _usual_title(session: FacilitatedSession) -> str:
    """Return what a session is called when nobody says otherwise: as its protocol, if that is still there."""
    with suppress(Invalid):
        return protocol_called(session.protocol).title
    return session.title


def _with_presenter(sitting: Sitting, session: FacilitatedSession, name: str) -> FacilitatedSession:
    if not name:
        return replace(session, presenter="")
    other = checks.colleague(sitting.connection, name)
    session = attending.expected(session, other.person, new_key())
    place = session.place_of(other.id)
    return replace(session, presenter=place.key if place else "")


def _presenting(session: FacilitatedSession) -> frozenset[str]:
    """Return the member who presents, who must be able to read what she is asked to present in."""
    place = session.person(session.presenter)
    return frozenset() if place is None or place.member is None else frozenset({place.member.id})
