"""A question before what others will see or what cannot be undone. It states the consequence and the names."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style


class Confirm(Dialog[bool]):
    """Gives True only when she said yes; the safe answer has the focus."""

    CSS_PATH = style("confirm")
    READ = True
    BINDINGS = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, question: Content, consequence: Content, yes: str, no: str) -> None:
        super().__init__(question)
        self._consequence, self._yes, self._no = consequence, yes, no

    def compose_body(self) -> ComposeResult:
        """The consequence."""
        yield Static(self._consequence, id="consequence")

    def compose_foot(self) -> ComposeResult:
        """The two answers."""
        with Horizontal(id="answers"):
            yield Button(Content(self._no), id="no", compact=True)
            yield Button(Content(self._yes), id="yes", compact=True)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("y", self._yes), ("n", self._no), ("escape", "Back"))

    def on_mount(self) -> None:
        """The safe answer first."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by letter."""
        self.dismiss(answer)
