"""F2: everything that can be done here, each with one line of explanation and its key."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui import commands
from plc_tui.ui.dialogs.listing import CommandDialog, Reason, always, command_rows
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.paged_list import PagedList, Row, heading

_HIDDEN = ("menu",)


class Menu(CommandDialog):
    """Gives the id of the chosen command. A command's own key works here too."""

    CSS_PATH = style("menu")

    def __init__(self, screen: str, reason_not: Reason, everywhere: Reason = always) -> None:
        super().__init__(Content("What would you like to do?"))
        self._reason_not, self._everywhere = reason_not, everywhere
        self._commands = [command for command in commands.here(screen) if command.id not in _HIDDEN]
        self._screen = screen

    def compose_body(self) -> ComposeResult:
        """One list, this screen's own commands first; below it, what a row had no room for."""
        yield PagedList()
        yield Static("", id="cut")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(PagedList).show(self._rows())

    def _rows(self) -> list[Row]:
        own = [command for command in self._commands if self._screen in command.where]
        every = [command for command in self._commands if self._screen not in command.where]
        return [
            *([heading("Here")] if own else []),
            *command_rows(own, self._reason_not),
            heading("Everywhere"),
            *command_rows(every, self._everywhere),
        ]

    def on_key(self, event: events.Key) -> None:
        """The key of a command chooses it; Enter and Esc are the list's and the dialog's own."""
        for command in self._commands:
            if event.key in command.keys and event.key not in ("enter", "escape"):
                event.stop()
                self.dismiss(command.id)
                return
