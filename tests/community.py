"""Riverside: a small community in a real file, made through the services, and ways to drive the real program on it.

Members: maya (who keeps the file), ben, aisha, sam. Circle: maths, with maya and aisha.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot

from plc_tui.services import Plc
from plc_tui.services.opening import make, open_plc
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp

T = TypeVar("T")
NAMES = {"maya": "Maya Okafor", "ben": "Ben Ito", "aisha": "Aisha Khan", "sam": "Sam Reyes"}


class Riverside:
    """The file, and what a member does in it from another program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "riverside.db"
        keeper = make(self.path, name="Riverside PLC", handle_="maya", display=NAMES["maya"], login="maya")
        for handle in ("ben", "aisha", "sam"):
            keeper.members.add(handle, NAMES[handle])
        keeper.circles.new("maths", "Maths circle", "Talk that carries.", ["aisha"])
        keeper.close()
        with self.at("aisha") as aisha:
            if not any(p.person.handle == "aisha" for p in aisha.circles.show("maths").members):
                aisha.circles.join("maths")

    @contextmanager
    def at(self, handle: str, days: float = 0) -> Iterator[Plc]:
        """A member's own program on the file, so many days from now."""
        plc = open_plc(self.path, as_handle=handle, clock=lambda: datetime.now(UTC) + timedelta(days=days))
        try:
            yield plc
        finally:
            plc.close()

    def do(self, handle: str, work: Callable[[Plc], T]) -> T:
        """Let a member do one thing in a program of her own."""
        with self.at(handle) as plc:
            return work(plc)

    def app(self, handle: str, **settings: Any) -> PlcApp:
        """The real program with this member at the keys."""
        return PlcApp(lambda: open_plc(self.path, as_handle=handle), settings=Settings(**settings))


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the file is open and nothing is being fetched or drawn."""
    app: Any = pilot.app
    quiet = 0
    for _ in range(400):
        await pilot.pause(0.005)
        quiet = quiet + 1 if app._opened.is_set() and app._asking == 0 else 0
        if quiet >= 4:
            return
    raise AssertionError("the program did not come to rest")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, waiting after each."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type words into the field that has the focus, as fast as a terminal can send them."""
    names = {" ": "space", "\n": "enter", "#": "number_sign", "@": "at", "?": "question_mark", ".": "full_stop"}
    for character in words:
        pilot.app.post_message(events.Key(names.get(character, character), None if character == "\n" else character))
    await settled(pilot)


def lines(app: PlcApp) -> list[str]:
    """What is on the screen, line by line."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: PlcApp) -> str:
    """What is on the screen."""
    return "\n".join(lines(app))


def words(app: PlcApp) -> str:
    """What is on the screen as one run of words, without frames and line ends: for sentences that are wrapped."""
    return " ".join(text(app).translate(dict.fromkeys(map(ord, "│╭╮╰╯─━▌▎▊"), " ")).split())
