"""A session as a calendar file: in the folder the program was started in, or on a server as text to copy."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from plc_tui.domain.errors import CannotWrite
from plc_tui.text import file_name
from plc_tui.ui import commands, safe
from plc_tui.ui.screens.frame import Help, PlaceScreen, SubScreen, style

if TYPE_CHECKING:
    from plc_tui.domain.sessions.plans import SessionPage
    from plc_tui.services import Plc


async def calendar_file(screen: PlaceScreen, page: SessionPage) -> Content | None:
    """Write the file and give what is to be said; on a server show its text. Raises Invalid without a day."""
    text = await screen.ask(lambda plc: _calendar(plc, page))
    if screen.plc_app.server is not None:
        await screen.push_wait(CalendarScreen(page, text))
        return None
    where = await screen.ask(lambda _: _written(page.title, text))
    return safe.fill("Written to $where; opened, it goes into your calendar.", where=where)


def _calendar(plc: Plc, page: SessionPage) -> str:
    from plc_tui.services.exporting.session_calendar import session_calendar

    return session_calendar(plc.sessions.show(page.id))


def _written(title: str, text: str) -> Path:
    """Write a new file here; nothing is ever overwritten. Raises CannotWrite."""
    name = file_name(title, "session")
    for number in count(1):
        path = Path.cwd() / (f"{name}.ics" if number == 1 else f"{name}-{number}.ics")
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise CannotWrite(f"{path} cannot be written: {reason}. Nothing was written.") from None
        else:
            return path
    raise AssertionError("counting does not end")


class CalendarScreen(SubScreen):
    """The text of a calendar file, to be copied."""

    NAME = "session-calendar"
    PLACE = "sessions"
    BINDINGS = commands.bindings(NAME)
    CSS_PATH = style("session_work")
    ABOUT = Help(
        "This is a calendar file as text. On a server the program writes no files, so you copy it: mark it with the "
        "mouse, and save it on your own computer under a name that ends in .ics.",
        "In the shell of your own computer the file comes by itself with: ssh school plc session calendar ID > s.ics",
    )

    def __init__(self, page: SessionPage, text: str) -> None:
        super().__init__()
        self._page, self._text = page, text

    def compose_place(self) -> ComposeResult:
        """What to do with it, and the text."""
        how = "Copy this text into a file whose name ends in .ics, on your own computer. In the shell it comes with"
        about = safe.fill(f"{how} [b]plc session calendar $id[/].", id=self._page.id)
        with VerticalScroll(id="work"):
            yield Static(Content.assemble(about.stylize_before("$soft"), "\n\n", safe.words(self._text)))

    def on_mount(self) -> None:
        """The keys move the text."""
        super().on_mount()
        self.query_one("#work").focus()

    def refresh_place(self) -> None:
        """It stays as it was made."""
