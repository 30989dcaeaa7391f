"""The members of a school's server: whoever is in its unix group, and nobody else.

The group is asked at every opening. A member who is not in it any more has left: her shared words stay as she left
them, and she reads nothing. In the group again she is the same member, with her notes; her circles may invite her anew.

A login alone does not make somebody her: systems give logins away again. The number of the account is kept beside it,
and whoever comes with her login and another number is not let in as her until root has said who that is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from plc_tui.domain.errors import Newcomer, NotFound, NotPermitted
from plc_tui.domain.people import Member, handle_from
from plc_tui.services import checks
from plc_tui.services.desk import Clock, utc_now
from plc_tui.services.journaling import Hand, member_changed
from plc_tui.services.members import depart
from plc_tui.services.plc import Plc
from plc_tui.store import people, schema, things
from plc_tui.store.engine import Connection, Store

Belongs = Callable[[str], int | None]
"""Says the number of a login's account while it is in the group, else None."""
FIRST = 'You have not been here before. Say how colleagues shall read your name: plc init --display "Your Name"'

SOMEBODY_ELSE = (
    "Your login was somebody else's here: her account had another number. So that nobody is taken for her, whoever "
    "runs this server has to say who you are: plc server recognise {login} --new (or --same)"
)

EVERY = 30.0
"""Seconds between two looks of a running program at whether she is still in the group."""


class Roster:
    """What the server says about its members.

    login    who is at the keys; she was in the group when her program began
    number   the number of her account
    group    what the group is called
    keepers  the logins of those root named
    ask      asks the system who is in the group now, and returns a question: which number has this login there?
    """

    def __init__(
        self,
        login: str,
        number: int,
        group: str,
        keepers: frozenset[str],
        ask: Callable[[], Belongs],
        clock: Clock = utc_now,
    ) -> None:
        self.login, self.number, self.group, self.keepers = login, number, group, keepers
        self.ask, self.clock = ask, clock
        self._looked = clock()

    @property
    def keeps(self) -> bool:
        """Whether the one at the keys looks after members and circles."""
        return self.login in self.keepers

    def follow(self, store: Store) -> None:
        """Let the members be those the group says; nothing is written when they are already."""
        belongs = self.ask()
        with store.read() as connection:
            if not any(_changes(people.ever(connection), self, belongs)):
                return
        with store.write() as connection:
            hand = Hand(connection, self.clock(), None)
            for act, member in _changes(people.ever(connection), self, belongs):
                act(hand, self, member, belongs(member.login))

    def look(self, store: Store) -> bool:
        """Say whether she has left the group since her program began, and end her membership then. Cheap to ask."""
        now = self.clock()
        if (now - self._looked).total_seconds() < EVERY:
            return False
        self._looked = now
        if self.ask()(self.login) == self.number:
            return False
        self.follow(store)
        return True


def open_served(where: str | Path, roster: Roster) -> Plc:
    """Open the server's community for the one at the keys. Raises Newcomer when she has not been here before."""
    with _prepared(where, roster) as store:
        return _for_her(store, roster)


def join(where: str | Path, roster: Roster, display: str, timezone: str) -> Plc:
    """Let the one at the keys be a member, if she is none yet, and open the community for her. Raises Invalid."""
    name = checks.line(display, "Your name")
    with _prepared(where, roster) as store:
        with store.write() as connection:
            if people.member(connection, login=roster.login) is None:
                _add(Hand(connection, roster.clock(), None), roster, name, timezone)
        return _for_her(store, roster)


@contextmanager
def _prepared(where: str | Path, roster: Roster) -> Iterator[Store]:
    """Open the store with its members as the group says; close it only when something goes wrong."""
    store = Store(where)
    try:
        schema.prepare(store)
        roster.follow(store)
        yield store
    except BaseException:
        store.close()
        raise


def _for_her(store: Store, roster: Roster) -> Plc:
    with store.read() as connection:
        member = people.member(connection, login=roster.login)
    if member is None:
        raise Newcomer(FIRST)
    if member.account != roster.number:
        raise NotPermitted(SOMEBODY_ELSE.format(login=roster.login))
    return Plc(store, member.person, roster.clock, roster)


