"""The console: the agenda and its time, how everyone is doing, and what was written. A person advances, nobody else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.views import ConsoleView, RoomView
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens.console_people import ConsolePeople
from plc_tui.ui.screens.console_steps import ConsoleSteps
from plc_tui.ui.screens.console_words import ConsoleWords
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.screens.live import LiveConsole
from plc_tui.ui.screens.seat_acts import open_summary
from plc_tui.ui.widgets.big_clock import StepClock
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.widgets.quiet import say
from plc_tui.ui.words import console as words

if TYPE_CHECKING:
    from plc_tui.services import Plc

_LINES = ("where", "guardrail", "counts", "invitation", "turn", "next")
_TALL = 34
"""Lines from which on a wide terminal has room for three lists."""
_EMPTY = {
    "agenda": empty_words("No steps.", "i puts one in."),
    "people": empty_words("Nobody is here yet.", "They join with the code; a adds somebody from paper."),
    "written": empty_words(
        "Nothing has been shown in this step yet.",
        "What people write appears here once everyone may see it; r reveals it.",
    ),
}


class ConsoleScreen(ConsoleSteps, ConsolePeople, ConsoleWords, LiveConsole, SubScreen):
    """Whoever facilitates leads the session from here."""

    NAME = "console"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("console")
    ABOUT = Help(
        "From here you lead the session. n goes on to the next step when you decide; nothing goes on by itself. Tab "
        "changes between the agenda, the people, and what was written; Enter on a line says what can be done with it. "
        "Who has not been heard from is told to you alone, as an invitation.",
        "Three want one more minute: Maya presses m. When nine of twelve are ready she presses n, and everyone who is "
        "not writing goes along.",
    )

    def __init__(self, session_id: str) -> None:
        super().__init__(session_id)
        self.pane = "agenda"
        self.marked: set[str] = set()
        self._was_at = ""
        self.lists = {name: PagedList(empty=_EMPTY[name], id=name) for name, _ in words.PANES}

    def compose_place(self) -> ComposeResult:
        """Where it stands, how everyone is doing, what comes next; and the three lists."""
        with Container(id="top"):
            yield Static(id="step")
            yield StepClock(self.moment, id="clock")
        for name in _LINES:
            yield Static(id=name)
        yield Static(id="panes")
        with Container(id="lists"):
            yield from self.lists.values()

    def on_mount(self) -> None:
        """The agenda first."""
        super().on_mount()
        self._show_pane()

    def on_resize(self) -> None:
        """Where there is room for it all three lists are in sight."""
        self.set_class(self.size.height >= _TALL, "-tall")

    # Following

    def look(self, plc: Plc) -> ConsoleView:
        """Fetch what whoever facilitates sees."""
        return plc.console.look(self.session_id)

    def room_of(self, view: ConsoleView) -> RoomView:
        """What everyone may see of it."""
        return view.room

    def show_view(self, view: ConsoleView) -> None:
        """Draw what changed."""
        room = view.room
        self.query_one(StepClock).show(room.current)
        ends = view.expected_end.astimezone(self.now().tzinfo) if view.expected_end and room.current else None
        guardrail = room.current.guardrail if room.current else ""
        shown = {
            "where": words.head(view, self.plc_app.time(ends) if ends else ""),
            "step": words.step_line(room),
            "guardrail": safe.words(guardrail, "italic $warm"),
            "counts": words.counts(view),
            "invitation": words.invitation(view),
            "turn": words.turn_line(room),
            "next": words.next_line(room),
            "panes": words.pane_line(view, self.pane),
        }
        for name, content in shown.items():
            line = self.query_one(f"#{name}", Static)
            line.display = bool(content.plain)
            say(line, content)
        self._show_rows(view)
        self._agenda_follows()
        self.query_one(Keyline).commands = self.shown_commands()

    def _show_rows(self, view: ConsoleView) -> None:
        marks = marks_of(self)
        self.marked &= {each.id for each in view.contributions}
        self.lists["agenda"].show(words.agenda_rows(view.room, self.moment(), marks))
        self.lists["people"].show(words.people_rows(view, marks))
        self.lists["written"].show(words.written_rows(view, self.marked, marks))

    def _agenda_follows(self) -> None:
        """The agenda's cursor goes with the group, unless she has put it elsewhere."""
        agenda, before = self.lists["agenda"], self._was_at
        self._was_at = self.expect
        if before and self.expect != before and not self.acting:
            self.moved_by_others = time.monotonic()
        if self.expect and self.expect != before and agenda.key in (before, agenda.keys[0]):
            agenda.go_to(self.expect)

    def show_gone(self, error: PlcError) -> None:
        """The console was handed on, or the session is not hers to see any more."""
        self.say(safe.words(str(error)))
        self.view = None
        self.query_one("#step", Static).update("The console is not yours any more. Esc goes back, to your seat.")
        for name in ("clock", *_LINES, "panes", "lists"):
            self.query_one(f"#{name}").display = False
        self.query_one(Keyline).commands = self.shown_commands()

    # The lists

    def action_pane(self) -> None:
        """To the next list."""
        names = [name for name, _ in words.PANES]
        self.pane = names[(names.index(self.pane) + 1) % len(names)]
        self._show_pane()

    def _show_pane(self) -> None:
        beside = "people" if self.pane == "agenda" else self.pane
        for name, paged_list in self.lists.items():
            paged_list.set_class(name == self.pane, "-here")
            paged_list.set_class(name == beside or name == "agenda", "-beside")
        self.lists[self.pane].focus()
        if self.view is not None:
            say(self.query_one("#panes", Static), words.pane_line(self.view, self.pane))
            self.query_one(Keyline).commands = self.shown_commands()

    async def action_open(self) -> None:
        """What can be done with what the cursor is on."""
        key = self.lists[self.pane].key
        if key is None or self.view is None:
            return
        if self.pane == "agenda":
            await self.with_step(key)
        elif self.pane == "people":
            await self.with_person(key)
        else:
            await self.with_words(key)

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """Those that can be done now."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Why not now; what works everywhere, Back among it, always does."""
        if self.NAME not in commands.named(self.NAME, command_id).where:
            return None
        if self.view is None:
            return "The console is still being opened."
        if command_id in ("room", "seat", "pane", "open", "summary"):
            return None
        if self.view.room.state != "open":
            return "This session is over." if self.view.room.state == "closed" else "This session is not open."
        return self.not_steps(command_id) or self.not_people(command_id) or self.not_words(command_id)

    # Beside the console

    async def action_room(self) -> None:
        """For the projector: here, or on another terminal."""
        from plc_tui.ui.screens.room import RoomScreen

        about = Content(
            "It can also stand on the projector's own terminal: start plc there, press 6, go to this session, and "
            "choose its room. You keep the console here."
        )
        if await self.confirm("Show the room on this terminal?", about, "Show it here", "Not here"):
            await self.push_wait(RoomScreen(self.session_id))

    async def action_summary(self) -> None:
        """What remains of it."""
        await open_summary(self, self.session_id)

    async def action_seat(self) -> None:
        """Her own place; where she came from it, back to it."""
        from plc_tui.ui.screens.seat import SeatScreen

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if isinstance(below, SeatScreen) and below.session_id == self.session_id:
            await self.action_back()
        else:
            await self.push_wait(SeatScreen(self.session_id))
