"""Everyone here, and one page before meeting a colleague."""

from __future__ import annotations

from community import Riverside, press, settled, text, write
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc


def ben_shares(plc: Plc) -> str:
    plc.members.edit("ben", interests="Exit tickets\nand talk", can_help="Strong tea")
    note = plc.notes.add(NewNote("Words.", "Exit tickets in 8B")).id
    plc.notes.share(note, EVERYONE_HERE)
    plc.notes.add(NewNote("Words.", "Ben's secret"))
    goal = plc.goals.add(NewGoal(Wording("What do exit tickets tell me?"), first_step="Read ten of them")).id
    plc.goals.share(goal, with_people("maya"))
    return note


async def everyone(pilot: object, *keys: str) -> None:
    await press(pilot, "ctrl+p")  # type: ignore[arg-type]  # a pilot
    await write(pilot, "everyone")  # type: ignore[arg-type]
    await press(pilot, "enter", *keys)  # type: ignore[arg-type]


async def test_everyone_here_can_be_opened_from_wherever_she_is(riverside: Riverside) -> None:
    app = riverside.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot)
        shown = text(app)
        assert all(name in shown for name in ("Aisha Khan", "Ben Ito", "Maya Okafor · keeper", "Sam Reyes (you)"))
        await press(pilot, "escape", "5", "end", "enter")
        assert "Maya Okafor · keeper" in text(app)


async def test_one_page_before_meeting_holds_what_he_says_and_shares_with_me_and_nothing_else(
    riverside: Riverside,
) -> None:
    note = riverside.do("ben", ben_shares)
    riverside.do("maya", lambda plc: plc.responses.add(note, "wonder", "Which ones do you reread?"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "enter")
        shown = text(app)
        for words in (
            "@ben",
            "and talk",
            "Strong tea",
            "What do exit tickets tell me?",
            "next: Read ten of them",
            "Exit tickets in 8B",
            "Between you",
            "Which ones do you reread?",
        ):
            assert words in shown
        assert "secret" not in shown
    other = riverside.app("sam")
    async with other.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "enter")
        shown = text(other)
        assert "Exit tickets in 8B" in shown
        assert "What do exit tickets tell me?" not in shown
        assert "reread" not in shown  # said between Maya and Ben
        assert "Between you" not in shown


async def test_a_colleague_who_shares_nothing_yet_is_no_empty_page(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "enter")
        assert "Ben Ito has not said anything about interests yet" in text(app)
        assert "Nothing yet." in text(app)
        await press(pilot, "enter")
        assert "Nothing is shared with you here yet." in text(app)


async def test_her_own_page_says_that_it_is_what_colleagues_read(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "enter")
        assert "Ben Ito (you)" in text(app)
        assert "This is what colleagues read about you." in text(app)


async def test_from_his_page_she_looks_through_everything_he_shares(riverside: Riverside) -> None:
    riverside.do("ben", ben_shares)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "enter", "f")
        assert "Only by Ben Ito" in text(app)
        assert "Exit tickets in 8B" in text(app)
        await press(pilot, "escape")
        assert "@ben" in text(app)


async def test_a_keeper_adds_a_colleague_with_a_suggested_handle(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "n")
        await write(pilot, "Tomás Novak")
        await press(pilot, "ctrl+s")
        assert "Tomás Novak belongs here now, and comes in with the login tomas." in text(app)
        assert "@tomas" in text(app)
    assert riverside.do("maya", lambda plc: plc.members.show("tomas")).name == "Tomás Novak"


async def test_removing_asks_naming_the_colleague_and_what_stays(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "f8")
        assert "Remove Aisha Khan from this community?" in text(app)
        assert "leaves Maths" in text(app)
        await press(pilot, "enter")  # Enter alone never says yes
        assert "Aisha Khan stays." in text(app)
        await press(pilot, "f8", "y")
        assert "Aisha Khan is no longer a member here." in text(app)
        assert "@aisha" not in text(app)
    assert [m.handle for m in riverside.do("maya", lambda plc: plc.members.list())] == ["ben", "maya", "sam"]


async def test_the_only_keeper_is_not_offered_to_remove_herself(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot, "down", "down", "f8")
        assert "You are the only keeper here, and the community needs one." in text(app)


async def test_who_is_no_keeper_is_told_who_adds_and_removes(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await everyone(pilot)
        assert "Add a member" not in text(app)
        for key in ("n", "f8"):
            await press(pilot, key)
            assert "A keeper of this community does that: Maya Okafor." in text(app)


async def test_hostile_words_about_oneself_are_shown_as_they_are(riverside: Riverside) -> None:
    hostile = "[/foo] [@click=app.quit]x[/] $name \x1b[31m"
    riverside.do("ben", lambda plc: plc.members.edit("ben", name=hostile, interests=hostile, can_help=hostile))
    for size in ((80, 24), (120, 40)):
        app = riverside.app("maya")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await everyone(pilot)
            assert "[/foo] [@click=app.quit]x[/] $name" in text(app)
            place = next(n for n, key in enumerate(app.screen.rows.keys) if key == "ben")  # type: ignore[attr-defined]
            await press(pilot, "home", *["down"] * place, "f8")
            assert "[/foo] [@click=app.quit]x[/] $name" in " ".join(text(app).split())
            await press(pilot, "escape", "enter")
            assert text(app).count("[/foo] [@click=app.quit]x[/] $name") >= 3
            assert "\x1b" not in text(app)
