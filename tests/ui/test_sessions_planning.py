"""Planning a session: by need, people and minutes; one form; a plain statement."""

from __future__ import annotations

from datetime import timedelta

from textual.widgets import Input

from community import Riverside, lines, press, settled, text, words, write
from plc_tui.domain.notes import NewNote
from plc_tui.ui.places import PLACES, tabs
from plc_tui.ui.widgets.masthead import Masthead


async def test_enter_all_the_way_plans_a_session_that_the_circle_sees(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "n")
        assert "It works, and I want to tune it" in text(app)
        await write(pilot, "look back")
        await press(pilot, "enter", "enter", "enter")
        assert "Maths circle (2 people)" in text(app)
        assert "will see that this session is planned." in text(app)
        await press(pilot, "enter", "enter")
        assert "is planned" in text(app)
        assert "you facilitate" in text(app)
    (page,) = riverside.do("aisha", lambda plc: plc.sessions.shelves()).planned
    assert page.circle is not None
    assert page.steps


async def test_protocols_that_do_not_fit_stand_below_with_the_reason(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "n", "enter", "p")
        await write(pilot, "5\n")
        await press(pilot, "m")
        await write(pilot, "20\n")
        shown = words(app)
        assert "5 people · 20 minutes" in shown
        assert shown.index("These fit 5 people and 20 minutes") < shown.index("Not for this")
        assert "It is for 6 to 30 people." in shown
        assert "20 minutes" in shown
        assert "When the work is small" in shown, "in a list the words all of them begin with are left out"
        await press(pilot, "p")
        await write(pilot, "50\n")
        assert "50 people" in words(app)
        assert "None fits; w, p and m change what you look for" in text(app)
        await press(pilot, "p", "backspace", "enter", "home", "enter")
        assert "Trust: " in text(app)
        assert "To whoever leads: " in text(app)


async def test_a_number_that_is_none_is_told_beside_its_field_and_takes_no_protocol_away(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "n", "enter", "down", "enter", "enter")
        protocol = lines(app)[4].split("▌")[1].split(",")[0]
        await press(pilot, *["up"] * 7)
        await write(pilot, "soon")
        wrong = next(line for line in lines(app) if "write a number, such as 45." in line)
        assert wrong.split()[0] == "Minutes"
        await press(pilot, "up", "down")
        await write(pilot, "50")
        assert app.screen.query_one("#minutes", Input).value == "50", "a number is replaced by what is typed"
        await press(pilot, "up", "down")
        await write(pilot, "soon")
        assert protocol in lines(app)[4]


async def test_the_form_says_what_it_understood_and_who_will_see_it(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.notes.add(NewNote("One.", title="Three questions")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        day = app.now() + timedelta(days=9)
        await press(pilot, "6", "n", "enter", "down", "enter", "enter")
        await press(pilot, *["up"] * 6)
        assert "A day and a time" in text(app)
        await write(pilot, "someday")
        assert "names no day and time" in words(app)
        await press(pilot, *["backspace"] * 7)
        await write(pilot, f"{day:%Y-%m-%d} 15:30")
        assert f"{day:%A} {day.day} {day:%B}, 15:30" in text(app)
        await press(pilot, "down")
        await write(pilot, "Tuning at last")
        await press(pilot, "down", "down", "down", "enter", "down", "enter")
        await press(pilot, "down", "enter")
        await write(pilot, "sam\n")
        await press(pilot, "ctrl+s")
        assert "Maths circle (2 people) and Sam Reyes will see that this session is planned" in words(app)
        assert "can read a copy of “Three questions” as it is now" in words(app)
        await press(pilot, "ctrl+s", "enter")
        assert "“Tuning at last” is planned" in text(app)
    (page,) = riverside.do("sam", lambda plc: plc.sessions.shelves()).planned
    assert (page.title, page.work is not None) == ("Tuning at last", True)
    assert page.starts is not None
    assert page.starts.astimezone(day.tzinfo).date() == day.date()


async def test_what_was_begun_is_there_again_and_can_be_gone_on_with_from_home(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "n", "enter", "down", "enter", "enter")
        await press(pilot, *["up"] * 5)
        await write(pilot, "My own title")
        await press(pilot, "escape")
        assert "is kept as a draft" in text(app)
        await press(pilot, "1")
        assert "A session, being planned: “My own title”" in text(app)
        await press(pilot, "end", "enter")
        assert "What you had begun to plan is here again." in text(app)
        assert "My own title" in text(app)


async def test_at_sixty_columns_every_place_keeps_its_name(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "6")
        masthead = app.screen.query_one(Masthead)
        assert (
            masthead.render().plain.split("\n")[1].rstrip()
            == " 1 Home 2 Goals 3 Notes 4 Reviews 5 Circles 6 Sessions    /"
        )
        assert [tab.key for tab in tabs(PLACES)] == ["1", "2", "3", "4", "5", "6", "/", "F9"]
