"""Protocols: chosen by what one needs, how many one is and how long one has; and one of them to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.talking import Talking
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.sessions_protocols import ANY, Wish, need_names, protocol_pieces, protocol_rows

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.services.protocol_plans import ProtocolPlan

NONE = empty_words("No protocol is for this.", "Try another need: w chooses one.")


async def choose_need(screen: Talking, now: str | None = None) -> str | None:
    """Ask what the group needs; `ANY` for nothing in particular, None when she went back."""
    options = [Option(need, Content(words)) for need, words in need_names()]
    chosen = await screen.choose("What do you need?", options, chosen=(now or "",), hint="Type to narrow the list")
    return chosen[0] if chosen else None


class ProtocolsScreen(SubScreen):
    """A list of protocols. Gives the plan she wants to use, None when she went back."""

    NAME = "protocols"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("protocols")
    ABOUT = Help(
        "A protocol is a way for a group to spend its time: steps with minutes, and for each who speaks, who listens "
        "and what is written. You need not know any: say what you need, how many you are and how long you have. What "
        "fits stands first, with its minutes stretched or shortened to your time.",
        "“I am stuck”, 5 people, 40 minutes: Dilemma consultation fits. Enter shows its steps; Enter again plans a "
        "session with it.",
    )

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self._wish = wish
        self._plans: dict[str, ProtocolPlan] = {}
        self.rows = PagedList(self._page, empty=NONE)
        self.more = Pieces(id="more", classes="reading")
        self.more.can_focus = False

    def compose_place(self) -> ComposeResult:
        """What is looked for, and the list; on a wide terminal the protocol under the cursor beside it."""
        yield Static(id="wish")
        with Container(classes="beside"):
            yield self.rows
            yield self.more

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # a community has some dozens
        wish = self._wish
        plans, problems = await self.ask(lambda plc: _fitting(plc, wish))
        self._plans = {plan.protocol.id: plan for plan in plans}
        self.query_one("#wish", Static).update(Content.assemble(("Looking for: ", "$soft"), (wish.in_words, "$warm")))
        return Page(protocol_rows(plans, problems, wish))

    @property
    def _here(self) -> ProtocolPlan | None:
        return self._plans.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Show the protocol under the cursor."""
        plan = self._here
        self.more.show(protocol_pieces(plan) if plan else [])
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done now."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Opening needs a protocol."""
        return "Put the cursor on a protocol first." if command_id == "open" and self._here is None else None

    async def action_open(self) -> None:
        """Read it; from its page it can be used."""
        plan = self._here
        if plan is not None and await self.push_wait(ProtocolScreen(plan)) is True:
            self.dismiss(plan)

    async def action_need(self) -> None:
        """Look for something else."""
        need = await choose_need(self, self._wish.need)
        if need is not None:
            self._look_for(Wish(None if need == ANY else need, self._wish.people, self._wish.minutes))

    async def action_people(self) -> None:
        """For how many."""
        number = await self._ask_number("How many will you be?", "such as: 5", self._wish.people)
        if number is not None:
            self._look_for(Wish(self._wish.need, number or None, self._wish.minutes))

    async def action_minutes(self) -> None:
        """For how long."""
        number = await self._ask_number("How many minutes do you have?", "such as: 45", self._wish.minutes)
        if number is not None:
            self._look_for(Wish(self._wish.need, self._wish.people, number or None))

    async def _ask_number(self, asked: str, example: str, now: int | None) -> int | None:
        """Ask for a whole number; 0 for none, None when she went back or it is not one."""
        field = Field("number", "A number; leave it empty if it is open", example, str(now or ""), number=True)
        given = await self.ask_words(asked, [field])
        if given is None:
            return None
        if given["number"] and not given["number"].isdecimal():
            self.say("Write a number, such as 5.")
            return None
        return int(given["number"] or 0)

    def _look_for(self, wish: Wish) -> None:
        self._wish = wish
        self.rows.use(self._page, empty=NONE)


class ProtocolScreen(SubScreen):
    """One protocol to read. Gives True when she wants to use it."""

    NAME = "protocol"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("protocols")
    ABOUT = Help(
        "What this protocol is for, what it asks of a group, and its steps: how long each takes with your people and "
        "your time, who speaks, who listens, what is written and what you say as the one who leads it.",
        "Read the steps once from top to bottom; that is all the preparation it needs. Enter plans a session with it.",
    )

    def __init__(self, plan: ProtocolPlan) -> None:
        super().__init__()
        self._plan = plan

    def compose_place(self) -> ComposeResult:
        """The text."""
        yield Pieces(id="protocol")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        self.query_one(Pieces).show(protocol_pieces(self._plan))
        self.query_one(Pieces).focus()

    def refresh_place(self) -> None:
        """Nothing here changes because of others."""

    async def action_rehearse(self) -> None:
        """Lead it once, alone."""
        from plc_tui.ui.screens.rehearsal import rehearse_protocol

        await rehearse_protocol(self, self._plan)

    def action_use(self) -> None:
        """Plan with it."""
        self.dismiss(True)


def _fitting(plc: Plc, wish: Wish) -> tuple[tuple[ProtocolPlan, ...], tuple[str, ...]]:
    return plc.protocols.fitting(wish.need, wish.people, wish.minutes), plc.protocols.problems()
