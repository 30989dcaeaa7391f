from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from community import Riverside, lines, press, settled, text, wait_for, words, write
from plc_tui import seeds
from plc_tui.domain.goals import Goal, NewGoal, Wording
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.goal import GoalScreen
from plc_tui.ui.screens.goal_editor import GoalEditor
from plc_tui.ui.screens.goals import GoalsScreen
from plc_tui.ui.widgets.question import Answer
from plc_tui.ui.words.goal_form import PLAIN, form, from_wording, to_wording


async def new_goal(pilot: Pilot[int]) -> PlcApp:
    await settled(pilot)
    await press(pilot, "2", "n")
    app = pilot.app
    assert isinstance(app, PlcApp)
    assert isinstance(app.screen, GoalEditor)
    return app


async def other_questions(pilot: Pilot[int], called: str) -> None:
    await press(pilot, "f4")
    await write(pilot, called)
    await press(pilot, "enter")


def goals(riverside: Riverside) -> tuple[Goal, ...]:
    return riverside.do("maya", lambda plc: plc.goals.list().items)


def answers(app: PlcApp) -> list[str]:
    return [answer.text for answer in app.screen.query(Answer)]


async def test_a_new_goal_asks_four_plain_questions_with_an_example_each_on_one_screen(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        for field in seeds.goal_frame("plain").fields:
            assert f"{field.title} {field.ask}" in words(app)
            assert f"For example: {field.example}" in " ".join(text(app).replace("▌", " ").replace("┃", " ").split())
        assert "Who can read it: Only you" in text(app)


async def test_on_a_wide_terminal_the_examples_stand_beside_what_is_written(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Do they talk")
        line = next(line for line in lines(app) if "Do they talk" in line)
        assert "For example: How can I get" in line


async def test_a_goal_of_one_question_is_a_goal(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await press(pilot, "ctrl+s")
        assert "A goal needs its question. Everything else may wait." in text(app)
        await write(pilot, "Do they talk more when I say less?")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, GoalsScreen)
        assert "“Do they talk more when I say less?” is set. Only you can read it." in text(app)
    (goal,) = goals(riverside)
    assert goal.wording == Wording("Do they talk more when I say less?")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_enter_goes_on_from_the_question_and_every_answer_arrives(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Wait\none word\nonly")
        await press(pilot, "tab")
        await write(pilot, "somebody says because")
        await press(pilot, "tab")
        await write(pilot, "count to five")
        await press(pilot, "tab", "tab")
        await write(pilot, "this term")
        await press(pilot, "ctrl+s")
    (goal,) = goals(riverside)
    assert goal.wording == Wording("Wait", "one word\nonly", "somebody says because", season="this term")
    assert goal.next_step == "count to five"
    assert goal.frame == "plain"


async def test_other_questions_keep_what_is_written(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Give books back")
        await other_questions(pilot, "woop")
        await wait_for(pilot, "Wish  What do I wish for")
        assert answers(app)[0] == "Give books back"
        await press(pilot, "tab")
        await write(pilot, "I cannot stop")
        await other_questions(pilot, "smart")
        assert {"Give books back", "I cannot stop"} <= set(answers(app))
        await press(pilot, "ctrl+s")
    (goal,) = goals(riverside)
    assert goal.frame == "smart"
    assert goal.wording.question == "Give books back"
    assert ("obstacle", "I cannot stop") in goal.wording.extra or "I cannot stop" in (
        goal.wording.why,
        goal.wording.notice,
    )


async def test_who_steers_can_be_chosen_from_words_that_are_explained(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Wait")
        await press(pilot, "f5")
        assert "Somebody else sets it; how I work on it is mine." in text(app)
        await write(pilot, "guided")
        await press(pilot, "enter", "ctrl+s")
    assert goals(riverside)[0].wording.steers == "guided"


async def test_escape_keeps_a_draft_that_comes_back_with_its_questions(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Give books back")
        await other_questions(pilot, "woop")
        await press(pilot, "escape")
        assert isinstance(app.screen, GoalsScreen)
        assert "What you wrote is kept as a draft; Home shows it." in text(app)
        await press(pilot, "n")
        assert "What you began is here again" in text(app)
        await wait_for(pilot, "Wish  What do I wish for")
        assert answers(app)[0] == "Give books back"
    assert goals(riverside) == ()


async def test_looking_at_the_questions_leaves_no_draft(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await other_questions(pilot, "smart")
        await press(pilot, "escape")
        assert "draft" not in text(app)
        await press(pilot, "f10")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_a_draft_is_thrown_away_only_after_a_yes(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        await write(pilot, "Half a goal")
        app.screen.choose_command("throw_away")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "n")
        assert "Half a goal" in answers(app)
        app.screen.choose_command("throw_away")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "y")
        assert isinstance(app.screen, GoalsScreen)
        assert "It is thrown away." in text(app)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_a_goal_is_worded_anew_with_its_reason_and_keeps_its_questions(riverside: Riverside) -> None:
    wording = Wording("Give books back", "they remember", extra=(("obstacle", "I am tired"),))
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(wording, "woop", "close the book")).id)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "r")
        assert isinstance(app.screen, GoalEditor)
        assert "Your goal, in new words" in text(app)
        assert {"Give books back", "they remember", "I am tired"} <= set(answers(app))
        assert "close the book" not in answers(app)
        await press(pilot, "f4")
        assert "This goal keeps the questions it was set with." in text(app)
        await press(pilot, "ctrl+s")
        assert "Its words are the same as before, so nothing was saved." in text(app)
        await write(pilot, " on Friday")
        await press(pilot, "ctrl+s")
        assert "Say in a few words what changed." in text(app)
        await write(pilot, "A week is too long")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, GoalScreen)
        assert "Your goal has new words; its story keeps the earlier ones." in text(app)
    after = riverside.do("maya", lambda plc: plc.goals.show(goal))
    assert after.wording == Wording("Give books back on Friday", "they remember", extra=(("obstacle", "I am tired"),))
    assert [(r.event, r.because) for r in after.biography] == [("set", ""), ("reworded", "A week is too long")]


async def test_reading_the_words_of_a_goal_leaves_no_draft(riverside: Riverside) -> None:
    riverside.do(
        "maya", lambda plc: plc.goals.add(NewGoal(Wording("Give books back", "why", "notice", "guided", "now")))
    )
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "r", "escape")
        assert isinstance(app.screen, GoalScreen)
        assert "draft" not in text(app)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_an_answer_taken_out_stays_out(riverside: Riverside) -> None:
    wording = Wording("Give books back", "old reason")
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(wording)).id)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "r")
        app.screen.write("why", "")  # type: ignore[attr-defined]
        app.screen.write("because", "It was never that")  # type: ignore[attr-defined]
        await press(pilot, "escape", "r")
        assert "old reason" not in answers(app)
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.goals.show(goal)).wording.why == ""


