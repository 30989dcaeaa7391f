from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from community import Riverside, lines, press, settled, text, until, words, write
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_people
from plc_tui.domain.goals import Goal, NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.ui.app import PlcApp
from plc_tui.ui.screens.ask_review import AskReviewScreen
from plc_tui.ui.screens.check_in import CheckInScreen
from plc_tui.ui.screens.goal import GoalScreen
from plc_tui.ui.screens.goals import GoalsScreen
from plc_tui.ui.screens.note import NoteScreen
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.widgets.pieces import Pieces

WAIT = Wording(
    "Do they talk more when I say less?", "They answer in one word.", "Somebody says because.", "guided", "this term"
)


@pytest.fixture
def goal(riverside: Riverside) -> str:
    return riverside.do("maya", lambda plc: plc.goals.add(NewGoal(WAIT, first_step="Count to five")).id)


def now(riverside: Riverside, goal: str) -> Goal:
    return riverside.do("maya", lambda plc: plc.goals.show(goal))


async def opened(pilot: Pilot[int], goal: str) -> PlcApp:
    """Open a goal from Goals."""
    await settled(pilot)
    await press(pilot, "2", "enter")
    app = pilot.app
    assert isinstance(app, PlcApp)
    assert isinstance(app.screen, GoalScreen)
    return app


def page(app: PlcApp) -> str:
    """The whole goal, also what is scrolled out of sight, as one run of words."""
    return " ".join(app.screen.query_one("#goal", Pieces).plain.split())


def do(app: PlcApp, command: str) -> None:
    """What choosing it from the menu does."""
    assert isinstance(app.screen, GoalScreen)
    app.screen.choose_command(command)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_goal_leaves_the_screen_of_a_reader_who_was_removed(
    riverside: Riverside, goal: str, size: tuple[int, int]
) -> None:
    riverside.do("maya", lambda plc: plc.goals.check_in(goal, "Five seconds", "Yusuf spoke", "careful"))
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    app = riverside.app("ben")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await app.push_screen(GoalScreen(goal))
        await settled(pilot)
        assert "when I say less" in page(app)
        riverside.do("maya", lambda plc: plc.members.remove("ben"))
        app.tell_change()
        await settled(pilot)
        assert "You no longer belong to this community." in words(app)
        assert not any(said in words(app) for said in ("when I say less", "one word", "Yusuf", "Count to five"))


async def test_a_goal_shows_everything_about_it_and_who_can_read_it(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.goals.step(goal, "Ask Ben in", date.today() + timedelta(days=400)))
    riverside.do("maya", lambda plc: plc.goals.check_in(goal, "Five seconds", "Yusuf spoke", "careful"))
    riverside.do("maya", lambda plc: plc.notes.add(NewNote("I counted.", "Wait time", goal=goal)))
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    riverside.do("ben", lambda plc: plc.responses.add(goal, "wonder", "Who speaks first?"))
    app = riverside.app("maya", marks="glyphs")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        assert "Who can read it: You and Ben Ito" in text(app)
        for said in (
            "Do they talk more when I say less?",
            "○ open · set today · this term",
            "Why it matters to me They answer in one word.",
            "How I will notice Somebody says because.",
            "Who steers it: guided",
            "○ Count to five",
            f"○ Ask Ben in by {date.today() + timedelta(days=400):%-d %B %Y}",
            "Tried: Five seconds",
            "Noticed: Yusuf spoke",
            "How confident: careful",
            "Notes on it Wait time",
            "Ben Ito wonders",
            "Who speaks first?",
        ):
            assert said in page(app).replace("│ ", "")


