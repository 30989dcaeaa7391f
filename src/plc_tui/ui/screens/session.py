"""One session outside its room: when and with whom, what it is about, its steps, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.ui import commands, doors, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens import session_acts, session_doors
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.session_work import BROUGHT, SessionWork
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Pieces
from plc_tui.ui.words.days import on as on_day
from plc_tui.ui.words.review_pages import work_page
from plc_tui.ui.words.sessions_page import STEP, SUMMARY, WORK, page_pieces, readers
from plc_tui.ui.words.sessions_rules import why_not

if TYPE_CHECKING:
    from plc_tui.services import Plc

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

    def __init__(self, session_id: str, begin: str = "") -> None:
        """`begin` is a command to do as soon as the page is there."""
        super().__init__()
        self._session_id, self._begin = session_id, begin
        self.page: SessionPage | None = None
        self.deleted = False

    def compose_place(self) -> ComposeResult:
        """Who can see it, over the page; on a wide terminal the work that was brought beside it."""
        yield Static(id="readers")
        with Container(classes="beside"):
            yield Pieces(id="page")
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="work")

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self.query_one(Pieces).focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """Somebody came in, or changed it."""
        if not self.deleted:
            self.run_ask(lambda plc: _look(plc, self._session_id), self._show)

    def _show(self, found: tuple[SessionPage, str]) -> None:
        self.page, who = found
        self.query_one("#readers", Static).update(readers(who))
        pieces = page_pieces(self.page, self.now(), self.plc_app.settings.clock, marks_of(self))
        self.query_one(Pieces).show(pieces)
        self.set_class(self.page.work is None, "-no-work")
        if self.page.work is not None:
            self.query_one("#work", Static).update(work_page(self.page.work, when=BROUGHT))
        self.query_one(Keyline).commands = self.shown_commands()
        begin, self._begin = self._begin, ""
        if begin:
            self.carry_out(begin)

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done with it as it stands."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """What a session can be asked depends on where it stands and who she is in it."""
        page = self.page
        if self.NAME not in commands.named(self.NAME, command_id).where:
            return None
        if page is None:
            return _OPENING
        if command_id == "bring_back":
            return None if self.deleted else "Nothing was deleted just now."
        if self.deleted:
            return "It is in the bin; u brings it back."
        return why_not(page, command_id, self._me)

    @property
    def _me(self) -> str:
        return self.plc_app.plc.actor.id if self.plc_app.plc is not None else ""

    @on(Pieces.Opened)
    def _clicked(self) -> None:
        self.carry_out("open")

    async def action_open(self) -> None:
        """Open what the cursor is on."""
        key, page = self.query_one(Pieces).key or "", self.page
        if page is None:
            return
        if key == WORK and page.work is not None:
            await self.push_wait(SessionWork(page.work))
        elif key == SUMMARY:
            self.say(await doors.open_thing(self, page.summary))
        elif key.startswith(STEP):
            await self._steps(key.removeprefix(STEP))
        else:
            self.say("Go to a step or the work with the arrows first.")

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

    async def action_steps(self) -> None:
        """Look at the steps one by one, and change them."""
        await self._steps("")

    async def _steps(self, step_id: str) -> None:
        from plc_tui.ui.screens.session_steps import StepsScreen

        await self.push_wait(StepsScreen(self._session_id, step_id))

    async def action_summary(self) -> None:
        """Read what remains of it, and share it."""
        from plc_tui.ui.screens.session_summary import SummaryScreen

        said = await self.push_wait(SummaryScreen(self._session_id))
        if said is not None:
            self.say(said)

    async def action_replay(self) -> None:
        """How the time went."""
        from plc_tui.ui.screens.session_replay import ReplayScreen

        await self.push_wait(ReplayScreen(self._session_id))

    async def action_rehearse(self) -> None:
        """Lead its steps once, alone."""
        from plc_tui.ui.screens.rehearsal import rehearse_page

        await rehearse_page(self, self.page)

    async def action_edit(self) -> None:
        """Its title, question, day and time."""
        if self.page is not None:
            await session_acts.edit(self, self.page)

    async def action_bring(self) -> None:
        """Work that everyone in it reads."""
        if self.page is not None:
            await session_acts.bring(self, self.page)

    async def action_presenter(self) -> None:
        """Who presents."""
        if self.page is not None:
            await session_acts.presenter(self, self.page)

    async def action_invite(self) -> None:
        """Let colleagues come in."""
        if self.page is not None:
            await session_acts.invite(self, self.page)

    async def action_calendar(self) -> None:
        """A calendar file."""
        if self.page is not None:
            await session_acts.calendar(self, self.page)

    async def action_cancel(self) -> None:
        """Call it off."""
        if self.page is not None:
            await session_acts.cancel(self, self.page)

    async def action_its_journal(self) -> None:
        """Who was invited, came in, brought work or took the console."""
        from plc_tui.ui.screens.journal import JournalScreen

        if self.page is not None:
            await self.push_wait(JournalScreen(self.page.id, self.page.title))

    async def action_delete(self) -> None:
        """Into the bin, with a way back."""
        if self.page is None:
            return
        title = self.page.title
        binned = await self.ask(lambda plc: plc.bin.put(self._session_id))
        self.deleted = True
        self.query_one(Keyline).commands = self.shown_commands()
        day = on_day(binned.gone, self.now())
        words = "“$title” is in the bin until $day. [bold $accent]u[/] brings it back."
        self.wrote(safe.fill(words, title=title, day=day))

    async def action_bring_back(self) -> None:
        """Out of the bin again."""
        await self.ask(lambda plc: plc.bin.restore(self._session_id))
        self.deleted = False
        self.wrote("It is back, and who can see it is as it was.")


def _look(plc: Plc, session_id: str) -> tuple[SessionPage, str]:
    """The session, and who can see it."""
    page = plc.sessions.show(session_id)
    return page, plc.audience.words(page.id)
