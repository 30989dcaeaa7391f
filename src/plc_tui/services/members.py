"""Members: who belongs here, and what each says about herself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.people import Member, handle
from plc_tui.services import checks, circles
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.journaling import Hand, login_changed, member_changed
from plc_tui.store import people, things

if TYPE_CHECKING:
    from plc_tui.services.roster import Roster

#: What a member may change about herself.
ABOUT = ("name", "timezone", "interests", "can_help", "login")


class Members:
    """The people of a community. On a school's server its unix group is the roster, and root names the keepers."""

    def __init__(self, desk: Desk, roster: Roster | None = None) -> None:
        self._desk, self._roster = desk, roster

    def list(self) -> tuple[Member, ...]:
        """Return everyone who belongs here, by name."""
        with self._desk.reading() as sitting:
            return people.all_members(sitting.connection)

    def show(self, name: str) -> Member:
        """Return one member. Raises NotFound."""
        with self._desk.reading() as sitting:
            return _member(sitting, name)

    def me(self) -> Member:
        """Return the actor."""
        with self._desk.reading() as sitting:
            return _member(sitting, self._desk.actor.handle)

    def add(self, name: str, display: str = "", login: str = "") -> Member:
        """Add a member: for keepers. Raises Invalid when the handle is taken."""
        self._need_own_roster()
        word = handle(name)
        shown = checks.line(display or word.capitalize(), "The name")
        account = checks.line(login or word, "The login")
        with self._desk.writing() as sitting:
            self._need_keeper(sitting)
            earlier = people.member(sitting.connection, handle=word)
            if earlier is not None:
                raise Invalid(f"There is a member {word} already, now or earlier; choose another handle.")
            _need_free_login(sitting, account)
            member_id = things.new_id(sitting.connection, "member")
            zone = people.member_by_id(sitting.connection, sitting.reader.id)
            new = Member(
                member_id,
                word,
                shown,
                account,
                zone.timezone if zone else "UTC",
                "",
                "",
                keeper=False,
                joined=sitting.now,
            )
            people.add_member(sitting.connection, new)
            member_changed(Hand.of(sitting), new.id, "member joined")
            return new

    def edit(self, name: str, /, **changes: str) -> Member:
        """Change what a member says about herself: for herself, and for keepers."""
        if unknown := set(changes) - set(ABOUT):
            raise Invalid(f"A member has no {sorted(unknown)[0]}; she has {', '.join(ABOUT)}.")
        if "login" in changes:
            self._need_own_roster()
        with self._desk.writing() as sitting:
            member = _member(sitting, name)
            if member.id != sitting.reader.id or "login" in changes:
                self._need_keeper(sitting)
            checked = _checked(sitting, member, changes)
            people.change_member(sitting.connection, member.id, checked)
            if checked.get("login", member.login) != member.login:
                login_changed(sitting, member.id)
            return _member(sitting, member.handle)

    def remove(self, name: str) -> Member:
        """Remove a member: for keepers, or for oneself. Her shared words stay as she left them."""
        self._need_own_roster()
        with self._desk.writing() as sitting:
            member = self._removable(sitting, name)
            depart(Hand.of(sitting), member)
            return member

    def removable(self, name: str) -> Member:
        """Return the member whom `remove` would remove, before one is asked whether she means it. Raises as it does."""
        self._need_own_roster()
        with self._desk.reading() as sitting:
            return self._removable(sitting, name)

    def _removable(self, sitting: Sitting, name: str) -> Member:
        member = _member(sitting, name)
        if member.id != sitting.reader.id:
            self._need_keeper(sitting)
        others = [m for m in people.all_members(sitting.connection) if m.id != member.id]
        if member.keeper and not any(m.keeper for m in others):
            raise Invalid("There is no other keeper here, and the community needs one.")
        return member

    def roster_elsewhere(self) -> str:
        """Return why nobody is added or removed here, a sentence; "" where keepers do that."""
        if self._roster is None:
            return ""
        group = self._roster.group
        return f"Who belongs here is who is in this server's group {group}; whoever runs the server can change that."

    def _need_own_roster(self) -> None:
        if words := self.roster_elsewhere():
            raise NotPermitted(words)

    def _need_keeper(self, sitting: Sitting) -> None:
        me = people.member_by_id(sitting.connection, sitting.reader.id)
        keeps = me is not None and (me.keeper if self._roster is None else self._roster.keeps)
        if not keeps:
            raise NotPermitted("Only a keeper of this community can do that.")


def depart(hand: Hand, member: Member) -> None:
    """Let a member leave her circles and the community; her words stay as she left them."""
    for circle in people.all_circles(hand.connection):
        if circle.holds(member.id) or member.person in circle.invited:
            circles.part(hand, circle, member.id)
    people.change_member(hand.connection, member.id, {"left": hand.now})
    member_changed(hand, member.id, "member left")


def _member(sitting: Sitting, name: str) -> Member:
    found = people.member(sitting.connection, handle=handle(name))
    if found is None or found.left is not None:
        raise NotFound("There is no such member here.")
    return found


def _checked(sitting: Sitting, member: Member, changes: dict[str, str]) -> dict[str, str]:
    if "timezone" in changes and changes["timezone"] not in _zones():
        raise Invalid("A time zone is named like Europe/Berlin or Pacific/Auckland.")
    lines = {"name": "The name", "login": "The login"}
    found = {key: checks.line(changes[key], what) for key, what in lines.items() if key in changes}
    if found.get("login", member.login) != member.login:
        _need_free_login(sitting, found["login"])
    return found | {key: checks.body(text, "The text").strip() for key, text in changes.items() if key not in lines}


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; looking for their files takes a hundredth of a second, so it is done once."""
    return frozenset(available_timezones())


def _need_free_login(sitting: Sitting, login: str) -> None:
    if people.member(sitting.connection, login=login) is not None:
        raise Invalid(f"The login {login} belongs to another member.")
