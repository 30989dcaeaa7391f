"""What can be done in Reviews and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_SHELVES = ("reviews",)
_ASKING = ("ask-review",)
_READING = ("review",)
_WRITING = ("write-review",)
_RECEIVING = ("receive-review",)
_BOTH = ("review", "receive-review")

COMMANDS = (
    Command("open", "enter", "Open", "Read the request, write, or decide about what came.", _SHELVES, 2),
    Command(
        "ask_review", "n", "Ask for a review", "Ask colleagues for their eye on a note or goal.", _SHELVES, 3, "Ask"
    ),
    Command("send", "ctrl+s", "Ask for it", "See who will read what, then ask.", _ASKING, 2, "Ask"),
    Command("write", "w", "Write my review", "Take a place and write, with the work beside it.", _READING, 2, "Write"),
    Command("take", "t", "Take it", "Say that you mean to write this review.", _READING, 3, "Take"),
    Command("not_now", "n", "Not now", "Say not now; no reason is needed.", _READING, 4),
    Command("hand_on", "h", "Hand on", "Think of a colleague who would be good for this.", _READING, 5),
    Command("give_back", "g", "Give back", "Give your place back, so that somebody else can take it.", _READING, 6),
    Command("the_work", "ctrl+o", "The work", "Look from your boxes to the work, and back.", _WRITING, 2, "Work"),
    Command("save", "ctrl+s", "Keep", "Keep it as your unsent review. Nobody else reads it.", _WRITING, 5),
    Command("send", "f5", "Send", "Read it once more with four questions in mind, then send it.", _WRITING, 3),
    Command("keep", "k", "Keep", "I keep this as it is.", _RECEIVING, 2),
    Command("try_it", "t", "Try", "I will try this.", _RECEIVING, 2),
    Command("park", "p", "Park", "I park this for now.", _RECEIVING, 2),
    Command("talk", "l", "Let us talk", "Let us talk about this.", _RECEIVING, 2, "Talk"),
    Command("open", "enter,r", "Reply", "Write a few words to this point.", _RECEIVING, 3),
    Command("edit_work", "e", "Edit the work", "Write the next version of it.", _RECEIVING, 5, "Edit"),
    Command("compare", "v", "What changed", "The version they read beside what it says now.", _RECEIVING, 6, "Changes"),
    Command(
        "close", "c", "Close with my words", "Say what changed and what you now think of it.", _RECEIVING, 4, "Close"
    ),
    Command("invite", "i", "Invite", "Ask another colleague, or one who was suggested.", _RECEIVING, 7),
    Command("volunteers", "o", "Open to volunteers", "Let anyone here take a place.", _RECEIVING, 8, "Open"),
    Command("withdraw", "", "Take it back", "Nobody reads the work through this request any more.", _RECEIVING),
    Command("show_name", "s", "Show my name", "Yes from both sides, and both see the names.", _BOTH),
    Command("done", "ctrl+s", "Done", "Give these words.", ("review-words",), 2),
)
