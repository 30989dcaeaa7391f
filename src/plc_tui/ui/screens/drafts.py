"""Drafts: what she has begun to write, wherever it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import PlcError
from plc_tui.domain.finding import Draft, written_at
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.keyline import Keyline
from plc_tui.ui.widgets.paged_list import Page, PagedList
from plc_tui.ui.words.drafts import first_words
from plc_tui.ui.words.people import title_of
from plc_tui.ui.words.shelves import draft_name, draft_pane, draft_row

if TYPE_CHECKING:
    from plc_tui.services import Plc

KEPT = "What you have begun and not saved. Only you can read it, and nothing takes it away but you."


class DraftsScreen(SubScreen):
    """Her drafts, newest first: go on writing, or throw away."""

    NAME = "drafts"
    LISTS_NOTES = True
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("shelves")
    ABOUT = Help(
        "Whatever you write is kept as a draft within two seconds, and stays here until you save it or throw it away: "
        "after a lost connection, a closed window, or a change of mind.",
        'The bell rang while you were writing. Tomorrow you find "A new note" here, press Enter, and go on.',
    )

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[str, Draft] = {}
        self._about: dict[str, str] = {}
        empty = empty_words("You have no drafts.", "What you begin to write is kept here by itself.")
        self.rows = PagedList(self._page, empty=empty)

    def compose_place(self) -> ComposeResult:
        """What this is, and the list; on a wide terminal the draft under the cursor beside it."""
        yield Static(Content.assemble(("Drafts", "bold $accent"), "\n", (KEPT, "$soft")), id="about")
        with Container(classes="beside"):
            yield self.rows
            with VerticalScroll(classes="reading", can_focus=False):
                yield Static(id="more")

    async def _page(self, after: object | None, count: int) -> Page:
        del after, count  # one person's drafts
        drafts, self._about = await self.ask(_look)
        self._drafts = {draft.place: draft for draft in drafts}
        self.call_later(self._show_commands)
        now = self.plc_app.now()
        return Page(tuple(draft_row(draft, self._about.get(draft.place, ""), now) for draft in drafts))

    @property
    def _here(self) -> Draft | None:
        return self._drafts.get(self.rows.key or "")

    def on_paged_list_highlighted(self) -> None:
        """Show the draft under the cursor."""
        draft = self._here
        self.query_one("#more", Static).update(draft_pane(draft) if draft else Content(""))

    def _show_commands(self) -> None:
        self.query_one(Keyline).commands = self.shown_commands()

    def shown_commands(self) -> tuple[Command, ...]:
        """An empty list offers nothing to do."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Everything here needs a draft."""
        if command_id == "drafts":
            return "You are looking at your drafts."
        return "You have no drafts." if command_id in ("open", "drop_draft") and self._here is None else None

    async def action_open(self) -> None:
        """Go on writing where the draft belongs."""
        from plc_tui.ui import doors

        if self._here is not None:
            said = await doors.open_draft(self, self._here.place)
            self.refresh_place()
            self.say(said)

    async def action_drop_draft(self) -> None:
        """Ask, showing its first words; then throw it away."""
        draft = self._here
        if draft is None:
            return
        name = draft_name(draft, self._about.get(draft.place, ""))
        gone = "Its words will be gone. This cannot be undone."
        begins = safe.fill('It begins "$words". ', words=first_words(draft)) if not draft.locked else Content("")
        words = Content.assemble(begins, gone)
        if await self.confirm(safe.fill("Throw this draft away? $name", name=name), words, "Throw away", "Keep it"):
            await self.ask(lambda plc: plc.drafts.drop(draft.place))
            self.wrote(safe.fill("The draft is gone: $name", name=name))
        else:
            self.say("The draft is kept.")


def _look(plc: Plc) -> tuple[tuple[Draft, ...], dict[str, str]]:
    """Return her drafts, and what the things are called that they belong to."""
    drafts = plc.drafts.list()
    return drafts, {draft.place: _about(plc, draft.place) for draft in drafts}


def _about(plc: Plc, place: str) -> str:
    """Return what the thing is called that a place belongs to (`check-in:g2k4`, `response:n7k2:wonder`)."""
    what, _, rest = written_at(place).partition(":")
    thing_id = rest.partition(":")[0]
    if thing_id in ("", "new"):
        return ""
    try:
        if what == "circle":
            return plc.circles.show(thing_id).title
        return _title(plc, plc.responses.show(thing_id).thing if thing_id.startswith("w") else thing_id)
    except PlcError:
        return ""  # it is in the bin, or no longer shared with her; the draft is hers all the same


def _title(plc: Plc, thing_id: str) -> str:
    if thing_id.startswith("q"):
        return plc.reviews.show(thing_id).work.title
    return title_of(plc.goals.show(thing_id) if thing_id.startswith("g") else plc.notes.show(thing_id))
