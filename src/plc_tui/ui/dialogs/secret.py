"""Asks for a passphrase or a recovery code, and tries it while the question stays: a wrong one costs no way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from plc_tui.domain.errors import PlcError
from plc_tui.ui import safe
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.screens.frame import style

Act = Callable[[Mapping[str, str]], Awaitable[str]]
"""Tries what was typed and gives what the dialog is to give; a PlcError it raises is said, and the dialog stays."""
FORGOT = "forgot"
"""What the dialog gives when she pressed the key for a forgotten passphrase."""
_WORKING = "One moment ..."


@dataclass(frozen=True, slots=True)
class Line:
    """One field, its label in our words."""

    name: str
    label: str


class Masked(Input):
    """A line that shows dots, until she wants to see it. What is in it can be copied nowhere.

    Coming back to it marks what is there, so that the next key begins it anew.
    """

    def __init__(self) -> None:
        super().__init__(password=True, compact=True)
        self.cursor_blink = False

    def action_copy(self) -> None:
        """A secret goes to no clipboard."""

    def action_cut(self) -> None:
        """A secret goes to no clipboard."""


class Secret(Dialog[str]):
    """Gives what `act` gave, `FORGOT`, or None when she went back. Enter goes on, and tries it in the last field."""

    CSS_PATH = style("locking")
    # Enter before the field's own: what is typed in one burst after it belongs into the next field already.
    BINDINGS = [
        Binding("enter", "next", show=False, priority=True),
        Binding("f4", "show", show=False, priority=True),
        Binding("f5", "forgot", show=False, priority=True),
        Binding("ctrl+s", "done", show=False, priority=True),
    ]

    def __init__(
        self, title: Content, about: Content, lines: tuple[Line, ...], done: str, act: Act, *, can_forget: bool = False
    ) -> None:
        super().__init__(title)
        self._about, self._lines, self._done, self._act = about, lines, done, act
        self._can_forget, self._trying = can_forget, False
        self.fields = {line.name: Masked() for line in lines}

    def compose_body(self) -> ComposeResult:
        """What it is for, and label over field, each."""
        yield Static(self._about, id="about")
        for line in self._lines:
            yield Static(Content(line.label), classes="label")
            yield self.fields[line.name]

    def compose_foot(self) -> ComposeResult:
        """How the try went."""
        yield Static("", id="said")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        shown = not next(iter(self.fields.values())).password
        forgot = (("f5", "Forgot it"),) if self._can_forget else ()
        return (("enter", self._done), ("f4", "Hide" if shown else "Show"), *forgot, ("escape", "Back"))

    def on_mount(self) -> None:
        """Begin in the first field."""
        next(iter(self.fields.values())).focus()

    def action_show(self) -> None:
        """Show what is typed, or hide it again."""
        for field in self.fields.values():
            field.password = not field.password
        self.say_keys()

    def action_forgot(self) -> None:
        """She cannot know it any more."""
        if self._can_forget:
            self.dismiss(FORGOT)

    def action_next(self) -> None:
        """To the next field; after the last, try it."""
        if self.focused is self.fields[self._lines[-1].name]:
            self.action_done()
        else:
            self.focus_next(Masked)

    def action_done(self) -> None:
        """Try it."""
        if self._trying:
            return
        empty = next((line for line in self._lines if not self.fields[line.name].value.strip()), None)
        if empty is not None:
            self._say(Content(f"{empty.label}: it is empty."), empty.name)
            return
        self._trying = True
        self.query_one("#said", Static).update(Content.styled(_WORKING, "$soft"))
        self.run_worker(self._try(), group="try", exclusive=True)

    async def _try(self) -> None:
        try:
            given = await self._act({name: field.value for name, field in self.fields.items()})
        except PlcError as error:
            self._say(safe.words(str(error)), self._lines[0].name)
        else:
            self.dismiss(given)
        finally:
            self._trying = False

    def _say(self, words: Content, name: str) -> None:
        """Say what is wrong; what was typed there stays, and the next key begins it anew."""
        self.query_one("#said", Static).update(words)
        self.fields[name].focus()
        self.fields[name].action_select_all()
