"""The Reviews place: its shelves, and asking for a review."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.widgets import Static

from community import Riverside, lines, press, settled, text, wait_for, words, write
from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc
from plc_tui.ui.app import PlcApp

FOCUS = "Where do they stop thinking?"


def a_request(
    riverside: Riverside,
    author: str,
    choice: Choice,
    title: str = "Exit tickets in 8B",
    *,
    by: date | None = None,
    masked: bool = False,
) -> str:
    def asked(plc: Plc) -> str:
        note = plc.notes.add(NewNote("They guess.", title))
        return plc.reviews.ask(NewRequest(note.id, FOCUS, choice, by=by, masked=masked, wanted=1)).id

    return riverside.do(author, asked)


@pytest.fixture
def note(riverside: Riverside) -> str:
    """A note of Maya's."""
    return riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time")).id)


def asked(app: PlcApp) -> str:
    """What a question says will follow, as one run of words."""
    return str(app.screen.query_one("#consequence", Static).content)


async def test_an_empty_place_says_what_goes_here_and_how_to_begin(riverside: Riverside) -> None:
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert "No reviews yet." in text(app)
        assert "n  Ask for a review" in text(app)
        await press(pilot, "n")
        assert "A review needs something to look at. Write a note (3) or a goal (2) first." in words(app)
        assert "Open" not in lines(app)[-1]


async def test_each_request_lies_on_its_shelf_and_says_where_it_stands(riverside: Riverside) -> None:
    asked = a_request(riverside, "ben", with_people("maya"), by=date.today() + timedelta(days=1))
    mine = a_request(riverside, "maya", with_people("ben", "aisha"), "Wait time")
    a_request(riverside, "sam", EVERYONE_HERE, "Twenty minutes")
    done = a_request(riverside, "aisha", with_people("maya"), "Fractions on a line")
    riverside.do("maya", lambda plc: plc.reviews.write(done, [("warm", "One.")]))
    riverside.do("maya", lambda plc: plc.reviews.send(done))
    riverside.do("ben", lambda plc: plc.reviews.take(mine))
    assert asked != mine
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        shown = [line.strip(" ▸●○✓") for line in lines(app) if line.strip()]
        order = ["Asked of you", "You asked for", "Open places", "Finished"]
        assert [line for line in shown if line in order] == order
        assert any(line.startswith("Exit tickets in 8B") and line.endswith("by tomorrow") for line in shown)
        assert "Ben Ito asks · waits for you" in shown
        assert "Sam Reyes asks · a place is open" in shown
        assert "Aisha Khan asks · you have sent yours" in shown
        assert "Ben Ito is writing" in words(app)
        assert "Aisha Khan has been asked" in words(app)


async def test_a_wish_that_has_passed_is_never_called_overdue(riverside: Riverside) -> None:
    a_request(riverside, "ben", with_people("maya"), by=date.today() - timedelta(days=9))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert "hoped for by" in text(app)
        assert "overdue" not in text(app).lower()


async def test_on_a_wide_terminal_the_question_stands_beside_the_list(riverside: Riverside) -> None:
    a_request(riverside, "ben", with_people("maya"))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert "Ben Ito asks for your eye · Warm and cool" in text(app)
        assert FOCUS in text(app)


