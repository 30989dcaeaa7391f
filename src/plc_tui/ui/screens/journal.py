"""Who could read what: each change of it, for those it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from plc_tui.text import one_line_summary
from plc_tui.ui import commands, doors, safe
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.journal import entry_row, entry_words

if TYPE_CHECKING:
    from plc_tui.domain.journal import Entry
    from plc_tui.domain.values import Cursor
    from plc_tui.ui.commands import Command

TITLE = "Who could read what"
KEPT = "Read by those it is about; nobody can change a line."
_EMPTY = (
    "Nothing is written here yet.",
    "It begins when you share something, or a colleague does so with you.",
)
_NEVER = ("Nothing is written here.", "Nobody was let in or out for as long as it has been written down.")


class JournalScreen(SubScreen):
    """The lines about the reader, newest first; or those of them that tell of one note, goal or circle."""

    NAME = "journal"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("journal")
    ABOUT = Help(
        "Here stands each change of who may read something of yours or shared with you, and who came to a circle or "
        "left it: who did it, and when. Each line is there for those it was about at that moment, and for nobody else. "
        "It holds no words of anybody: what you may not read any more is “a note”. What a mask hides stays hidden.",
        "“Maya Okafor took a note of hers away from you” stands here since Tuesday: so that is why it is not in your "
        "list any more. On a note of yours, F2 and “Who could read it” show who has ever been able to read it.",
    )

    def __init__(self, thing_id: str = "", title: str = "") -> None:
        """Show everything that is about the reader, or what tells of one thing or circle called `title`."""
        super().__init__()
        self._thing_id, self._title = thing_id, title
        self._entries: dict[str, Entry] = {}
        self.rows = PagedList(self._page, empty=empty_words(*(_NEVER if thing_id else _EMPTY)))

    def compose_place(self) -> ComposeResult:
        """What this is, the list, and below it the line under the cursor in full."""
        heading = Content(TITLE)
        if self._title:
            heading = safe.fill("$what: “$title”", what=TITLE, title=one_line_summary(self._title, 50))
        yield Static(Content.assemble(heading.stylize("bold $accent"), "\n", (KEPT, "$soft")), id="about")
        yield self.rows
        yield Static(id="line")

    def on_mount(self) -> None:
        """Begin in the list."""
        super().on_mount()
        self.rows.focus()

    @property
    def _me(self) -> str:
        plc = self.plc_app.plc
        return plc.actor.id if plc is not None else ""

    async def _page(self, after: object | None, count: int) -> Page:
        mark = cast("Cursor | None", after)
        thing_id = self._thing_id
        if thing_id:
            found = await self.ask(lambda plc: plc.journal.of_thing(thing_id, mark, count))
        else:
            found = await self.ask(lambda plc: plc.journal.page(mark, count))
        known = {} if after is None else self._entries
        self._entries = known | {str(entry.number): entry for entry in found.items}
        now, clock = self.plc_app.now(), self.plc_app.settings.clock
        return Page(tuple(entry_row(entry, self._me, now, clock) for entry in found.items), found.next)

    @property
    def _here(self) -> Entry | None:
        return self._entries.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Say the line under the cursor in full."""
        entry = self._here
        now, clock = self.plc_app.now(), self.plc_app.settings.clock
        line = self.query_one("#line", Static)
        line.display = entry is not None
        line.update(entry_words(entry, self._me, now, clock) if entry else Content(""))
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """Open is offered where there is something to open."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Only what she may read now can be opened."""
        if command_id == "journal" and not self._thing_id:
            return "You are looking at it."
        if command_id != "open":
            return None
        entry = self._here
        if entry is None:
            return "Nothing is written here."
        if entry.kind == "member" or entry.opens:
            return None
        return "It is not there for you to read now."

    async def action_open(self) -> None:
        """Open the thing, circle or member that the line tells of."""
        entry = self._here
        if entry is None:
            return
        if entry.kind == "member":
            from plc_tui.ui.screens.member import MemberScreen

            await self.push_wait(MemberScreen(entry.whom.handle if entry.whom else ""))
        elif entry.kind == "circle":
            from plc_tui.ui.screens.circle import CircleScreen

            await self.push_wait(CircleScreen(entry.opens))
        else:
            self.say(await doors.open_thing(self, entry.opens))
