"""A question with a few answers, such as an invitation. The last is at hand: mostly the one that changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style


class Answer(Dialog[str]):
    """Gives the key of the chosen answer, None when she went back; the last answer has the focus."""

    CSS_PATH = style("answer")
    READ = True
    BINDINGS = [
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, question: Content, about: Content, answers: Mapping[str, str]) -> None:
        super().__init__(question)
        self._about, self._answers = about, answers

    def compose_body(self) -> ComposeResult:
        """What it is about."""
        yield Static(self._about, id="about")

    def compose_foot(self) -> ComposeResult:
        """The answers in our words."""
        with Horizontal(id="answers"):
            for key, words in self._answers.items():
                yield Button(Content(words), id=f"answer-{key}", compact=True)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("tab", "Next answer"), ("enter", "Choose"), ("escape", "Back"))

    def on_mount(self) -> None:
        """The last answer is at hand."""
        self.query(Button).last().focus()

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        self.dismiss((message.button.id or "").removeprefix("answer-"))
