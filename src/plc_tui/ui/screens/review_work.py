"""From a review to the work it is about: what changed since the version that was read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.reviews import Work
from plc_tui.ui import commands, safe
from plc_tui.ui.compare import comparison
from plc_tui.ui.screens.frame import Help, SubScreen, style


class WhatChangedScreen(SubScreen):
    """The version colleagues read and the words as they are now, word by word in one text."""

    NAME = "review-work"
    PLACE = "reviews"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("review_work")
    ABOUT = Help(
        "Here you see what became of the version your colleagues read: {+words you added+} and [-words you took out-]. "
        "Everything else stayed as it was.",
        "“Wait [-three-]{+seven+} seconds before the first hand.”",
    )

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def compose_place(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="changes"):
            yield Static(id="head")
            yield Static(id="words")

    def on_mount(self) -> None:
        """Fetch the work as it is now."""
        super().on_mount()
        self.query_one("#changes").focus()
        self.refresh_place()

    def refresh_place(self) -> None:
        """It may have been changed in another window."""
        self.run_ask(lambda plc: plc.reviews.work(self._work.id), self._show)

    def _show(self, now: Work) -> None:
        self.query_one("#head", Static).update(change_head(self._work, now))
        self.query_one("#words", Static).update(change_words(self._work, now))


def change_head(then: Work, now: Work) -> Content:
    """Which two versions stand against each other."""
    title = Content.assemble(comparison(then.title, now.title).stylize("bold"), "\n")
    if then.version == now.version:
        said = f"It has not changed since: version {now.version}."
    else:
        said = f"From version {then.version}, which they read, to version {now.version}, which it is now."
    return Content.assemble(title, (said, "$soft"), "\n")


def change_words(then: Work, now: Work) -> Content:
    """The two texts as one."""
    return comparison(then.body, now.body) if then.body != now.body else safe.words(now.body)
