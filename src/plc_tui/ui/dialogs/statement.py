"""A plain statement of a page's length before something that matters, with two answers."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style


class Statement(Dialog[bool]):
    """Gives True only when she said yes; the safe answer has the focus, and the text scrolls under the arrows."""

    CSS_PATH = style("locking")
    BINDINGS = [
        Binding("down", "scroll(1)", show=False, priority=True),
        Binding("up", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(8)", show=False, priority=True),
        Binding("pageup", "scroll(-8)", show=False, priority=True),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, title: Content, text: Content, yes: str, no: str) -> None:
        super().__init__(title)
        self._text, self._yes, self._no = text, yes, no

    def compose_body(self) -> ComposeResult:
        """The text and the two answers."""
        with VerticalScroll(id="statement", can_focus=False):
            yield Static(self._text)
        with Horizontal(id="answers"):
            yield Button(Content(self._no), id="no", compact=True)
            yield Button(Content(self._yes), id="yes", compact=True)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("tab", "Other answer"), ("enter", "Choose"), ("pagedown", "More"), ("escape", "Back"))

    def on_mount(self) -> None:
        """The safe answer first."""
        self.query_one("#no").focus()

    def action_scroll(self, lines: int) -> None:
        """Read on."""
        self.query_one("#statement", VerticalScroll).scroll_relative(y=lines, animate=False)

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")
