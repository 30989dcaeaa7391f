"""Members and circles in words: rows, headers and the sentences asked before an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.content import Content

from plc_tui.domain.audience import join_words
from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.values import Community
from plc_tui.text import counted, one_line_summary
from plc_tui.ui import safe
from plc_tui.ui.marks import Marks
from plc_tui.ui.widgets.rows import Row, heading
from plc_tui.ui.words import days

MOST_NAMED = 5
"""So many people are named in a sentence; the rest are counted."""
MOST_PLACES = 8
"""So many members of a circle stand above what it shares; the rest open with one more row."""
EVERYONE_HERE = "people/everyone"
PERSON, MORE = "person/", "people/more"
"""How rows of people are told from rows of things: `person/ben`."""


def some(names: Sequence[str]) -> str:
    """Name a few and count the rest: `Ben Ito, Aisha Khan and 3 others`."""
    if len(names) <= MOST_NAMED:
        return join_words(list(names))
    kept = names[: MOST_NAMED - 1]
    return join_words([*kept, f"{len(names) - len(kept)} others"])


# The places of Circles


def circle_rows(circles: Iterable[Circle], me: str, marks: Marks) -> list[Row]:
    """Invitations on top, then my circles, then the others."""
    every = tuple(circles)
    invited = [c for c in every if any(person.id == me for person in c.invited)]
    mine = [c for c in every if c.holds(me)]
    others = [c for c in every if c not in invited and c not in mine]
    rows: list[Row] = []
    for title, part in (("Invitations to you", invited), ("Your circles", mine), ("Other circles here", others)):
        if part:
            rows += [heading(title), *(_circle_row(c, me, marks.waiting if part is invited else "") for c in part)]
    return rows


def everyone_rows(community: Community) -> list[Row]:
    """The community itself, below its circles."""
    aside = Content(counted(community.size, "person", "people"))
    detail = Content("Everyone here, and what each can help with")
    return [heading("The community"), Row(EVERYONE_HERE, safe.line(community.name), detail, aside)]


def _circle_row(circle: Circle, me: str, mark: str) -> Row:
    about = one_line_summary(circle.purpose, 200)
    detail = safe.line(about) if about else safe.line(f"With {names_in(circle, me)}")
    return Row(circle.handle, safe.line(circle.title), detail, Content(size(circle)), mark=mark)


def size(circle: Circle) -> str:
    """How many are in it: `5 people`, `nobody now`."""
    return counted(len(circle.members), "person", "people") if circle.members else "nobody now"


def names_in(circle: Circle, me: str) -> str:
    """Who is in a circle, in words; `you` first."""
    others = [place.person.name for place in circle.members if place.person.id != me]
    return some(["you", *others] if circle.holds(me) else others) or "nobody now"


def facilitators(circle: Circle, me: str = "") -> str:
    """Who facilitates a circle, in words."""
    found = ["you" if p.person.id == me else p.person.name for p in circle.members if p.facilitator]
    return some(found) or "nobody now"


def standing(circle: Circle, me: str) -> str:
    """One sentence: what the reader is to this circle."""
    if any(person.id == me for person in circle.invited):
        return f"{facilitators(circle)} invites you. You can join it, or turn it down."
    if circle.facilitated_by(me):
        return "You facilitate it. What its members share with it, all of you can read."
    if circle.holds(me):
        return "You are in it. What its members share with it, all of you can read."
    if not circle.members:
        return "Everyone has left it."
    return f"You are not in it. It is joined by invitation; ask {facilitators(circle)}."


def circle_header(circle: Circle, me: str) -> Content:
    """Title, what the reader is to it, and its purpose, which may be long."""
    lines = [safe.line(circle.title, "bold $accent"), safe.line(standing(circle, me), "$soft")]
    return Content("\n").join([*lines, safe.words(circle.purpose)] if circle.purpose else lines)


def circle_pane(circle: Circle, me: str, now: datetime) -> Content:
    """A circle beside the list, on a wide terminal."""
    parts = [circle_header(circle, me)]
    if circle.members:
        named = [Content.assemble("  ", place_words(circle, p.person.id, me)) for p in circle.members]
        parts.append(Content("\n").join([Content.styled("Who is in it", "bold $warm"), *named]))
    if circle.invited:
        invited = safe.line(some([person.name for person in circle.invited]))
        parts.append(Content.assemble(("Invited: ", "$soft"), invited))
    parts.append(Content.styled(f"Together {days.since(circle.created, now)}", "$soft"))
    return Content("\n\n").join(parts)


# One circle


def place_words(circle: Circle, member_id: str, me: str) -> Content:
    """A member's name in a circle, with what she does there in words."""
    place = next(p for p in circle.members if p.person.id == member_id)
    you = " (you)" if member_id == me else ""
    role = " · facilitates" if place.facilitator else ""
    return Content.assemble(safe.line(place.person.name), you, (role, "$soft"))


