"""A question to answer in one's own words: its title, what it asks, room to write, and an example."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import safe
from plc_tui.ui.widgets.growing import Growing


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form. `name` is what its answer is kept under; `short` answers are one line."""

    name: str
    title: str
    ask: str = ""
    example: str = ""
    short: bool = False


class Answer(Growing):
    """Room to write; a short one is for a single line."""

    def __init__(self, text: str, *, short: bool) -> None:
        super().__init__(text, classes="-short" if short else "")
        self.short = short


class Question(Container):
    """A question with its answer; the example stands in the empty answer, on a wide terminal beside it."""

    DEFAULT_CSS = """
    Question { height: auto; layout: vertical; }
    Question .asks { height: auto; }
    Question .example { display: none; height: auto; }
    Question Vertical { height: auto; width: 1fr; }
    """

    def __init__(self, asked: Asked, text: str) -> None:
        super().__init__()
        self._asked = asked
        self.answer = Answer(text, short=asked.short)

    def compose(self) -> ComposeResult:
        """Question and room to write, then the example."""
        asked = self._asked
        with Vertical():
            title, ask = safe.line(asked.title, "bold"), safe.line(asked.ask, "$soft")
            yield Static(Content.assemble(title, "  ", ask), classes="asks")
            yield self.answer
        yield Static(self._example(), classes="example")

    def on_resize(self) -> None:
        """The example is shown once."""
        beside = self.screen.has_class("-wide")
        self.answer.placeholder = Content("") if beside else self._example()

    def _example(self) -> Content:
        words = self._asked.example
        return safe.line(f"For example: {words}", "italic $soft") if words else Content("")
