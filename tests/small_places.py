"""A small program on the real frame: three places, an editor, and a shelf that keeps drafts in a JSON file.

Tests of the frame use it in memory; run as a script it is a real program for a terminal:

    python tests/small_places.py SHELF.json [trouble]

The shelf stands for the services, so that a full disk or a busy file can be had at will.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static, TextArea

from plc_tui.domain.errors import CannotWrite, Invalid, Shut, UnusableFile
from plc_tui.domain.finding import Draft
from plc_tui.services.locking import Locks
from plc_tui.settings import Settings
from plc_tui.ui import commands
from plc_tui.ui.app import PlcApp
from plc_tui.ui.commands import Command
from plc_tui.ui.dialogs.ask import Field
from plc_tui.ui.dialogs.choose import Option
from plc_tui.ui.places import Place
from plc_tui.ui.screens.frame import EditorScreen, Help, PlaceScreen
from plc_tui.ui.widgets.empty import empty_words
from plc_tui.ui.widgets.paged_list import Page, PagedList, Row, heading

OWN = (
    Command("new", "n", "New thing", "Begin a new thing.", ("small",), 2),
    Command("open", "enter", "Open", "Open it in the editor.", ("small",), 3),
    Command("share", "s", "Share with somebody", "Let a colleague read it.", ("small",), 5, "Share"),
    Command("people", "p", "People", "Choose several people.", ("small",), 6),
    Command("refuse", "r", "Refuse", "A service says no.", ("small",)),
    Command("crash", "x", "Crash", "A mistake of ours.", ("small",)),
    Command("save", "ctrl+s", "Save", "Keep it as a new version.", ("small-editor",), 2),
)
commands.TABLE = commands.TABLE + OWN


@dataclass
class Person:
    name: str = "Maya Okafor"


@dataclass
class Community:
    name: str = "Riverside PLC"
    demo: bool = False


def stuck_beside(shelf: Path) -> Path:
    """A sign on the disk that a stuck shelf has begun to keep a text."""
    return shelf.with_name("stuck")


@dataclass
class Shelf:
    """What the frame needs of the services."""

    path: Path | None = None
    trouble: str = ""
    actor: Person = field(default_factory=Person)
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    news: int = 0
    demo: bool = False
    unlocked: bool = False

    @property
    def locks(self) -> Shelf:
        return self

    def state(self) -> Locks:
        return Locks(passphrase=False, open=False, count=0)

    def community(self) -> Community:
        return Community(demo=self.demo)

    @property
    def drafts(self) -> Shelf:
        return self

    @property
    def bin(self) -> Shelf:
        return self

    def tidy(self) -> int:
        return 0

    def changed(self) -> bool:
        self.news, news = 0, self.news
        return bool(news)

    def keep(self, place: str, fields: Mapping[str, str], seen: datetime) -> Draft:
        if self.trouble == "full":
            raise CannotWrite("The disk is full.")
        if self.trouble == "shut":
            raise Shut("Your locked notes are shut.")
        if self.trouble == "stuck":
            stuck_beside(self.path).touch() if self.path else None
            time.sleep(300)
        self.kept[place] = dict(fields)
        if self.path:
            self.path.write_text(json.dumps(self.kept))
        return Draft(place, fields, seen)

    def save(self) -> None:
        if self.trouble == "full":
            raise CannotWrite("The disk is full. Make room and save again.")

    def close(self) -> None:
        """Nothing is open here."""

    def drop(self, place: str, seen: datetime | None = None) -> None:
        self.kept.pop(place, None)


class SmallHome(PlaceScreen):
    NAME = "small"
    PLACE = "home"
    BINDINGS = commands.bindings(NAME)
    ABOUT = Help("Home is for looking around.", "Press n and see.")

    def compose_place(self) -> ComposeResult:
        with Container(classes="beside"):
            yield PagedList(self.page, id="things")
            yield Static(Content("A reading pane."), classes="reading")

    async def page(self, after: object | None, count: int) -> Page:
        await self.ask(lambda plc: plc.changed())
        return Page(
            (
                heading("Waiting for you"),
                Row("a", Content("Ben asks for your eye"), aside=Content("by Friday")),
                Row("b", Content("[/foo] [@click=app.quit]x[/]")),
                heading("Your goals"),
                Row("c", Content("Ask better questions"), Content("next: five seconds of silence")),
            )
        )

    def reason_not(self, command_id: str) -> str | None:
        return "There is nothing to share yet." if command_id == "share" else None

    async def action_new(self) -> None:
        fields = [Field("title", "What is it about?", required=True), Field("why", "Why?", long=True)]
        given = await self.ask_words("A new thing", fields)
        self.say(f"Given: {given}")

    async def action_open(self) -> None:
        await self.push_wait(SmallEditor())

    async def action_people(self) -> None:
        names = ("Ben Ito", "Aisha Khan", "Sam Reyes")
        chosen = await self.choose("Who may read it?", [Option(name, Content(name)) for name in names], many=True)
        if chosen and await self.confirm("Share it?", "They will be able to read this.", "Share it"):
            self.say(f"Shared with {', '.join(chosen)}.")
        else:
            self.say("Nothing was shared.")

    async def action_refuse(self) -> None:
        def no(plc: Any) -> None:
            raise Invalid("A title needs a few words.")

        await self.ask(no)

    def action_crash(self) -> None:
        raise ValueError("words of hers that nobody may see")


class SmallGoals(PlaceScreen):
    NAME = "small-goals"
    PLACE = "goals"

    def compose_place(self) -> ComposeResult:
        yield PagedList(self.page, empty=empty_words("No goals yet.", "A goal is a question.", "n", "First goal"))

    async def page(self, after: object | None, count: int) -> Page:
        await self.ask(lambda plc: plc.changed())
        return Page(())


class SmallEditor(EditorScreen):
    NAME = "small-editor"
    PLACE = "home"
    BINDINGS = commands.bindings(NAME)

    def __init__(self) -> None:
        super().__init__()
        self.area = TextArea("", compact=True)
        self.area.cursor_blink = False

    def compose_place(self) -> ComposeResult:
        yield self.area

    def on_mount(self) -> None:
        super().on_mount()
        self.watch_draft()
        self.area.focus()

    def draft_place(self) -> str:
        return "note:new"

    def draft_fields(self) -> dict[str, str]:
        return {"body": self.area.text}

    async def action_save(self) -> None:
        await self.ask(lambda plc: plc.save())  # type: ignore[attr-defined]  # a shelf stands for the services
        await self.saved_for_good()
        self.say("Saved as version 1.")


PLACES = (
    Place("home", "Home", "1", "small_places:SmallHome"),
    Place("goals", "Goals", "2", "small_places:SmallGoals"),
    Place("notes", "Notes", "3", "small_places:SmallHome"),
    Place("reviews", "Reviews", "4", "small_places:SmallHome"),
    Place("circles", "Circles", "5", "small_places:SmallHome"),
    Place("find", "Find", "/", "small_places:SmallGoals", right=True),
)


def small_app(
    shelf: Shelf, opening: Callable[[], Any] | None = None, throw_away: Path | None = None, **settings: Any
) -> PlcApp:
    worn = Settings(**settings)
    return PlcApp(opening or (lambda: shelf), settings=worn, throw_away=throw_away, places=PLACES)  # type: ignore[arg-type]


def main(path: str, trouble: str = "", rescue_folder: str = "") -> int:
    from plc_tui.ui import app as module
    from plc_tui.ui.start import start

    real = module.PlcApp
    module.PlcApp = lambda *given, **named: real(*given, places=PLACES, **named)  # type: ignore[assignment,misc]
    shelf = Shelf(Path(path), trouble)

    def opening() -> Any:
        if trouble == "damaged":
            raise UnusableFile("This is not a plc file.")
        return shelf

    return start(opening, Settings(rescue_folder=rescue_folder))


if __name__ == "__main__":
    sys.modules["small_places"] = sys.modules[__name__]
    sys.exit(main(*sys.argv[1:]))
