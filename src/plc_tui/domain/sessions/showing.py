"""What each view of a session shows, and to whom.

THE rule of what is private in a session stands here. The room never gets what is not revealed, a masked name, a vote
that is not shown, a draft, or how anybody is doing; a seat gets the room and what is its own; the console gets the
room, how everyone is doing, and names where the step lets the facilitator see them. Words that are still hidden are
nobody's but their writer's, whatever the view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.attending import console_free, order
from plc_tui.domain.sessions.clock import behind, expected_end
from plc_tui.domain.sessions.values import Commitment, Contribution, FacilitatedSession, Participant, SessionStep, Words
from plc_tui.domain.sessions.views import (
    Ballot,
    ConsoleView,
    Group,
    PersonAt,
    Promise,
    RoomView,
    SeatView,
    Shown,
)
from plc_tui.domain.sessions.writing import votable

NameRule = Callable[[SessionStep, Contribution], bool]
"""Says of what was written in a step whether its writer is shown."""

#: From so many on a count does not tell whose votes they were: of one it is hers, and of two each knows the other's.
FEWEST_VOTERS = 3


def looks_back(session: FacilitatedSession) -> bool:
    """Say whether the group looks back at what it said last time: in its first step."""
    return session.now is not None and session.current == session.steps[0].id


def room(session: FacilitatedSession, words: Words, now: datetime, owed: tuple[Promise, ...] = ()) -> RoomView:
    """Return what everyone in the room may see; `owed` is what its circle promised in earlier sessions."""
    names = {person.key: person.called() for person in session.people}
    return RoomView(
        id=session.id,
        title=session.title,
        focus=session.focus,
        state=session.state,
        code=session.code,
        presenter=names.get(_presenting(session), ""),
        facilitators=tuple(person.name for person in session.people if person.console),
        present=sum(person.present(now) for person in session.people),
        steps=session.steps,
        current=session.now,
        contributions=_open_contributions(session, words, lambda step, _: step.naming == "named"),
        groups=_groups(session, words),
        ballots=_ballots(session, words),
        parked=tuple(c.text for c in words.contributions if c.kind == "parked"),
        promises=tuple(_promise(commitment, names) for commitment in words.commitments),
        turn=names.get(session.turn, ""),
        turn_since=session.turn_since,
        order=tuple(person.called() for person in order(session)) if _round(session) else (),
        behind=behind(session, now),
        revision=session.revision,
        at=now,
        owed=tuple(replace(each, mine=False, goal="") for each in owed) if looks_back(session) else (),
    )


def seat(
    session: FacilitatedSession, words: Words, key: str, now: datetime, owed: tuple[Promise, ...] = ()
) -> SeatView:
    """Return what a participant sees: the room, and her own words, votes and signs."""
    me = session.person(key)
    if me is None:
        raise KeyError(key)
    step = session.now
    view = room(session, words, now, owed)
    given = {v.target: v.dots for v in words.votes if step and _mine(v.author, v.step, v.ballot, key, step)}
    names = {person.key: person.called() for person in session.people}
    listens_in = tuple(s.id for s in session.steps if "presenter" in s.silent and session.presents(s) == key)
    return SeatView(
        room=view,
        key=key,
        name=me.name,
        role="presenter" if key == _presenting(session) else "participant",
        silent=step is not None and step.id in listens_in,
        listens_in=listens_in,
        mine=tuple(_own(session, words, key)),
        promises=tuple(_promise(c, names, mine=True) for c in words.commitments if c.owner == key),
        dots=() if step is None or step.fist else tuple(given.items()),
        fingers=next((int(shown) for shown in given), None) if step is not None and step.fist else None,
        votable=() if step is None or not step.dots else _votable(session, words, view, step),
        ready=step is not None and me.ready == step.id,
        more=step is not None and me.more == step.id,
        hand=me.hand is not None,
        my_turn=bool(session.turn) and session.turn == key,
        console=me.console,
        console_free=console_free(session, now),
        left=me.left,
        owed=owed if view.owed else (),
    )


def console(
    session: FacilitatedSession, words: Words, key: str, now: datetime, owed: tuple[Promise, ...] = ()
) -> ConsoleView:
    """Return what the participant `key` sees at the console. Who has not been heard is for her alone: an invitation."""
    step = session.now
    hands = sorted((p for p in session.people if p.hand is not None), key=lambda person: str(person.hand))
    names_shown = _to_facilitator(session.person(key))
    people = tuple(_person_at(session, words, person, hands, names_shown, now) for person in session.people)
    present = [person for person in session.people if person.present(now)]
    here = [person for person in people if person.present]
    return ConsoleView(
        room=room(session, words, now, owed),
        people=people,
        contributions=_open_contributions(session, words, names_shown),
        waiting=sum(c.kind != "parked" and not _is_open(session, c.step) for c in words.contributions),
        votes=0 if step is None else voters(words, step),
        ready=sum(person.ready for person in here),
        more=sum(person.more for person in here),
        not_heard=tuple(person.called() for person in present if not person.heard and not person.console),
        expected_end=None if session.state != "open" else expected_end(session, now),
    )


def voters(words: Words, step: SessionStep) -> int:
    """Return how many have voted in the present ballot of a step."""
    return len({v.author for v in words.votes if (v.step, v.ballot) == (step.id, step.ballot)})


def need_enough(votes: int) -> None:
    """Raise Invalid when a ballot of so many voters may not be shown. An empty one may: it is nobody's."""
    if 0 < votes < FEWEST_VOTERS:
        who = "one person has" if votes == 1 else f"{votes} people have"
        raise Invalid(f"Only {who} voted: the count would tell whose votes they are. Wait for more, or ask aloud.")


