"""The journal of who could read what: what is written down when that changes, and how it is said.

A line is read by those it was about when it was written, and by nobody else. It holds ids, never anybody's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from plc_tui.domain.audience import EVERYONE
from plc_tui.domain.values import Person

Act = Literal[
    "gave", "took away", "binned", "restored", "deleted", "expired", "locked", "lock off",
    "made", "added", "invited", "joined", "turned down", "left", "facilitates",
    "member joined", "member left", "keeper", "keeper no more", "login",
    "asked", "place taken", "place given back", "handed on", "sent", "closed", "withdrawn", "emptied",
    "brought", "taken out", "came in", "console",
]  # fmt: skip
Kind = Literal["note", "goal", "response", "request", "review", "circle", "member", "session"]
ACTS: tuple[Act, ...] = get_args(Act)

#: Stands for whoever a mask hides, where a line names who did it. Such a line says the day, not the hour.
MASKED = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be written.

    about      whose line it is: members, and circles or everyone for whoever belongs to them at that moment
    actor      who did it; None for the server's roster and for time, `MASKED` for whoever a mask hides
    principal  whom it concerns
    without    a member who is not told, though she belongs to whom it is about: whom the mask hides
    """

    act: Act
    kind: Kind
    about: frozenset[str]
    actor: str | None
    thing: str | None = None
    principal: str | None = None
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a line concerns: a member, a circle, or everyone."""

    kind: Literal["member", "circle", "everyone"]
    id: str
    handle: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as one reader sees it. `title` is empty where the thing is not, or no longer, hers to read.

    `thing` is its id, where she may read it now or did herself what the line tells of.
    `number` is its place in the file: random, and never shown. `actor` is None for the server's roster and for time.
    `opens` is the note, goal, request or circle that leads to the thing; empty where she may not read it now.
    """

    number: int
    at: datetime
    actor: Person | None
    act: str
    kind: str
    thing: str | None = None
    title: str = ""
    whom: Whom | None = None
    opens: str = ""

    @property
    def masked(self) -> bool:
        """Whether a mask hides who it was: then `at` is only the day."""
        return self.actor is not None and self.actor.id == MASKED


# What is written


def of_giving(thing: str, kind: Kind, owner: str, before: frozenset[str], after: frozenset[str]) -> tuple[Line, ...]:
    """Return the lines for a note or goal given to `after` that was given to `before`: one for each difference."""

    def lines(act: Act, principals: Iterable[str]) -> Iterable[Line]:
        return (Line(act, kind, frozenset({owner, p}), owner, thing, p) for p in sorted(principals))

    return (*lines("took away", before - after), *lines("gave", after - before))


@dataclass(frozen=True, slots=True)
class Places:
    """Who could see a request for review `before` something was done, and `after` it."""

    request: str
    author: str
    masked: bool
    before: frozenset[str]
    after: frozenset[str]


def of_asking(places: Places, named: Iterable[str]) -> tuple[Line, ...]:
    """Return the lines for an author who asks those `named`.

    Masked, her line depends only on whom she named, whatever they have done with an earlier asking; and theirs, which
    does not name her, only on whether they could see the request before.
    """
    hers, gained = sorted(named), sorted(places.after - places.before)
    if not places.masked:
        return tuple(_asked(places, p, frozenset({places.author, p}), places.author) for p in gained)
    own = (_asked(places, p, frozenset({places.author}), places.author) for p in hers)
    return (*own, *(_asked(places, p, frozenset({p}), MASKED) for p in gained))


def _asked(places: Places, principal: str, about: frozenset[str], actor: str) -> Line:
    without = places.author if actor == MASKED else None
    return Line("asked", "request", about, actor, places.request, principal, without)


def of_a_place(places: Places, actor: str) -> tuple[Line, ...]:
    """Return the lines for a colleague who takes a place, steps out of one, or hands one on.

    Masked, the author is told nothing; and whoever is handed a place is told what whoever is asked is told.
    """
    mine = frozenset({actor}) if places.masked else frozenset({actor, places.author})
    lines: list[Line] = []
    for principal in sorted(places.after - places.before):
        if principal == actor:
            lines.append(Line("place taken", "request", mine, actor, places.request))
        elif places.masked:
            lines.append(_asked(places, principal, frozenset({principal}), MASKED))
        else:  # who else was asked is not for a reviewer to know
            lines.append(Line("handed on", "request", mine, actor, places.request, principal))
            lines.append(Line("handed on", "request", frozenset({principal}), MASKED, places.request, principal))
    if actor in places.before - places.after:
        lines.append(Line("place given back", "request", mine, actor, places.request))
    return tuple(lines)


def of_ending(places: Places, act: Literal["closed", "withdrawn", "emptied"], actor: str | None) -> tuple[Line, ...]:
    """Return the lines for the end of a request, and for its work deleted for good: one for all who could see it."""
    readers = places.before
    if not places.masked:
        return (Line(act, "request", readers | {places.author}, actor, places.request),)
    own = Line(act, "request", frozenset({places.author}), actor, places.request)
    return (own, Line(act, "request", readers, MASKED, places.request, without=places.author))


