"""What remains of a session: read as it will be shared, changed where she likes, then shared with its readers."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from plc_tui.domain.errors import NotFound
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.ui import commands, safe
from plc_tui.ui.commands import Command
from plc_tui.ui.markdown import render
from plc_tui.ui.screens.frame import EditorScreen, Help, style
from plc_tui.ui.widgets.keyline import Keyline

if TYPE_CHECKING:
    from plc_tui.domain.finding import Draft
    from plc_tui.services import Plc

_OPENING = "It is still being opened."


class SummaryScreen(EditorScreen):
    """The summary, to read or to change. Gives what is to be said where she comes back to."""

    NAME = "session-summary"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session_summary")
    ABOUT = Help(
        "What remains of a session: its question, how the time went, what was revealed, votes, parking lot and what "
        "each of you will do. You read it here exactly as the others will. What was never revealed is not in it, and "
        "what was written without a name stays so.",
        "Maya reads it, presses F4 and adds a sentence of thanks, and shares it with Ctrl+S: it becomes a note that "
        "the five of the Maths circle can read and answer.",
    )

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._page: SessionPage | None = None
        self._readers = self._given = ""
        self._area = TextArea(soft_wrap=True, compact=True)
        self._area.cursor_blink = False

    def compose_place(self) -> ComposeResult:
        """Who will read it; the text as it will be read, or to be changed."""
        yield Static(id="readers")
        with VerticalScroll(id="read"):
            yield Static(id="text")
        yield self._area

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self._area.display = False
        self.query_one("#read").focus()
        self.in_background(self._load())

    async def _load(self) -> None:
        page, readers, text, draft = await self.ask(lambda plc: _look(plc, self._session_id))
        self._page, self._readers, self._given = page, readers, text
        self._area.text = draft.fields.get("text", text) if draft and self.reason_not("change") is None else text
        said = "Who will read it:" if not page.summary else "Who can read it:"
        self.query_one("#readers", Static).update(safe.fill(f"[$soft]{said}[/] [b $warm]$readers[/]", readers=readers))
        self._show_text()
        if self.reason_not("change") is None:
            self.watch_draft()
        if self._area.text != text:
            self.say("What you had changed is here again.")

    def _show_text(self) -> None:
        self.query_one("#text", Static).update(render(self._area.text))
        self.query_one(Keyline).commands = self.shown_commands()

    def draft_place(self) -> str:
        """One for each session."""
        return f"summary:{self._session_id}"

    def draft_fields(self) -> dict[str, str]:
        """The text, once she has changed it."""
        return {"text": self._area.text} if self._area.text != self._given else {}

    def refresh_place(self) -> None:
        """She reads what she is about to share; what others do shows when she comes again."""

    def shown_commands(self) -> tuple[Command, ...]:
        """What can be done now."""
        return self.possible(super().shown_commands())

    def reason_not(self, command_id: str) -> str | None:
        """Whoever facilitated it shares it, once it is over."""
        page = self._page
        if command_id not in ("change", "share"):
            return None
        if page is None:
            return _OPENING
        if page.state != "closed":
            return "The session is not over yet; this is how it would read if it ended now."
        return None if page.console else f"{', '.join(page.facilitators)} shares it."

    async def action_change(self) -> None:
        """From reading to writing, or back."""
        writing = not self._area.display
        self._area.display = writing
        self.query_one("#read").display = not writing
        if writing:
            self._area.focus()
        else:
            self._show_text()
            self.query_one("#read").focus()

    async def action_share(self) -> None:
        """Name who will read it, and share it."""
        text, page = self._area.text, self._page
        if page is None or not await self.confirm(
            "Share this summary?" if not page.summary else "Share it anew?",
            safe.fill("Who will be able to read it: $readers. It becomes a note of yours.", readers=self._readers),
            "Share it",
        ):
            return
        await self.ask(lambda plc: plc.sessions.share_summary(page.id, text))
        await self.saved_for_good({"text": text})
        self.plc_app.tell_change()
        self.dismiss(safe.fill("Shared: $readers can read it.", readers=self._readers))

    def going_back(self) -> Content | None:
        """Say where changed words are."""
        return Content("What you changed is kept as a draft.") if self.draft_fields() else None


def _look(plc: Plc, session_id: str) -> tuple[SessionPage, str, str, Draft | None]:
    from plc_tui.services.sessions.summing_up import as_markdown

    page = plc.sessions.show(session_id)
    text = ""
    with suppress(NotFound):  # whoever shared it has deleted it since
        text = plc.notes.show(page.summary).body if page.summary else ""
    draft = plc.drafts.find(f"summary:{session_id}")
    return page, plc.audience.words(page.id), text or as_markdown(plc.sessions.summary(page.id)), draft
