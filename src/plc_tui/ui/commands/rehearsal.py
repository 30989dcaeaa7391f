"""What can be done about a rehearsal: beginning one, and in the screen it is led from."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_FROM, _HERE = ("sessions", "session", "protocol"), ("rehearsal",)

COMMANDS: tuple[Command, ...] = (
    Command(
        "rehearse", "a", "Rehearse alone", "Lead it once with made-up people; nothing is kept.", _FROM, 4, "Rehearse"
    ),
    Command(
        "console", "enter", "To the console", "Lead it from there, as you would lead the real one.", _HERE, 2, "Console"
    ),
    Command("again", "n", "From the beginning", "The same steps once more, with the same people.", _HERE, 3, "Again"),
    Command("summary", "s", "Summary", "What would remain of it, and be shared.", _HERE, 4),
)
