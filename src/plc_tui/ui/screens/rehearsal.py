"""A rehearsal: a session led alone with made-up people, on the real console; afterwards, how its time went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.rehearsing import RehearsalPlan, room_for
from plc_tui.domain.sessions.replaying import Replay, replay, to_try
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.marks import marks_of
from plc_tui.ui.rehearsed import Rehearsed
from plc_tui.ui.screens.frame import Help, PlaceScreen, SharedChange, SubScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.pieces import Piece, Pieces, title
from plc_tui.ui.words.sessions_replay import time_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plc_tui.services import Plc
    from plc_tui.services.protocol_plans import ProtocolPlan

PLAYS = 1.0
"""Seconds between two looks at who is due to do something."""
_PACES = (
    ("1", "As in the room", "A minute takes a minute."),
    ("6", "Faster", "A minute takes ten seconds."),
    ("30", "Fastest", "A minute takes two seconds: to see the whole course once."),
)


async def rehearse_page(screen: PlaceScreen, page: SessionPage | None) -> None:
    """Rehearse a planned session with its own steps; without one, a protocol she chooses."""
    if page is not None and page.state == "planned":
        await rehearse(screen, RehearsalPlan.of(page))
        return
    known = await screen.ask(lambda plc: plc.protocols.all())
    options = [Option(each.id, safe.words(each.title), safe.words(each.when)) for each in known]
    chosen = await screen.choose("Which protocol do you want to rehearse?", options)
    if chosen:
        await rehearse(screen, RehearsalPlan(chosen[0]))


async def rehearse_protocol(screen: PlaceScreen, plan: ProtocolPlan) -> None:
    """Rehearse a protocol as it is fitted to people and time."""
    await rehearse(screen, RehearsalPlan(plan.protocol.id, room_for(plan.people), plan.minutes))


async def rehearse(screen: PlaceScreen, plan: RehearsalPlan) -> None:
    """Ask how fast, then rehearse; only inside an action or a worker."""
    options = [Option(pace, Content(name), Content(detail)) for pace, name, detail in _PACES]
    pace = await screen.choose("Rehearse alone: how fast shall time go?", options, chosen=("1",))
    if pace:
        await screen.push_wait(RehearsalScreen(plan, float(pace[0])))


class RehearsalScreen(SubScreen):
    """What lies under the console while she rehearses, and is there to read when it is over."""

    NAME = "rehearsal"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session")
    ABOUT = Help(
        "Lead a session once before others sit in it. The people in it are made up: they come, write, vote, ask for "
        "one more minute and are silent when they should be. Everything else is the real program, in a community that "
        "is in memory alone. Nothing of it is kept, and nothing of yours is in it.",
        "Maya has never led a Tuning. The evening before she presses a on its page, lets a minute take ten seconds, "
        "and sees after seven minutes where she forgot to reveal what was written.",
    )

    def __init__(self, plan: RehearsalPlan, pace: float) -> None:
        super().__init__()
        self._plan, self._pace = plan, pace
        self._rehearsed: Rehearsed | None = None
        self._state = ""
        self._playing = False

    def compose_place(self) -> ComposeResult:
        """The text."""
        yield Pieces(id="rehearsal")

    def on_mount(self) -> None:
        """Begin, and go to the console."""
        super().on_mount()
        self.query_one(Pieces).focus()
        self.set_interval(PLAYS, self._play)
        self.carry_out("again")

    async def action_again(self) -> None:
        """Begin it, or begin anew what was begun before."""
        self._end()
        self._rehearsed = self.elsewhere = await Rehearsed.begin(self.plc_app, self._plan, self._pace)
        self.show_who(self.plc_app.who)
        await self._play_now()
        await self.action_console()

    async def action_console(self) -> None:
        """Lead it; back here, see how it stands."""
        from plc_tui.ui.screens import session_doors

        if self._rehearsed is not None:
            await session_doors.console(self, self._rehearsed.session_id)
            await self._look()

    async def action_summary(self) -> None:
        """What would remain of it."""
        from plc_tui.ui.screens.session_summary import SummaryScreen

        if self._rehearsed is not None:
            said = await self.push_wait(SummaryScreen(self._rehearsed.session_id))
            self.say(said if isinstance(said, Content) else None)

    # The made-up people

    def _play(self) -> None:
        if self._rehearsed is not None and not self._playing and self._state != "closed":
            self.in_background(self._play_now(), group="play")

    async def _play_now(self) -> None:
        """Let them do what is due; the screens over this one see it at once."""
        if self._rehearsed is None:
            return
        self._playing = True
        try:
            happened = await self._rehearsed.play()
        finally:
            self._playing = False
        if happened:
            for frame in self.plc_app.frames():
                if frame.elsewhere is self._rehearsed:
                    frame.post_message(SharedChange())

    # How it stands

    def refresh_place(self) -> None:
        """What is shown here is fetched when she comes back to it."""

    async def _look(self) -> None:
        if self._rehearsed is None:
            return
        session_id, now = self._rehearsed.session_id, self.now()
        page, seen = await self.ask(lambda plc: _stands(plc, session_id, now))
        self._state = page.state
        self.query_one(Pieces).show([*_head(page, seen), *time_pieces(seen, marks_of(self))])
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done now."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """A rehearsal that is over is not led any more."""
        if command_id in ("console", "summary") and self._rehearsed is None:
            return "It has not begun yet."
        return "It is over; n begins it anew." if command_id == "console" and self._state == "closed" else None

    async def action_back(self) -> None:
        """Back to her own community; what goes on is ended, and she is asked first."""
        if self._rehearsed is not None and self._state == "open":
            gone = "It ends here, and nothing of it is kept, how its time went neither."
            if not await self.confirm("Leave this rehearsal?", gone, "Leave it", "Go on with it"):
                return
        await super().action_back()

    def on_unmount(self) -> None:
        """Nothing of it stays."""
        self._end()

    def _end(self) -> None:
        if self._rehearsed is not None:
            self._rehearsed.end()
        self._rehearsed = self.elsewhere = None
        self._state = ""


def _head(page: SessionPage, seen: Replay) -> Iterator[Piece]:
    yield Piece(safe.words(page.title, "bold $accent"))
    if page.state == "open":
        yield Piece(Content("It goes on while you are here. Enter takes you back to the console."))
    else:
        yield Piece(Content("It is over. n begins it anew; Esc leads back to your own sessions."))
        yield title("One thing to try")
        yield Piece(safe.words(to_try(seen)))
    yield Piece(Content(""))


def _stands(plc: Plc, session_id: str, now: datetime) -> tuple[SessionPage, Replay]:
    page = plc.sessions.show(session_id)
    return page, replay(page.steps, plc.sessions.course(session_id), now)
