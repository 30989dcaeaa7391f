from __future__ import annotations

import pytest

from community import Riverside, lines, press, settled, text, words, write
from plc_tui.domain.audience import EVERYONE_HERE
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.ui.screens.goal import GoalScreen
from plc_tui.ui.screens.goals import GoalsScreen
from plc_tui.ui.widgets.paged_list import PagedList


def set_goal(riverside: Riverside, who: str, question: str, step: str = "", *, shared: bool = False) -> str:
    goal = riverside.do(who, lambda plc: plc.goals.add(NewGoal(Wording(question), first_step=step)).id)
    if shared:
        riverside.do(who, lambda plc: plc.goals.share(goal, EVERYONE_HERE))
    return goal


async def test_an_empty_place_says_what_a_goal_is_and_which_key_starts(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        assert "No goals yet." in text(app)
        assert "only you can read it until you share it" in words(app)
        assert "n  Set a goal" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, GoalsScreen)


async def test_goals_stand_with_their_state_and_next_step_hers_before_those_shared(riverside: Riverside) -> None:
    met = set_goal(riverside, "maya", "Learn their names")
    riverside.do("maya", lambda plc: plc.goals.meet(met))
    set_goal(riverside, "maya", "Wait longer", "Count to five")
    set_goal(riverside, "ben", "Better exit tickets", "Read ten of them", shared=True)
    set_goal(riverside, "ben", "Nobody's business")
    app = riverside.app("maya", marks="glyphs")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        shown = [" ".join(line.split()) for line in lines(app)[4:-2] if line.strip()]
        assert shown == [
            "Your goals",
            "▸ ○ Wait longer open",
            "next: Count to five",
            "✓ Learn their names met today",
            "Shared with you",
            "○ Better exit tickets open",
            "Ben Ito · next: Read ten of them",
        ]


async def test_the_list_can_be_narrowed_to_one_state(riverside: Riverside) -> None:
    resting = set_goal(riverside, "maya", "Marking")
    riverside.do("maya", lambda plc: plc.goals.rest(resting))
    set_goal(riverside, "maya", "Wait longer")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "f")
        await write(pilot, "resting")
        await press(pilot, "enter")
        assert "Resting goals only; f shows others." in text(app)
        assert "Marking" in text(app)
        assert "Wait longer" not in text(app)
        await press(pilot, "f")
        await write(pilot, "go")
        assert "Goals let go" in text(app)
        await write(pilot, "als let")
        await press(pilot, "enter")
        assert "No goals let go." in text(app)
        await press(pilot, "f")
        await write(pilot, "all")
        await press(pilot, "enter")
        assert "Wait longer" in text(app)
        assert "f shows others" not in text(app)


async def test_many_goals_come_page_by_page_without_a_gap(riverside: Riverside) -> None:
    def many(plc: object) -> None:
        for number in range(70):
            plc.goals.add(NewGoal(Wording(f"Goal {number}")))  # type: ignore[attr-defined]

    riverside.do("maya", many)
    for number in range(3):
        set_goal(riverside, "ben", f"Ben's {number}", shared=True)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "end", "end", "end")
        found = app.screen.query_one(PagedList)
        assert len(found.keys) == len(set(found.keys)) == 73
        assert "Shared with you" in text(app)
        assert text(app).count("Shared with you") == 1


@pytest.mark.parametrize("mine", [63, 64, 65])
async def test_the_seam_between_hers_and_those_shared_is_seen_once(riverside: Riverside, mine: int) -> None:
    def many(plc: object) -> None:
        for number in range(mine):
            plc.goals.add(NewGoal(Wording(f"Goal {number}")))  # type: ignore[attr-defined]

    riverside.do("maya", many)
    set_goal(riverside, "ben", "Ben's", shared=True)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "end", "end", "end")
        found = app.screen.query_one(PagedList)
        assert len(found.keys) == mine + 1
        assert [row.title.plain for row in found._rows if row.heading] == ["Your goals", "Shared with you"]


async def test_on_a_wide_terminal_more_of_the_goal_stands_beside_the_list(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer", why="They answer in one word."))))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        assert "Why it matters to me" in text(app)
        assert "They answer in one word." in text(app)


async def test_enter_opens_and_escape_comes_back_to_the_same_goal(riverside: Riverside) -> None:
    set_goal(riverside, "maya", "First")
    second = set_goal(riverside, "maya", "Second")
    first = riverside.do("maya", lambda plc: plc.goals.list().items[-1].id)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "down", "enter")
        assert isinstance(app.screen, GoalScreen)
        assert "First" in text(app)
        await press(pilot, "escape")
        assert app.screen.query_one(PagedList).key == first != second


async def test_a_goal_she_has_just_set_is_where_the_cursor_is(riverside: Riverside) -> None:
    set_goal(riverside, "maya", "Wait longer")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2", "n")
        await write(pilot, "Do I listen?")
        await app.keeper.flush()
        await settled(pilot)
        assert "Draft kept" in text(app)
        await press(pilot, "ctrl+s")
        assert "is set. Only you can read it." in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, GoalScreen)
        assert "Do I listen?" in text(app)
