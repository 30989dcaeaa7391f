"""How members and circles are printed."""

from __future__ import annotations

from collections.abc import Iterator

from plc_tui.cli.look import Look
from plc_tui.cli.output import View
from plc_tui.cli.views.shared import field, named, section
from plc_tui.domain.audience import join_words
from plc_tui.domain.people import Circle, CircleMember, Member
from plc_tui.text import counted


def _member_row(member: Member, look: Look) -> tuple[str, ...]:
    return (
        member.handle,
        member.name,
        member.login,
        member.timezone,
        "keeper" if member.keeper else "",
        look.iso(member.joined),
        look.iso(member.left) if member.left else "",
    )


def _member_lines(member: Member, look: Look) -> Iterator[str]:
    me = "you" if member.id == look.reader else ""
    left = f"left {look.day(member.left)}" if member.left else ""
    words = ", ".join(filter(None, (me, "keeper" if member.keeper else "", left)))
    yield f"{member.handle:<12} {member.name}" + (f" ({words})" if words else "")


MEMBER: View[Member] = View("member", _member_row, _member_lines)


def member_page(member: Member, look: Look) -> Iterator[str]:
    """Write what a member says of herself."""
    yield from _member_lines(member, look)
    yield f"Here since {look.day(member.joined)}"
    yield from field("Interested in", member.interests, look)
    yield from field("Can help with", member.can_help, look)
    yield from field("Time zone", member.timezone, look)
    yield from field("Login", member.login, look)


def _circle_row(circle: Circle, look: Look) -> tuple[str, ...]:
    return (
        circle.handle,
        circle.title,
        circle.purpose,
        str(len(circle.members)),
        ",".join(place.person.handle for place in circle.members),
        look.iso(circle.created),
    )


def _circle_lines(circle: Circle, look: Look) -> Iterator[str]:
    yield f"{circle.handle:<12} {circle.title} ({counted(len(circle.members), 'person', 'people')})"
    mine = "" if circle.holds(look.reader) else "you are not in it"
    if circle.purpose or mine:
        yield from look.wrap(" · ".join(filter(None, (circle.purpose, mine))), indent=13)


CIRCLE: View[Circle] = View("circle", _circle_row, _circle_lines)


def circle_page(circle: Circle, look: Look) -> Iterator[str]:
    """Write a circle: what it is for and who is in it."""
    yield from _circle_lines(circle, look)
    yield from section("Members", (_place(place, look) for place in circle.members))
    invited = join_words([named(person) for person in circle.invited])
    yield from section("Invited", look.wrap(invited, indent=2) if invited else ())


def _place(place: CircleMember, look: Look) -> str:
    words = [named(place.person), "you" if place.person.id == look.reader else ""]
    return "  " + ", ".join(filter(None, (*words, "facilitator" if place.facilitator else "")))
