from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from community import Riverside, press, settled, text, words, write
from plc_tui.domain.audience import EVERYONE_HERE, ONLY_ME, with_circles, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.ui.app import PlcApp
from plc_tui.ui.dialogs.audience import choose_audience
from plc_tui.ui.places import Place
from plc_tui.ui.screens.frame import PlaceScreen
from plc_tui.ui.widgets.audience_line import AudienceLine, audience_words

CHANGED: list[bool] = []


class Bare(PlaceScreen):
    """A place with nothing but an audience line."""

    NAME = "bare"
    PLACE = "home"
    thing = ""

    def compose_place(self) -> ComposeResult:
        yield Static("")

    async def action_share(self) -> None:
        CHANGED.append(await choose_audience(self, self.thing))


def bare(riverside: Riverside, thing: str) -> PlcApp:
    Bare.thing = thing
    CHANGED.clear()
    app = riverside.app("maya")
    app.places = (Place("home", "Home", "1", "test_audience_dialog:Bare"),)
    app._modes = {"home": Bare}
    return app


async def open_ladder(pilot: Pilot[int]) -> None:
    await settled(pilot)
    assert isinstance(pilot.app.screen, Bare)
    pilot.app.screen.carry_out("share")
    await settled(pilot)


@pytest.fixture
def note(riverside: Riverside) -> str:
    return riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time")).id)


async def test_the_ladder_marks_who_may_read_it_now(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note, with_people("ben")))
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        drawn = text(app)
        assert all(rung in drawn for rung in ("Only me", "These people...", "These circles...", "Everyone here"))
        row = next(line for line in drawn.splitlines() if "These people" in line)
        assert "✓" in row
        assert "as it is now" in row
        assert "Ben Ito" in drawn
        assert drawn.count("as it is now") == 1


async def test_widening_asks_and_names_who_will_read_it(riverside: Riverside, note: str) -> None:
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "p")
        await write(pilot, "ben")
        await press(pilot, "enter", *["backspace"] * 3)
        await write(pilot, "aisha")
        await press(pilot, "enter", "ctrl+s")
        assert "Aisha Khan and Ben Ito will be able to read this. Share?" in words(app)
        assert riverside.do("maya", lambda plc: plc.audience.words(note)) == "Only you"
        await press(pilot, "enter")  # Enter alone never says yes
        assert riverside.do("maya", lambda plc: plc.audience.words(note)) == "Only you"
        assert CHANGED == [False]


@pytest.mark.parametrize(("rung", "said"), [("p", "Chosen: nobody yet"), ("c", "Chosen: nothing yet")])
async def test_while_none_is_chosen_people_are_nobody_and_circles_nothing(
    riverside: Riverside, note: str, rung: str, said: str
) -> None:
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, rung)
        assert said in text(app)


async def test_a_yes_shares_it_and_says_who_can_read_it_now(riverside: Riverside, note: str) -> None:
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "c", "enter", "ctrl+s")
        assert "Maths circle (Aisha Khan) will be able to read this. Share?" in words(app)
        await press(pilot, "y")
        assert CHANGED == [True]
        assert "Who can read it now: Maths circle (2 people)" in text(app)
    assert riverside.do("aisha", lambda plc: plc.notes.show(note).title) == "Wait time"


async def test_narrowing_happens_at_once(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note, EVERYONE_HERE))
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "m")
        assert CHANGED == [True]
        assert "Who can read it now: Only you" in text(app)


async def test_from_everyone_to_a_circle_is_narrowing_too(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note, EVERYONE_HERE))
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "c", "enter", "ctrl+s")
        assert CHANGED == [True]
    assert riverside.do("maya", lambda plc: plc.audience.words(note)) == "Maths circle (2 people)"


async def test_everyone_asks_even_where_nobody_new_would_gain_it_today(riverside: Riverside, note: str) -> None:
    everyone = with_people("ben", "aisha", "sam")
    riverside.do("maya", lambda plc: plc.notes.share(note, everyone))
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "e")
        assert "Everyone here will be able to read this. Share?" in text(app)
        assert "So will whoever joins later." in text(app)
        await press(pilot, "escape")
        assert CHANGED == [False]


async def test_a_goal_is_shared_by_the_same_ladder(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Do I wait?"))).id)
    app = bare(riverside, goal)
    async with app.run_test(size=(60, 20)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "e", "y")
    assert riverside.do("sam", lambda plc: plc.goals.show(goal).wording.question) == "Do I wait?"


@pytest.mark.parametrize("choice", [with_people("ben"), with_circles("maths")])
async def test_taking_everybody_away_means_only_me(
    riverside: Riverside, note: str, choice: Callable[..., object]
) -> None:
    riverside.do("maya", lambda plc: plc.notes.share(note, choice))  # type: ignore[arg-type]
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "enter", "enter", "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.audience.words(note)) == "Only you"


async def test_esc_anywhere_on_the_way_changes_nothing(riverside: Riverside, note: str) -> None:
    app = bare(riverside, note)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        await press(pilot, "p", "enter", "escape")
        assert CHANGED == [False]
    assert riverside.do("maya", lambda plc: plc.notes.show(note).audience.kind) == ONLY_ME.kind


async def test_what_is_not_hers_is_refused_before_anything_is_asked(riverside: Riverside) -> None:
    his = riverside.do("ben", lambda plc: plc.notes.add(NewNote("His.", "His")).id)
    riverside.do("ben", lambda plc: plc.notes.share(his, EVERYONE_HERE))
    app = bare(riverside, his)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_ladder(pilot)
        assert isinstance(app.screen, Bare)
        assert CHANGED == []


def test_the_audience_line_draws_hostile_names_as_words() -> None:
    said = audience_words("[@click=app.quit]x[/] \x1b[31m")
    assert said.plain.startswith("Who can read it: [@click=app.quit]x[/]")
    assert "\x1b" not in said.plain


def test_a_new_text_is_only_hers() -> None:
    assert "Only you" in str(AudienceLine().render())
