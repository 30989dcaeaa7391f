"""One circle: its purpose, who is in it, and what is shared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.goals import Goal
from plc_tui.domain.notes import Note
from plc_tui.domain.people import Circle, Member
from plc_tui.domain.sessions.plans import CircleSessions
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.marks import marks_of
from plc_tui.ui.screens import circle_acts
from plc_tui.ui.screens.circle_forms import edit_circle
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList, Row
from plc_tui.ui.words.members import member_pane
from plc_tui.ui.words.people import (
    MORE,
    PERSON,
    circle_header,
    facilitators,
    people_rows,
    shared_heading,
    shared_row,
)
from plc_tui.ui.words.sessions import circle_sessions_rows, session_of, session_pane

_Found = tuple[Circle, str, tuple[Member, ...], CircleSessions]

if TYPE_CHECKING:
    from plc_tui.services import Plc
    from plc_tui.services.circle_shelf import Reached, ShelfPage


class CircleScreen(SubScreen):
    """Members, those invited, and the notes and goals given to it that the reader may read."""

    NAME = "circle"
    PLACE = "circles"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("circles")
    ABOUT = Help(
        "One circle: what it is for, who is in it, its next and last sessions with what you said there, and the notes "
        "and goals its members share with it, newest first. "
        "Its facilitators invite colleagues and word its purpose; everything else is the same for all of them.",
        'Ben shared his note "Exit tickets in 8B" with the circle. Put the cursor on it and press Enter: you read it, '
        "and can encourage, wonder or connect.",
    )

    def __init__(self, handle: str) -> None:
        super().__init__()
        self._handle = handle
        self._circle: Circle | None = None
        self._me = ""
        self._members: dict[str, Member] = {}
        self._things: dict[str, Note | Goal] = {}
        self._sessions = CircleSessions()
        self._all_people = False
        self.rows = PagedList(self._page)

    def compose_place(self) -> ComposeResult:
        """What it is, over the list; on a wide terminal what is under the cursor beside it."""
        with VerticalScroll(id="about"):
            yield Static(id="header")
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    def on_mount(self) -> None:
        """Begin in the list; Tab leads to a purpose that is too long for its place."""
        self.rows.focus()

    # What is shown

    async def _page(self, after: object | None, count: int) -> Page:
        first = after is None
        found, shelf = await self.ask(lambda plc: _look(plc, self._handle, after, count))
        if found is not None:
            self._circle, self._me, members, self._sessions = found
            self._members, self._things = {m.handle: m for m in members}, {}
            self.query_one("#header", Static).update(circle_header(self._circle, self._me))
            self.query_one(Keyline).commands = self.shown_commands()
        self._things |= {thing.id: thing for thing in shelf.items}
        now = self.now()
        shared = [shared_row(thing, self._me, now) for thing in shelf.items]
        return Page(tuple([*self._top(anything=bool(shared)), *shared] if first else shared), shelf.next)

    def _top(self, *, anything: bool) -> list[Row]:
        if self._circle is None:
            return []
        people = people_rows(self._circle, self._me, marks_of(self), all_of_them=self._all_people)
        clock = self.plc_app.settings.clock
        held = circle_sessions_rows(self._sessions, self.now(), clock, marks_of(self))
        return [*people, *held, shared_heading(self._circle, self._me, anything=anything)]

    @property
    def _key(self) -> str:
        return self.rows.key or ""

    def on_paged_list_highlighted(self) -> None:
        """Show more of what is under the cursor."""
        self.query_one("#more", Static).update(self._more())

    def _more(self) -> Content:
        from plc_tui.ui.words.home import pane

        member, session_id, now = self._members.get(self._key.removeprefix(PERSON)), session_of(self._key), self.now()
        if member is not None:
            return member_pane(member, now)
        page = next((p for p in (*self._sessions.ahead, *self._sessions.past) if p.id == session_id), None)
        if page is not None:
            return session_pane(page, now, self.plc_app.settings.clock)
        return pane(self._things.get(self._key), now)

    # What can be done

    def shown_commands(self) -> tuple[Command, ...]:
        """The keyline shows what her part in this circle lets her do."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Facilitators invite and edit; only who is invited joins; only who is in it leaves."""
        circle = self._circle
        if circle is None:
            return None if command_id == "open" else "It is still being opened."
        if command_id in ("invite", "edit_circle") and not circle.facilitated_by(self._me):
            return f"Its facilitators do that: {facilitators(circle)}."
        if command_id == "leave_circle" and not circle.holds(self._me):
            return "You are not in it."
        if command_id in ("join", "turn_down"):
            return self._why_not_join(circle, command_id)
        return None

    def _why_not_join(self, circle: Circle, command_id: str) -> str | None:
        if circle.holds(self._me):
            return "You are in it already."
        asked = any(person.id == self._me for person in circle.invited)
        if not asked and command_id == "turn_down":
            return "Nobody has invited you to it."
        return None if asked else f"It is joined by invitation; ask {facilitators(circle)}."

    async def action_open(self) -> None:
        """Open the member, session, note or goal under the cursor; or show the rest of the members."""
        from plc_tui.ui import doors
        from plc_tui.ui.screens.member import MemberScreen

        if not self._key:
            return
        if self._key == MORE:
            self._all_people = True
            self.rows.reload()
            return
        if self._key.startswith(PERSON):
            await self.push_wait(MemberScreen(self._key.removeprefix(PERSON)))
            return
        self.say(await doors.open_thing(self, session_of(self._key) or self._key))

    async def action_join(self) -> None:
        """Accept the invitation."""
        if self._circle is not None:
            await circle_acts.join(self, self._circle)

    async def action_turn_down(self) -> None:
        """Say no to the invitation."""
        if self._circle is not None:
            await circle_acts.turn_down(self, self._circle)

    async def action_invite(self) -> None:
        """Ask colleagues to join."""
        if self._circle is not None:
            await circle_acts.invite(self, self._circle)

    async def action_leave_circle(self) -> None:
        """Leave, after hearing what that closes; then back to the circles."""
        if self._circle is not None and await circle_acts.leave(self, self._circle):
            self.dismiss(safe.fill("You have left $title.", title=self._circle.title))

    async def action_its_journal(self) -> None:
        """Who came and went, and what was shared with it."""
        from plc_tui.ui.screens.journal import JournalScreen

        if self._circle is not None:
            await self.push_wait(JournalScreen(self._circle.id, self._circle.title))

    async def action_edit_circle(self) -> None:
        """Change title or purpose."""
        self.say(await edit_circle(self, self._handle))


def _look(plc: Plc, name: str, after: object | None, count: int) -> tuple[_Found | None, ShelfPage]:
    """The next page of what is shared; with the first, the circle itself and its sessions."""
    reached: Reached | None = after  # type: ignore[assignment]  # what `_page` gave as the next mark
    shelf = plc.circles.shared(name, reached, count)
    if after is not None:
        return None, shelf
    return (plc.circles.show(name), plc.actor.id, plc.members.list(), plc.sessions.of_circle(name)), shelf
