"""The members of a school's server: whoever is in its unix group, and nobody else.

The group is asked at every opening. A member who is not in it any more has left: her shared words stay as she left
them, and she reads nothing. In the group again she is the same member, with her notes; her circles may invite her anew.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plc_tui.domain.errors import Newcomer
from plc_tui.domain.people import Member, handle_from
from plc_tui.services import checks
from plc_tui.services.desk import Clock, utc_now
from plc_tui.services.journaling import Hand, member_changed
from plc_tui.services.members import depart
from plc_tui.services.plc import Plc
from plc_tui.store import people, schema, things
from plc_tui.store.engine import Connection, Store

FIRST = 'You have not been here before. Say how colleagues shall read your name: plc init --display "Your Name"'


@dataclass(frozen=True, slots=True)
class Roster:
    """What the server says about its members.

    login    who is at the keys; she is in the group
    group    what the group is called
    keepers  the logins of those root named
    belongs  says whether a login is in the group now
    """

    login: str
    group: str
    keepers: frozenset[str]
    belongs: Callable[[str], bool]

    @property
    def keeps(self) -> bool:
        """Whether the one at the keys looks after members and circles."""
        return self.login in self.keepers


def open_served(where: str | Path, roster: Roster, clock: Clock = utc_now) -> Plc:
    """Open the server's community for the one at the keys. Raises Newcomer when she has not been here before."""
    with _prepared(where, roster, clock) as store:
        return _for_her(store, roster, clock)


def join(where: str | Path, roster: Roster, display: str, timezone: str, clock: Clock = utc_now) -> Plc:
    """Let the one at the keys be a member, if she is none yet, and open the community for her. Raises Invalid."""
    name = checks.line(display, "Your name")
    with _prepared(where, roster, clock) as store:
        with store.write() as connection:
            if people.member(connection, login=roster.login) is None:
                _add(Hand(connection, clock(), None), roster, name, timezone)
        return _for_her(store, roster, clock)


@contextmanager
def _prepared(where: str | Path, roster: Roster, clock: Clock) -> Iterator[Store]:
    """Open the store with its members as the group says; close it only when something goes wrong."""
    store = Store(where)
    try:
        schema.prepare(store)
        _follow(store, roster, clock)
        yield store
    except BaseException:
        store.close()
        raise


def _for_her(store: Store, roster: Roster, clock: Clock) -> Plc:
    with store.read() as connection:
        member = people.member(connection, login=roster.login)
    if member is None:
        raise Newcomer(FIRST)
    return Plc(store, member.person, clock, roster)


def _add(hand: Hand, roster: Roster, name: str, timezone: str) -> None:
    word = _free_handle(hand.connection, handle_from(roster.login) or "member")
    made = things.new_id(hand.connection, "member")
    new = Member(made, word, name, roster.login, timezone, "", "", keeper=roster.keeps, joined=hand.now)
    people.add_member(hand.connection, new)
    member_changed(hand, made, "member joined")
    if new.keeper:
        member_changed(hand, made, "keeper")


def _free_handle(connection: Connection, word: str) -> str:
    """Return the handle, with a number behind it when somebody has it or had it."""
    numbered = (word if number == 1 else f"{word[:27]}-{number}" for number in itertools.count(1))
    return next(each for each in numbered if people.member(connection, handle=each) is None)


# Following the group


def _follow(store: Store, roster: Roster, clock: Clock) -> None:
    """Let the members be those the group says; nothing is written when they are already."""
    with store.read() as connection:
        if not any(_changes(people.ever(connection), roster)):
            return
    with store.write() as connection:
        hand = Hand(connection, clock(), None)
        for act, member in _changes(people.ever(connection), roster):
            act(hand, roster, member)


_Act = Callable[[Hand, Roster, Member], None]


def _changes(known: Sequence[Member], roster: Roster) -> Iterator[tuple[_Act, Member]]:
    """Compare the members with the group. Of several who left with one login only the last can come back."""
    last = {member.login: member for member in sorted(known, key=lambda m: (m.left is None, m.left or m.joined))}
    for member in known:
        here = roster.belongs(member.login)
        if member.left is None and not here:
            yield _leaves, member
        elif member.left is not None and here and last[member.login] is member:
            yield _comes_back, member
        elif member.left is None and member.keeper != (member.login in roster.keepers):
            yield _keeps, member


def _leaves(hand: Hand, roster: Roster, member: Member) -> None:
    del roster
    depart(hand, member)


def _comes_back(hand: Hand, roster: Roster, member: Member) -> None:
    people.change_member(hand.connection, member.id, {"left": None})
    member_changed(hand, member.id, "member joined")
    if member.keeper != (member.login in roster.keepers):
        _keeps(hand, roster, member)


def _keeps(hand: Hand, roster: Roster, member: Member) -> None:
    keeps = member.login in roster.keepers
    people.change_member(hand.connection, member.id, {"keeper": keeps})
    member_changed(hand, member.id, "keeper" if keeps else "keeper no more")
