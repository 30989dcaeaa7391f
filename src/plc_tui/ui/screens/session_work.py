"""The work that was brought into a session, to read beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from plc_tui.domain.reviews import Work
from plc_tui.ui import commands
from plc_tui.ui.screens.frame import Help, SubScreen, style
from plc_tui.ui.words.review_pages import work_page

BROUGHT = "it was when it was brought into the session"


class SessionWork(SubScreen):
    """One text that scrolls; Esc leads back to the seat."""

    NAME = "session-work"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("seat")
    ABOUT = Help("This is the work that was brought into the session, as it was then. Esc leads back to your seat.")

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def compose_place(self) -> ComposeResult:
        """The work."""
        with VerticalScroll(id="work"):
            yield Static(work_page(self._work))

    def on_mount(self) -> None:
        """The keys scroll it."""
        super().on_mount()
        self.query_one("#work").focus()
