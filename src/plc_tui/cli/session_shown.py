"""What every verb of a session prints when it has done something; and that its member is there."""

from __future__ import annotations

from contextlib import suppress

from plc_tui.cli.desk import Desk
from plc_tui.cli.output import show_written
from plc_tui.cli.views.session_console import CONSOLE
from plc_tui.cli.views.session_room import SEAT
from plc_tui.domain.errors import PlcError
from plc_tui.domain.sessions.views import ConsoleView, SeatView


def show_seat(desk: Desk, made: SeatView, *sentences: str, unseen: bool = False) -> None:
    """Print where the session is and what was done, and let the others see that she is there.

    Not where it was done `unseen`: that she was there at that moment would tell that it was she.
    """
    show_written(desk, SEAT, made, *sentences)
    if not unseen:
        here(desk, made.room.id)


def show_console(desk: Desk, made: ConsoleView, *sentences: str) -> None:
    """Print where the session is and what was done, and let the others see that she is there."""
    show_written(desk, CONSOLE, made, *sentences)
    here(desk, made.room.id)


def here(desk: Desk, session_id: str) -> None:
    """Note that she is there, as a screen does every few seconds."""
    with suppress(PlcError):  # what she wanted is done; that this could not be noted is no trouble of hers
        desk.plc.seat.here(session_id)
