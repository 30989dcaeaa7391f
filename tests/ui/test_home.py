from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from community import Riverside, lines, press, settled, text, wait_for, words, write
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services.opening import open_plc
from plc_tui.ui.screens.goal import GoalScreen
from plc_tui.ui.screens.goal_editor import GoalEditor
from plc_tui.ui.screens.home import HomeScreen
from plc_tui.ui.screens.note import NoteScreen
from plc_tui.ui.screens.note_editor import NoteEditor
from plc_tui.ui.screens.review import ReviewScreen
from plc_tui.ui.screens.write_review import WriteReviewScreen
from plc_tui.ui.widgets.paged_list import PagedList


def shared_note(riverside: Riverside, who: str, title: str, body: str = "What happened.") -> str:
    def write_it(plc: object) -> str:
        note = plc.notes.add(NewNote(body, title))  # type: ignore[attr-defined]
        plc.notes.share(note.id, EVERYONE_HERE)  # type: ignore[attr-defined]
        return str(note.id)

    return riverside.do(who, write_it)


def go_to(pilot: Pilot[int], beginning: str) -> None:
    found = pilot.app.screen.query_one(PagedList)
    key = next(key for key in found.keys if key.startswith(beginning))
    assert found.go_to(key)


async def test_a_newcomer_is_welcomed_and_writing_after_one_key(riverside: Riverside) -> None:
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Good to have you here." in text(app)
        assert "n  Write a note: what happened lately that you keep thinking about?" in text(app)
        assert "g  Set a goal: what do you want to find out or get better at?" in text(app)
        await press(pilot, "n")
        assert isinstance(app.screen, NoteEditor)
        await press(pilot, "escape", "g")
        assert isinstance(app.screen, GoalEditor)


