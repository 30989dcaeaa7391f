"""What can be done wherever one is."""

from __future__ import annotations

from plc_tui.ui.commands.command import EVERYWHERE, Command

_ALL = (EVERYWHERE,)

COMMANDS = (
    Command("help", "f1,question_mark", "Help", "What this place is for, an example, and its keys.", _ALL, 1),
    Command("menu", "f2", "Menu", "Everything that can be done here, each explained.", _ALL, 2),
    Command("go_home", "1", "Home", "What waits for you, and your goals.", _ALL),
    Command("go_goals", "2", "Goals", "Your goals, their steps and check-ins.", _ALL),
    Command("go_notes", "3", "Notes", "Your notes and those shared with you.", _ALL),
    Command("go_reviews", "4", "Reviews", "Reviews asked of you, and those you asked for.", _ALL),
    Command("go_circles", "5", "Circles", "Your circles and who is in them.", _ALL),
    Command("go_sessions", "6", "Sessions", "Meetings on a protocol: going on, planned, past.", _ALL),
    Command("go_find", "slash", "Find", "Look through everything you may read.", _ALL),
    Command("go_settings", "f9", "Settings", "How the program looks, and what it says about you.", _ALL),
    Command("everyone", "", "Everyone here", "The members of this community, and what each can help with.", _ALL),
    Command("drafts", "", "Drafts", "Everything you have begun to write and not saved yet.", _ALL),
    Command("bin", "", "Bin", "What you deleted, and until when it can be put back.", _ALL),
    Command("journal", "", "Who could read what", "Each change of who may read what, or who belongs where.", _ALL),
    Command("open_locked", "", "Open my locked notes", "With your passphrase; 15 quiet minutes shut them again.", _ALL),
    Command(
        "shut_locked", "ctrl+g", "Shut my locked notes", "They leave the screen; what you were writing is kept.", _ALL
    ),
    Command("palette", "ctrl+p", "Quick commands", "Type a few letters of what you want to do.", _ALL),
    Command("back", "escape", "Back", "One level back. Nothing you wrote is lost.", _ALL, 1),
    Command("leave", "f10,ctrl+q", "Leave", "Close the program. Drafts are kept.", _ALL, 4),
)
