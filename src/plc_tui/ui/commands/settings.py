"""What can be done in Settings."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_HERE = ("settings",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Change", "Choose or write another value.", _HERE, 2),
    Command("usual", "u", "Usual value", "Give a setting back the value it had at first.", _HERE, 3, "Usual"),
    Command("change_passphrase", "", "Change my passphrase", "The recovery code on your paper stays as it is.", _HERE),
    Command("new_code", "", "New recovery code", "When the paper is lost; the old code opens nothing then.", _HERE),
    Command("forgot_passphrase", "", "I forgot my passphrase", "A new one with your recovery code, or give up.", _HERE),
)