def of_sending(review: str, author: str, reviewer: str, *, masked: bool) -> tuple[Line, ...]:
    """Return the lines for a review that its receiver can read from now on."""
    if not masked:
        return (Line("sent", "review", frozenset({author, reviewer}), reviewer, review, author),)
    hers = Line("sent", "review", frozenset({author}), MASKED, review, author)
    return (Line("sent", "review", frozenset({reviewer}), reviewer, review), hers)


# How it is said. {of} and {to} are left out where there is nothing to say.

_SAID: dict[str, str] = {
    "gave": "{actor} opened {thing} to {whom}",
    "took away": "{actor} took {thing} away from {whom}",
    "binned": "{actor} put {thing} into the bin",
    "restored": "{actor} took {thing} out of the bin",
    "deleted": "{actor} deleted {thing} for good",
    "expired": "{thing} was deleted for good after its time in the bin",
    "locked": "{actor} locked {thing}",
    "lock off": "{actor} took the lock off {thing}",
    "made": "{actor} made {thing}",
    "added": "{actor} put {whom} into {thing}",
    "invited": "{actor} invited {whom} to {thing}",
    "joined": "{whom} joined {thing}",
    "turned down": "{whom} turned down the invitation to {thing}",
    "left": "{whom} left {thing}",
    "facilitates": "{whom} became a facilitator of {thing}",
    "member joined": "{actor} added {whom} to the community",
    "member left": "{actor} removed {whom} from the community",
    "keeper": "{whom} became a keeper of this community",
    "keeper no more": "{whom} stopped being a keeper of this community",
    "login": "{actor} gave {whom} another login",
    "asked": "{actor} asked {whom} for a review{of}",
    "place taken": "{actor} took a place in the review{of}",
    "place given back": "{actor} gave back a place in the review{of}",
    "handed on": "{actor} handed a review{of} on to {whom}",
    "sent": "{actor} sent a review{of}{to}",
    "closed": "{actor} closed the request for a review{of}",
    "withdrawn": "{actor} withdrew the request for a review{of}",
    "emptied": "What a review was asked of was deleted for good",
    "brought": "{actor} brought work of hers into {thing}",
    "taken out": "{actor} took the work out of {thing} again",
    "came in": "{whom} came into {thing} with its code",
    "console": "{whom} took the console of {thing}",
}
_HANDED = "{actor} handed {whom} the console of {thing}"
_WORK_GONE = "Work that was brought into {thing} was deleted for good"
_BY_HERSELF = {"member joined": "{whom} joined the community", "member left": "{whom} left the community"}
#: What a sentence may begin with that is not a name.
_OUR_WORDS = ("you ", "the ", "a ", "everyone ", "someone ")
_UNKNOWN = "Something about {thing} changed"


def said(entry: Entry, reader_id: str) -> str:
    """Say a line to its reader, in a sentence: `You opened the note “Wait time” to Ben Ito.`"""
    return f"{_fill(entry, reader_id, entry.title)}."


def in_short(entry: Entry, reader_id: str) -> str:
    """Say a line to its reader without the thing's title: `You opened a note to Ben Ito`."""
    title = entry.title if entry.kind == "circle" else ""
    return _fill(entry, reader_id, title, short=True)


def _fill(entry: Entry, reader_id: str, title: str, *, short: bool = False) -> str:
    whom = _whom(entry.whom, reader_id)
    words = _template(entry).format(
        actor=_name(entry.actor, reader_id),
        thing=_thing(entry, reader_id, title, short=short),
        whom=whom,
        of=f" of “{title}”" if title else "",
        to=f" to {whom}" if entry.whom else "",
    )
    return words[:1].upper() + words[1:] if words.startswith(_OUR_WORDS) else words


def _template(entry: Entry) -> str:
    if entry.act == "gave" and entry.whom is not None and entry.whom.kind != "member":
        return "{actor} shared {thing} with {whom}"
    if entry.act == "console" and entry.actor and entry.whom and entry.actor.id != entry.whom.id:
        return _HANDED
    if entry.act == "emptied" and entry.kind == "session":
        return _WORK_GONE
    if entry.act in _BY_HERSELF and entry.actor is None:
        return f"The server's roster: {_BY_HERSELF[entry.act]}"
    if entry.act in _BY_HERSELF and entry.actor and entry.whom and entry.actor.id == entry.whom.id:
        return _BY_HERSELF[entry.act]
    return _SAID.get(entry.act, _UNKNOWN)


def _name(person: Person | None, reader_id: str) -> str:
    if person is None:
        return "the server's roster"
    return "you" if person.id == reader_id else person.name


def _whom(whom: Whom | None, reader_id: str) -> str:
    if whom is None:
        return "someone"
    return {"everyone": "everyone here"}.get(whom.kind, "you" if whom.id == reader_id else whom.name)


def _thing(entry: Entry, reader_id: str, title: str, *, short: bool) -> str:
    """Name the thing: by its title, one's own otherwise by its id, and what one may not read as "a note"."""
    if entry.kind == "circle":
        return title or "a circle"
    if title:
        return f"the {entry.kind} “{title}”"
    if entry.actor is None or short:
        return f"a {entry.kind}"
    return f"the {entry.kind} {entry.thing}" if entry.actor.id == reader_id else f"a {entry.kind} of hers"


def everyone() -> Whom:
    """Return everyone, as whom a line concerns."""
    return Whom("everyone", EVERYONE, "", "everyone here")
