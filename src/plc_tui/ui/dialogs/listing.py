"""Commands as rows of a list: what the menu and the palette show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from plc_tui.ui.commands import Command
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