def _add(hand: Hand, roster: Roster, name: str, timezone: str) -> None:
    word = _free_handle(hand.connection, handle_from(roster.login) or "member")
    made = things.new_id(hand.connection, "member")
    new = Member(
        made,
        word,
        name,
        roster.login,
        timezone,
        "",
        "",
        keeper=roster.keeps,
        joined=hand.now,
        account=roster.number,
    )
    people.add_member(hand.connection, new)
    member_changed(hand, made, "member joined")
    if new.keeper:
        member_changed(hand, made, "keeper")


def _free_handle(connection: Connection, word: str) -> str:
    """Return the handle, with a number behind it when somebody has it or had it."""
    numbered = (word if number == 1 else f"{word[:27]}-{number}" for number in itertools.count(1))
    return next(each for each in numbered if people.member(connection, handle=each) is None)


def same_people(where: str | Path, login: str | None = None) -> int:
    """Let members (of this login, or all) be known by the numbers their accounts have now; return how many those are.

    Root says so after accounts were made anew, or on another machine. Raises NotFound.
    """
    with _whole(where) as connection:
        known = [m for m in people.ever(connection) if login in (None, m.login)]
        if login is not None and not known:
            raise NotFound(f"Nobody here has or had the login {login}.")
        for member in known:
            people.change_member(connection, member.id, {"account": None})
        return len(known)


def somebody_new(where: str | Path, login: str, clock: Clock = utc_now) -> str:
    """Let a login be somebody else's from now on; return what the earlier member's is called instead.

    She has left, her words stay as they are and can be handed over under that name; whoever has the login begins as a
    newcomer. Raises NotFound.
    """
    with _whole(where) as connection:
        now = clock()
        known = [m for m in people.ever(connection) if m.login == login]
        if not known:
            raise NotFound(f"Nobody here has or had the login {login}.")
        earlier = f"{login} until {now:%Y-%m-%d}"
        for member in known:
            people.change_member(connection, member.id, {"login": earlier})
            if member.left is None:
                depart(Hand(connection, now, None), member)
        return earlier


@contextmanager
def _whole(where: str | Path) -> Iterator[Connection]:
    """Write to the whole community, for root."""
    store = Store(where)
    try:
        schema.prepare(store)
        with store.write() as connection:
            yield connection
    finally:
        store.close()


# Following the group


_Act = Callable[[Hand, Roster, Member, int | None], None]


def _changes(known: Sequence[Member], roster: Roster, belongs: Belongs) -> Iterator[tuple[_Act, Member]]:
    """Compare the members with the group. Of several who left with one login only the last can come back.

    Nothing happens to somebody whose login has another number now: that may be she or somebody else.
    """
    last = {member.login: member for member in sorted(known, key=lambda m: (m.left is None, m.left or m.joined))}
    for member in known:
        number = belongs(member.login)
        if member.left is None and number is None:
            yield _leaves, member
        elif number is None or member.account not in (None, number):
            continue
        elif member.left is not None and last[member.login] is member:
            yield _comes_back, member
        elif member.left is None and member.account is None:
            yield _is_known_by, member
        elif member.left is None and member.keeper != (member.login in roster.keepers):
            yield _keeps, member


def _leaves(hand: Hand, _roster: Roster, member: Member, _number: int | None) -> None:
    depart(hand, member)


def _comes_back(hand: Hand, roster: Roster, member: Member, number: int | None) -> None:
    people.change_member(hand.connection, member.id, {"left": None, "account": number})
    member_changed(hand, member.id, "member joined")
    if member.keeper != (member.login in roster.keepers):
        _keeps(hand, roster, member, number)


def _is_known_by(hand: Hand, _roster: Roster, member: Member, number: int | None) -> None:
    people.change_member(hand.connection, member.id, {"account": number})


def _keeps(hand: Hand, roster: Roster, member: Member, _number: int | None) -> None:
    keeps = member.login in roster.keepers
    people.change_member(hand.connection, member.id, {"keeper": keeps})
    member_changed(hand, member.id, "keeper" if keeps else "keeper no more")
