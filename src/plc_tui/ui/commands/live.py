"""What can be done in an open session: at the console of whoever facilitates it, and at one's own seat.

What can be done from several of its screens, its page among them, has the same key on all of them; and a function key
means one thing on all of them. A test holds this.
"""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_CONSOLE, _SEAT, _ROOM = ("console",), ("seat",), ("room",)

COMMANDS: tuple[Command, ...] = (
    # The console
    Command("next", "n", "Next step", "Go on to the step that follows; you alone decide when.", _CONSOLE, 2, "Next"),
    Command(
        "open", "enter", "What to do with it", "With the step, person or words the cursor is on.", _CONSOLE, 3, "More"
    ),
    Command(
        "pane",
        "tab",
        "The other lists",
        "From the agenda to the people, and to what was written.",
        _CONSOLE,
        3,
        "Lists",
    ),
    Command("pause", "p", "Pause", "Time stands still, or goes on.", _CONSOLE, 4),
    Command("longer", "m", "One minute more", "Give this step one more minute.", _CONSOLE, 4, "+1"),
    Command("shorter", "l", "One minute less", "Take a minute away from this step.", _CONSOLE, 5, "-1"),
    Command("reveal", "r", "Reveal", "Show everyone what was written in this step.", _CONSOLE, 6),
    Command("back_step", "b", "Back a step", "Go back to the step before; its time goes on.", _CONSOLE),
    Command("insert", "i", "Insert a step", "Talk, quiet writing, a round, a vote, a break: after this one.", _CONSOLE),
    Command("turn", "t", "Next turn", "In a round: give the turn to whoever comes next.", _CONSOLE),
    Command("votes", "v", "Show the votes", "End this vote and show it; or begin a second round.", _CONSOLE),
    Command("mark", "space", "Mark", "Mark what was written, to group it with what else is marked.", _CONSOLE),
    Command("group", "g", "Group", "Put what is marked together, under a name.", _CONSOLE),
    Command("write", "w", "Write for somebody", "Type what somebody without a terminal says.", _CONSOLE),
    Command("commit", "d", "A commitment", "Type what somebody will do, and by when.", _CONSOLE),
    Command("park", "f4", "Parking lot", "Keep something there that should not be lost.", _CONSOLE),
    Command("add_person", "a", "Add a person", 'Somebody without a terminal: "from paper".', _CONSOLE),
    Command("room", "f", "Open the room", "The view for the projector; nothing private is on it.", _CONSOLE, 7, "Room"),
    Command("seat", "j", "My seat", "Your own place, as everyone has one.", _CONSOLE, 8, "Seat"),
    Command("summary", "s", "Summary", "What remains of the session, or would if it ended now.", _CONSOLE, 8),
    Command("close", "x", "End the session", "You are asked first; then comes the summary.", _CONSOLE),
    # A seat
    Command("send", "ctrl+s", "Send", "Send what you wrote, or your vote; you see first who will see it.", _SEAT, 2),
    Command("park", "f4", "Parking lot", "Keep something there that should not be lost.", _SEAT, 3, "Park"),
    Command("ready", "f5", "Ready", "Say that you are ready to go on, or not yet after all.", _SEAT, 3),
    Command(
        "follow",
        "f6",
        "With the group",
        "Go on to where the group is, or back to your earlier words.",
        _SEAT,
        2,
        "Follow",
    ),
    Command("more", "f7", "One more minute", "Ask for one more minute; the facilitator sees it.", _SEAT, 6, "+1 min"),
    Command("hand", "f8", "Hand", "Put your hand up, or down.", _SEAT, 5),
    Command(
        "stem", "f3", "Begin with", "Choose a beginning for a sentence; it is put into your text.", _SEAT, 4, "Begin"
    ),
    Command("my_turn", "ctrl+f", "My turn", "Say that you have spoken, or pass: it is always fine.", _SEAT, 2, "Turn"),
    Command("the_work", "ctrl+o", "The work", "Read the work that was brought, and come back.", _SEAT, 6, "Work"),
    Command("vote", "v", "Vote", "Give your dots, or show fingers; nobody sees whose they are.", _SEAT, 2),
    Command(
        "open", "enter", "Write it anew", "Change words of yours that you sent, or take them back.", _SEAT, 7, "Change"
    ),
    Command("commit", "d", "A commitment", "Say what you will do, and by when.", _SEAT),
    Command("take_up", "u", "Take it up", "Make a commitment of yours a step of one of your goals.", _SEAT, 3),
    Command("console", "c", "The console", "Facilitate this session, where it is yours to do.", _SEAT),
    Command("take_console", "", "Take the console", "Go on for whoever facilitated and is away.", _SEAT),
    Command("room", "f", "Open the room", "The view for the projector; nothing private is on it.", _SEAT),
    Command("summary", "s", "Summary", "What remains of the session.", _SEAT),
    Command("leave_session", "", "Leave this session", "What you wrote stays; you can come back.", _SEAT),
)
