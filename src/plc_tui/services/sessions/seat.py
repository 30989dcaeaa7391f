"""A seat: what one participant writes, says and signals in a session, and what she promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.sessions import attending, writing
from plc_tui.domain.sessions.put_back import SLACK
from plc_tui.domain.sessions.running import need_open
from plc_tui.domain.sessions.values import Commitment, Contribution, FacilitatedSession, Participant, SessionStep
from plc_tui.domain.sessions.views import Promise, SeatView
from plc_tui.services import checks
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.goals import add_step
from plc_tui.services.sessions.course import find, mine, mine_in, save, seat_of
from plc_tui.services.sessions.owed import owed_by_me
from plc_tui.store import drafts, forgetting, session_words, sessions, things

#: How a commitment ends.
SETTLED = ("kept", "let go")
#: What is said in a session is on everybody's screen at once; this many characters are some seven pages.
LONGEST = 20_000
Sign = Callable[[FacilitatedSession, Participant, Sitting], FacilitatedSession]


class Seat:
    """A member's own place in sessions. Everything raises NotFound, NotPermitted or Invalid."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, session_id: str) -> SeatView:
        """Return what she sees: the room, and what is her own."""
        with self._desk.reading() as sitting:
            return seat_of(sitting, find(sitting, session_id).id)

    def here(self, session_id: str) -> bool:
        """Say that she is still there; every few seconds, by her program.

        False when she has no place in it, has left, or it is over: a program left running elsewhere brings nobody back.
        """
        with self._desk.writing() as sitting:
            found = things.resolve(sitting.connection, sitting.reader.id, session_id, "session")
            if sessions.said_after(sitting.connection, found.id, sitting.now + SLACK):
                find(sitting, found.id)  # the clock was put back, and that is put right
            return sessions.still_here(sitting.connection, found.id, sitting.reader.id, sitting.now)

    def leave(self, session_id: str) -> None:
        """Leave; what she wrote stays."""
        with self._desk.writing() as sitting:
            before = find(sitting, session_id)
            if before.state == "open":
                save(sitting, before, attending.gone(before, mine(sitting, before).key, sitting.now))

    # Writing

    def say(self, session_id: str, text: str, kind: str = "", step: str = "", for_: str = "") -> SeatView:
        """Contribute to a step: the present one, or an earlier one she had begun to write in.

        `kind` is the first the step gathers when it is not given; `for_` is the key of somebody "from paper", for whom
        whoever has the console types.
        """
        words = _words(text, "What you say")
        with self._desk.writing() as sitting:
            session = find(sitting, session_id)
            author = self._author(sitting, session, for_)
            at = _step(session, step)
            sort = kind or writing.default_kind(at)
            writing.may_say(session, author, at, sort)
            sealed = at.naming == "sealed"
            contribution = Contribution(
                things.new_id(sitting.connection, "contribution"),
                at.id,
                "" if sealed else author.key,
                sort,
                words,
                None if sealed else sitting.now,
            )
            session_words.contribute(sitting.connection, session.id, contribution)
            if not for_:
                _drop_draft(sitting, writing.draft_place(session.id, at.id), words)
            save(sitting, session, attending.heard(session, author.key) if at.naming == "named" else session)
        return self._seen(session.id)

    def park(self, session_id: str, text: str) -> SeatView:
        """Put something into the parking lot, where it is not lost: at any time, also while she listens."""
        words = _words(text, "What you park")
        with self._desk.writing() as sitting:
            session = find(sitting, session_id)
            need_open(session)
            author = mine_in(sitting, session)
            parked = Contribution(
                things.new_id(sitting.connection, "contribution"), "", author.key, "parked", words, sitting.now
            )
            session_words.contribute(sitting.connection, session.id, parked)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    def reword(self, session_id: str, contribution_id: str, text: str) -> SeatView:
        """Write a contribution of one's own anew, while the session goes on."""
        words = _words(text, "What you say")
        with self._desk.writing() as sitting:
            session, found = self._own(sitting, session_id, contribution_id)
            mine_in(sitting, session)
            session_words.change_contribution(sitting.connection, found.id, words)
            forgetting.begin(sitting.connection)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    def take_back(self, session_id: str, contribution_id: str) -> SeatView:
        """Take a contribution of one's own back, while the session goes on."""
        with self._desk.writing() as sitting:
            session, found = self._own(sitting, session_id, contribution_id)
            session_words.take_back(sitting.connection, session.id, found.id)
            session_words.drop_empty_clusters(sitting.connection, session.id)
            forgetting.begin(sitting.connection)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    # Signs

    def ready(self, session_id: str, is_ready: bool = True, step: str = "") -> SeatView:
        """Say she is ready to go on, or not yet after all: from the `step` she sees, which may just have ended."""
        return self._sign(
            session_id,
            lambda s, me, _: s if step not in ("", s.current) else attending.ready(s, me.key, s.current, is_ready),
        )

    def one_more(self, session_id: str, step: str = "") -> SeatView:
        """Ask for one more minute in the `step` she sees."""
        return self._sign(
            session_id, lambda s, me, _: s if step not in ("", s.current) else attending.one_more(s, me.key, s.current)
        )

    def hand(self, session_id: str, up: bool = True) -> SeatView:
        """Put her hand up, or down."""
        return self._sign(session_id, lambda s, me, at: attending.hand(s, me.key, up, at.now))

    def pass_turn(self, session_id: str) -> SeatView:
        """Hand the turn on without a word. Raises Invalid when it is not hers."""

        def passing(session: FacilitatedSession, me: Participant, at: Sitting) -> FacilitatedSession:
            if session.turn != me.key:
                raise Invalid("It is not your turn.")
            return replace(attending.passed_on(session, me.key), turn_since=at.now)

        return self._sign(session_id, passing)

    def done_speaking(self, session_id: str) -> SeatView:
        """Hand the turn on after having spoken. Raises Invalid when it is not hers."""

        def done(session: FacilitatedSession, me: Participant, at: Sitting) -> FacilitatedSession:
            if session.turn != me.key:
                raise Invalid("It is not your turn.")
            return attending.next_turn(session, me.key, at.now)

        return self._sign(session_id, done)

    # Votes

    def vote(self, session_id: str, dots: Mapping[str, int], step: str = "") -> SeatView:
        """Give exactly these dots, instead of those she gave before in this round."""
        with self._desk.writing() as sitting:
            session = find(sitting, session_id)
            me, at = mine_in(sitting, session), _step(session, step)
            writing.dots_given(session, at, session_words.words(sitting.connection, session.id), dots)
            session_words.vote(sitting.connection, session.id, at.id, at.ballot, me.key, dots)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    def fist(self, session_id: str, fingers: int, step: str = "") -> SeatView:
        """Show fingers, from 0 (no) to 5 (yes, and I lead)."""
        with self._desk.writing() as sitting:
            session = find(sitting, session_id)
            me, at = mine_in(sitting, session), _step(session, step)
            writing.fingers_shown(session, at, fingers)
            session_words.show_fingers(sitting.connection, session.id, at.id, at.ballot, me.key, fingers)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    # Commitments

    def commit(self, session_id: str, text: str, by: date | None = None, for_: str = "") -> SeatView:
        """Promise something in a session. `for_` is the key of whoever said it, where the facilitator types it."""
        words = _words(text, "What you will do")
        with self._desk.writing() as sitting:
            session = find(sitting, session_id)
            need_open(session)
            owner = self._author(sitting, session, for_, anyone=True)
            name = things.new_id(sitting.connection, "commitment")
            day = by.isoformat() if by else ""
            made = Commitment(name, session.id, owner.key, words, day, "offered", sitting.now)
            session_words.commit(sitting.connection, made)
            sessions.happened(sitting.connection, session.id)
        return self._seen(session.id)

    def owed(self) -> tuple[Promise, ...]:
        """Return what she promised in sessions and has not settled."""
        with self._desk.reading() as sitting:
            return owed_by_me(sitting)

    def accept(self, commitment_id: str, goal: str) -> tuple[Promise, ...]:
        """Take a commitment of one's own up: it becomes a step of this goal of hers. Return what she still owes."""
        with self._desk.writing() as sitting:
            found = self._commitment(sitting, commitment_id)
            if found.state == "accepted":
                raise Invalid("You have taken this up already.")
            owned = things.owned(sitting.connection, sitting.reader.id, goal, "goal")
            add_step(sitting, owned.id, found.text, date.fromisoformat(found.by) if found.by else None)
            self._settle(sitting, found, "accepted", owned.id)
            return owed_by_me(sitting)

    def decline(self, commitment_id: str) -> tuple[Promise, ...]:
        """Say not now to a commitment of one's own that was typed by somebody else, or that cannot be kept."""
        with self._desk.writing() as sitting:
            self._settle(sitting, self._commitment(sitting, commitment_id), "declined", "")
            return owed_by_me(sitting)

    def settle(self, commitment_id: str, how: str) -> tuple[Promise, ...]:
        """Say what came of a commitment: `kept` or `let go`.

        Whoever has the console of its session says it for somebody "from paper".
        """
        if how not in SETTLED:
            raise Invalid(f"A commitment ends as one of: {', '.join(SETTLED)}.")
        with self._desk.writing() as sitting:
            found = self._from_paper(sitting, commitment_id) or self._commitment(sitting, commitment_id)
            self._settle(sitting, found, how, found.goal)
            return owed_by_me(sitting)

    # What these share

    def _seen(self, session_id: str) -> SeatView:
        """Return what she sees once it is written: looking takes longer than writing, and nobody waits for it."""
        with self._desk.reading() as sitting:
            return seat_of(sitting, session_id)

    def _sign(self, session_id: str, change: Sign) -> SeatView:
        with self._desk.writing() as sitting:
            before = find(sitting, session_id)
            save(sitting, before, change(before, mine(sitting, before), sitting))
        return self._seen(before.id)

    def _author(self, sitting: Sitting, session: FacilitatedSession, for_: str, *, anyone: bool = False) -> Participant:
        me = mine_in(sitting, session)
        if not for_ or for_ == me.key:
            return me
        other = attending.need_person(session, for_)
        if not me.console:
            raise NotPermitted("Only whoever facilitates types for somebody else.")
        if not other.paper and not anyone:
            raise NotPermitted("She has a terminal of her own; only she writes in her name.")
        return other

    def _own(self, sitting: Sitting, session_id: str, contribution_id: str) -> tuple[FacilitatedSession, Contribution]:
        session = find(sitting, session_id)
        need_open(session)
        me = mine(sitting, session)
        wanted = things.typed_id(contribution_id, "contribution")
        for each in session_words.words(sitting.connection, session.id).contributions:
            author = session.person(each.author)
            typed_by_me = me.console and author is not None and author.paper
            if each.id == wanted and (each.author == me.key or typed_by_me):
                return session, each
        raise NotFound("There is no such contribution of yours here.")

    def _commitment(self, sitting: Sitting, commitment_id: str) -> Commitment:
        """Find an open commitment of the reader's own; anybody else's is not found."""
        wanted = things.typed_id(commitment_id, "commitment")
        for each in session_words.owed_by(sitting.connection, sitting.reader):
            if each.id == wanted:
                return each
        raise things.not_found(["commitment"])

    def _from_paper(self, sitting: Sitting, commitment_id: str) -> Commitment | None:
        """Find an open commitment of somebody without a terminal, in a session whose console the reader has."""
        wanted = things.typed_id(commitment_id, "commitment")
        where = session_words.session_of_commitment(sitting.connection, wanted)
        session = sessions.with_id(sitting.connection, sitting.reader, where) if where else None
        place = session.place_of(sitting.reader.id) if session else None
        if session is None or place is None or not place.console:
            return None
        promised = session_words.words(sitting.connection, session.id).commitments
        return next((c for c in promised if c.id == wanted and _open_on_paper(session, c)), None)

    def _settle(self, sitting: Sitting, commitment: Commitment, state: str, goal: str) -> None:
        session_words.change_commitment(sitting.connection, commitment.id, {"state": state, "goal_id": goal})
        sessions.happened(sitting.connection, commitment.session)


def _open_on_paper(session: FacilitatedSession, commitment: Commitment) -> bool:
    owner = session.person(commitment.owner)
    return owner is not None and owner.paper and commitment.state in ("offered", "accepted")


def _words(text: str, what: str) -> str:
    """Return what is said in a session, cleaned. Raises Invalid when it is empty, or too long for all those screens."""
    words = checks.body(text, what, needed=True).strip()
    if len(words) > LONGEST:
        raise Invalid(
            f"{what} is longer than {LONGEST:,} characters. Keep it in a note, and say here what it comes to."
        )
    return words


def _drop_draft(sitting: Sitting, place: str, words: str) -> None:
    """Drop the draft of what is sent with it: a program killed in between would offer it again, and the file would
    still say whose the words are where nobody may know."""
    for draft in drafts.find(sitting.connection, sitting.reader.id, place):
        if draft.fields.get("body", "").strip() == words:
            drafts.drop(sitting.connection, sitting.reader.id, place)


def _step(session: FacilitatedSession, step_id: str) -> SessionStep:
    need_open(session)
    found = session.step(step_id) if step_id else session.now
    if found is None:
        raise Invalid("No step is running just now." if not step_id else "There is no such step in this session.")
    return found
