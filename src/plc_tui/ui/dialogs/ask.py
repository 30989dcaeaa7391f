"""A few labelled fields in one small form."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from plc_tui.text import clean_line
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `label` and `example` are our words, `value` may be anyone's; `long` gives several lines.

    A `number` is selected when one comes to it: what is typed then takes its place.
    """

    name: str
    label: str
    example: str = ""
    value: str = ""
    required: bool = False
    long: bool = False
    number: bool = False


class Ask(Dialog[dict[str, str]]):
    """Gives the fields by name, with blanks trimmed. Enter goes on, and is done in the last field.

    `at` names the field to begin in, and afterwards the one she was in when she was done.
    """

    CSS_PATH = style("ask")
    BINDINGS = [Binding("ctrl+s", "done", show=False, priority=True)]

    def __init__(self, title: Content, fields: tuple[Field, ...], done: str) -> None:
        super().__init__(title)
        self._fields, self._done = fields, done
        self.at = fields[0].name
        self._widgets = {field.name: _widget(field) for field in fields}

    def compose_body(self) -> ComposeResult:
        """Label over field, each."""
        for field in self._fields:
            yield Static(Content(field.label), classes="label")
            yield self._widgets[field.name]

    def compose_foot(self) -> ComposeResult:
        """What is missing, once she has tried."""
        yield Static("", id="missing")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        keys = (("enter", "Next"),) if len(self._fields) > 1 else ()
        return (*keys, ("ctrl+s", self._done), ("escape", "Back"))

    def on_mount(self) -> None:
        """Begin in the first field, or where `at` says."""
        self._widgets[self.at].focus()

    def values(self) -> dict[str, str]:
        """The fields as they are."""
        return {name: _text(widget).strip() for name, widget in self._widgets.items()}

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if message.input is self._widgets[self._fields[-1].name]:
            self.action_done()
        else:
            self.focus_next("Input, TextArea")

    def action_done(self) -> None:
        """Give the fields, unless one that is needed is still empty."""
        values = self.values()
        self.at = next((name for name, widget in self._widgets.items() if widget.has_focus), self.at)
        missing = next((field for field in self._fields if field.required and not values[field.name]), None)
        if missing is None:
            self.dismiss(values)
            return
        self.query_one("#missing", Static).update(Content(f"{missing.label}: a few words are needed here."))
        self._widgets[missing.name].focus()


def _widget(field: Field) -> Input | TextArea:
    if field.long:
        area = TextArea(field.value, soft_wrap=True, compact=True, placeholder=Content(field.example))
        area.cursor_blink = False
        return area
    value = clean_line(field.value)  # a draft is kept as text of many lines
    line = Input(value, placeholder=field.example, compact=True, select_on_focus=field.number)
    line.cursor_blink = False
    return line


def _text(widget: Input | TextArea) -> str:
    return widget.value if isinstance(widget, Input) else widget.text
