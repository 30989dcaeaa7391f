"""What came back: deciding point by point, replying, the next version, inviting others, and closing."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from community import Riverside, lines, looked, press, settled, text, until, words, write
from plc_tui.domain.audience import Choice, with_circles, with_people
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest, ReviewRequest
from plc_tui.services import Plc
from plc_tui.ui.app import PlcApp
from plc_tui.ui.widgets.pieces import Pieces


def ask(riverside: Riverside, choice: Choice, *, masked: bool = False) -> str:
    def asked(plc: Plc) -> str:
        note = plc.notes.add(NewNote("I waited three seconds.", "Wait time"))
        return plc.reviews.ask(NewRequest(note.id, "Do I wait too long?", choice, masked=masked)).id

    return riverside.do("maya", asked)


def sends(riverside: Riverside, who: str, request_id: str, *points: tuple[str, str]) -> None:
    def act(plc: Plc) -> None:
        plc.reviews.write(request_id, points)
        plc.reviews.send(request_id)

    riverside.do(who, act)


@pytest.fixture
def request_id(riverside: Riverside) -> str:
    """Maya asked Ben, and he has written two points."""
    made = ask(riverside, with_people("ben"))
    sends(riverside, "ben", made, ("warm", "The silence fits your aim."), ("cool", "I lost the thread."))
    return made


def mine(riverside: Riverside, request_id: str) -> ReviewRequest:
    return riverside.do("maya", lambda plc: plc.reviews.show(request_id))


def decisions(riverside: Riverside, request_id: str) -> list[tuple[str | None, str]]:
    return [(p.decision, p.reply) for review in mine(riverside, request_id).reviews for p in review.points]


def page(app: PlcApp) -> str:
    """Everything that came back, whether in sight or not, as one run of words."""
    return " ".join(app.screen.query_one(Pieces).plain.split())


def asked(app: PlcApp) -> str:
    return str(app.screen.query_one("#consequence", Static).content)


async def open_it(pilot: Pilot[Any]) -> PlcApp:
    """To Reviews, and into the request under the cursor."""
    await settled(pilot)
    await press(pilot, "4", "enter")
    app = pilot.app
    assert isinstance(app, PlcApp)
    return app


async def test_points_stand_in_full_with_whose_they_are_and_what_they_are_about(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await open_it(pilot)
        assert "Ben Ito has written, today" in page(app)
        assert "Warm: in tune with the aim The silence fits your aim." in page(app)
        assert "Do I wait too long?" in page(app)
        assert "Who can read it: You and Ben Ito" in page(app)
        assert "The note as your colleagues read it: version 1" in text(app)
        assert "I waited three seconds." in text(app)
    assert request_id


@pytest.mark.parametrize(
    ("key", "decision", "said"),
    [
        ("k", "keep", "I keep this as it is."),
        ("t", "try", "I will try this."),
        ("p", "park", "I park this for now."),
        ("l", "talk", "Let us talk about this."),
    ],
)
async def test_one_letter_decides_about_the_point_under_the_cursor(
    riverside: Riverside, request_id: str, key: str, decision: str, said: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await press(pilot, "down", key)
        assert f"{said} Ben Ito can see that; r adds a few words." in words(app)
        assert f"I lost the thread. You: {said}" in page(app)
    assert decisions(riverside, request_id) == [(None, ""), (decision, "")]


async def test_a_reply_is_written_under_the_point_and_stays_when_the_decision_changes(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await press(pilot, "r")
        assert "Your reply to Ben Ito" in text(app)
        assert "The silence fits your aim." in text(app)
        assert "Who can read it: You and Ben Ito" in text(app)
        await press(pilot, "ctrl+s")
        assert "Write a few words first." in words(app)
        await write(pilot, "On Tuesday")
        await press(pilot, "ctrl+s")
        assert "Replied. Ben Ito can read it." in words(app)
        assert decisions(riverside, request_id)[0] == ("talk", "On Tuesday")
        await press(pilot, "t")
    assert decisions(riverside, request_id)[0] == ("try", "On Tuesday")
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_a_reply_left_half_way_is_kept_and_comes_back(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await press(pilot, "enter")
        await write(pilot, "On Tue")
        await press(pilot, "escape")
        point = mine(riverside, request_id).reviews[0].points[0].id
        draft = riverside.do("maya", lambda plc: plc.drafts.find(f"reply:{request_id}:{point}"))
        assert draft is not None
        assert draft.fields == {"text": "On Tue"}
        await press(pilot, "enter")
        assert app.screen.query_one(TextArea).text == "On Tue"
    assert decisions(riverside, request_id)[0] == (None, "")


async def test_the_cursor_begins_at_the_first_point_that_waits(riverside: Riverside, request_id: str) -> None:
    first = mine(riverside, request_id).reviews[0].points[0].id
    riverside.do("maya", lambda plc: plc.reviews.decide(first, "keep"))
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await open_it(pilot)
        assert any(line.startswith(" ▸ ○ Cool: less in tune") for line in lines(app))
        await press(pilot, "t")
        assert any(line.startswith(" ▸ ✓ Cool: less in tune") for line in lines(app))
        assert "You: I will try this." in text(app)


async def test_the_next_version_is_written_and_compared_from_here(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await press(pilot, "v")
        assert "It has not changed since: version 1." in text(app)
        await press(pilot, "escape", "e")
        area = app.screen.query(TextArea).first()
        area.text = "I waited seven seconds."
        await press(pilot, "ctrl+s", "escape", "v")
        assert "From version 1, which they read, to version 2, which it is now." in text(app)
        assert "I waited [-three-]{+seven+} seconds." in words(app).replace("-] {+", "-]{+")
    assert mine(riverside, request_id).work.body == "I waited three seconds."


async def test_a_review_that_comes_while_she_looks_is_there_without_a_key(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "No answer yet, and nothing needs doing." in page(app)
        assert "k Keep" not in lines(app)[-1]
        await press(pilot, "k")
        assert "No points have come yet." in words(app)
        riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "One.")]))
        await looked(pilot)
        assert "Ben Ito is writing, today" in page(app)
        assert "The words are not yours to read before they are sent." in page(app)
        assert "One." not in page(app)
        riverside.do("ben", lambda plc: plc.reviews.send(request_id))
        await until(pilot, lambda: "Ben Ito has written, today" in page(app))  # the program's own look, this once
        assert "One." in page(app)
        assert "k Keep" in lines(app)[-1]


async def test_a_suggested_colleague_is_the_first_to_be_invited(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request_id, "sam"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "Sam Reyes is suggested in this place. Press i to ask, or leave it." in page(app)
        await press(pilot, "i")
        assert "suggested by a colleague" in text(app)
        assert "Chosen: Sam Reyes" in text(app)
        await press(pilot, "ctrl+s")
        assert asked(app) == "Sam Reyes will be able to read version 1 of “Wait time” and your question."
        await press(pilot, "y")
        assert "Asked Sam Reyes." in words(app)
        assert "Sam Reyes was suggested in this place, and has been asked." in page(app)
    assert riverside.do("sam", lambda plc: plc.reviews.shelves().asked_of_me)[0].id == request_id


async def test_opening_to_volunteers_says_who_will_read_it_first(riverside: Riverside) -> None:
    request_id = ask(riverside, with_circles("maths"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "Nobody has taken a place yet." in page(app)
        assert "Who can read it: You and whoever is in Maths circle" in page(app)
        await press(pilot, "o")
        assert "Everyone here (4 people) will be able to read version 1" in asked(app)
        await press(pilot, "n")
        assert riverside.do("sam", lambda plc: plc.reviews.shelves().volunteers) == ()
        await press(pilot, "o", "y")
        assert "It is on everyone's shelf of open places now." in words(app)
        assert "Who can read it: Everyone here" in page(app)
        await press(pilot, "o")
        assert "It is open to any volunteer already." in words(app)
    assert riverside.do("sam", lambda plc: plc.reviews.shelves().volunteers)[0].id == request_id


async def test_closing_asks_for_her_own_words_and_ends_it(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        await press(pilot, "c")
        assert "by your own criteria" in words(app)
        assert "Do I wait too long?" in text(app)
        await write(pilot, "I count now")
        await press(pilot, "ctrl+s")
        assert "Who will read your words: Ben Ito." in asked(app)
        await press(pilot, "n")
        assert "It stays open, and your words are kept." in words(app)
        await press(pilot, "c")
        assert app.screen.query_one(TextArea).text == "I count now"
        await press(pilot, "ctrl+s", "y")
        assert "Closed. Thank you for letting colleagues in." in words(app)
        assert "You in closing I count now" in page(app)
        await press(pilot, "k")
        assert "You closed this request; it stays as it is." in words(app)
        assert "k Keep" not in lines(app)[-1]
    assert mine(riverside, request_id).closing == "I count now"
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_taking_a_request_back_is_in_the_menu_and_asks_first(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await open_it(pilot)
        await press(pilot, "f2")
        assert "Take it back" in text(app)
        await press(pilot, "escape")
        app.screen.carry_out("withdraw")  # type: ignore[attr-defined]  # a place's screen
        await settled(pilot)
        assert "This cannot be undone." in asked(app)
        await press(pilot, "y")
        assert "Taken back. Nobody else sees it any more." in words(app)
        assert "Who can read it: Only you" in page(app)
    assert mine(riverside, request_id).state == "withdrawn"
    assert riverside.do("ben", lambda plc: plc.reviews.shelves().finished) == ()


async def test_masked_reviews_have_no_name_until_both_say_yes(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"), masked=True)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "Who of those you asked is writing stays hidden" in page(app)
        sends(riverside, "ben", request_id, ("warm", "One."))
        riverside.do("ben", lambda plc: plc.reviews.show_name(request_id))
        await looked(pilot)
        assert "Ben" not in page(app)
        assert "Reviewer" in page(app)
        await press(pilot, "s", "y")
        assert "You said yes. Names show where both sides have." in words(app)
        assert "Ben Ito has written" in page(app)
        await press(pilot, "s")
        assert "You have said yes already." in words(app)


async def test_hostile_words_of_a_reviewer_are_only_words(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben"))
    sends(riverside, "ben", request_id, ("warm", "[@click=app.quit]x[/] [/foo] \x1b[2J"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_it(pilot)
        assert "[@click=app.quit]x[/] [/foo]" in page(app)
        await press(pilot, "r")
        assert "[@click=app.quit]x[/] [/foo]" in text(app)
        assert "\x1b" not in text(app)
