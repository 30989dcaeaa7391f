"""However long an answer grows and however small the window is: the line she writes in is in sight."""

from __future__ import annotations

import pytest

from community import Riverside, press, settled, text, words, write
from plc_tui.domain.goals import NewGoal, Wording


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_line_she_writes_in_is_in_sight(riverside: Riverside, size: tuple[int, int]) -> None:
    long = "How do I wait longer than is comfortable, and what happens then in the class? " * 3
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording(long))).id)
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "i")
        for number in range(16):
            await write(pilot, f"\nline {number} of mine")
            assert f"line {number} of mine" in text(app)
        await press(pilot, "tab", "x", "tab", "y", "escape", "i")
        assert "line 15 of mine" in text(app), "not where she goes on with it"
        await press(pilot, *["up"] * 15)
        assert "line 0 of mine" in text(app)
        await press(pilot, *["down"] * 15)
        assert "line 15 of mine" in text(app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_she_began_is_shown_where_she_goes_on(riverside: Riverside, size: tuple[int, int]) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"))).id)
    begun = {
        "tried": f"{'I counted to five, and they looked at me. ' * 80}That was it.",
        "noticed": "a",
        "confidence": "b",
    }
    riverside.do("maya", lambda plc: plc.drafts.keep(f"check-in:{goal}", begun))
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "i")
        assert "That was it." in words(app)


async def test_the_field_she_is_in_stays_in_sight_when_what_is_said_takes_room(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"))).id)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "f")
        await write(pilot, "Is it fair?")
        await press(pilot, "tab", "tab", "tab", "tab")
        await write(pilot, "nonsense")
        await press(pilot, "ctrl+s")
        assert "is not a date plc understands" in words(app)
        assert "▌ nonsense" in text(app)