async def test_the_answers_of_another_frame_stand_under_their_own_questions(riverside: Riverside) -> None:
    wording = Wording("Give books back", extra=(("obstacle", "I cannot stop at one comment."), ("lost", "From afar.")))
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(wording, "woop")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "")
        assert "Obstacle in me I cannot stop at one comment." in page(app)
        assert "Lost From afar." in page(app)


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_space_and_enter_mark_a_step_done_and_open_again(riverside: Riverside, goal: str, key: str) -> None:
    app = riverside.app("maya", marks="glyphs")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "down", key)
        assert "“Count to five” is done." in text(app)
        assert "✓ Count to five done today" in page(app)
        await press(pilot, key)
        assert "“Count to five” is open again." in text(app)
        assert "○ Count to five" in page(app)


async def test_a_step_out_of_sight_is_not_done_by_accident(riverside: Riverside) -> None:
    long = Wording("Question", "\n".join(f"Line {n}" for n in range(40)))
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(long, first_step="Far below")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "")
        await press(pilot, "space")
        assert "Put the cursor on a step first." in text(app)
        for _ in range(30):
            await press(pilot, "down")
        await press(pilot, "space")
        assert "“Far below” is done." in text(app)


async def test_a_step_takes_a_day_as_people_type_it(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "a")
        await write(pilot, "Ask Ben in")
        await press(pilot, "enter")
        await write(pilot, "+2w")
        await press(pilot, "enter")
        assert "Step added: “Ask Ben in”, hoped for by" in text(app)
    assert now(riverside, goal).steps[-1].by == date.today() + timedelta(weeks=2)


async def test_words_of_a_step_stay_when_its_day_cannot_be_read(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "a")
        await write(pilot, "Ask Ben in")
        await press(pilot, "enter")
        await write(pilot, "someday")
        await press(pilot, "enter")
        assert "is not a date plc understands" in words(app)
        assert "Ask Ben in" in text(app)
        assert len(now(riverside, goal).steps) == 1
        await write(pilot, " or other")
        assert "somedayorother" in text(app).replace(" ", ""), "the cursor is where the mistake is"
        await press(pilot, "escape")
        assert "Ask Ben in" not in text(app)


async def test_a_check_in_takes_three_short_answers_or_one(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "i")
        assert isinstance(app.screen, CheckInScreen)
        assert "Your next step was: Count to five" in text(app)
        await press(pilot, "ctrl+s")
        assert "Write what you tried, or what you noticed" in text(app)
        await write(pilot, "Five seconds")
        await press(pilot, "tab", "tab")
        await write(pilot, "careful")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, GoalScreen)
        assert "Your check-in is on the goal." in text(app)
        assert "Tried: Five seconds" in page(app)
    check_in = now(riverside, goal).check_ins[0]
    assert (check_in.tried, check_in.noticed, check_in.confidence) == ("Five seconds", "", "careful")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_a_check_in_left_half_way_is_a_draft_and_comes_back(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "i")
        await write(pilot, "Five sec")
        await press(pilot, "escape")
        assert "What you wrote is kept as a draft; Home shows it." in text(app)
        await press(pilot, "i")
        assert "Five sec" in text(app)
        assert "What you began is here again" in text(app)
    assert now(riverside, goal).check_ins == ()


