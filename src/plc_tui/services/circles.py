"""Circles: making them, inviting, joining, leaving."""

from __future__ import annotations

from collections.abc import Iterable

from plc_tui.domain.errors import Invalid, NotFound, NotPermitted
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.people import Circle, CircleMember, handle
from plc_tui.services import checks
from plc_tui.services.circle_shelf import Reached, ShelfPage, lost_by_leaving, shelf
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.journaling import Hand, circle_changed
from plc_tui.store import people, things
from plc_tui.text import clean_line


class Circles:
    """The circles of a community; who is in them is known to everyone, what they share is not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self) -> tuple[Circle, ...]:
        """Return every circle, by title."""
        with self._desk.reading() as sitting:
            return people.all_circles(sitting.connection)

    def show(self, name: str) -> Circle:
        """Return one circle. Raises NotFound."""
        with self._desk.reading() as sitting:
            return _circle(sitting, name)

    def new(self, name: str, title: str, purpose: str = "", members: Iterable[str] = ()) -> Circle:
        """Make a circle; whoever makes it is in it and facilitates it. Raises Invalid when the name is taken."""
        word, shown = handle(name, "The name for lists and commands", "maths"), checks.line(title, "The title")
        about = checks.body(purpose, "The purpose").strip()
        with self._desk.writing() as sitting:
            if people.circle_named(sitting.connection, word) is not None:
                raise Invalid(f"There is a circle called {word} already; choose another name.")
            added = [checks.colleague(sitting.connection, member).person for member in members]
            everyone = dict.fromkeys([self._desk.actor, *added])
            seats = tuple(CircleMember(p, p.id == sitting.reader.id, sitting.now) for p in everyone)
            circle_id = things.new_id(sitting.connection, "circle")
            made = Circle(circle_id, word, shown, about, sitting.now, seats)
            people.add_circle(sitting.connection, made)
            circle_changed(Hand.of(sitting), made, "made")
            for person in added:
                circle_changed(Hand.of(sitting), made, "added", person.id)
            return _circle(sitting, word)

    def edit(self, name: str, title: str | None = None, purpose: str | None = None) -> Circle:
        """Change a circle's title or purpose: for its facilitators."""
        with self._desk.writing() as sitting:
            circle = _facilitated(sitting, name)
            changes = {} if title is None else {"title": checks.line(title, "The title")}
            changes |= {} if purpose is None else {"purpose": checks.body(purpose, "The purpose").strip()}
            if changes:
                people.change_circle(sitting.connection, circle.id, changes)
            return _circle(sitting, circle.handle)

    def invite(self, name: str, colleague: str) -> Circle:
        """Invite a colleague: she reads what the circle shares once she has joined."""
        with self._desk.writing() as sitting:
            circle = _facilitated(sitting, name)
            member = checks.colleague(sitting.connection, colleague)
            if circle.holds(member.id):
                raise Invalid(f"{member.name} is in this circle already.")
            people.put_place(sitting.connection, circle.id, member.id, facilitator=False, joined=None)
            circle_changed(Hand.of(sitting), circle, "invited", member.id)
            return _circle(sitting, circle.handle)

    def join(self, name: str) -> Circle:
        """Join a circle one was invited to. Raises NotPermitted without an invitation."""
        with self._desk.writing() as sitting:
            circle = _circle(sitting, name)
            if circle.holds(sitting.reader.id):
                raise Invalid("You are in this circle already.")
            if all(person.id != sitting.reader.id for person in circle.invited):
                raise NotPermitted(f"{circle.title} is joined by invitation; ask one of its facilitators.")
            first = not circle.members  # everyone had left: whoever comes now facilitates
            people.put_place(sitting.connection, circle.id, sitting.reader.id, facilitator=first, joined=sitting.now)
            circle_changed(Hand.of(sitting), circle, "joined", sitting.reader.id)
            if first:
                circle_changed(Hand.of(sitting), circle, "facilitates", sitting.reader.id)
            return _circle(sitting, circle.handle)

    def leave(self, name: str) -> Circle:
        """Leave a circle, or turn an invitation down. The longest-standing member facilitates when nobody else does."""
        with self._desk.writing() as sitting:
            circle = _circle(sitting, name)
            known = {place.person.id for place in circle.members} | {person.id for person in circle.invited}
            if sitting.reader.id not in known:
                raise Invalid("You are not in this circle.")
            part(Hand.of(sitting), circle, sitting.reader.id)
            return _circle(sitting, circle.handle)

    def shared(self, name: str, after: Reached | None = None, count: int = 64) -> ShelfPage:
        """Return what is shared with a circle, notes and goals together, newest first. Outsiders find nothing."""
        with self._desk.reading() as sitting:
            return shelf(sitting, _circle(sitting, name).id, after, count)

    def losing(self, name: str) -> tuple[Note | Goal, ...]:
        """Return colleagues' notes and goals that the actor reads only through this circle: what leaving would cost."""
        with self._desk.reading() as sitting:
            return lost_by_leaving(sitting, _circle(sitting, name).id)


def _circle(sitting: Sitting, name: str) -> Circle:
    found = people.circle_named(sitting.connection, clean_line(name).lower())
    if found is None:
        raise NotFound("There is no such circle here.")
    return found


def _facilitated(sitting: Sitting, name: str) -> Circle:
    circle = _circle(sitting, name)
    if not circle.facilitated_by(sitting.reader.id):
        raise NotPermitted("Only a facilitator of this circle can do that.")
    return circle


def part(hand: Hand, circle: Circle, member_id: str) -> None:
    """Take a member or an invitation out of a circle; the longest-standing facilitates when nobody else does."""
    people.remove_place(hand.connection, circle.id, member_id)
    circle_changed(hand, circle, "left" if circle.holds(member_id) else "turned down", member_id)
    staying = [place for place in circle.members if place.person.id != member_id]
    if staying and not any(place.facilitator for place in staying):
        first = min(staying, key=lambda place: (place.joined, place.person.id))
        people.put_place(hand.connection, circle.id, first.person.id, facilitator=True, joined=first.joined)
        circle_changed(hand, circle, "facilitates", first.person.id)
