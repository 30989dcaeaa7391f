"""Circles: mine, those I am invited to, and the others here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.people import Circle
from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.circle_acts import join, turn_down
from plc_tui.ui.screens.circle_forms import new_circle
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.people import EVERYONE_HERE, circle_pane, circle_rows, everyone_rows

NO_CIRCLES = empty_words(
    "There are no circles here yet.",
    "A circle is a few colleagues with a purpose. What you share with it, all of them can read.",
    "n",
    "Make the first one",
)


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
            said: object = await self.push_wait(CircleScreen(self._here.handle))
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
        self.say(await new_circle(self))
