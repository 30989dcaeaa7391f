"""Sessions on the screen: the shelves, coming in, a session's page, and its steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community import Riverside, lines, press, settled, text, wait_for, words, write
from plc_tui.domain.notes import NewNote
from sessions_at_riverside import held, planned


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_place_says_what_goes_here_and_is_named_beside_the_others(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    app = riverside.app("sam")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "6")
        assert "5 Circles" in lines(app)[1]
        assert "6 Sessions" in lines(app)[1]
        assert "No sessions yet." in text(app)
        assert "n  Plan a session" in text(app)
        await press(pilot, "f1")
        assert "For example" in text(app)


async def test_the_shelves_hold_what_goes_on_what_is_planned_and_what_is_over(riverside: Riverside) -> None:
    held(riverside)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    planned(riverside, starts=tomorrow)
    going_on = planned(riverside, by="aisha")
    riverside.do("aisha", lambda plc: plc.sessions.open(going_on.id))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "6")
        shown = [line.split("│")[0].strip() for line in lines(app)]
        assert [line for line in shown if line in ("Going on", "Planned", "Past")] == ["Going on", "Planned", "Past"]
        assert "1 person is in it" in text(app)
        assert f"tomorrow {tomorrow.astimezone():%H:%M}" in text(app)
        assert "you facilitated" in text(app)
        assert "Steps, 23 minutes" in text(app), "the pane beside the list shows the one under the cursor"


async def test_one_comes_in_with_the_code_that_is_told_in_the_room(riverside: Riverside) -> None:
    page = planned(riverside)
    code = riverside.do("maya", lambda plc: plc.sessions.open(page.id)).code
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "j")
        await write(pilot, " zzzz \n")
        await wait_for(pilot, "No session that is going on has the code “zzzz”")
        await press(pilot, *["backspace"] * 4)
        await write(pilot, f" {code.upper()} \n")
        await wait_for(pilot, "What came of the waiting")
        assert riverside.do("sam", lambda plc: plc.sessions.show(page.id)).joined
        await press(pilot, "escape", "j", "enter")
        assert app.screen.NAME == "seat", "in the list it is known now: Enter alone joins it"


async def test_a_code_leads_in_also_where_another_session_goes_on_under_the_cursor(riverside: Riverside) -> None:
    opened = [planned(riverside), planned(riverside, by="aisha")]
    codes = [riverside.do(page.owner.handle, lambda plc, page=page: plc.sessions.open(page.id).code) for page in opened]
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for page, code in zip(opened, codes, strict=True):
            await press(pilot, "6", "j")
            await write(pilot, f"{code}\n")
            await wait_for(pilot, "What came of the waiting")
            assert app.screen.session_id == page.id
            await press(pilot, "escape")


async def test_opening_says_who_will_see_it_and_leads_to_the_console(riverside: Riverside) -> None:
    page = planned(riverside)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "o")
        assert "Maths circle (2 people) will see that it is going on" in words(app)
        await press(pilot, "y")
        assert app.screen.NAME == "console"
        assert riverside.do("aisha", lambda plc: plc.sessions.show(page.id)).state == "open"


async def test_who_does_not_facilitate_reads_and_is_told_who_does(riverside: Riverside) -> None:
    planned(riverside)
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter")
        assert "Who can see it: Maths circle (2 people)" in text(app)
        assert "o Open it" not in lines(app)[-1]
        await press(pilot, "e")
        assert "Maya Okafor facilitates it, and does that." in text(app)
        await press(pilot, "t", "enter")
        assert "In groups of three or four" in words(app), "the prompt can be read by everyone"
        await press(pilot, "escape", "m")
        assert "facilitates it, and changes its steps" in text(app)


async def test_steps_are_moved_lengthened_left_out_and_told_whose_names_they_show(riverside: Riverside) -> None:
    page = planned(riverside)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "t", "m", "m", "d", "w", "down", "enter", "h")
        await press(pilot, "home", "s")
        steps = riverside.do("maya", lambda plc: plc.sessions.show(page.id)).steps
        assert [step.title for step in steps[:2]] == ["So what?", "What?"]
        assert steps[1].seconds == 8 * 60
        assert (steps[1].naming, steps[1].hidden) == ("anonymous", True)
        assert steps[0].state == "skipped"
        assert "left out" in text(app)
        await press(pilot, "n")
        await write(pilot, "Read once more\n")
        await press(pilot, "ctrl+s")
        assert "“Read once more” is in, 5 min." in text(app)


async def test_work_is_brought_after_hearing_who_will_read_it(riverside: Riverside) -> None:
    page = planned(riverside, presenter="aisha")
    note = riverside.do("aisha", lambda plc: plc.notes.add(NewNote("Week five.", title="Exit tickets")))
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "b", "down", "enter")
        assert "Who will read it: Maths circle (2 people)" in words(app)
        await press(pilot, "y")
        brought = riverside.do("maya", lambda plc: plc.sessions.show(page.id)).work
        assert brought is not None
        assert brought.id == note.id
        await press(pilot, "home", "enter")
        assert "Week five." in text(app)
        await press(pilot, "escape", "b", "enter")
        assert "“Exit tickets” is not in the session any more." in text(app)


async def test_the_summary_is_read_first_changed_and_shared_with_those_it_names(riverside: Riverside) -> None:
    page = held(riverside)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "s")
        assert "Who will read it: Maths circle (2 people)" in text(app)
        await press(pilot, "f4")
        await write(pilot, "Thank you.\n\n")
        await press(pilot, "f4", "home", "ctrl+s")
        assert "Thank you." in text(app)
        await press(pilot, "y")
        assert "Shared: Maths circle (2 people) can read it." in text(app)
        summary = riverside.do("aisha", lambda plc: plc.notes.show(plc.sessions.show(page.id).summary))
        assert summary.body.startswith("Thank you.")
        assert "Count to seven on Friday" in summary.body


async def test_how_the_time_went_is_told_step_by_step(riverside: Riverside) -> None:
    held(riverside)
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "h")
        await wait_for(pilot, "How the time went")
        assert "0 of 23 minutes planned" in text(app)
        assert "6 minutes shorter than planned" in text(app)
        assert "One thing to try" in text(app)


async def test_a_called_off_session_leaves_the_shelf_and_a_deleted_one_comes_back(riverside: Riverside) -> None:
    page = planned(riverside)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter")
        app.screen.choose_command("delete")
        await settled(pilot)
        assert "is in the bin until" in text(app)
        await press(pilot, "u")
        app.screen.choose_command("cancel")
        await settled(pilot)
        assert "Maths circle (2 people) will see that it is called off" in words(app)
        await press(pilot, "y", "escape")
        assert "No sessions yet." in text(app)
        assert riverside.do("aisha", lambda plc: plc.sessions.show(page.id)).state == "cancelled"


async def test_a_session_goes_into_a_calendar_file_that_overwrites_nothing(
    riverside: Riverside, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(riverside, starts=datetime.now(UTC) + timedelta(days=2))
    monkeypatch.chdir(tmp_path)
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "k", "k")
        assert "Written to" in text(app)
    written = sorted(tmp_path.glob("*.ics"))
    assert len(written) == 2
    assert "BEGIN:VEVENT" in written[0].read_text()


async def test_a_day_that_was_set_is_taken_away_by_an_empty_field(riverside: Riverside) -> None:
    page = planned(riverside, starts=datetime.now(UTC) + timedelta(days=2))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "enter", "e", "tab", "tab", "end", "ctrl+u", "ctrl+s")
        assert "without a day." in text(app)
    left = riverside.do("maya", lambda plc: plc.sessions.show(page.id))
    assert (left.starts, left.title) == (None, page.title)