@pytest.mark.parametrize("frame", seeds.goal_frames(), ids=lambda frame: frame.id)
def test_every_answer_of_every_frame_has_a_place_in_the_goal(frame: seeds.GoalFrame) -> None:
    asked = form(frame, seeds.goal_frames(), {}, anew=False)
    given = {each.name: f"words for {each.name}" for each in asked}
    wording = to_wording(given, frame)
    kept = {**from_wording(wording), "first_step": given.get("first_step", "")}
    assert {name: kept[name] for name in given} == given


def test_answers_to_questions_that_are_not_asked_any_more_are_asked_on() -> None:
    plain = seeds.goal_frame(PLAIN)
    asked = [each.name for each in form(plain, seeds.goal_frames(), {"extra:obstacle": "I am tired"}, anew=False)]
    assert asked == ["question", "why", "notice", "first_step", "extra:obstacle", "steers", "season"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (120, 40)])
async def test_every_question_can_be_reached_at_every_size(riverside: Riverside, size: tuple[int, int]) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await new_goal(pilot)
        for _ in range(5):
            await press(pilot, "tab")
        await write(pilot, "till June")
        assert "till June" in text(app)
        assert "F1 Help" in lines(app)[-1]
        assert "Esc Back" in lines(app)[-1]


async def test_what_is_typed_in_one_burst_reaches_the_answers_it_was_meant_for(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await new_goal(pilot)
        for key in ("a", "b", "enter", "c", "tab", "d", "enter", "e", "shift+tab", "f"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert answers(app)[:3] == ["ab", "cf", "d\ne"]
