"""Draws the README's pictures of the program, from the demo: `make pictures`.

The demo is made on one fixed day, with ids from one seed, so that the pictures change only when the program does.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp

PICTURES = Path(__file__).parent / "pictures"
NOW = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
"""A Friday after school."""

WRITTEN = 3.0
"""Seconds until all that follows writing is done: the words are counted, the draft is kept."""

DRAWN = 1.0
"""Seconds until the last screen stands still, on a busy machine."""

Way = Callable[[Pilot[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file name, how to come to what it shows, and how large and in which theme the program is."""

    name: str
    way: Way
    title: str
    size: tuple[int, int] = (100, 30)
    theme: str = "dark"


async def home(pilot: Pilot[Any]) -> None:
    """Where the program begins."""


async def note(pilot: Pilot[Any]) -> None:
    """The note that colleagues answered, with what they said."""
    await press(pilot, "3", "home", "enter", "pagedown")


async def editor(pilot: Pilot[Any]) -> None:
    """Writing a note with questions that help along."""
    await press(pilot, "3", "p", "down", "enter")
    await write(pilot, "I asked 7A why the answer had to be even, and counted. ")
    await write(pilot, "At six, Ines said: because it is two of something.")
    await press(pilot, "f6")
    await write(pilot, "Six seconds is long. It was worth every one of them. #wait-time")


async def goal(pilot: Pilot[Any]) -> None:
    """A goal with its steps, check-ins and story."""
    await press(pilot, "2", "enter")


async def review(pilot: Pilot[Any]) -> None:
    """A colleague's review, written beside the work."""
    await press(pilot, "4", "enter", "w")
    await write(pilot, "It serves your aim when you turn Tuesday's question round: ")
    await write(pilot, "9 of 28 tells you what 25 of 28 hid.")
    await press(pilot, "tab")


async def room(pilot: Pilot[Any]) -> None:
    """What the projector shows of a session that is going on."""
    await press(pilot, "6", "enter", "f")


async def seat(pilot: Pilot[Any]) -> None:
    """A participant's own screen in the same session."""
    await press(pilot, "6", "enter", "j")
    await write(pilot, "Two of my six were silent because they had finished, not because they were lost.")


SHOWN = (
    Picture("home", home, "Home"),
    Picture("note", note, "A note and its thread", size=(100, 34)),
    Picture("editor", editor, "Writing a note"),
    Picture("goal", goal, "A goal", size=(100, 34)),
    Picture("review", review, "Writing a review", size=(120, 34)),
    Picture("room", room, "The room", size=(110, 34)),
    Picture("seat", seat, "A seat"),
    Picture("home-light", home, "Home, in the light theme", theme="light"),
)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until the file is open and nothing is being fetched or drawn."""
    quiet = 0
    while quiet < 8:
        await pilot.pause(0.02)
        quiet = quiet + 1 if pilot.app._opened.is_set() and pilot.app._asking == 0 else 0


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type words into the field that has the focus."""
    names = {
        " ": "space",
        ".": "full_stop",
        ",": "comma",
        ":": "colon",
        "-": "minus",
        "'": "apostrophe",
        "#": "number_sign",
    }
    await pilot.press(*(names.get(letter, letter) for letter in words))
    await asyncio.sleep(WRITTEN)
    await settle(pilot)


async def draw(picture: Picture, demo: Path) -> str:
    """Come to what the picture shows and give it as SVG."""
    app = PlcApp(
        lambda: open_plc(demo, as_handle="maya", clock=lambda: NOW),
        settings=Settings(theme=picture.theme),
        now=lambda: NOW,
    )
    async with app.run_test(size=picture.size) as pilot:
        await settle(pilot)
        await picture.way(pilot)
        await asyncio.sleep(DRAWN)
        await settle(pilot)
        svg = app.export_screenshot(title=picture.title)
    app.close_store()
    return plain_names(svg, picture.name)


def plain_names(svg: str, name: str) -> str:
    """Give the drawing's inner names words of ours: the library's change with every run."""
    return re.sub(r"terminal-\d+", f"plc-{name}", svg)


def make_demo(path: Path) -> None:
    """The made-up community, the same every time."""
    secrets.choice = random.Random(7).choice  # names of things, for these pictures only
    write_demo(path, clock=lambda: NOW).close()


def main() -> None:
    """Draw all of them."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    os.environ.pop("SSH_CONNECTION", None)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="plc-pictures-") as folder:
        for picture in SHOWN:
            demo = Path(folder) / f"{picture.name}.db"
            make_demo(demo)
            svg = asyncio.run(draw(picture, demo))
            (PICTURES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
            print(f"docs/pictures/{picture.name}.svg  {len(svg) // 1024} kB")


if __name__ == "__main__":
    main()
