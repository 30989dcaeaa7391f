"""Everyone here: the members of this community."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.people import Member
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.screens.circle_forms import add_member
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.members import member_pane
from plc_tui.ui.words.people import member_row, remove_consequence, some


class EveryoneScreen(SubScreen):
    """The list of members; keepers add and remove."""

    NAME = "everyone"
    PLACE = "circles"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("circles")
    ABOUT = Help(
        "Everyone who belongs to this community, and what each says about interests and about helping. A keeper adds "
        "and removes members, and reads no more than anyone else.",
        'You look for somebody who knows about group work. "Can help with: talk in groups" stands beside Sam: press '
        "Enter to see what Sam shares with you.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._members: dict[str, Member] = {}
        self._me = self._elsewhere = ""
        self.rows = PagedList(self._page)

    def compose_place(self) -> ComposeResult:
        """The list; on a wide terminal the member under the cursor beside it."""
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # a community is as large as a school
        found, self._me, self._elsewhere = await self.ask(
            lambda plc: (plc.members.list(), plc.actor.id, plc.members.roster_elsewhere())
        )
        self._members = {member.handle: member for member in found}
        self.query_one(Keyline).commands = self.shown_commands()
        return Page(tuple(member_row(member, self._me) for member in found))

    @property
    def _here(self) -> Member | None:
        return self._members.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Show the member under the cursor."""
        member = self._here
        self.query_one("#more", Static).update(member_pane(member, self.plc_app.now()) if member else Content(""))

    def shown_commands(self) -> tuple[Command, ...]:
        """Adding and removing stand in the keyline for keepers."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Keepers add and remove."""
        if command_id == "everyone":
            return "You are looking at everyone here."
        if command_id not in ("add_member", "remove_member"):
            return None
        if self._elsewhere:
            return self._elsewhere
        keepers = [member for member in self._members.values() if member.keeper]
        if self._me not in {member.id for member in keepers}:
            return f"A keeper of this community does that: {some([member.name for member in keepers])}."
        if command_id == "remove_member" and len(keepers) == 1 and self._here == keepers[0]:
            return "You are the only keeper here, and the community needs one."
        return None

    async def action_open(self) -> None:
        """Open the page of the member under the cursor."""
        from plc_tui.ui.screens.member import MemberScreen

        if self._here is not None:
            await self.push_wait(MemberScreen(self._here.handle))

    async def action_add_member(self) -> None:
        """Let a colleague in."""
        self.say(await add_member(self))

    async def action_remove_member(self) -> None:
        """Ask, saying what ends and what stays; then remove."""
        member = self._here
        if member is None:
            return
        circles = await self.ask(lambda plc: plc.circles.list())
        question = safe.fill("Remove $name from this community?", name=member.name)
        if await self.confirm(question, remove_consequence(member, circles), "Remove", "Keep"):
            await self.ask(lambda plc: plc.members.remove(member.handle))
            self.wrote(safe.fill("$name is no longer a member here.", name=member.name))
        else:
            self.say(safe.fill("$name stays.", name=member.name))