async def test_who_steers_can_change_with_a_reason_and_the_story_keeps_it(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        do(app, "steers")
        await settled(pilot)
        await write(pilot, "co")
        await press(pilot, "enter")
        assert "From guided to co-designed" in text(app)
        await write(pilot, "We plan it together")
        await press(pilot, "ctrl+s")
        assert "Who steers it now: co-designed" in text(app)
        assert "Because: We plan it together" in page(app)
        assert "Who steers it: co-designed" in page(app).partition("How my question changed")[2]
    assert now(riverside, goal).wording == Wording(*WAIT_PARTS, "co-designed", "this term")


WAIT_PARTS = (WAIT.question, WAIT.why, WAIT.notice)


async def test_who_steers_can_be_said_in_her_own_words(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        do(app, "steers")
        await settled(pilot)
        await write(pilot, "own words")
        await press(pilot, "enter")
        await press(pilot, *["backspace"] * len("guided"))
        await write(pilot, "my coach")
        await press(pilot, "enter")
        await write(pilot, "She asked")
        await press(pilot, "ctrl+s")
    assert now(riverside, goal).wording.steers == "my coach"


@pytest.mark.parametrize(
    ("command", "state", "said"),
    [
        ("rest", "resting", "It rests now."),
        ("meet", "met", "It is met."),
        ("let_go", "let go", "It is let go."),
    ],
)
async def test_a_goal_may_rest_be_met_or_let_go_and_be_opened_again(
    riverside: Riverside, goal: str, command: str, state: str, said: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        do(app, command)
        await settled(pilot)
        await write(pilot, "It is May")
        await press(pilot, "ctrl+s")
        assert said in text(app)
        assert f"{state} {'since ' if state == 'resting' else ''}today" in page(app)
        assert now(riverside, goal).state == state
        do(app, command)
        await settled(pilot)
        assert f"It is {state} already." in text(app)
        do(app, "reopen")
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert "It is open again." in text(app)
        assert "Because: It is May" in page(app)
    assert [revision.event for revision in now(riverside, goal).biography] == ["set", state, "reopened"]


async def test_the_biography_shows_the_earlier_words_and_why_they_changed(riverside: Riverside, goal: str) -> None:
    new = Wording("Who answers my questions?", WAIT.why, WAIT.notice, "guided", "this term")
    riverside.do("maya", lambda plc: plc.goals.reword(goal, new, "They do not."))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        story = page(app).partition("How my question changed")[2].replace("│ ", "")
        first, second = story.index("“Do they talk more when I say less?”"), story.index("“Who answers my questions?”")
        assert first < second < story.index("Because: They do not.")


async def test_the_biography_shows_whatever_else_was_worded_anew(riverside: Riverside, goal: str) -> None:
    new = Wording(WAIT.question, "They are tired.", "", "guided", "this term")
    riverside.do("maya", lambda plc: plc.goals.reword(goal, new, "I asked them."))
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        story = page(app).partition("How the question changed")[2].replace("│ ", "")
        assert "Why it matters to me: They are tired. How I will notice: left open Because: I asked them." in story
        assert story.count(WAIT.question) == 1


async def test_sharing_says_who_reads_it_and_the_line_above_changes(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        assert "Who can read it: Only you" in text(app)
        await press(pilot, "s", "e")
        assert "be able to read this. Share?" in words(app)
        await press(pilot, "y")
        assert "Who can read it: Everyone here (4 people)" in text(app)
    assert riverside.do("sam", lambda plc: plc.goals.show(goal).id) == goal


async def test_a_note_written_from_a_goal_is_tied_to_it(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "n")
        assert isinstance(app.screen, NoteEditor)
        await write(pilot, "I counted")
        await press(pilot, "ctrl+s", "escape")
        assert isinstance(app.screen, GoalScreen)
        assert "Notes on it I counted" in page(app)
        app.screen.query_one("#goal", Pieces).go_to(
            f"note/{riverside.do('maya', lambda p: p.notes.list().items[0].id)}"
        )
        await press(pilot, "enter")
        assert isinstance(app.screen, NoteScreen)


async def test_a_review_of_a_goal_is_asked_for_and_listed(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(goal, "Is it mine?", with_people("ben"), "warm-cool")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        assert "Reviews of it asked: Is it mine?" in page(app)
        await press(pilot, "f")
        assert isinstance(app.screen, AskReviewScreen)


async def test_a_colleague_responds_and_cannot_change_it(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        assert "e Encourage" in lines(app)[-1]
        assert "Check in" not in lines(app)[-1]
        await press(pilot, "i")
        assert "Only Maya Okafor can do that with this goal." in text(app)
        await press(pilot, "w")
        await write(pilot, "Who speaks first")
        await press(pilot, "ctrl+s")
        assert "Who speaks first" in page(app)
    assert [r.kind for r in riverside.do("maya", lambda plc: plc.responses.of(goal))] == ["wonder"]


async def test_her_own_goal_is_not_hers_to_encourage(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "e")
        assert "This is your own goal" in text(app)


async def test_a_response_comes_in_by_itself_and_is_answered_with_enter(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        response = riverside.do("ben", lambda plc: plc.responses.add(goal, "wonder", "Who speaks first?"))
        await until(pilot, lambda: "Who speaks first?" in page(app))
        app.screen.query_one("#goal", Pieces).go_to(f"response/{response.id}")
        await press(pilot, "enter")
        await write(pilot, "Always Lena")
        await press(pilot, "ctrl+s")
        assert "Always Lena" in page(app)
    thread = riverside.do("ben", lambda plc: plc.responses.of(goal))
    assert [(r.kind, r.parent) for r in thread] == [("wonder", None), ("answer", response.id)]


async def test_a_deleted_goal_goes_to_the_bin_and_comes_back_with_u(riverside: Riverside, goal: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        await press(pilot, "u")
        assert "You have not deleted this goal just now." in words(app)
        do(app, "delete")
        await settled(pilot)
        assert "“Do they talk more when I say less?” is in the bin until" in words(app)
        assert "They answer in one word." not in text(app)
        await press(pilot, "i")
        assert "There is no goal here now." in text(app)
        await press(pilot, "u")
        assert "It is back, and who can read it is as it was." in text(app)
        assert "They answer in one word." in text(app)
        do(app, "delete")
        await settled(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, GoalsScreen)
        assert "Do they talk more" not in text(app)


async def test_a_goal_no_longer_shared_leaves_the_screen(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.goals.share(goal, EVERYONE_HERE))
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, goal)
        assert "They answer in one word." in text(app)
        riverside.do("maya", lambda plc: plc.goals.share(goal, ONLY_ME))
        app.tell_change()
        await settled(pilot)
        assert "They answer in one word." not in text(app)
        assert "Do they talk more" not in text(app)


async def test_on_a_wide_terminal_the_story_stands_beside_the_goal(riverside: Riverside, goal: str) -> None:
    riverside.do("maya", lambda plc: plc.goals.check_in(goal, "Five seconds"))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, goal)
        assert "Five seconds" in app.screen.query_one("#story", Pieces).plain
        assert "Five seconds" not in page(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Five seconds" in page(app)


async def test_hostile_words_are_only_words(riverside: Riverside) -> None:
    bad = "[/foo] [@click=app.quit]x[/] $words"
    wording = Wording(bad, bad, bad, bad, bad, (("x", bad),))
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(wording, first_step=bad)).id)
    riverside.do("maya", lambda plc: plc.goals.check_in(goal, bad, bad, bad))
    riverside.do("maya", lambda plc: plc.goals.let_go(goal, bad))
    riverside.do("maya", lambda plc: plc.notes.add(NewNote(bad, bad, goal=goal)))
    riverside.do("maya", lambda plc: plc.goals.share(goal, EVERYONE_HERE))
    riverside.do("ben", lambda plc: plc.responses.add(goal, "connect", bad))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot, goal)
        both = page(app) + app.screen.query_one("#story", Pieces).plain
        assert both.count("[@click=app.quit]x[/]") >= 12
        await press(pilot, "down", "down", "space", "end", "home")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), pytest.param((40, 12), marks=pytest.mark.slow)], ids=str)
async def test_everything_can_be_reached_with_arrows_at_every_size(
    riverside: Riverside, goal: str, size: tuple[int, int]
) -> None:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("I counted.", "Wait time", goal=goal)).id)
    riverside.do("maya", lambda plc: plc.goals.check_in(goal, "Line\n" * 30))
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await opened(pilot, goal)
        assert "F1 Help" in lines(app)[-1]
        assert "Esc Back" in lines(app)[-1]
        for _ in range(60):
            await press(pilot, "down")
        assert app.screen.query_one("#goal", Pieces).key == f"note/{note}"
        for _ in range(60):
            await press(pilot, "up")
        assert "Do they talk more" in text(app)
