"""Taking something back out of the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from plc_tui.ui import safe
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.words import days

if TYPE_CHECKING:
    from datetime import datetime

    from plc_tui.domain.finding import Binned
    from plc_tui.ui.screens.frame import PlaceScreen

KIND = {"goal": "A goal", "note": "A note", "response": "A response"}


async def take_back(screen: PlaceScreen) -> None:
    """Show what is in the bin and restore what she chooses; only inside an action or a worker."""
    found = await screen.ask(lambda plc: plc.bin.list())
    if not found:
        screen.say("Your bin is empty.")
        return
    now = screen.plc_app.now()
    options = [_option(binned, now) for binned in found]
    chosen = await screen.choose("In your bin. What would you like to take back?", options)
    if chosen:
        back = await screen.ask(lambda plc: plc.bin.restore(chosen[0]))
        screen.wrote(safe.fill('"$title" is back, and read by whoever could read it before.', title=back.title))


def _option(binned: Binned, now: datetime) -> Option:
    kind = KIND.get(binned.kind, "Something")
    detail = f"{kind}, deleted {days.ago(binned.deleted, now)}; kept until {days.on(binned.gone, now)}"
    return Option(binned.id, safe.line(binned.title), Content(detail))
