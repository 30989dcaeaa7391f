"""Ctrl+P: the commands of this screen, found by typing a few letters."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, Static

from plc_tui.ui import commands
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.listing import CommandDialog, Reason, always, command_rows
from plc_tui.ui.screens.frame import style
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.paged_list import PagedList

_HIDDEN = ("palette",)


class Palette(CommandDialog):
    """Gives the id of the chosen command."""

    CSS_PATH = style("palette")
    BINDINGS = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, screen: str, reason_not: Reason, everywhere: Reason = always) -> None:
        super().__init__(Content("Type a few letters of what you want to do"))
        self._reason_not, self._everywhere = reason_not, everywhere
        self._own = {command.id for command in commands.here(screen) if screen in command.where}
        self._commands = [command for command in commands.here(screen) if command.id not in _HIDDEN]

    def compose_body(self) -> ComposeResult:
        """A field, and what it finds; below it, what a row had no room for."""
        field = Input(placeholder="such as: new note", compact=True)
        field.cursor_blink = False
        yield field
        yield PagedList(empty=empty_words("Nothing is called that here.", "Try another word, or F2 for all of it."))
        yield Static("", id="cut")

    def on_mount(self) -> None:
        """Show everything until she types."""
        self.query_one(PagedList).can_focus = False
        self._show("")

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def _show(self, words: str) -> None:
        found = find(words, self._commands)
        rows = command_rows(found, lambda id_: (self._reason_not if id_ in self._own else self._everywhere)(id_))
        self.query_one(PagedList).show(rows, keep_cursor=False)

    def action_move(self, step: int) -> None:
        """Up or down the list while the field keeps the keys."""
        self.query_one(PagedList).action_move(step)

    def action_page(self, step: int) -> None:
        """A page up or down the list."""
        self.query_one(PagedList).action_page(step)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(PagedList).action_open()


def find(words: str, among: list[Command]) -> list[Command]:
    """The commands that match what was typed, best first; all of them in their own order for nothing typed."""
    if not words.strip():
        return list(among)
    matcher = Matcher(words.strip())
    scores = {command.id: max(matcher.match(command.title), matcher.match(command.help) / 4) for command in among}
    return sorted((command for command in among if scores[command.id]), key=lambda command: -scores[command.id])
