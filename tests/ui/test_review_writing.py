"""Reading what one is asked, writing in the frame's boxes beside the work, sending, and the ways out."""

from __future__ import annotations

import pytest
from textual.widgets import Static, TextArea

from community import Riverside, lines, looked, press, settled, text, words, write
from plc_tui.domain.audience import EVERYONE_HERE, Choice, with_people
from plc_tui.domain.errors import NotFound
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest, ReviewRequest
from plc_tui.services import Plc
from plc_tui.ui.app import PlcApp

WORK = "I waited, and *counted*.\n\nThree new hands."


def ask(riverside: Riverside, choice: Choice | None = None, *, masked: bool = False) -> str:
    """Maya asks Ben."""

    def asked(plc: Plc) -> str:
        note = plc.notes.add(NewNote(WORK, "Wait time"))
        new = NewRequest(
            note.id, "Do I wait too long?", choice or with_people("ben"), off_limits="The worksheet", masked=masked
        )
        return plc.reviews.ask(new).id

    return riverside.do("maya", asked)


@pytest.fixture
def request_id(riverside: Riverside) -> str:
    return ask(riverside)


def as_seen_by(riverside: Riverside, who: str, request_id: str) -> ReviewRequest:
    return riverside.do(who, lambda plc: plc.reviews.show(request_id))


def asked(app: PlcApp) -> str:
    """What a question says will follow, as one run of words."""
    return str(app.screen.query_one("#consequence", Static).content)


def keyline(app: PlcApp) -> str:
    return lines(app)[-1]


async def test_the_question_and_the_work_are_read_before_anything_is_promised(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter")
        for words_there in ("Maya Okafor asks for your eye · Warm and cool", "Do I wait too long?", "The worksheet"):
            assert words_there in text(app)
        assert "The note as it was when the review was asked for: version 1" in text(app)
        assert "I waited, and counted." in text(app)
        assert "Give back" not in keyline(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].state == "asked"


async def test_beginning_to_write_takes_the_place_and_the_boxes_explain_themselves(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        assert "Maya Okafor asks: Do I wait too long?" in text(app)
        assert "It serves your aim when ..." in text(app)
        assert "Point at a place in the work." in text(app)
        assert "I lost the thread at ...  or" not in text(app)
        await press(pilot, "tab")
        assert "I lost the thread at ...  or" in text(app)
        assert "Measure it against her aim" in text(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].state == "taken"


async def test_at_eighty_columns_one_key_goes_to_the_work_and_back_to_the_same_box(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w", "tab")
        await write(pilot, "One")
        assert "I waited" not in text(app)
        await press(pilot, "ctrl+o")
        assert "I waited, and counted." in text(app)
        assert "One" not in text(app)
        await press(pilot, "ctrl+o")
        await write(pilot, " more")
        assert "One more" in text(app)
        assert "I waited" not in text(app)
    assert as_seen_by(riverside, "ben", request_id).reviews[0].state == "taken"


async def test_at_a_hundred_columns_the_work_stands_beside_the_boxes(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        assert "Who can read it: Only you, until you send it" in words(app)
        assert "I waited, and counted." in text(app)
        await press(pilot, "ctrl+o")
        assert "Maya Okafor asks: Do I wait too long?" in text(app)
        await press(pilot, "ctrl+o")
        await write(pilot, "One")
        assert "One" in text(app)
    assert as_seen_by(riverside, "ben", request_id).reviews[0].state == "taken"


async def test_a_blank_line_begins_a_new_point_and_sending_asks_four_questions_first(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w", "f5")
        assert "Your review says nothing yet; write a point first." in words(app)
        await write(pilot, "One\n\nTwo\nlines")
        await press(pilot, "f5")
        for question in ("Kind?", "Specific?", "Helpful?", "Answered? “Do I wait too long?”"):
            assert question in text(app)
        assert "Nothing in Cool and A question to keep; that may be right." in asked(app)
        assert "Maya Okafor will be able to read it, and nobody else." in asked(app)
        await press(pilot, "enter")
        assert as_seen_by(riverside, "maya", request_id).reviews[0].points == ()
        await press(pilot, "f5", "y")
        assert "Sent. Maya Okafor can read it; nobody else can." in words(app)
    points = as_seen_by(riverside, "maya", request_id).reviews[0].points
    assert [(point.box, point.text) for point in points] == [("warm", "One"), ("warm", "Two\nlines")]
    assert riverside.do("ben", lambda plc: plc.drafts.list()) == ()


async def test_what_is_kept_is_there_again_and_nobody_else_reads_it(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        await write(pilot, "Half a thought")
        await press(pilot, "ctrl+s")
        assert "Kept. Nobody else reads it before you send it." in words(app)
        await write(pilot, " more")
        await press(pilot, "escape")
        assert "Half a thought more" in text(app)
        assert "You are writing. Nobody else reads it until you send it." in words(app)
        await press(pilot, "w")
        assert "Half a thought more" in text(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].points == ()
    assert as_seen_by(riverside, "ben", request_id).reviews[0].points[0].text == "Half a thought more"


async def test_a_draft_that_was_not_kept_in_time_comes_back(riverside: Riverside, request_id: str) -> None:
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "Before.")]))
    riverside.do(
        "ben", lambda plc: plc.drafts.keep(f"review:{request_id}", {"warm": "Before and after.", "cool": "Cut"})
    )
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        assert [area.text for area in app.screen.query(TextArea)] == ["Before and after.", "Cut", ""]


async def test_points_written_in_the_shell_since_a_draft_are_not_lost(riverside: Riverside, request_id: str) -> None:
    riverside.do("ben", lambda plc: plc.drafts.keep(f"review:{request_id}", {"warm": "From the screen."}))
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "From the shell.")]))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        assert app.screen.query(TextArea).first().text == "From the shell.\n\nFrom the screen."


