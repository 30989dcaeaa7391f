"""Circles: mine, those I am invited to, and the others here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.people import Circle, handle_from
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.dialogs.kept_form import Suggestion, fill_in
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.circle_acts import join, turn_down
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.people import EVERYONE_HERE, circle_pane, circle_rows, everyone_rows, some

NEW_CIRCLE = (
    Field("title", "What is the circle called?", "such as: Maths circle", required=True),
    Field("handle", "In one word, for lists and commands", "such as: maths", required=True),
    Field("purpose", "What brings you together? Everyone here can read this.", "We want to ...", long=True),
)
NO_CIRCLES = empty_words(
    "There are no circles here yet.",
    "A circle is a few colleagues with a purpose. What you share with it, all of them can read.",
    "n",
    "Make the first one",
)
SUGGESTIONS = (Suggestion("title", "handle", lambda title: handle_from(title, "circle", "group", "the", "team")),)


class CirclesScreen(PlaceScreen):
    """The circles of this community: invitations first, then my own, then the others."""

    NAME = "circles"
    PLACE = "circles"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("circles")
    ABOUT = Help(
        "A circle is a few colleagues who learn together. What one of them shares with the circle, all of its members "
        "can read, and nobody else. Who is in a circle is known to everyone here; what they share is not.",
        "Make a circle called Maths circle with Ben and Aisha. On your next note, choose Maths circle as who can read "
        "it: the three of you can, and whoever joins later.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._circles: dict[str, Circle] = {}
        self._me = ""
        self.rows = PagedList(self._page, empty=NO_CIRCLES)

    def compose_place(self) -> ComposeResult:
        """The list; on a wide terminal the circle under the cursor beside it."""
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # a community has a few circles
        found, me, community = await self.ask(lambda plc: (plc.circles.list(), plc.actor.id, plc.community()))
        self._me, self._circles = me, {circle.handle: circle for circle in found}
        everyone = everyone_rows(community) if found or community.size > 1 else []
        return Page((*circle_rows(found, me, marks_of(self)), *everyone))

    @property
    def _here(self) -> Circle | None:
        return self._circles.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Show the circle under the cursor."""
        circle = self._here
        more = circle_pane(circle, self._me, self.plc_app.now()) if circle else Content("")
        self.query_one("#more", Static).update(more)
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """Joining stands in the keyline only on an invitation."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Opening needs a circle, joining an invitation."""
        circle = self._here
        if command_id == "open" and self.rows.key is None:
            return "There is no circle to open yet."
        if command_id in ("join", "turn_down"):
            asked = circle is not None and any(person.id == self._me for person in circle.invited)
            return None if asked else "Put the cursor on an invitation first."
        return None

    async def action_open(self) -> None:
        """Open the circle under the cursor."""
        from plc_tui.ui.screens.circle import CircleScreen

        if self.rows.key == EVERYONE_HERE:
            await self.action_everyone()
        elif self._here is not None:
            said = await self.push_wait(CircleScreen(self._here.handle))
            if isinstance(said, Content):
                self.say(said)

    async def action_join(self) -> None:
        """Accept the invitation under the cursor."""
        if self._here is not None:
            await join(self, self._here)

    async def action_turn_down(self) -> None:
        """Say no to the invitation under the cursor."""
        if self._here is not None:
            await turn_down(self, self._here)

    async def action_new_circle(self) -> None:
        """Ask what it is called and who is in it; whoever makes it facilitates it."""
        made = await fill_in(
            self, "A new circle", NEW_CIRCLE, "Go on", "circle:new", self._make, suggestions=SUGGESTIONS
        )
        if made is None:
            return
        others = [place.person.name for place in made.members if place.person.id != self._me]
        with_whom = f" You and {some(others)} are in it." if others else " You are in it; i invites others."
        self.wrote(safe.fill("$title is made.$more", title=made.title, more=with_whom))

    async def _make(self, given: dict[str, str]) -> Circle | None:
        members = await self.ask(lambda plc: [m for m in plc.members.list() if m.id != plc.actor.id])
        options = [
            Option(m.handle, safe.fill("$name [$soft]@$handle[/]", name=m.name, handle=m.handle)) for m in members
        ]
        chosen = await self.choose("Who is in it, besides you?", options, many=True) if options else ()
        if chosen is None:
            return None
        work = (given["handle"], given["title"], given["purpose"], chosen)
        circle = await self.ask(lambda plc: plc.circles.new(*work))
        self.rows.reload()
        return circle
