"""What all questions and lists that open over a place share."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from plc_tui.ui.commands.command import shown
from plc_tui.ui.ground import Grounded

T = TypeVar("T")


class Dialog(Grounded[T | None], ModalScreen[T | None]):
    """A panel over the place, with a title above and its keys below. Esc goes back and changes nothing."""

    BINDINGS = [Binding("escape", "back", show=False)]
    STAYS: ClassVar[bool] = False
    """Whether it stays when locked notes are shut: she writes in it, and it names nothing of theirs."""

    def __init__(self, title: Content) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Vertical(id="panel"):
            yield Static(self._title, id="title")
            yield from self.compose_body()
            yield Static(keys_line(*self.hints()), id="hints")

    def compose_body(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys (in Textual's names) and what they do, for the last line."""
        return (("escape", "Back"),)

    def action_back(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)


def keys_line(*hints: tuple[str, str]) -> Content:
    """A line such as `Enter Choose  Esc Back`, all in our words."""
    pieces = [Content.assemble((shown(key), "bold $accent"), " ", (words, "$soft")) for key, words in hints]
    return Content("  ").join(pieces)