async def test_a_request_taken_back_while_she_writes_leaves_her_words_as_a_draft(
    riverside: Riverside, request_id: str
) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        await write(pilot, "Half a thought")
        riverside.do("maya", lambda plc: plc.reviews.withdraw(request_id))
        await looked(pilot)
        assert "This request was closed or taken back meanwhile. Your words stay in your drafts." in words(app)
        await press(pilot, "f5", "y")
        assert "There is no such request here" in words(app)
        await press(pilot, "escape")
        assert "This request is not open to you any more. Press Esc to go back." in words(app)
        draft = riverside.do("ben", lambda plc: plc.drafts.find(f"review:{request_id}"))
        assert draft is not None
        assert draft.fields["warm"] == "Half a thought"


async def test_two_windows_on_one_review_end_in_both_texts(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        await write(pilot, "From here")
        riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "From the shell."), ("cool", "Too.")]))
        await looked(pilot)
        assert "What you wrote in another window was added here." in words(app)
        await write(pilot, " too")
        await press(pilot, "ctrl+s")
    points = as_seen_by(riverside, "ben", request_id).reviews[0].points
    assert [(p.box, p.text) for p in points] == [
        ("warm", "From here too"),
        ("warm", "From the shell."),
        ("cool", "Too."),
    ]


async def test_not_now_asks_once_and_says_that_it_is_fine(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "n")
        assert "Maya Okafor will see “not now”, without a reason" in asked(app)
        await press(pilot, "enter")
        assert as_seen_by(riverside, "maya", request_id).reviews[0].state == "asked"
        await press(pilot, "n", "y")
        assert "You said not now. That is fine." in words(app)
        assert "No reviews yet." in text(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].state == "not now"


async def test_what_was_taken_can_be_given_back_and_the_words_stay(riverside: Riverside, request_id: str) -> None:
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "Half a thought.")]))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "g")
        assert "What you have written stays in your drafts." in asked(app)
        await press(pilot, "y")
        assert "Given back. Thank you for saying so." in words(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].state == "given back"
    assert riverside.do("ben", lambda plc: [draft.place for draft in plc.drafts.list()]) == [f"review:{request_id}"]


