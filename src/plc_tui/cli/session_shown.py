"""What every verb of a session prints when it has done something; and that its member is there."""

from __future__ import annotations

from contextlib import suppress

from plc_tui.cli.desk import Desk
from plc_tui.cli.output import show_written
from plc_tui.cli.views.session_console import CONSOLE
from plc_tui.cli.views.session_room import SEAT
from plc_tui.cli.views.sessions import SESSION
from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.plans import SessionPage
from plc_tui.domain.sessions.views import ConsoleView, SeatView


def show_seat(desk: Desk, made: SeatView, *sentences: str, unseen: bool = False) -> None:
    """Print where the session is and what was done, and let the others see that she is there.

    Not where it was done `unseen`: that she was there at that moment would tell that it was she.
    """
    show_written(desk, SEAT, made, *sentences)
    if not unseen:
        here(desk, made.room.id)


def show_page(desk: Desk, made: SessionPage, *sentences: str) -> None:
    """Print what was done with a session outside its room; where she is in it, that she is there."""
    show_written(desk, SESSION, made, *sentences)
    here_in(desk, made)


def show_console(desk: Desk, made: ConsoleView, *sentences: str) -> None:
    """Print where the session is and what was done, and let the others see that she is there."""
    show_written(desk, CONSOLE, made, *sentences)
    here(desk, made.room.id)


def here(desk: Desk, session_id: str) -> None:
    """Note that she is there, as a screen does every few seconds."""
    with suppress(PlcError):  # what she wanted is done; that this could not be noted is no trouble of hers
        desk.plc.seat.here(session_id)


def here_in(desk: Desk, page: SessionPage) -> None:
    """The same after a verb that anybody may use who reads the session: whatever she does tells that she is there."""
    if page.joined and page.state == "open":
        here(desk, page.id)


def keep_watching(session_id: str) -> str:
    """Say how whoever leads from the shell stays the one who leads: between two verbs nobody sees that she is there."""
    return f"So that nobody takes you for gone, keep this running beside it: plc session watch {session_id}"
