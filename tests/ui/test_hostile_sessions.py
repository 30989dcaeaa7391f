"""Hostile words in facilitated sessions, on every screen of theirs: read as they stand, and nothing more.

The watched wall is the last one; nothing may get as far as that. So the screens, and what reads the file, must hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import Screen

import hostile
import hostile_community as community
import hostile_matrix as matrix
from community import Riverside, press, settled, text, until, wait_for, words
from once import once
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.domain.sessions.values import KINDS as EVERY_KIND
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc
from plc_tui.ui import safe
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.circle import CircleScreen
from plc_tui.ui.screens.console import ConsoleScreen
from plc_tui.ui.screens.live import Live
from plc_tui.ui.screens.rehearsal import RehearsalScreen
from plc_tui.ui.screens.room import RoomScreen
from plc_tui.ui.screens.seat import SeatScreen
from plc_tui.ui.screens.session import SessionScreen
from plc_tui.ui.screens.session_owed import OwedScreen
from plc_tui.ui.screens.session_plan import PLACE, PlanScreen
from plc_tui.ui.screens.session_replay import ReplayScreen
from plc_tui.ui.screens.session_steps import StepsScreen
from plc_tui.ui.screens.session_summary import SummaryScreen

Stop = tuple[str, ...]
"""Keys (`!cancel` is a command without one), and the marks that are there after them."""
SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
KINDS = tuple(kind for kind in EVERY_KIND if kind != "parked")
RAW = "\a\x1b\x9b\u202e\0"
"""Put before every text in the file itself, past what cleans it on the way in."""
REST = ("[link=javascript:alert(1)]x[/link] \x9b2J\x9b31m", "\x1b]8;;http://evil.example/\x1b\\click", "w" * 400, "[/]")


def line(mark: str) -> str:
    """A line that is to be read as `mark[/nope]`, and more."""
    return f"{mark}\x1b\u202e[/nope]\a[@click=app.quit]x[/] javascript:alert(1) {'w' * 50}"


def page(mark: str) -> str:
    """The same with more lines below."""
    return "\n".join((line(mark), *REST))


# The file


def build(path: Path) -> None:
    """A session planned, one going on and one that is over, with hostile words wherever somebody can write any."""
    riverside = Riverside(path.parent)
    for handle, mark in (("maya", "me"), ("aisha", "her"), ("ben", "ot"), ("sam", "ot")):
        riverside.do(handle, lambda plc, handle=handle, mark=mark: plc.members.edit(handle, name=line(mark)))
    with riverside.at("maya") as maya, riverside.at("aisha") as aisha:
        maya.circles.edit("maths", title=line("ci"), purpose=page("pu"))
        work = aisha.notes.add(NewNote(page("wb"), line("wt"))).id
        for mark in ("past", "open", "plan"):
            starts = datetime.now(UTC) + timedelta(minutes=1)
            new = NewSession("what3", line(mark), line("fo"), "maths", presenter="aisha", starts=starts, people=3)
            session = maya.sessions.plan(new)
            for step in session.steps:
                maya.console.change_step(session.id, step.id, title=line("st"), prompt=page("pr"))
            aisha.sessions.bring(session.id, work)
            if mark != "plan":
                hold(maya, aisha, session.id)
            if mark == "past":
                maya.sessions.close(session.id)
                maya.sessions.share_summary(session.id)
        maya.goals.add(NewGoal(Wording(line("go")), "plain", ""))
        maya.drafts.keep(PLACE, {"protocol": "what3", "circle": "maths", "title": page("dr"), "focus": line("df")})
    unclean(riverside.path)


def hold(maya: Plc, aisha: Plc, session: str) -> None:
    """Everything that leaves words in a session, once by each of those in it."""
    maya.sessions.open(session)
    aisha.sessions.join(session)
    gran = next(each.key for each in maya.console.add_paper(session, line("pa")).people if each.paper)
    step = SessionStep("", line("st"), 300, gathers=KINDS, prompt=page("pr"), clusters=True, dots=2)
    at = maya.console.forward(session, "").room.current
    assert at is not None
    maya.console.forward((maya.console.insert(session, step), session)[1], at.id)
    for plc, for_ in ((maya, ""), (aisha, ""), (maya, gran)):
        for kind in KINDS:
            plc.seat.say(session, page("co"), kind, for_=for_)
        plc.seat.commit(session, line("mi"), for_=for_)
        plc.seat.park(session, page("lo"))
    shown = maya.sessions.room(session).contributions
    group = maya.console.cluster(session, [shown[0].id, shown[1].id], line("gr")).room.groups[0].id
    aisha.seat.vote(session, {group: 1, shown[2].id: 1})
    aisha.seat.hand(session)


def unclean(path: Path) -> None:
    """Put raw characters before every text of sessions and the names around them, as a hand edit could have."""
    connection = sqlite3.connect(path)
    for table, column in community.text_columns():
        if table != "draft" and column != "login":
            where = "key = 'name'" if table == "meta" else f"{column} <> ''"
            connection.execute(f"UPDATE {table} SET {column} = ? || {column} WHERE {where}", (RAW,))
    connection.commit()
    connection.close()


@pytest.fixture
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of one's own."""
    return once(tmp_path_factory, "sessions-on-screens", lambda folder: build(folder / "plc.db")) / "riverside.db"