async def test_a_request_made_in_another_program_comes_in_by_itself(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        a_request(riverside, "ben", with_people("maya"))
        assert "Exit tickets in 8B" not in text(app)
        await wait_for(pilot, "Exit tickets in 8B")


async def test_hostile_words_in_a_request_are_only_words(riverside: Riverside) -> None:
    a_request(riverside, "ben", with_people("maya"), "[@click=app.quit]x[/] [/foo] \x1b]0;t\x07")
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert "[@click=app.quit]x[/] [/foo]" in text(app)
        await press(pilot, "enter")
        assert "\x1b" not in text(app)
        assert "[@click=app.quit]x[/] [/foo]" in text(app)


# Asking


async def test_asking_goes_from_the_question_to_a_plain_statement_and_then_asks(
    riverside: Riverside, note: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter")
        assert "This note as it is now: version 1" in text(app)
        await write(pilot, "Do I wait too long?")
        await press(pilot, "tab")
        await write(pilot, "The worksheet")
        await press(pilot, "tab", "enter")
        await write(pilot, "ladder")
        await press(pilot, "enter")
        assert "Ladder of feedback" in text(app)
        await press(pilot, "tab", "enter", "enter")
        await write(pilot, "ben")
        await press(pilot, "enter", "ctrl+s")
        assert "Ben Ito" in text(app)
        await press(pilot, "tab")
        await write(pilot, "+2w")
        await press(pilot, "ctrl+s")
        assert "Ben Ito will be able to read version 1 of this note and your question." in asked(app)
        then = date.today() + timedelta(days=14)
        assert f"You hope for it by {then.day} {then:%B}" in " ".join(asked(app).split())
        assert riverside.do("ben", lambda plc: plc.reviews.shelves().asked_of_me) == ()
        await press(pilot, "y")
        assert "Asked. What comes back waits for you in Reviews and on Home." in words(app)
        assert "Ben Ito has been asked" in text(app)
    request = riverside.do("ben", lambda plc: plc.reviews.shelves().asked_of_me)[0]
    assert (request.focus, request.off_limits, request.frame) == ("Do I wait too long?", "The worksheet", "ladder")
    assert request.by == date.today() + timedelta(days=14)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_an_ask_left_half_way_is_a_draft_of_that_work_and_comes_back(riverside: Riverside, note: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter")
        await write(pilot, "Do I wait")
        await press(pilot, "tab", "tab", "tab", "enter", "down", "enter")
        assert "Maths circle" in text(app)
        await press(pilot, "escape")
        assert "What you wrote is kept as a draft" in text(app)
        draft = riverside.do("maya", lambda plc: plc.drafts.find(f"ask:{note}"))
        assert draft is not None
        assert (draft.fields["focus"], draft.fields["whom"]) == ("Do I wait", "circles:maths")
        await press(pilot, "n", "enter")
        assert "Do I wait" in text(app)
        assert "Maths circle" in text(app)
        assert "How many reviews?" in text(app)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Begin with your question: what do you want help with?"),
        ("Why?", "Say whom you ask: colleagues, a circle, or any volunteer."),
    ],
)
async def test_an_ask_that_lacks_something_says_what_and_keeps_the_rest(
    riverside: Riverside, note: str, typed: str, said: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter")
        await write(pilot, typed)
        await press(pilot, "ctrl+s")
        assert said in words(app)
        assert typed in text(app)
        assert note


async def test_a_day_that_cannot_be_read_is_said_and_nothing_is_asked(riverside: Riverside, note: str) -> None:
    begun = {"focus": "Why?", "whom": "people:ben", "by": "soon", "off_limits": "names\nand faces"}
    riverside.do("maya", lambda plc: plc.drafts.keep(f"ask:{note}", begun))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter", "ctrl+s")
        assert '"soon" is not a date plc understands' in words(app)
        assert "names and faces" in text(app)
    assert riverside.do("maya", lambda plc: plc.reviews.shelves().i_asked) == ()


async def test_masked_is_said_in_words_before_asking(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep(f"ask:{note}", {"focus": "Why?", "whom": "volunteers"}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter")
        assert "Named: you both see who it is" in text(app)
        await press(pilot, "tab", "tab", "tab", "tab", "tab", "tab", "enter")
        assert "Masked: names stay hidden on both sides until both say yes" in text(app)
        await press(pilot, "ctrl+s")
        assert "Everyone here will be able to read" in asked(app)
        assert "Neither of you sees the other's name until both say yes." in asked(app)
        await press(pilot, "y")
    request = riverside.do("sam", lambda plc: plc.reviews.shelves().volunteers)[0]
    assert (request.masked, request.wanted, request.author.name) == (True, 2, "A colleague")


async def test_a_goal_can_be_asked_about(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Ask, then wait"))))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n")
        assert "a goal of yours" in text(app)
        await press(pilot, "enter")
        assert "This goal as it is now: version 1" in text(app)


async def test_at_sixty_columns_the_form_can_be_filled_to_its_end(riverside: Riverside, note: str) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep(f"ask:{note}", {"focus": "Why?", "whom": "people:ben"}))
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "n", "enter", "tab", "tab", "tab", "tab", "tab")
        assert "Named: you both see who it is" in text(app)
        await press(pilot, "ctrl+s")
        assert "Ben Ito will be able to read version 1" in asked(app)
        assert "y Ask" in text(app)
