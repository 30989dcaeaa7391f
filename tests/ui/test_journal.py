"""Who could read what, on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from community import Riverside, press, settled, text, words, write
from plc_tui.domain.audience import ONLY_ME, with_circles, with_people
from plc_tui.domain.notes import NewNote
from plc_tui.domain.reviews import NewRequest
from plc_tui.services import Plc

SIZES = [(80, 24), (60, 20), (120, 40)]


def share(plc: Plc, title: str = "Wait time") -> str:
    note = plc.notes.add(NewNote("Words.", title)).id
    plc.notes.share(note, with_people("ben"))
    return note


async def to_the_journal(pilot: Pilot[Any], *keys: str) -> None:
    await settled(pilot)
    await press(pilot, "ctrl+p")
    await write(pilot, "could read what")
    await press(pilot, "enter", *keys)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_says_who_did_what_and_the_line_under_the_cursor_in_full(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    riverside.do("maya", share)
    app = riverside.app("ben")
    async with app.run_test(size=size) as pilot:
        await to_the_journal(pilot)
        shown = words(app)
        assert "Who could read what" in shown
        assert "Maya Okafor opened a note to you" in shown
        assert "Maya Okafor opened the note “Wait time” to you." in shown
        assert "Today, " in shown
        await press(pilot, "down")
        assert "Maya Okafor added " in words(app)
        await press(pilot, "f1")
        assert "each change of who may read something" in words(app)


async def test_enter_opens_what_may_be_read_and_says_why_the_rest_may_not(riverside: Riverside) -> None:
    riverside.do("maya", share)
    taken = riverside.do("maya", lambda plc: share(plc, "Secret"))
    riverside.do("maya", lambda plc: plc.notes.share(taken, ONLY_ME))
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_journal(pilot)
        assert "Secret" not in text(app)
        assert "Maya Okafor took a note of hers away from you." in words(app)
        assert "Enter" not in text(app).splitlines()[-1]
        await press(pilot, "enter")
        assert "It is not there for you to read now." in words(app)
        await press(pilot, "down", "down", "enter")
        assert "Words." in text(app)
        await press(pilot, "escape")
        assert "Who could read what" in text(app)


async def test_a_line_that_is_written_elsewhere_appears_by_itself(riverside: Riverside) -> None:
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_journal(pilot)
        assert "Wait time" not in text(app)
        riverside.do("maya", share)
        app.tell_change()
        await settled(pilot)
        assert "Wait time" in text(app)


async def test_a_note_a_goal_and_a_circle_have_their_own_page_of_it(riverside: Riverside) -> None:
    note = riverside.do("maya", share)
    riverside.do("maya", lambda plc: plc.reviews.ask(NewRequest(note, "Why?", with_people("sam"))))
    riverside.do("maya", lambda plc: plc.notes.share(share(plc, "Other"), with_circles("maths")))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "down", "enter", "ctrl+p")
        await write(pilot, "could read it")
        await press(pilot, "enter")
        shown = words(app)
        assert "Who could read what: “Wait time”" in shown
        assert "You asked Sam Reyes for a review" in shown
        assert "Other" not in shown
        await press(pilot, "escape", "escape", "5", "enter", "ctrl+p")
        await write(pilot, "came and went")
        await press(pilot, "enter")
        shown = words(app)
        assert "You shared a note with Maths circle" in shown
        assert "You put Aisha Khan into Maths circle" in shown
        assert "Sam Reyes" not in shown


async def test_an_empty_journal_says_what_comes_into_it(riverside: Riverside) -> None:
    mine = riverside.do("sam", lambda plc: plc.notes.add(NewNote("Words.", "Mine")).id)
    app = riverside.app("sam")
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "3", "enter", "ctrl+p")
        await write(pilot, "could read it")
        await press(pilot, "enter")
        assert "Nothing is written here." in text(app), mine
        assert "Nobody was let in or out" in words(app)


async def test_a_masked_line_says_the_day_and_no_name(riverside: Riverside) -> None:
    def ask(plc: Plc) -> None:
        note = plc.notes.add(NewNote("Words.", "Wait time")).id
        plc.reviews.ask(NewRequest(note, "Why?", with_people("ben"), masked=True))

    riverside.do("maya", ask)
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_journal(pilot, "end")
        shown = words(app)
        assert "A colleague asked you for a review of “Wait time”. Today" in shown
        assert "Today," not in shown