# The program


class Watched(safe.LastLine):
    """The last wall, which tells of what got so far."""

    def __init__(self) -> None:
        self.came: list[str] = []

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        kept = super().apply(segments, background)
        if kept is not segments:
            self.came.append("".join(each.text for each in segments))
        return kept


class Look:
    """Opens screens of a program and looks at each."""

    def __init__(self, app: PlcApp, pilot: Pilot[Any], *, markup: bool = True) -> None:
        self.app, self.pilot, self._markup = app, pilot, markup
        self._last = app._last_line

    async def at(self, *marks: str, keys: tuple[str, ...] = ()) -> None:
        """Press keys, and look: these marks are there, each with the markup that follows it, as it was written."""
        await settled(self.pilot)
        await press(self.pilot, *keys)
        assert isinstance(self._last, Watched)
        where = f"{self.app.screen.__class__.__name__} {keys}"
        seen = text(self.app)
        assert self.app.is_running, where
        assert not self._last.came, f"{where}: {self._last.came[:2]!r} came to the last wall"
        assert hostile.HARMFUL.search(seen.replace("\n", " ")) is None, where
        assert not list(acting(self.app)), f"{where}: {list(acting(self.app))}"
        for mark in marks if self._markup else ():
            assert f"{mark}[/nope]" in words(self.app), f"{where}: no {mark}\n{seen}"

    async def opened(self, shown: Screen[Any], *marks: str, then: Sequence[Stop] = ()) -> None:
        """Open a screen, look, look again after these keys, and come back with Esc."""
        below = len(self.app.screen_stack)
        await self.app.push_screen(shown)
        if isinstance(shown, Live):
            await until(self.pilot, lambda: shown.view is not None, "the session")
        await self.at(*marks)
        for keys, *there in then:
            pressed, _, command = keys.partition("!")
            await press(self.pilot, *pressed.split())
            if command:
                shown.carry_out(command)  # type: ignore[attr-defined]  # PlaceScreen
            await self.at(*there)
        while len(self.app.screen_stack) > below:
            await self.at(keys=("escape",))


def acting(app: PlcApp) -> list[str]:
    """What on the screen a click would run, or a terminal would open."""
    drawn = [each for strip in app.screen._compositor.render_strips() for each in strip]
    styled = [(each.text, each.style) for each in drawn if each.style is not None]
    return [said for said, style in styled if style.link or any(str(key).startswith("@") for key in style.meta)]


@asynccontextmanager
async def looking(
    path: Path, handle: str, size: tuple[int, int], *, markup: bool = True, **more: Any
) -> AsyncIterator[Look]:
    """The real program on the file."""
    app = PlcApp(lambda: open_plc(path, as_handle=handle), **more)
    app._last_line = Watched()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield Look(app, pilot, markup=markup)


