"""Sessions: those going on, those planned, and those over."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.ui import commands, doors
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens import session_doors
from plc_tui.ui.screens.frame import Help, PlaceScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.sessions import session_pane, shelf_rows
from plc_tui.ui.words.sessions_rules import why_not_open

NO_SESSIONS = empty_words(
    "No sessions yet.",
    "A session is a meeting with a plan: timed steps that see to it that everyone is heard, each at her own screen. "
    "Say what you need, and a fitting protocol is found; you need not know any. Sessions of your circles, and those "
    "you are invited to, stand here. Told four characters in a room? Press j and type them.",
    "n",
    "Plan a session",
)


class SessionsScreen(PlaceScreen):
    """Three shelves in one list."""

    NAME = "sessions"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("sessions")
    ABOUT = Help(
        "A session is a meeting on a protocol: timed steps in which it is clear who speaks, who listens and what is "
        "written. One of you facilitates; the others sit at their own terminals, and the room can show the step and "
        "the time. What you promise each other there becomes steps on your goals.",
        "Maya presses n, says “It works, and I want to tune it”, 5 people, 40 minutes, and takes Tuning in half an "
        "hour. On Friday she opens it with o and reads its code aloud; Ben presses j, types it, and is in.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._coming = ""
        self._pages: dict[str, SessionPage] = {}
        self.rows = PagedList(self._page, empty=NO_SESSIONS)

    def compose_place(self) -> ComposeResult:
        """The shelves; on a wide terminal what is under the cursor stands beside them."""
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # `shelves` gives as many as a list wants
        shelves = await self.ask(lambda plc: plc.sessions.shelves())
        self._pages = {page.id: page for page in (*shelves.open, *shelves.planned, *shelves.past)}
        return Page(shelf_rows(shelves, self.now(), self.plc_app.settings.clock, marks_of(self)))

    @property
    def _here(self) -> SessionPage | None:
        return self._pages.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Show the session under the cursor, and the keys that do something with it; first go to one just planned."""
        if self._coming and self.rows.go_to(self._coming):
            self._coming = ""
        page, clock = self._here, self.plc_app.settings.clock
        more = session_pane(page, self.now(), clock) if page else Content("")
        self.query_one("#more", Static).update(more)
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """Opening stands in the keyline only on a session that can be opened."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Opening needs a planned session of hers."""
        if command_id == "open" and self._here is None:
            return "There is no session here yet: n plans one."
        return why_not_open(self._here) if command_id == "begin" else None

    async def action_open(self) -> None:
        """Open the page of the session under the cursor."""
        from plc_tui.ui.screens.session import SessionScreen

        if self._here is not None:
            await self.push_wait(SessionScreen(self._here.id))

    async def action_plan_session(self) -> None:
        """From what she needs to a planned session."""
        from plc_tui.ui.screens.session_planning import plan_session

        self._back_with(*await plan_session(self))

    async def action_protocols(self) -> None:
        """Look at the protocols, and plan with one."""
        from plc_tui.ui.screens.session_planning import look_and_plan

        self._back_with(*await look_and_plan(self))

    async def action_owed(self) -> None:
        """What she said in sessions that she would do."""
        self._back_with("", await doors.open_owed(self))

    def _back_with(self, session_id: str, said: Content | None) -> None:
        """Back in the list; the cursor stands on what is new."""
        self._coming = session_id
        self.refresh_place()
        if said is not None:
            self.say(said)

    async def action_rehearse(self) -> None:
        """Lead the planned session under the cursor once, alone; or a protocol."""
        from plc_tui.ui.screens.rehearsal import rehearse_page

        await rehearse_page(self, self._here)

    async def action_join(self) -> None:
        """Come into the one whose code she was told, or without a code into the one under the cursor."""
        page = self._here
        await session_doors.join_with_code(self, page if page is not None and page.state == "open" else None)

    async def action_begin(self) -> None:
        """Open the planned session under the cursor."""
        if self._here is not None:
            await session_doors.open_it(self, self._here)
