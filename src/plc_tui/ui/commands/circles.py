"""What can be done in Circles and in the screens that open from it."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_CIRCLES, _CIRCLE, _BOTH = ("circles",), ("circle",), ("circles", "circle")
_EVERYONE, _MEMBER = ("everyone",), ("member",)

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Open the circle the cursor is on.", _CIRCLES, 2),
    Command("new_circle", "n", "New circle", "A few colleagues with a purpose; you facilitate it.", _CIRCLES, 2, "New"),
    Command("open", "enter", "Open", "The colleague, session, note or goal the cursor is on.", _CIRCLE, 2),
    Command("join", "j", "Join", "Accept the invitation; you read what its members share with it.", _BOTH, 3),
    Command("turn_down", "", "Turn down", "Say no to the invitation. They can ask you again.", _BOTH),
    Command("invite", "i", "Invite", "Ask colleagues to join; you are asked first.", _CIRCLE, 3),
    Command("edit_circle", "e", "Edit", "Change its title or its purpose.", _CIRCLE, 4),
    Command("its_journal", "", "Who came and went", "Who joined it or left, and what was shared with it.", _CIRCLE),
    Command("leave_circle", "", "Leave this circle", "You are told first what you will no longer read.", _CIRCLE),
    Command("open", "enter", "Open", "One page about the colleague the cursor is on.", _EVERYONE, 2),
    Command("add_member", "n", "Add a member", "Let a colleague in: a name, a handle, a login.", _EVERYONE, 3, "Add"),
    Command("remove_member", "f8", "Remove", "A colleague can no longer come in; you are asked first.", _EVERYONE, 6),
    Command("open", "enter", "Open", "Open the note or goal the cursor is on.", _MEMBER, 2),
    Command("find_theirs", "f", "Find more", "Look through everything this colleague shares with you.", _MEMBER, 3),
)