# What these share


def _open_contributions(session: FacilitatedSession, words: Words, names_shown: NameRule) -> tuple[Shown, ...]:
    """Return what is revealed, with names where `names_shown` allows them for the step.

    Without names the order says nothing either: it is that of the random ids.
    """
    names = {person.key: person.called() for person in session.people}
    shown: list[Shown] = []
    for step in session.steps:
        if not step.open_to_all:
            continue
        its = [c for c in words.contributions if c.step == step.id and c.kind != "parked"]
        its.sort(key=lambda c: ("" if step.naming != "named" else str(c.created), c.id))
        shown += [
            Shown(c.id, c.step, c.kind, c.text, names.get(c.author, "") if names_shown(step, c) else "", c.cluster)
            for c in its
        ]
    return tuple(shown)


def _to_facilitator(person: Participant | None) -> NameRule:
    """Return the rule of which writers somebody at the console sees.

    Who writes anonymously is told that the facilitator sees her name: that is whoever has the console when she sends
    it, and not who takes it afterwards.
    """

    def shown(step: SessionStep, contribution: Contribution) -> bool:
        if step.naming == "named":
            return True
        if step.naming == "sealed" or person is None or contribution.created is None:
            return False
        return person.console_since is None or contribution.created >= person.console_since

    return shown


def _own(session: FacilitatedSession, words: Words, key: str) -> list[Shown]:
    """Return what one wrote oneself and others cannot see yet, or not by name."""
    mine = [c for c in words.contributions if c.author == key and c.kind != "parked"]
    return [
        Shown(c.id, c.step, c.kind, c.text, cluster=c.cluster, mine=True, hidden=not _is_open(session, c.step))
        for c in mine
    ]


def _groups(session: FacilitatedSession, words: Words) -> tuple[Group, ...]:
    return tuple(Group(g.id, g.step, g.name) for g in words.clusters if _is_open(session, g.step))


def _ballots(session: FacilitatedSession, words: Words) -> tuple[Ballot, ...]:
    found: list[Ballot] = []
    for step in session.steps:
        for number in range(1, step.shown + 1):
            its = [t for t in words.tallies if (t.step, t.ballot) == (step.id, number)]
            its.sort(key=lambda tally: (int(tally.target) if step.fist else -tally.dots, tally.target))
            found.append(Ballot(step.id, number, tuple((tally.target, tally.dots) for tally in its)))
    return tuple(found)


def _votable(session: FacilitatedSession, words: Words, view: RoomView, step: SessionStep) -> tuple[Shown | Group, ...]:
    known = set(votable(session, step, words))
    groups = [group for group in view.groups if group.id in known]
    return (*groups, *(shown for shown in view.contributions if shown.id in known))


def _promise(commitment: Commitment, names: dict[str, str], *, mine: bool = False) -> Promise:
    return Promise(
        commitment.id,
        commitment.session,
        names.get(commitment.owner, ""),
        commitment.text,
        commitment.by,
        commitment.state,
        mine,
        commitment.goal if mine else "",
    )


def _person_at(
    session: FacilitatedSession,
    words: Words,
    person: Participant,
    hands: list[Participant],
    names_shown: NameRule,
    now: datetime,
) -> PersonAt:
    step = session.now
    wrote = 0
    if step is not None:
        its = [c for c in words.contributions if c.step == step.id and c.author == person.key]
        wrote = sum(names_shown(step, c) for c in its)
    return PersonAt(
        key=person.key,
        name=person.called(),
        paper=person.paper,
        presenter=person.key == _presenting(session),
        console=person.console,
        present=person.present(now),
        ready=step is not None and person.ready == step.id,
        more=step is not None and person.more == step.id,
        hand=hands.index(person) + 1 if person in hands else 0,
        wrote=wrote,
        heard=person.heard,
        handle=person.member.handle if person.member else "",
        turn=bool(session.turn) and session.turn == person.key,
    )


def _presenting(session: FacilitatedSession) -> str:
    return session.presents(session.now) if session.now is not None else session.presenter


def _round(session: FacilitatedSession) -> bool:
    return session.now is not None and session.now.speaker == "each"


def _is_open(session: FacilitatedSession, step_id: str) -> bool:
    step = session.step(step_id)
    return step is not None and step.open_to_all


def _mine(author: str, step_id: str, ballot: int, key: str, step: SessionStep) -> bool:
    return (author, step_id, ballot) == (key, step.id, step.ballot)
