"""The small forms of circles and members: each keeps its words as a draft, and gives what is to be said when done.

Only inside an action or a worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.domain.people import handle_from
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import Suggestion, fill_in
from plc_tui.ui.words.people import some

if TYPE_CHECKING:
    from plc_tui.domain.people import Circle, Member
    from plc_tui.ui.screens.frame import PlaceScreen

_TITLE = Field("title", "What is the circle called?", "such as: Maths circle", required=True)
_HANDLE = Field("handle", "In one word, for lists and commands", "such as: maths", required=True)
_PURPOSE = Field("purpose", "What brings you together? Everyone here can read this.", "We want to ...", long=True)
_NEW_MEMBER = (
    Field("name", "What is this colleague called?", "such as: Ben Ito", required=True),
    Field("handle", "A handle: one short word, for @mentions", "such as: ben", required=True),
    Field("login", "The login on this computer (the same, if left empty)", "such as: ben.ito"),
)
_ORDINARY = ("circle", "group", "the", "team")
"""Words of a circle's title that do not tell it from another."""


async def new_circle(screen: PlaceScreen) -> Content | None:
    """Ask what it is called and who is in it; whoever makes it facilitates it."""

    async def make(given: dict[str, str]) -> Circle | None:
        members = await screen.ask(lambda plc: [m for m in plc.members.list() if m.id != plc.actor.id])
        options = [Option(m.handle, colleague(m)) for m in members]
        chosen = await screen.choose("Who is in it, besides you?", options, many=True) if options else ()
        if chosen is None:
            return None
        words = (given["handle"], given["title"], given["purpose"])
        return await screen.ask(lambda plc: plc.circles.new(*words, members=chosen))

    suggestion = Suggestion("title", "handle", lambda title: handle_from(title, *_ORDINARY))
    fields = (_TITLE, _HANDLE, _PURPOSE)
    made = await fill_in(screen, "A new circle", fields, "Go on", "circle:new", make, suggestions=[suggestion])
    if made is None:
        return None
    screen.plc_app.tell_change()
    others = [place.person.name for place in made.members if not place.facilitator]
    more = f"You and {some(others)} are in it." if others else "You are in it; open it to invite others."
    return safe.fill("$title is made. $more", title=made.title, more=more)


async def edit_circle(screen: PlaceScreen, handle: str) -> Content | None:
    """Change a circle's title or purpose."""
    circle = await screen.ask(lambda plc: plc.circles.show(handle))

    async def save(given: dict[str, str]) -> Circle:
        return await screen.ask(lambda plc: plc.circles.edit(handle, given["title"], given["purpose"]))

    values = {"title": circle.title, "purpose": circle.purpose}
    heading = safe.fill("About $title", title=circle.title)
    changed = await fill_in(screen, heading, (_TITLE, _PURPOSE), "Save", f"circle:{handle}", save, values=values)
    if changed is None:
        return None
    screen.plc_app.tell_change()
    return safe.fill("What $title is about is saved. Everyone here can read it.", title=changed.title)


async def add_member(screen: PlaceScreen) -> Content | None:
    """Let a colleague in."""

    async def add(given: dict[str, str]) -> Member:
        return await screen.ask(lambda plc: plc.members.add(given["handle"], given["name"], given["login"]))

    suggestion = Suggestion("name", "handle", lambda name: handle_from(name.partition(" ")[0]))
    added = await fill_in(screen, "A new member", _NEW_MEMBER, "Add", "member:new", add, suggestions=[suggestion])
    if added is None:
        return None
    screen.plc_app.tell_change()
    return safe.fill("$name belongs here now, and comes in with the login $login.", name=added.name, login=added.login)


async def go_on(screen: PlaceScreen, place: str) -> Content | None:
    """Go on with the draft of one of these forms. Raises NotFound when its circle is no longer there."""
    if place == "circle:new":
        return await new_circle(screen)
    if place == "member:new":
        return await add_member(screen)
    return await edit_circle(screen, place.partition(":")[2])


def colleague(member: Member) -> Content:
    """A colleague in a list to choose from."""
    return safe.fill("$name [$soft]@$handle[/]", name=member.name, handle=member.handle)
