"""`plc session watch`: follows a session in plain lines as it changes; nothing on the screen ever moves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import print_item, print_row
from plc_tui.cli.session_names import ID
from plc_tui.cli.views.session_changes import Sight, beginning, changes
from plc_tui.domain.errors import Busy
from plc_tui.domain.sessions.clock import time_in_words
from plc_tui.domain.sessions.values import BEAT

if TYPE_CHECKING:
    from plc_tui.services import Plc

TICK = 1
"""So many seconds pass between two looks at whether anything has happened."""


def utc_now() -> datetime:
    """Return the time by this machine's clock."""
    return datetime.now(UTC)


@click.command(cls=PlcCommand)
@ID
@pass_desk
def watch(desk: Desk, session_id: str) -> None:
    """Follow a session, each change in a line of its own.

    It ends with the session, or when you press Ctrl+C. When you have joined it, the others see that
    you are there. Write in a second window: plc session say ID
    """
    found = desk.plc.sessions.show(session_id)
    for line in follow(desk.plc, found.id):
        _tell(desk, line)


def _tell(desk: Desk, line: str) -> None:
    if desk.json:
        print_item("session.change", {"at": utc_now().isoformat(timespec="seconds"), "text": line})
    elif desk.plain:
        print_row((desk.look.iso(utc_now()), line))
    else:
        desk.print([line])


def follow(
    plc: Plc, session_id: str, rest: Callable[[float], object] = time.sleep, clock: Callable[[], datetime] = utc_now
) -> Iterator[str]:
    """Yield a line for each change until the session is over; `rest` waits so many seconds. Raises NotFound."""
    ahead = plc.sessions.clock_offset()
    seen = _sight(plc, session_id)
    yield from beginning(seen)
    told = ("", "")
    for tick in count():
        if seen.room.state in ("closed", "cancelled"):
            return
        if seen.seat and tick % BEAT == 0:
            with suppress(Busy):  # she is there all the same; the next beat says so
                plc.seat.here(session_id)
        told, words = _time(seen, told, clock() + ahead)
        if words:
            yield f"{words}."
        rest(TICK)
        if plc.sessions.revision(session_id) != seen.room.revision or (tick + 1) % BEAT == 0:
            before, seen = seen, _sight(plc, session_id)
            yield from changes(before, seen)


def _time(seen: Sight, told: tuple[str, str], now: datetime) -> tuple[tuple[str, str], str]:
    """Return what has been told of the time by now, and what is to be told: a threshold once, while time runs."""
    step = seen.room.current
    if step is None or step.since is None:
        return told, ""
    words = time_in_words(step, now)
    return (step.id, words), words if (step.id, words) != told else ""


def _sight(plc: Plc, session_id: str) -> Sight:
    page = plc.sessions.show(session_id)
    console = plc.console.look(session_id) if page.console else None
    if not page.joined:
        return Sight(plc.sessions.room(session_id), console=console)
    seat = plc.seat.look(session_id)
    return Sight(seat.room, seat, console)


VERBS = (watch,)
