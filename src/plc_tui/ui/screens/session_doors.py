"""Into a session from wherever one meets it: opening it, coming in, and its three views.

Only inside an action or a worker. The live screens are imported when they are first needed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plc_tui.domain.errors import NotFound
from plc_tui.ui import safe
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.words.sessions import with_whom

if TYPE_CHECKING:
    from plc_tui.domain.sessions.plans import SessionPage
    from plc_tui.domain.sessions.views import SeatView
    from plc_tui.services import Plc
    from plc_tui.ui.screens.frame import PlaceScreen


async def seat(screen: PlaceScreen, session_id: str) -> None:
    """Her own place in it."""
    from plc_tui.ui.screens.seat import SeatScreen

    await screen.push_wait(SeatScreen(session_id))


async def console(screen: PlaceScreen, session_id: str) -> None:
    """The console of whoever facilitates it: who leads is in it, also when she had left."""
    from plc_tui.ui.screens.console import ConsoleScreen

    await screen.ask(lambda plc: plc.sessions.join(session_id))
    screen.plc_app.tell_change()
    await screen.push_wait(ConsoleScreen(session_id))


async def room(screen: PlaceScreen, session_id: str) -> None:
    """What a projector shows."""
    from plc_tui.ui.screens.room import RoomScreen

    await screen.push_wait(RoomScreen(session_id))


async def join(screen: PlaceScreen, page: SessionPage) -> None:
    """Come in, and sit down."""
    await screen.ask(lambda plc: plc.sessions.join(page.id))
    screen.plc_app.tell_change()
    await seat(screen, page.id)


async def come_in(screen: PlaceScreen, page: SessionPage) -> None:
    """Come in where she is needed: at the console when she facilitates, else at her seat."""
    if page.console:
        await console(screen, page.id)
    else:
        await join(screen, page)


async def join_with_code(screen: PlaceScreen, here: SessionPage | None = None) -> None:
    """Ask for the code and come in; no code is `here`, the session she stands on. A wrong code can be typed anew.

    The code is asked for also where one session goes on already: hers may be another.
    """
    given = await screen.ask_words("Join a session", [_code(here)], "Join")
    while given is not None:
        code = "".join(given["code"].split())
        if not code and here is not None:
            await come_in(screen, here)
            return
        try:
            seated = await screen.ask(partial(_by_code, code))
        except NotFound:
            wrong = safe.fill("No session that is going on has the code “$code”", code=code)
            given = await screen.ask_words(wrong, [_code(here, code)], "Join")
            continue
        screen.plc_app.tell_change()
        await seat(screen, seated.room.id)
        return


def _by_code(code: str, plc: Plc) -> SeatView:
    return plc.sessions.join(code)


def _code(here: SessionPage | None, typed: str = "") -> Field:
    if here is None:
        return Field("code", "The four characters told in the room", "such as: k7mp", typed, required=True)
    label = "The four characters told in the room; Enter alone joins the one you stand on"
    return Field("code", label, "such as: k7mp", typed)


async def open_it(screen: PlaceScreen, page: SessionPage) -> None:
    """Say who will see it, open it, and go to the console."""
    said = "$who will see that it is going on, and can come in. No time runs before you begin the first step."
    who = with_whom(page) if page.circle else "Those you invited"
    if await screen.confirm(safe.fill("Open “$title” now?", title=page.title), safe.fill(said, who=who), "Open it"):
        await screen.ask(lambda plc: plc.sessions.open(page.id))
        await console(screen, page.id)