def people_rows(circle: Circle, me: str, marks: Marks, *, all_of_them: bool) -> list[Row]:
    """Who is in a circle and who is invited; of very many the first, and a row that opens the rest."""
    places = [
        Row(f"{PERSON}{p.person.handle}", place_words(circle, p.person.id, me), mark=marks.person)
        for p in sorted(circle.members, key=lambda p: not p.facilitator)
    ]
    invited = [
        Row(f"{PERSON}{p.handle}", safe.line(p.name), aside=Content("invited"), mark=marks.person)
        for p in circle.invited
    ]
    every = places + invited
    if not all_of_them and len(every) > MOST_PLACES + 1:
        rest = len(every) - MOST_PLACES
        every = [*every[:MOST_PLACES], Row(MORE, Content(f"{marks.more} and {rest} more"))]
    return [heading("Who is in it" if circle.members else "Invited"), *every] if every else []


def shared_heading(circle: Circle, me: str, *, anything: bool) -> Row:
    """The heading over what is shared with a circle; it also says when there is nothing, and why."""
    if anything:
        return heading("Shared with this circle")
    if circle.holds(me):
        return heading("Nothing is shared with it yet. Open a note or goal of yours and share it here.")
    return heading("What is shared with it, only its members can read.")


def shared_row(thing: Note | Goal, me: str, now: datetime) -> Row:
    """A note or goal that was given to a circle."""
    return Row(
        thing.id, safe.line(title_of(thing)), aside=safe.line(f"{_by(thing, me)} · {days.ago(thing.updated, now)}")
    )


def title_of(thing: Note | Goal) -> str:
    """What a note or goal is called."""
    return thing.title if isinstance(thing, Note) else thing.wording.question


def _by(thing: Note | Goal, me: str) -> str:
    kind, owner = ("note", thing.author) if isinstance(thing, Note) else ("goal", thing.owner)
    return f"your {kind}" if owner.id == me else f"{kind} by {owner.name}"


def invite_consequence(circle: Circle, names: Sequence[str]) -> Content:
    """What an invitation opens, once it is accepted."""
    who = some(names)
    return safe.fill(
        "Once $who joins, everything that is shared with $circle can be read there too, also what was shared earlier. "
        "Until then nothing changes.",
        who=who if len(names) == 1 else "one of them",
        circle=circle.title,
    )


def leave_consequence(lost: Sequence[Note | Goal], mine: bool) -> Content:
    """What leaving a circle closes, and what it leaves as it is."""
    stays = "What you shared with it stays shared with it until you change that on its own page." if mine else ""
    if not lost:
        return safe.words("Nothing that is shared with it now is closed to you by this. " + stays)
    named = [f'"{one_line_summary(title_of(thing), 40)}"' for thing in lost]
    return safe.words(f"You will no longer be able to read {some(named)}. {stays} To come back you need an invitation.")


# Members


def member_row(member: Member, me: str) -> Row:
    """A member in the list of everyone here."""
    about = one_line_summary(member.interests, 200) or one_line_summary(member.can_help, 200)
    you = " (you)" if member.id == me else ""
    title = Content.assemble(safe.line(member.name), you, (" · keeper" if member.keeper else "", "$soft"))
    return Row(member.handle, title, safe.line(about) if about else None, safe.line(f"@{member.handle}"))


def remove_consequence(member: Member, circles: Iterable[Circle]) -> Content:
    """What removing a member does, and what it leaves."""
    left = [circle.title for circle in circles if circle.holds(member.id)]
    also = f" and leaves {some(left)}" if left else ""
    return safe.words(
        f"{member.name} can no longer open this community{also}. Everything shared before stays readable for those it "
        f"was shared with; what was private stays private. The handle @{member.handle} is not given to anyone else. "
        "This cannot be undone."
    )
