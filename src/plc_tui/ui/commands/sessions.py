"""What can be done in Sessions and in the screens that open from it; in a session itself see `live`."""

from __future__ import annotations

from plc_tui.ui.commands.command import Command

_SHELVES, _PAGE = ("sessions",), ("session",)
_BOTH = ("sessions", "session")

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "Open", "Read its page: plan, people, work, and what came of it.", _SHELVES, 2),
    Command("join", "j", "Join", "Come in: the one the cursor is on, or with a code.", _SHELVES, 3),
    Command("open", "enter", "Open", "The step, the work or the summary the cursor is on.", _PAGE, 3),
    Command("join", "j", "Join", "Take your seat in it.", _PAGE, 2),
    Command("begin", "o", "Open it", "People can come in; nothing runs until you begin.", _BOTH, 2),
    Command("console", "c", "Console", "Steps, time and people, for whoever facilitates.", _PAGE, 2),
    Command("room", "r", "Room", "What a projector may show: nothing private.", _PAGE, 3),
)
