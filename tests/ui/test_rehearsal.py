"""Rehearsing alone: the real console on made-up people, and nothing of it anywhere afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from community import Riverside, press, settled, text, wait_for, words, write
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.services.opening import open_plc
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.live import Live
from plc_tui.ui.screens.rehearsal import RehearsalScreen

BANNER = "Rehearsal: made-up people, nothing is kept"
FASTER = ("down", "enter")


class Wall:
    """A clock on the wall that a test puts forward."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@asynccontextmanager
async def at_console(
    riverside: Riverside, *pace: str, folder: Path | None = None
) -> AsyncIterator[tuple[PlcApp, Pilot[Any], Wall]]:
    """Maya's program, in a rehearsal of 1-2-4-all; or of the planned session, when there is one."""
    wall = Wall()
    settings = Settings(rescue_folder=str(folder) if folder else "")
    app = PlcApp(lambda: open_plc(riverside.path, as_handle="maya"), settings=settings, now=wall)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "a")
        if "Which protocol" in text(app):
            await write(pilot, "1-2-4")
            await press(pilot, "enter")
        await press(pilot, *(pace or ("enter",)))
        await wait_for(pilot, "Nothing runs yet")
        yield app, pilot, wall


async def test_made_up_people_come_and_write_and_she_leads_them_on_the_real_console(riverside: Riverside) -> None:
    async with at_console(riverside) as (app, pilot, wall):
        assert BANNER in text(app)
        wall.forward(30)
        await wait_for(pilot, "5 here")
        await press(pilot, "n")
        assert "Alone" in text(app)
        wall.forward(50)
        await wait_for(pilot, "written, not revealed")
        assert "Nobody can be wrong" not in text(app)


async def test_afterwards_she_reads_how_the_time_went_and_nothing_of_it_is_in_her_own_file(
    riverside: Riverside, tmp_path: Path
) -> None:
    before = riverside.do("maya", lambda plc: plc.journal.page(None, 50))
    async with at_console(riverside, folder=tmp_path / "rescued") as (app, pilot, wall):
        await press(pilot, "n")
        wall.forward(55)
        await press(pilot, "f4")
        await write(pilot, "The key of the cellar")
        await press(pilot, "escape", "x", "y")
        assert "What remains" in words(app) or "How the time went" in text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, RehearsalScreen)
        assert "One thing to try" in text(app)
        assert "Next time show what was written in “Alone” before you go on" in words(app)
        await press(pilot, "escape")
        assert "No sessions yet." in text(app)
        assert BANNER not in text(app)
        app.keeper.flush_now()
    shelves, drafts, after = riverside.do(
        "maya", lambda plc: (plc.sessions.shelves(), plc.drafts.list(), plc.journal.page(None, 50))
    )
    assert not shelves.open + shelves.planned + shelves.past
    assert not drafts
    assert after == before
    assert not (tmp_path / "rescued").exists()
    assert b"The key of the cellar" not in riverside.path.read_bytes()


async def test_time_can_go_six_times_as_fast_and_every_screen_goes_by_it(riverside: Riverside) -> None:
    async with at_console(riverside, *FASTER) as (app, pilot, wall):
        console = app.screen
        assert isinstance(console, Live)
        began = console.moment()
        wall.forward(10)
        assert console.moment() - began == timedelta(seconds=60)
        await press(pilot, "j")
        seat = app.screen
        assert isinstance(seat, Live)
        assert seat is not console
        assert seat.moment() - began == timedelta(seconds=60)


async def test_a_planned_session_is_rehearsed_with_its_own_steps_and_stays_as_it_was(riverside: Riverside) -> None:
    def planned(plc: Any) -> str:
        page = plc.sessions.plan(NewSession("what3", title="Friday", circle="maths"))
        plc.console.change_step(page.id, page.steps[0].id, title="What happened on Tuesday")
        return str(page.id)

    session_id = riverside.do("maya", planned)
    before = riverside.do("maya", lambda plc: plc.sessions.show(session_id))
    async with at_console(riverside) as (app, pilot, _):
        assert "What happened on Tuesday" in text(app)
        assert "Rehearsal: Friday" in text(app)
        await press(pilot, "n")
    assert riverside.do("maya", lambda plc: plc.sessions.show(session_id)) == before


async def test_what_is_her_own_waits_until_it_is_over_and_leaving_it_is_asked(riverside: Riverside) -> None:
    async with at_console(riverside) as (app, pilot, _):
        console = app.screen
        assert isinstance(console, Live)
        console.carry_out("drafts")
        await settled(pilot)
        assert "end this rehearsal first" in words(app)
        await press(pilot, "escape")
        assert "It goes on while you are here." in text(app)
        await press(pilot, "escape")
        assert "Leave this rehearsal?" in text(app)
        await press(pilot, "n", "enter")
        await wait_for(pilot, "Nothing runs yet")
        await press(pilot, "1")
        assert BANNER not in text(app), "her own places are her own"
        await press(pilot, "6")
        assert BANNER in text(app)
