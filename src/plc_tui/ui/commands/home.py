"""What can be done in Home and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_HOME = ("home",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Open what the cursor is on, or answer what it asks.", _HOME, 2),
    Command(
        "new_note",
        "n",
        "Write a note",
        "Begin a reflective note. It is yours alone until you share it.",
        _HOME,
        3,
        "Note",
    ),
    Command("new_goal", "g", "Set a goal", "Four plain questions, each with an example.", _HOME, 3, "Goal"),
    Command("owed", "w", "What I said I would do", "Take it up as a step, say it is done, or let it go.", _HOME),
    Command("drop_draft", "", "Throw a draft away", "Its words are gone for good; you are asked first.", _HOME),
)
