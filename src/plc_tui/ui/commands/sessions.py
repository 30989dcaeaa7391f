"""What can be done in Sessions and in the screens that open from it; in a session itself see `live`."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_SHELVES, _PAGE = ("sessions",), ("session",)
_BOTH = ("sessions", "session")
_OWED = ("owed",)
_STEPS, _SUMMARY = ("session-steps",), ("session-summary",)
_PROTOCOLS, _PROTOCOL, _PLAN = ("protocols",), ("protocol",), ("session-plan",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Read its page: plan, people, work, and what came of it.", _SHELVES, 2),
    Command("plan_session", "n", "Plan a session", "Say what you need; then when and with whom.", _SHELVES, 2, "Plan"),
    Command("join", "j", "Join", "Come in: the one the cursor is on, or with a code.", _SHELVES, 3),
    Command("open", "enter", "Open", "The step, the work or the summary the cursor is on.", _PAGE, 3),
    Command("join", "j", "Join", "Take your seat in it.", _PAGE, 2),
    Command("begin", "o", "Open it", "People can come in; nothing runs until you begin.", _BOTH, 2),
    Command("console", "c", "Console", "Steps, time and people, for whoever facilitates.", _PAGE, 2),
    Command("room", "f", "Room", "What a projector may show: nothing private.", _PAGE, 3),
    Command("summary", "s", "Summary", "What remains of it; read it first, then share it.", _PAGE, 2),
    Command("replay", "h", "How the time went", "Each step as planned and as it was.", _PAGE, 3, "Time"),
    Command("steps", "t", "Steps", "Order, minutes, prompts, and whose names are shown.", _PAGE, 4),
    Command("edit", "e", "Edit", "Its title, what it is about, day and time.", _PAGE, 4),
    Command("bring", "b", "Bring work", "A note or goal of yours that everyone in it reads.", _PAGE, 5, "Bring"),
    Command("presenter", "w", "Who presents", "Whoever brings the work and the question.", _PAGE),
    Command("invite", "i", "Invite", "Let colleagues see it and come in.", _PAGE, 6),
    Command("calendar", "k", "For my calendar", "Day, time and steps as a calendar file.", _PAGE),
    Command("its_journal", "", "Who could see it", "Who planned it, was invited, came in or took the console.", _PAGE),
    Command("cancel", "", "Call it off", "Before it begins; you are told who will see that.", _PAGE),
    Command("delete", "", "Delete", "Put it into the bin for 30 days; u brings it back.", _PAGE),
    Command("bring_back", "u", "Undo deleting", "Bring the session back that you have just deleted.", _PAGE),
    Command("protocols", "p", "Protocols", "All of them, with what each is for and its steps.", _SHELVES, 4),
    Command("owed", "w", "What I said I would do", "Take it up as a step, say it is done, or let it go.", _SHELVES),
    Command("open", "enter", "Read", "What it is for, and its steps; from there, plan with it.", _PROTOCOLS, 2),
    Command("need", "w", "What you need", "Look for something else.", _PROTOCOLS, 3, "Need"),
    Command("people", "p", "People", "How many you will be.", _PROTOCOLS, 3),
    Command("minutes", "m", "Minutes", "How long you have; the steps are fitted to it.", _PROTOCOLS, 3),
    Command("use", "enter", "Use it", "Plan a session with this protocol.", _PROTOCOL, 2),
    Command("plan", "ctrl+s", "Plan it", "You see first who will see it.", _PLAN, 2),
    Command("open", "enter", "Words", "Read its prompt; whoever facilitates words it anew.", _STEPS, 2),
    Command("earlier", "u", "Up", "Let it come earlier.", _STEPS, 3),
    Command("later", "d", "Down", "Let it come later.", _STEPS, 3),
    Command("longer", "m", "One minute more", "Give it one more minute.", _STEPS, 3, "+1"),
    Command("shorter", "l", "One minute less", "Take a minute away from it.", _STEPS, 3, "-1"),
    Command("insert", "n", "New step", "Put a step of your own after this one.", _STEPS, 4, "New"),
    Command("skip", "s", "Leave out", "Leave it out, or take it up again.", _STEPS, 5, "Skip"),
    Command("repeat", "r", "Repeat", "Do it once more, later.", _STEPS, 6),
    Command("naming", "w", "Whose names", "Shown with names, without, or known to nobody at all.", _STEPS, 7, "Names"),
    Command("hidden", "h", "Private writing", "Written privately until it is revealed, or seen at once.", _STEPS, 8),
    Command("remove", "f8", "Remove", "Take it out of the plan; you are asked first.", _STEPS),
    Command("change", "f4", "Read or change", "Write in it, or read it as the others will.", _SUMMARY, 3, "Change"),
    Command("share", "ctrl+s", "Share it", "You see first who will be able to read it.", _SUMMARY, 2, "Share"),
    Command("take_up", "enter,t", "Take it up", "It becomes a step on a goal of yours.", _OWED, 2),
    Command("kept", "k", "Done", "Say that you did it; a step of it stays on your goal.", _OWED, 3),
    Command("not_now", "n", "Not now", "Put it aside; no reason is needed.", _OWED, 3),
    Command("let_go", "l", "Let it go", "It was said then; now it is let go.", _OWED, 4),
    Command("its_session", "s", "The session", "The page of the session it was said in.", _OWED, 5, "Session"),
)
