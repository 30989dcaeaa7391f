"""What can be done in Settings and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
