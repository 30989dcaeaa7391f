"""What one said one would do, and what of sessions stands on Home and on a circle's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from community import Riverside, press, settled, text, wait_for, wait_gone, words, write
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.sessions.plans import NewSession
from sessions_at_riverside import held, planned


async def test_what_one_said_is_taken_up_as_a_step_on_a_goal(riverside: Riverside) -> None:
    held(riverside)
    goal = riverside.do("aisha", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"), "plain", "")))
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "You said you would: “Count to seven on Friday”" in text(app)
        await press(pilot, "enter")
        assert "Not taken up yet" in text(app)
        await press(pilot, "enter", "enter")
        await wait_for(pilot, "a step of “Wait longer”")
        await press(pilot, "k")
        await wait_for(pilot, "Nothing is open.")
        await press(pilot, "escape")
        await wait_gone(pilot, "You said you would")
    steps = riverside.do("aisha", lambda plc: plc.goals.show(goal.id)).steps
    assert [step.text for step in steps] == ["Count to seven on Friday"]


async def test_it_becomes_a_step_on_a_goal_that_is_set_just_now(riverside: Riverside) -> None:
    held(riverside)
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "6", "w", "enter", "enter")
        await write(pilot, "Wait longer")
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "is a step on your goal now")
    (goal,) = riverside.do("aisha", lambda plc: plc.goals.list("mine").items)
    assert goal.next_step == "Count to seven on Friday"


async def test_home_tells_of_a_session_of_today_and_lets_one_into_one_that_goes_on(riverside: Riverside) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=1)
    new = NewSession("final-word", title="A passage each", circle="maths", people=4, starts=soon)
    riverside.do("aisha", lambda plc: plc.sessions.plan(new))
    going_on = planned(riverside, by="aisha")
    riverside.do("aisha", lambda plc: plc.sessions.open(going_on.id))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Today: “A passage each”" in text(app)
        assert "Going on: “What came of the waiting”" in text(app)
        await press(pilot, "home", "enter")
        assert "Aisha Khan facilitates · 1 person is in it" in text(app)
        await press(pilot, "enter")
        await wait_for(pilot, "What came of the waiting")
        assert riverside.do("maya", lambda plc: plc.sessions.show(going_on.id)).joined


async def test_a_circle_shows_its_sessions_what_is_owed_and_what_was_parked(riverside: Riverside) -> None:
    held(riverside)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "5", "enter")
        shown = words(app)
        assert "Sessions ✓ What came of the waiting" in shown
        assert "What you said you would do ● Count to seven on Friday" in shown
        assert "Parking lot of the last sessions · Who tells the parents?" in shown
        await press(pilot, "end", "enter")
        assert "Who can see it" in text(app), "each of these leads to its session"
