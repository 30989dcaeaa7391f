"""One session outside its room: when and with whom, what it is about, its steps, and what came of it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.ui import commands, doors
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens import session_doors
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.sessions_page import SUMMARY, page_pieces, readers

_OPENING = "It is still being opened."


class SessionScreen(SubScreen):
    """The page of a session."""

    NAME = "session"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session")
    ABOUT = Help(
        "Everything about one session: when it is, who is in it, what it is about, the work it looks at, and its "
        "steps. Whoever facilitates it changes it here, opens it, and afterwards shares what came of it.",
        "Ben brings his note “Exit tickets in 8B” with b: everyone in the session reads it as it is now. On the day he "
        "presses j; Maya opens the session with o and goes to the console.",
    )

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self.page: SessionPage | None = None

    def compose_place(self) -> ComposeResult:
        """Who can see it, over the page."""
        yield Static(id="readers")
        yield Pieces(id="page")

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self.query_one(Pieces).focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """Somebody came in, or changed it."""
        self.run_ask(lambda plc: plc.sessions.show(self._session_id), self._show)

    def _show(self, page: SessionPage) -> None:
        self.page = page
        self.query_one("#readers", Static).update(readers(page))
        pieces = page_pieces(page, self.plc_app.now(), self.plc_app.settings.clock, marks_of(self))
        self.query_one(Pieces).show(pieces)
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done with it as it stands."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """What a session can be asked depends on where it stands and who she is in it."""
        page = self.page
        if page is None:
            return _OPENING
        if command_id in ("join", "room"):
            return session_doors.why_not_join(page)
        if command_id == "begin":
            return session_doors.why_not_open(page)
        if command_id == "console":
            return session_doors.why_not_join(page) or (None if page.console else "You do not facilitate it.")
        return None

    @on(Pieces.Opened)
    def _clicked(self) -> None:
        self.carry_out("open")

    async def action_open(self) -> None:
        """Open what the cursor is on."""
        key = self.query_one(Pieces).key
        if key == SUMMARY and self.page is not None:
            self.say(await doors.open_thing(self, self.page.summary))

    async def action_join(self) -> None:
        """Take a seat."""
        if self.page is not None:
            await session_doors.join(self, self.page)

    async def action_begin(self) -> None:
        """Open it."""
        if self.page is not None:
            await session_doors.open_it(self, self.page)

    async def action_console(self) -> None:
        """To the console."""
        await session_doors.console(self, self._session_id)

    async def action_room(self) -> None:
        """What the projector shows."""
        await session_doors.room(self, self._session_id)
