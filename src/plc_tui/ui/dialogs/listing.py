"""Commands as rows of a list: what the menu and the palette share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.content import Content
from textual.widgets import Static

from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.widgets.paged_list import PagedList
from plc_tui.ui.widgets.rows import Row

Reason = Callable[[str], str | None]
"""Why a command cannot be done now; None when it can."""


def always(command_id: str) -> None:
    """The reason of commands that can be done wherever one is: none."""
    del command_id


def command_row(command: Command, reason: str | None) -> Row:
    """A command with its key and one line of explanation; one that cannot be done now gives the reason instead."""
    if reason is None:
        return Row(
            command.id, Content(command.title), Content(command.help), Content.styled(command.shown_key, "$accent")
        )
    title = Content.styled(command.title, "$soft")
    detail = Content.assemble(("Not possible now: ", "$warm"), reason)
    return Row(command.id, title, detail, Content(command.shown_key))


def command_rows(found: Sequence[Command], reason_not: Reason) -> list[Row]:
    """Rows of several commands."""
    return [command_row(command, reason_not(command.id)) for command in found]


class CommandDialog(Dialog[str]):
    """A list of commands to choose from, and below it, as `#cut`, what a row had no room for. Gives a command's id."""

    DEFAULT_CSS = """
    CommandDialog #cut { display: none; height: auto; max-height: 3; padding: 0 2; }
    """

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The dialog's own keys."""
        return (("enter", "Do it"), ("escape", "Back"))

    @on(PagedList.Highlighted)
    def _cursor_moved(self) -> None:
        """Once the list is laid out: before, it has no room for anything."""
        self.call_after_refresh(self._say_cut)

    def _say_cut(self) -> None:
        below, words = self.query_one("#cut", Static), self.query_one(PagedList).cut_detail
        below.update(words)
        below.display = bool(words)

    @on(PagedList.Opened)
    def _chosen(self, message: PagedList.Opened) -> None:
        self.dismiss(message.key)