async def test_the_keys_below_offer_to_open_only_what_is_there(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Enter Open" not in lines(app)[-1]
        assert "n Write a note" in lines(app)[-1]
        riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"))))
        app.tell_change()
        await settled(pilot)
        assert "Enter Open" in lines(app)[-1]


async def test_home_says_that_nothing_waits_and_suggests_nothing(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"), first_step="Count to five")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert [line.strip() for line in lines(app)[4:9] if line.strip()] == [
            "Nothing waits for you.",
            "Your goals",
            f"▸ Wait longer{'next: Count to five':>65}".strip(),
        ]


async def test_who_has_begun_but_has_nothing_on_home_is_left_in_peace(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.notes.add(NewNote("Only mine.", "Mine")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Nothing waits for you." in text(app)
        assert "Good to have you here." not in text(app)


async def test_what_a_colleague_said_waits_until_it_was_looked_at(riverside: Riverside) -> None:
    note = shared_note(riverside, "maya", "Wait time")
    riverside.do("aisha", lambda plc: plc.responses.add(note, "wonder", "What did Yusuf do?"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "● Aisha Khan wondered about “Wait time”" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "Aisha Khan" not in text(app)
        assert "Nothing waits for you." in text(app)


async def test_a_response_to_a_goal_opens_the_goal(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"))).id)
    riverside.do("maya", lambda plc: plc.goals.share(goal, with_people("ben")))
    riverside.do("ben", lambda plc: plc.responses.add(goal, "encourage", "Yes!"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, GoalScreen)
        await press(pilot, "escape")
        assert "Ben Ito" not in text(app)


async def test_home_refreshes_by_itself_when_a_colleague_responds(riverside: Riverside) -> None:
    note = shared_note(riverside, "maya", "Wait time")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Aisha Khan" not in text(app)
        riverside.do("aisha", lambda plc: plc.responses.add(note, "encourage", "Keep on."))
        await wait_for(pilot, "Aisha Khan encouraged you on “Wait time”")


async def test_a_request_says_the_frame_the_question_and_by_when(riverside: Riverside) -> None:
    note = shared_note(riverside, "ben", "Exit tickets in 8B")
    by = datetime.now(UTC).date() + timedelta(days=30)
    asked = NewRequest(note, "Which question would you keep?", with_people("maya"), "warm-cool", "", by)
    riverside.do("ben", lambda plc: plc.reviews.ask(asked))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Ben Ito asks for your eye on “Exit tickets in 8B”" in text(app)
        assert f"by {by.day} {by:%B}" in text(app)
        assert "Warm and cool · Which question would you keep?" in text(app)
        assert "What help is wanted" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)


async def test_notes_nobody_has_answered_are_shown_with_who_wrote_them(riverside: Riverside) -> None:
    note = shared_note(riverside, "ben", "Group work falls apart")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Nobody has answered yet" in text(app)
        assert "“Group work falls apart”" in text(app)
        assert "Ben Ito, since today" in text(app)
        riverside.do("aisha", lambda plc: plc.responses.add(note, "encourage"))
        app.tell_change()
        await settled(pilot)
        assert "Group work" not in text(app)


async def test_on_a_wide_terminal_the_note_under_the_cursor_can_be_read_beside_the_list(riverside: Riverside) -> None:
    shared_note(riverside, "ben", "Group work", "It fell apart at **minute ten**.")
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "It fell apart at minute ten." in text(app)


async def test_a_window_made_wide_shows_the_note_under_the_cursor_as_well(riverside: Riverside) -> None:
    shared_note(riverside, "ben", "Group work", "It fell apart at **minute ten**.")
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "minute ten" not in text(app)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "It fell apart at minute ten." in text(app)


async def test_home_shows_neither_what_is_not_shared_nor_others_drafts(riverside: Riverside) -> None:
    note = riverside.do("ben", lambda plc: plc.notes.add(NewNote("Secret.", "Hidden away")).id)
    riverside.do("ben", lambda plc: plc.notes.share(note, with_people("aisha")))
    riverside.do("ben", lambda plc: plc.drafts.keep("note:new", {"body": "Half a thought"}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Hidden" not in text(app)
        assert "Half" not in text(app)


@pytest.mark.parametrize(
    ("place", "fields", "said", "opens"),
    [
        ("note:new", {"body": "Half a thought"}, "A new note: “Half a thought”", NoteEditor),
        ("goal:new", {"question": "What if I wait?", "frame": "plain"}, "A new goal: “What if I wait?”", GoalEditor),
    ],
)
async def test_a_draft_is_offered_and_goes_on_where_it_belongs(
    riverside: Riverside, place: str, fields: dict[str, str], said: str, opens: type[object]
) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep(place, fields))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Your drafts" in text(app)
        assert said in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, opens)
        assert next(iter(fields.values())) in words(app)


async def test_drafts_of_every_editor_of_goals_open_again(riverside: Riverside) -> None:
    goal = riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording("Wait longer"))).id)
    drafts = {
        f"goal:{goal}": ({"question": "Wait better"}, "Your goal, in new words"),
        f"check-in:{goal}": ({"tried": "Five seconds"}, "What I tried"),
        f"step:{goal}": ({"step": "Ask Ben in"}, "One small step"),
        f"turn:{goal}:let go": ({"words": "Not mine any more"}, "What did you learn by having had it?"),
    }
    for place, (fields, _) in drafts.items():
        riverside.do("maya", lambda plc, place=place, fields=fields: plc.drafts.keep(place, fields))  # type: ignore[misc]
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for place, (fields, shown) in drafts.items():
            go_to(pilot, f"draft/{place}")
            await press(pilot, "enter")
            assert shown in words(app)
            assert next(iter(fields.values())) in words(app)
            while not isinstance(app.screen, HomeScreen):
                await press(pilot, "escape")


async def test_a_review_begun_goes_on_in_its_boxes_and_one_that_has_ended_keeps_its_words(
    riverside: Riverside,
) -> None:
    note = shared_note(riverside, "ben", "Exit tickets")
    asked = NewRequest(note, "Which one?", with_people("maya"), "warm-cool")
    request = riverside.do("ben", lambda plc: plc.reviews.ask(asked).id)
    riverside.do("maya", lambda plc: plc.reviews.take(request))
    riverside.do("maya", lambda plc: plc.drafts.keep(f"review:{request}", {"warm": "The third question works."}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        go_to(pilot, "draft/review")
        await press(pilot, "enter")
        assert isinstance(app.screen, WriteReviewScreen)
        assert "The third question works." in words(app)
    riverside.do("ben", lambda plc: plc.reviews.close(request, "Thank you."))
    riverside.do("maya", lambda plc: plc.drafts.keep(f"review:{request}", {"warm": "The third question works."}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        go_to(pilot, "draft/review")
        await press(pilot, "enter")
        assert "What this was written for is not here any more" in words(app)
        await press(pilot, "escape")
        assert "Your words wait among your drafts." in words(app)


async def test_a_draft_is_thrown_away_only_after_a_yes(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"body": "Half a thought"}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.choose_command("drop_draft")  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Its words will be gone for good." in words(app)
        await press(pilot, "enter")
        assert "Half a thought" in text(app)
        app.screen.choose_command("drop_draft")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "y")
        assert "Half a thought" not in text(app)
        assert "The draft is gone." in text(app)


async def test_an_invitation_is_taken_turned_down_or_left_for_later(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Maya Okafor invites you into Maths circle" in text(app)
        await press(pilot, "enter")
        assert "Talk that carries." in text(app)
        assert "In it now: Aisha Khan, Maya Okafor" in words(app)
        await press(pilot, "enter")  # the answer with the focus changes nothing
        assert "invites you into Maths circle" in text(app)
        await press(pilot, "enter")
        app.screen.query_one("#answer-join", Button).press()
        await settled(pilot)
        assert "You are in Maths circle now, and read what it shares." in text(app)
        assert "invites you" not in text(app)
    assert riverside.do("ben", lambda plc: plc.circles.show("maths").holds(plc.actor.id))


async def test_an_invitation_can_be_turned_down(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        app.screen.query_one("#answer-not", Button).press()
        await settled(pilot)
        assert "You turned the invitation into Maths circle down." in text(app)
        assert "invites you" not in text(app)
    assert riverside.do("ben", lambda plc: plc.circles.show("maths").invited) == ()


async def test_a_colleague_suggested_in_her_place_is_asked_with_one_answer(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("Seven seconds.", "Wait time")).id)
    asked = NewRequest(note, "Is it true?", with_people("ben"), "warm-cool")
    request = riverside.do("maya", lambda plc: plc.reviews.ask(asked).id)
    riverside.do("ben", lambda plc: plc.reviews.hand_on(request, "sam"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Ben Ito handed on “Wait time” and thinks of Sam Reyes" in text(app)
        await press(pilot, "enter")
        assert "they will be able to read this version of it" in words(app)
        app.screen.query_one("#answer-ask", Button).press()
        await settled(pilot)
        assert "Sam Reyes is asked now." in text(app)
    reviews = riverside.do("maya", lambda plc: plc.reviews.show(request).reviews)
    assert [(r.reviewer.handle, r.state) for r in reviews if r.state == "asked"] == [("sam", "asked")]


async def test_home_looks_back_at_a_wondering_of_a_year_ago(riverside: Riverside) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=365)
    plc = open_plc(riverside.path, as_handle="maya", clock=lambda: long_ago)
    plc.notes.add(NewNote("A hunch. Do they talk more when I say less?", "Less"))
    plc.close()
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Looking back" in text(app)
        assert "A year ago you wondered: “Do they talk more when I say less?”" in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, NoteScreen)


async def test_hostile_words_are_only_words(riverside: Riverside) -> None:
    hostile = "[/foo] [@click=app.quit]x[/] $what"
    note = shared_note(riverside, "maya", hostile)
    riverside.do("ben", lambda plc: plc.responses.add(note, "wonder", hostile))
    riverside.do("maya", lambda plc: plc.goals.add(NewGoal(Wording(hostile), first_step="[/]")))
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"body": hostile}))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert text(app).count("[/foo] [@click=app.quit]x[/] $what") >= 4
        for _ in range(5):
            await press(pilot, "down")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_help_is_named_at_every_size_and_speaks(riverside: Riverside, size: tuple[int, int]) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "F1 Help" in lines(app)[-1]
        assert max(map(len, lines(app))) <= size[0]
        await press(pilot, "f1")
        assert "Home shows what has happened" in words(app)


async def test_what_was_said_in_a_place_is_not_there_when_she_comes_back_from_another(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "n")
        await write(pilot, "Waited")
        await press(pilot, "escape")
        assert "kept as a draft" in text(app)
        await press(pilot, "1", "3")
        assert "kept as a draft" not in text(app)


async def test_at_sixty_columns_settings_keeps_its_name_and_every_place_its_key(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "f9")
        assert lines(app)[1].split() == ["1", "2", "3", "4", "5", "6", "/", "F9", "Settings"]
        await press(pilot, "1")
        assert "6 Sessions" in lines(app)[1]
        assert lines(app)[1].split()[-1] == "/"


async def test_in_a_narrow_window_the_state_of_a_text_leaves_room_for_the_keys(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        await write(pilot, "Waited")
        await app.keeper.flush()
        await settled(pilot)
        assert lines(app)[-1].endswith(" Kept")
        assert "F4 Prompts" in lines(app)[-1]