async def test_handing_on_suggests_a_colleague_to_the_author(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "h")
        assert "Maya Okafor" not in text(app).split("Who would be good for this?")[1].split("Enter")[0].split("@")[0]
        await write(pilot, "sam")
        await press(pilot, "enter")
        assert "Hand it on to Sam Reyes?" in text(app)
        await press(pilot, "y")
        assert "Handed on. Thank you." in words(app)
    review = as_seen_by(riverside, "maya", request_id).reviews[0]
    assert review.suggested is not None
    assert (review.state, review.suggested.handle) == ("handed on", "sam")
    with pytest.raises(NotFound):
        as_seen_by(riverside, "sam", request_id)


async def test_an_open_place_is_taken_with_one_key(riverside: Riverside) -> None:
    request_id = ask(riverside, EVERYONE_HERE)
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter")
        assert "A place is open. Take it, and you are the one who writes." in words(app)
        assert "Not now" not in keyline(app)
        await press(pilot, "n")
        assert "Nobody waits for you here; you can simply leave it." in words(app)
        await press(pilot, "t")
        assert "It is yours to write; Maya Okafor can see that." in words(app)
        assert "t Take" not in keyline(app)
        await press(pilot, "escape")
        assert "Asked of you" in text(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].reviewer.handle == "sam"


async def test_after_sending_she_sees_decisions_replies_and_the_closing_come_in(
    riverside: Riverside, request_id: str
) -> None:
    riverside.do("ben", lambda plc: plc.reviews.write(request_id, [("warm", "One."), ("cool", "Two.")]))
    riverside.do("ben", lambda plc: plc.reviews.send(request_id))
    points = as_seen_by(riverside, "maya", request_id).reviews[0].points
    app = riverside.app("ben")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter")
        assert "You have sent it to Maya Okafor; nobody else reads it. What becomes of it will show here." in words(app)
        assert "Write" not in keyline(app)
        await press(pilot, "w")
        assert "You have sent your review; it stays as it is." in words(app)
        riverside.do("maya", lambda plc: plc.reviews.decide(points[0].id, "try", "On Tuesday."))
        await looked(pilot)
        assert "Maya Okafor: I will try this. On Tuesday." in words(app)
        riverside.do("maya", lambda plc: plc.reviews.close(request_id, "I count now."))
        await looked(pilot)
        assert "Maya Okafor in closing" in text(app)
        assert "I count now." in text(app)


async def test_in_a_masked_request_no_name_is_drawn_until_both_say_yes(riverside: Riverside) -> None:
    request_id = ask(riverside, with_people("ben", "aisha"), masked=True)
    app = riverside.app("ben")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "4")
        assert "Maya" not in text(app)
        await press(pilot, "enter")
        assert "A colleague asks for your eye" in text(app)
        assert "Names are hidden on both sides until both of" in text(app)
        await press(pilot, "w")
        assert "Maya" not in text(app)
        await write(pilot, "One")
        await press(pilot, "f5", "y", "s", "y")
        assert "You said yes. Names show when both sides have." in words(app)
        assert "Maya" not in text(app)
        riverside.do("maya", lambda plc: plc.reviews.show_name(request_id))
        await looked(pilot)
        assert "Maya Okafor asks for your eye" in text(app)


async def test_at_sixty_columns_everything_can_be_reached(riverside: Riverside, request_id: str) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "4", "enter", "w")
        assert "Who" not in keyline(app)
        await write(pilot, "One")
        await press(pilot, "ctrl+o")
        assert "The note as it was when the review was asked for: version 1" in words(app)
        await press(pilot, "escape", "f5")
        assert "y Send it" in text(app)
        await press(pilot, "y")
        assert "Sent. Maya Okafor can read it" in words(app)
        assert "Esc Back" in keyline(app)
    assert as_seen_by(riverside, "maya", request_id).reviews[0].points[0].text == "One"
