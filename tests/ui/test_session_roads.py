"""The roads that lead to a session from elsewhere: Find, the journal, the bin."""

from __future__ import annotations

from datetime import date

import pytest

from community import Riverside, press, settled, text, until, write
from plc_tui.domain.sessions.plans import NewSession
from plc_tui.ui.looking import read
from plc_tui.ui.screens.journal import JournalScreen
from plc_tui.ui.screens.session import SessionScreen


@pytest.fixture
def planned(riverside: Riverside) -> Riverside:
    """A session of the circle that Maya has planned."""
    riverside.do("maya", lambda plc: plc.sessions.plan(NewSession("dilemma", "Volcano talk", circle="maths")))
    return riverside


async def test_find_leads_to_a_session_and_narrows_to_them(planned: Riverside) -> None:
    app = planned.app("aisha")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await write(pilot, "volcano kind:session")
        await until(pilot, lambda: "Volcano talk" in text(app) and "session" in text(app))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert "Volcano talk" in text(app)


async def test_the_journal_leads_to_a_session(planned: Riverside) -> None:
    app = planned.app("aisha")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        app.push_screen(JournalScreen())
        await until(pilot, lambda: "Maya Okafor shared a session with Maths circle" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))


def test_a_kind_that_is_begun_is_read_as_sessions() -> None:
    assert read("volcano kind:ses", [], "m1", date(2026, 11, 22)).kind == "session"
