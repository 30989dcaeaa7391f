"""Circles on the screen: the list, one circle, and everyone here."""

from __future__ import annotations

from textual.widgets import Static

from community import Riverside, press, text, wait_for, write
from plc_tui.domain.audience import with_circles
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc
from plc_tui.ui.screens.circle import CircleScreen


def share_notes(plc: Plc, *titles: str) -> list[str]:
    made = [plc.notes.add(NewNote(f"Words about {title}.", title)).id for title in titles]
    for note_id in made:
        plc.notes.share(note_id, with_circles("maths"))
    return made


async def test_invitations_come_first_then_mine_then_the_others(riverside: Riverside) -> None:
    riverside.do("sam", lambda plc: plc.circles.new("art", "Art circle", "Draw what you teach.", ["ben"]))
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    riverside.do("sam", lambda plc: plc.circles.new("year-7", "Year 7 team"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        shown = text(app)
        order = ["Invitations to you", "Maths circle", "Your circles", "Art circle", "Other circles", "Year 7 team"]
        assert sorted(order, key=shown.index) == order
        assert "Talk that carries." in shown
        assert "2 people" in shown
        assert "4 people" in shown  # everyone here, below


async def test_a_community_without_circles_says_what_one_is_and_how_to_begin(riverside: Riverside) -> None:
    for who in ("maya", "aisha"):
        riverside.do(who, lambda plc: plc.circles.leave("maths"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        assert "nobody now" in text(app)
        await press(pilot, "enter")
        assert "Everyone has left it." in text(app)


async def test_an_invitation_is_accepted_with_one_key_and_opens_what_the_circle_shares(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: (share_notes(plc, "Wait time"), plc.circles.invite("maths", "ben")))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        assert "Maya Okafor invites you" in text(app)
        assert "Wait time" not in text(app)
        assert "only its members can read" in text(app)
        await press(pilot, "j")
        assert "You are in Maths circle now" in text(app)
        assert "Wait time" in text(app)
    assert riverside.do("ben", lambda plc: plc.circles.show("maths").holds(plc.actor.id))


async def test_an_invitation_can_be_turned_down_from_the_menu(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "ben"))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "ctrl+p")
        await write(pilot, "turn down")
        await press(pilot, "enter")
        assert "You turned down the invitation to Maths circle" in text(app)
    assert riverside.do("maya", lambda plc: plc.circles.show("maths")).invited == ()


async def test_nobody_joins_a_circle_she_was_not_invited_to(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        assert "You are not in it. It is joined by invitation; ask Maya Okafor." in text(app).replace("\n   ", " ")
        await press(pilot, "j")
        assert "It is joined by invitation; ask Maya Okafor" in text(app)
        screen = app.screen
        assert isinstance(screen, CircleScreen)
        assert screen.reason_not("turn_down") == "Nobody has invited you to it."


async def test_a_new_circle_suggests_its_handle_and_has_the_members_chosen(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "n")
        await write(pilot, "Reading circle")
        await press(pilot, "enter", "enter")
        await write(pilot, "To read together.")
        await press(pilot, "ctrl+s")
        assert "Who is in it, besides you?" in text(app)
        await write(pilot, "sam")
        await press(pilot, "enter", "ctrl+s")
        assert "Reading circle is made. You and Sam Reyes are in it." in text(app)
    circle = riverside.do("ben", lambda plc: plc.circles.show("reading"))
    assert (circle.title, circle.purpose) == ("Reading circle", "To read together.")
    assert [p.person.handle for p in circle.members] == ["ben", "sam"]
    assert riverside.do("ben", lambda plc: plc.drafts.list()) == ()


async def test_a_handle_she_chose_herself_is_left_alone(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "n")
        await write(pilot, "Read")
        await press(pilot, "enter", "end", "backspace")
        await press(pilot, "shift+tab")
        await write(pilot, "ing aloud")
        await press(pilot, "ctrl+s", "ctrl+s")
    assert "rea" in [circle.handle for circle in riverside.do("ben", lambda plc: plc.circles.list())]


async def test_a_handle_that_is_taken_brings_the_form_back_with_her_words(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "n")
        await write(pilot, "Maths group")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert "There is a circle called maths already" in text(app)
        assert "Maths group" in text(app)
        await press(pilot, "enter")
        await write(pilot, "2")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert "Maths group is made" in text(app)
    assert riverside.do("ben", lambda plc: plc.circles.show("maths2")).title == "Maths group"


async def test_a_circle_begun_and_left_waits_as_a_draft(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "n")
        await write(pilot, "Half a circle")
        await press(pilot, "escape")
    draft = riverside.do("ben", lambda plc: plc.drafts.find("circle:new"))
    assert draft is not None
    assert draft.fields["title"] == "Half a circle"
    again = riverside.app("ben")
    async with again.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "n")
        assert "Half a circle" in text(again)


async def test_a_circle_shows_who_is_in_it_in_words_and_what_it_shares_newest_first(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: share_notes(plc, "First thought", "Second thought"))
    riverside.do("maya", lambda plc: plc.circles.invite("maths", "sam"))
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        shown = text(app)
        order = ["Maya Okafor · facilitates", "Aisha Khan (you)", "Sam Reyes", "invited", "Second thought", "First th"]
        assert sorted(order, key=shown.index) == order
        assert "note by Maya Okafor" in shown


async def test_what_a_circle_shares_is_fetched_in_pages_to_its_end(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: share_notes(plc, *(f"Thought {n}" for n in range(90))))
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter", "end")
        assert "Thought 0 " in text(app)
        assert len([key for key in app.screen.rows.keys if key.startswith("n")]) == 90  # type: ignore[attr-defined]


async def test_a_large_circle_shows_a_few_and_the_rest_on_asking(riverside: Riverside) -> None:
    with riverside.at("maya") as maya:
        for number in range(12):
            maya.members.add(f"colleague{number}", f"Colleague {number:02}")
        maya.circles.new("big", "Big circle", members=[f"colleague{n}" for n in range(12)])
    app = riverside.app("maya")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "5", "enter")
        assert "Big circle" in text(app)
        assert "and 5 more" in text(app)
        assert "Colleague 11" not in text(app)
        await press(pilot, *["down"] * 8, "enter")
        assert "Colleague 11" in text(app)
        assert "more" not in app.screen.rows.keys  # type: ignore[attr-defined]


async def test_an_invitation_asks_first_and_says_what_it_opens(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter", "i")
        await write(pilot, "ben")
        await press(pilot, "enter", "ctrl+s")
        shown = " ".join(text(app).split())
        assert "Invite Ben Ito to Maths circle?" in shown
        assert "also what was" in shown
        await press(pilot, "n")
        assert "Nobody was invited." in text(app)
        assert riverside.do("maya", lambda plc: plc.circles.show("maths")).invited == ()
        await press(pilot, "i")
        await write(pilot, "ben")
        await press(pilot, "enter", "ctrl+s", "y")
        assert "Ben Ito is invited, and will see it on Home." in text(app)
    assert [p.handle for p in riverside.do("maya", lambda plc: plc.circles.show("maths")).invited] == ["ben"]


async def test_only_facilitators_are_offered_to_invite_and_the_others_are_told_who_does(riverside: Riverside) -> None:
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        assert "i Invite" not in text(app)
        await press(pilot, "i")
        assert "Its facilitators do that: Maya Okafor." in text(app)


async def test_leaving_says_what_she_will_no_longer_read_and_can_be_thought_better_of(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: share_notes(plc, "Wait time"))
    riverside.do("aisha", lambda plc: share_notes(plc, "My own"))
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter", "ctrl+p")
        await write(pilot, "leave this")
        await press(pilot, "enter")
        said = str(app.screen.query_one("#consequence", Static).content)
        assert 'You will no longer be able to read "Wait time".' in said
        assert "What you shared with it stays" in said
        await press(pilot, "escape")
        assert "You are still in it." in text(app)
        await press(pilot, "ctrl+p")
        await write(pilot, "leave this")
        await press(pilot, "enter", "y")
        assert "You have left Maths circle." in text(app)
        assert "Other circles here" in text(app)
    assert not riverside.do("aisha", lambda plc: plc.circles.show("maths").holds(plc.actor.id))


async def test_a_facilitator_words_its_purpose_anew(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter", "e")
        assert "Talk that carries." in text(app)
        await press(pilot, "enter", "ctrl+home")
        await write(pilot, "Good ")
        await press(pilot, "ctrl+s")
        assert "Good Talk that carries." in text(app)
    assert riverside.do("ben", lambda plc: plc.circles.show("maths")).purpose == "Good Talk that carries."


async def test_what_a_colleague_shares_appears_without_a_key_pressed(riverside: Riverside) -> None:
    app = riverside.app("aisha")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        assert "Nothing is shared with it yet" in text(app)
        riverside.do("maya", lambda plc: share_notes(plc, "Just now"))
        await wait_for(pilot, "Just now")


async def test_on_a_wide_terminal_the_circle_under_the_cursor_stands_beside(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert "Maya Okafor (you) · facilitates" in text(app)


async def test_hostile_titles_are_shown_as_they_are_and_do_nothing(riverside: Riverside) -> None:
    title, purpose = "[/foo] [@click=app.quit]x[/]", "[b]bold[/b] $name \x1b[31mred"
    riverside.do("sam", lambda plc: plc.circles.new("x", title, purpose, ["ben"]))
    for size in ((80, 24), (120, 40), (60, 20)):
        app = riverside.app("ben")
        async with app.run_test(size=size) as pilot:
            await press(pilot, "5")
            assert "[/foo] [@click=app.quit]x[/]" in text(app)
            await press(pilot, "enter")
            assert "[b]bold[/b] $name" in text(app)
            assert "\x1b" not in text(app)
            await press(pilot, "escape")
