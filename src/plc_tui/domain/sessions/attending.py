"""Who takes part in a session: coming and going, turns, ready ticks, hands, and who has the console."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.sessions.running import need_not_over, need_open
from plc_tui.domain.sessions.values import FacilitatedSession, Participant
from plc_tui.domain.values import Person

#: The console may be taken once nobody who has it has been there for this long.
AWAY = timedelta(seconds=25)


def joined(session: FacilitatedSession, member: Person, key: str, now: datetime) -> FacilitatedSession:
    """Let a member in, or back in. She lands in the step the session is in.

    Who was expected and comes late sits behind those who are there, so that nobody's round becomes another's.
    """
    need_open(session)
    place = session.place_of(member.id) or Participant(key, member, member.name, _last_place(session) + 1)
    if place.joined is None and any(each.joined and each.place > place.place for each in session.people):
        place = replace(place, place=_last_place(session) + 1)
    return session.with_person(replace(place, joined=place.joined or now, left=False, here=now))


def expected(session: FacilitatedSession, member: Person, key: str) -> FacilitatedSession:
    """Keep a place for a member who has not come yet, such as the presenter."""
    if session.place_of(member.id) is not None:
        return session
    return session.with_person(Participant(key, member, member.name, _last_place(session) + 1))


def from_paper(session: FacilitatedSession, name: str, key: str, now: datetime) -> FacilitatedSession:
    """Add somebody without a terminal; the facilitator types for her."""
    need_not_over(session)
    return session.with_person(Participant(key, None, name, _last_place(session) + 1, joined=now))


def gone(session: FacilitatedSession, key: str, now: datetime) -> FacilitatedSession:
    """Note that somebody has left; what she wrote stays, and her turn goes on to whoever sat behind her."""
    need_not_over(session)
    person = need_person(session, key)
    session = session.with_person(replace(person, left=True, ready="", more="", hand=None, here=None))
    return replace(passed_on(session, key), turn_since=now) if session.turn == key else session


def ready(session: FacilitatedSession, key: str, step_id: str, is_ready: bool = True) -> FacilitatedSession:
    """Say one is ready to go on from a step, or not yet after all."""
    person = _here(session, key)
    return session.with_person(replace(person, ready=step_id if is_ready else "", more=""))


def one_more(session: FacilitatedSession, key: str, step_id: str) -> FacilitatedSession:
    """Ask for one more minute in a step."""
    person = _here(session, key)
    return session.with_person(replace(person, more=step_id, ready=""))


def hand(session: FacilitatedSession, key: str, up: bool, now: datetime) -> FacilitatedSession:
    """Put one's hand up, or down; those up are in the order in which they went up."""
    person = _here(session, key)
    return session.with_person(replace(person, hand=(person.hand or now) if up else None))


def heard(session: FacilitatedSession, key: str) -> FacilitatedSession:
    """Note that somebody's voice was heard."""
    need_open(session)
    person = need_person(session, key)
    return session.with_person(replace(person, heard=person.heard + 1, hand=None))


# Turns


def order(session: FacilitatedSession) -> tuple[Participant, ...]:
    """Return whose turns there are in a round, in order: who takes part and is not asked to be silent."""
    step = session.now
    quiet = session.presents(step) if step is not None and "presenter" in step.silent else ""
    speaking = (person for person in session.people if person.takes_part and person.key != quiet)
    return tuple(sorted(speaking, key=lambda person: (person.place, person.key)))


def turn_to(session: FacilitatedSession, key: str, now: datetime) -> FacilitatedSession:
    """Give the turn to somebody."""
    need_open(session)
    _need_round(session)
    if key not in {person.key for person in order(session)}:
        raise Invalid("She has no turn in this step.")
    return replace(session, turn=key, turn_since=now)


def next_turn(session: FacilitatedSession, expect: str, now: datetime) -> FacilitatedSession:
    """Go on to the next in the round, from the one who is seen to speak (`expect`); after the last nobody has it."""
    need_open(session)
    _need_round(session)
    if session.turn != expect:
        return session
    if expect:
        session = heard(session, expect)
    return replace(passed_on(session, expect), turn_since=now)


def passed_on(session: FacilitatedSession, key: str) -> FacilitatedSession:
    """Hand the turn to whoever follows, without a word: passing is always fine."""
    keys = [person.key for person in order(session)]
    if not key:
        following = keys[:1]
    elif key in keys:
        following = keys[keys.index(key) + 1 :]
    else:  # she has left: whoever sat behind her
        gone_from = session.person(key)
        place = gone_from.place if gone_from else 0
        following = [person.key for person in order(session) if person.place > place]
    return replace(session, turn=following[0] if following else "")


# The console


def console_taken(session: FacilitatedSession, key: str, now: datetime) -> FacilitatedSession:
    """Take the console because whoever has it is away. Raises NotPermitted while she is there."""
    need_open(session)
    person = _here(session, key)
    if person.console:
        return session
    if any(_at_hand(each, now) for each in session.people if each.console):
        raise NotPermitted("Whoever facilitates is here; she can hand you the console.")
    return session.with_person(replace(person, console=True, console_since=now))


def console_handed(session: FacilitatedSession, key: str, to: str, now: datetime, *, keep: bool) -> FacilitatedSession:
    """Give somebody the console, beside oneself or instead."""
    need_not_over(session)
    person = need_person(session, to)
    if person.paper:
        raise Invalid("The console needs a terminal; hand it to somebody who has one.")
    if not person.console:
        since = now if session.state == "open" else None
        session = session.with_person(replace(person, console=True, console_since=since))
    mine = need_person(session, key)
    return session if keep or key == to else session.with_person(replace(mine, console=False))


def console_free(session: FacilitatedSession, now: datetime) -> bool:
    """Say whether the console may be taken: nobody who has it has been there lately."""
    return session.state == "open" and not any(_at_hand(each, now) for each in session.people if each.console)


def need_person(session: FacilitatedSession, key: str) -> Participant:
    """Return a participant. Raises Invalid when there is none of that key."""
    person = session.person(key)
    if person is None:
        raise Invalid("There is no such person in this session.")
    return person


def need_in(person: Participant) -> None:
    """Raise Invalid for somebody who has not come, or has left and would have to come in again first."""
    if person.left:
        raise Invalid("You have left this session. Come in again first: join it as before.")
    if person.joined is None:
        raise Invalid("Join this session first.")


def _at_hand(person: Participant, now: datetime) -> bool:
    return person.takes_part and person.there(now, AWAY)


def _here(session: FacilitatedSession, key: str) -> Participant:
    need_open(session)
    person = need_person(session, key)
    need_in(person)
    return person


def _need_round(session: FacilitatedSession) -> None:
    if session.now is None or session.now.speaker != "each":
        raise Invalid("This step has no turns.")


def _last_place(session: FacilitatedSession) -> int:
    return max((person.place for person in session.people), default=0)