def ids(path: Path) -> tuple[str, str, str]:
    """The session that is planned, the one that is open, and the one that is over."""
    plc = open_plc(path, as_handle="maya")
    shelves = plc.sessions.shelves()
    plc.close()
    return shelves.planned[0].id, shelves.open[0].id, shelves.past[0].id


async def everywhere(look: Look, path: Path) -> None:
    """Every screen of sessions, and those on which something of a session stands."""
    planned, going_on, past = ids(path)
    await look.at("me", "open")
    await look.at("open", keys=("6",))
    await look.at("plan", keys=("down",))
    for session in (going_on, past):
        await look.opened(SessionScreen(session), "fo", then=[("end",)])
    asked = [
        ("o", "plan"),
        ("escape !cancel", "plan"),
        ("escape b down enter", "past"),
        ("escape i enter ctrl+s", "ot"),
    ]
    await look.opened(SessionScreen(planned), "fo", then=[*asked, ("escape w", "her")])
    await look.opened(StepsScreen(planned), "st", then=[("down enter", "pr"), ("escape f8", "st")])
    await look.opened(PlanScreen(None), "ci", then=[("up up up up up", "dr"), ("ctrl+s", "ci")])
    await look.opened(SummaryScreen(past), "ci", "fo", then=[("pagedown",), ("end", "mi"), ("ctrl+s", "ci")])
    await look.opened(ReplayScreen(past), "st", then=[("end", "st")])
    await look.opened(OwedScreen(), "mi", then=[("enter", "go")])
    await look.opened(CircleScreen("maths"), "ci", "pu", then=[("end", "lo")])
    await look.opened(RoomScreen(going_on), "st", "pr")
    handing = ("tab home enter o v e r enter", "her")
    written = ("escape tab home", "gr")
    await look.opened(ConsoleScreen(going_on), "st", then=[("home", "st"), handing, written, ("enter", "gr")])
    await look.opened(SeatScreen(going_on), "pr", then=[("ctrl+o", "wb"), ("escape tab",), ("v", "gr")])
    await look.opened(SeatScreen(past), "mi", then=[("end",)])
    raise_fingers(path, going_on)
    await look.opened(SeatScreen(going_on), "pr", then=[("v", "pr")])


def raise_fingers(path: Path, session: str) -> None:
    """Go on to a step in which fingers are shown."""
    plc = open_plc(path, as_handle="maya")
    step = SessionStep("", line("st"), 300, prompt=page("pr"), fist=True)
    room = plc.console.insert(session, step).room
    plc.console.forward(session, room.current.id if room.current else "")
    plc.close()


@SIZES
async def test_hostile_words_of_sessions_are_read_as_they_stand_on_every_screen(
    file: Path, size: tuple[int, int]
) -> None:
    async with looking(file, "maya", size) as look:
        await everywhere(look, file)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(matrix.NUMBERED)))
async def test_no_payload_in_any_field_of_sessions_is_more_than_words_on_any_screen(file: Path, turn: int) -> None:
    matrix.poison(file, turn)
    async with looking(file, "maya", (80, 24), markup=False) as look:
        await everywhere(look, file)


class Wall:
    """A clock on the wall that a test puts forward."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
async def test_hostile_steps_are_rehearsed_as_they_stand(file: Path, size: tuple[int, int]) -> None:
    wall = Wall()
    async with looking(file, "maya", size, now=wall) as look:
        await press(look.pilot, "6", "down", "enter")
        await look.at("plan")
        await look.at("plan", keys=("a", "enter"))
        await wait_for(look.pilot, "Nothing runs yet")
        await look.at("st", "plan")
        await look.at("st", keys=("n",))
        wall.at += timedelta(seconds=50)
        await wait_for(look.pilot, "3 here")
        await look.at("pr", keys=("j",))
        await look.at("st", keys=("escape", "f"))
        await look.at("me", keys=("escape", "x", "y"))
        await look.at("st", keys=("escape", "escape"))
        assert isinstance(look.app.screen, RehearsalScreen)
        await look.at("st", keys=("end",))
