"""A plain statement of a page's length before something that matters, with two answers."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style


class Statement(Dialog[bool]):
    """Gives True only when she said yes; the safe answer has the focus, and the text scrolls under the arrows."""

    CSS_PATH = style("locking")
    READ = True
    BINDINGS = [
        Binding("down", "scroll_words(1)", show=False),
        Binding("up", "scroll_words(-1)", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, title: Content, text: Content, yes: str, no: str) -> None:
        super().__init__(title)
        self._text, self._yes, self._no = text, yes, no

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield Static(self._text, id="statement")

    def compose_foot(self) -> ComposeResult:
        """The two answers."""
        with Horizontal(id="answers"):
            yield Button(Content(self._no), id="no", compact=True)
            yield Button(Content(self._yes), id="yes", compact=True)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("tab", "Other answer"), ("enter", "Choose"), ("escape", "Back"))

    def on_mount(self) -> None:
        """The safe answer first."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")
