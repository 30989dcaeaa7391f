"""What can be done in Goals and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_LIST = ("goals",)
_GOAL = ("goal",)
_FORMS = ("goal-editor", "check-in")
_EDITOR = ("goal-editor",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Read the goal, with its steps and its story.", _LIST, 2),
    Command("new_goal", "n", "Set a goal", "Four plain questions, each with an example.", _LIST, 2),
    Command("filter", "f", "Show which", "Only open, resting, met or let-go goals, or all.", _LIST, 5),
    Command("step_done", "space", "Step done", "Mark the step as done, or not done after all.", _GOAL, 3, "Done"),
    Command("open", "enter", "Open", "Open the note or review; on a response, answer it.", _GOAL, 5),
    Command("check_in", "i", "Check in", "What you tried and noticed; it takes a minute.", _GOAL, 2),
    Command("add_step", "a", "Add a step", "Something small to do, with a day if you like.", _GOAL, 3, "Add step"),
    Command("new_note", "n", "Write a note on it", "A reflective note tied to this goal.", _GOAL, 6, "Note"),
    Command("share", "s", "Who can read it", "Share it with colleagues, or take it back.", _GOAL, 6, "Share"),
    Command(
        "reword", "r", "Word it anew", "Change its words and say why; the story keeps the old ones.", _GOAL, 8, "Reword"
    ),
    Command("steers", "", "Who steers it", "Say who chooses this goal and how you work on it.", _GOAL),
    Command(
        "ask_review", "f", "Ask for a review", "Ask colleagues for their considered look at it.", _GOAL, 9, "Review"
    ),
    Command("its_journal", "", "Who could read it", "Each change of who may read this goal.", _GOAL),
    Command("rest", "", "Let it rest", "Not now. It can be opened again at any time.", _GOAL),
    Command("meet", "", "It is met", "End it as met, with a few words.", _GOAL),
    Command("let_go", "", "Let it go", "End it without having met it; that is learning too.", _GOAL),
    Command("reopen", "", "Open it again", "Go on with a goal that rested or ended.", _GOAL),
    Command("encourage", "e", "Encourage", "Tell your colleague what is worth keeping.", _GOAL, 4),
    Command("wonder", "w", "Wonder", "Ask your colleague an open question.", _GOAL, 4),
    Command("connect", "c", "Connect", "Me too, or: I know someone who.", _GOAL, 4),
    Command("delete", "", "Delete", "Put it into the bin for 30 days; u brings it back.", _GOAL),
    Command("bring_back", "u", "Undo deleting", "Bring the goal back that you have just deleted.", _GOAL),
    Command("save", "ctrl+s", "Save", "Keep it for good.", _FORMS, 2),
    Command("frame", "f4", "Other questions", "Word the goal another way; what you wrote stays.", _EDITOR, 3),
    Command("steers", "f5", "Who steers it", "Choose the words for who steers this goal.", _EDITOR, 5, "Steers"),
    Command("throw_away", "", "Throw it away", "These words are gone for good; you are asked first.", _FORMS),
)
