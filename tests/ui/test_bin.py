"""The bin and the drafts on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from community import Riverside, press, settled, text, until, wait_gone, write
from plc_tui.domain.audience import EVERYONE_HERE
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc
from plc_tui.services.opening import open_plc
from plc_tui.ui.app import PlcApp


def delete(plc: Plc, title: str) -> str:
    note = plc.notes.add(NewNote("Words.", title)).id
    plc.notes.share(note, EVERYONE_HERE)
    plc.bin.put(note)
    return note


def consequence(app: PlcApp) -> str:
    """What the question says will happen."""
    return str(app.screen.query_one("#consequence", Static).content)


async def to(pilot: Pilot[Any], place: str, *keys: str) -> None:
    """Open a shelf from the quick commands, and press keys there."""
    await settled(pilot)
    await press(pilot, "ctrl+p")
    await write(pilot, place)
    await press(pilot, "enter", *keys)


async def test_an_empty_bin_says_what_comes_into_it(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await to(pilot, "bin")
        assert "Your bin is empty." in text(app)
        assert "30 days" in text(app)
        await press(pilot, "f8")
        assert "Your bin is empty." in text(app)


async def test_the_bin_says_what_lies_there_and_until_when(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: delete(plc, "Wait time"))
    riverside.do("ben", lambda plc: delete(plc, "Ben's note"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "bin")
        shown = text(app)
        assert "Wait time" in shown
        assert "note, deleted today" in shown
        assert "kept until" in shown
        assert "Ben's note" not in shown


async def test_enter_puts_it_back_for_those_who_could_read_it(riverside: Riverside) -> None:
    note = riverside.do("maya", lambda plc: delete(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "bin", "enter")
        assert 'The note "Wait time" is back, for those who could read it before.' in text(app)
        assert "Your bin is empty." in text(app)
    assert riverside.do("ben", lambda plc: plc.notes.show(note)).title == "Wait time"


async def test_deleting_for_good_names_the_thing_and_enter_alone_never_does_it(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: delete(plc, "Wait time"))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "bin", "f8")
        assert 'Delete the note "Wait time" for good?' in text(app)
        assert "cannot be undone" in consequence(app)
        await press(pilot, "enter")
        assert "It stays in the bin." in text(app)
        await press(pilot, "f8", "y")
        assert 'The note "Wait time" is gone for good.' in text(app)
    assert riverside.do("maya", lambda plc: plc.bin.list()) == ()


async def test_emptying_the_bin_asks_once_for_all_of_it(riverside: Riverside) -> None:
    for title in ("One", "Two", "Three", "Four"):
        riverside.do("maya", lambda plc, title=title: delete(plc, title))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "bin", "ctrl+p")
        await write(pilot, "empty the bin")
        await press(pilot, "enter")
        assert "Delete 4 things for good?" in text(app)
        assert "and 1 more" in consequence(app)
        await press(pilot, "y")
        assert "4 things are gone for good" in text(app)
    assert riverside.do("maya", lambda plc: plc.bin.list()) == ()


async def test_whoever_comes_by_empties_what_has_lain_there_for_thirty_days(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=31)
    maya = open_plc(riverside.path, as_handle="maya", clock=lambda: long_ago)
    delete(maya, "Wait time")
    maya.close()
    monkeypatch.setattr("plc_tui.ui.app.TIDY_AFTER", 0.05)
    app = riverside.app("ben")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: riverside.do("maya", lambda plc: plc.bin.list()) == ())


async def test_no_drafts_is_no_empty_page(riverside: Riverside) -> None:
    app = riverside.app("maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await to(pilot, "drafts")
        assert "You have no drafts." in text(app)


def begin(plc: Plc) -> None:
    note = plc.notes.add(NewNote("As it was.", "Wait time")).id
    plc.drafts.keep("note:new", {"title": "", "body": "I keep thinking about the bell."})
    plc.drafts.keep(f"note:{note}", {"title": "Wait time", "body": "As it will be."})


async def test_each_draft_says_what_it_is_of_and_how_it_begins(riverside: Riverside) -> None:
    riverside.do("maya", begin)
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "drafts")
        shown = text(app)
        assert "A new note" in shown
        assert "I keep thinking about the bell." in shown
        assert 'being changed: "Wait time"' in shown


async def test_a_draft_opens_where_it_belongs_with_its_words(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"title": "", "body": "I keep thinking about it."}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "drafts", "enter")
        assert "I keep thinking about it." in text(app)
        await press(pilot, "escape")
        assert "What you have begun" in text(app)


async def test_a_circle_begun_goes_on_from_the_drafts(riverside: Riverside) -> None:
    fields = {"title": "Art circle", "handle": "art", "purpose": ""}
    riverside.do("maya", lambda plc: plc.drafts.keep("circle:new", fields))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "drafts")
        assert "A new circle" in text(app)
        await press(pilot, "enter", "ctrl+s", "ctrl+s")
        assert "Art circle is made." in text(app)
        assert "You have no drafts." in text(app)


async def test_throwing_a_draft_away_asks_and_shows_how_it_begins(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"title": "", "body": "I keep thinking about it."}))
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "drafts", "f8")
        assert "Throw this draft away?" in text(app)
        assert "I keep thinking about it." in consequence(app)
        await press(pilot, "escape")
        assert "The draft is kept." in text(app)
        await press(pilot, "f8", "y")
        assert "The draft is gone: A new note" in text(app)
    assert riverside.do("maya", lambda plc: plc.drafts.list()) == ()


async def test_hostile_words_in_the_bin_and_in_drafts_are_shown_as_they_are(riverside: Riverside) -> None:
    hostile = "[/foo] [@click=app.quit]x[/] \x1b[31m $name"
    riverside.do("maya", lambda plc: (delete(plc, hostile), plc.drafts.keep("note:new", {"title": hostile})))
    app = riverside.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        for place in ("bin", "drafts"):
            await to(pilot, place, "f8")
            assert "[/foo] [@click=app.quit]x[/]" in text(app)
            assert "\x1b" not in text(app)
            await press(pilot, "escape", "escape")


async def test_a_draft_names_the_thing_it_belongs_to_unless_that_is_gone(riverside: Riverside) -> None:
    with riverside.at("ben") as ben:
        note = ben.notes.add(NewNote("Words.", "Exit tickets")).id
        ben.notes.share(note, EVERYONE_HERE)
        wonder = ben.responses.add(note, "wonder", "Which?").id
    with riverside.at("maya") as maya:
        for place in (f"response:{note}:wonder", f"response:{wonder}:answer", "check-in:gzzz", "circle:maths", "odd"):
            maya.drafts.keep(place, {"text": f"Words for {place}"})
    app = riverside.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await to(pilot, "drafts")
        shown = text(app)
        assert shown.count('A response: "Exit tickets"') == 2
        assert "A check-in " in shown
        assert 'What a circle is about: "Maths circle"' in shown
        assert "Something begun" in shown
        await press(pilot, "down", "down")
        riverside.do("ben", lambda plc: plc.bin.put(note))
        await wait_gone(pilot, "Exit tickets")
