"""The most important line of the program: who can read this, always, in words."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from plc_tui.domain.audience import LOCKED
from plc_tui.ui import safe
from plc_tui.ui.marks import GLYPHS

ONLY_YOU = "Only you"
ONLY_YOU_LOCKED = f"{ONLY_YOU}, {LOCKED}"


def audience_words(words: str) -> Content:
    """`Who can read it: Maths circle (5 people)`; stronger when it is more than the reader herself."""
    style = "bold $good" if words in (ONLY_YOU, ONLY_YOU_LOCKED) else "bold $warm"
    mark = f"{GLYPHS.lock} " if words == ONLY_YOU_LOCKED else ""
    return Content.assemble(("Who can read it: ", "$soft"), (mark, style), safe.line(words, style))


class AudienceLine(Static):
    """Says who can read a text. A click on it asks the screen to change that (message `Chosen`).

    A screen shows it with `self.run_ask(lambda plc: plc.audience.words(id), line.show)`.
    """

    DEFAULT_CSS = """
    AudienceLine { height: auto; max-height: 3; width: 1fr; padding: 0 2; }
    """

    class Chosen(Message):
        """The line was clicked."""

    def __init__(self, words: str = ONLY_YOU, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(audience_words(words), id=id)
        self._words = words

    def show(self, words: str) -> None:
        """Say it anew; drawn only when it changed."""
        if words != self._words:
            self._words = words
            self.update(audience_words(words))

    def on_click(self, event: events.Click) -> None:
        """Ask for the ladder."""
        event.stop()
        self.post_message(self.Chosen())
