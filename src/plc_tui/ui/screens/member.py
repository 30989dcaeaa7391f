"""One colleague: one page before meeting, made only of what she says and shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from plc_tui.ui import commands
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.members import member_page, opens

if TYPE_CHECKING:
    from plc_tui.domain.finding import Brief
    from plc_tui.domain.people import Circle, Member
    from plc_tui.services import Plc


class MemberScreen(SubScreen):
    """What a colleague says about herself, what she shares with the reader, and what went between the two."""

    NAME = "member"
    PLACE = "circles"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("circles")
    ABOUT = Help(
        "One page before meeting a colleague: what interests this person, what to ask for help with, which goals and "
        "notes you may read, and what you have said to each other. It is made only of what is shared with you.",
        "Before your coffee with Ben you see that he wonders about exit tickets. You open his note, and begin there.",
    )

    def __init__(self, handle: str) -> None:
        super().__init__()
        self._handle = handle
        self.pieces = Pieces()

    def compose_place(self) -> ComposeResult:
        """One text with things in it to open."""
        yield self.pieces

    def on_mount(self) -> None:
        """Fetch the page."""
        self.pieces.focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """Fetch the page again."""
        self.in_background(self._show(), "page", exclusive=True)

    async def _show(self) -> None:
        member, circles, brief, me = await self.ask(lambda plc: _look(plc, self._handle))
        self.pieces.show(list(member_page(member, circles, brief, me, self.plc_app.now())))

    @on(Pieces.Opened)
    def _opened(self) -> None:
        self.carry_out("open")

    def reason_not(self, command_id: str) -> str | None:
        """Something must be there to be opened."""
        nothing = command_id == "open" and not self.pieces.key
        return "Nothing is shared with you here yet." if nothing else None

    async def action_open(self) -> None:
        """Open the note or goal the cursor is on."""
        from plc_tui.ui import doors

        self.say(await doors.open_thing(self, opens(self.pieces.key or "")))

    async def action_find_theirs(self) -> None:
        """Look through everything of this colleague's that the reader may read."""
        from plc_tui.ui.screens.find import FindScreen

        await self.push_wait(FindScreen(f"by:{self._handle} "))


def _look(plc: Plc, handle: str) -> tuple[Member, tuple[Circle, ...], Brief | None, str]:
    member = plc.members.show(handle)
    herself = member.id == plc.actor.id
    return member, plc.circles.list(), None if herself else plc.home.brief(handle), plc.actor.id
