"""Find: as she types, over everything she may read, and why it matched."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot

from community import Riverside, press, send, text, until, wait_for, write
from plc_tui.domain.audience import EVERYONE_HERE, with_people
from plc_tui.domain.goals import NewGoal, Wording
from plc_tui.domain.notes import NewNote
from plc_tui.services import Plc
from plc_tui.ui.screens.find import FindScreen


def share(plc: Plc, title: str, body: str, *tags: str) -> str:
    note = plc.notes.add(NewNote(body, title, tags=tags)).id
    plc.notes.share(note, EVERYONE_HERE)
    return note


@pytest.fixture
def written(riverside: Riverside) -> Riverside:
    """Some words to find."""
    with riverside.at("ben") as ben:
        note = share(ben, "Exit tickets in 8B", "They worked in silence for twenty minutes.", "tickets")
        ben.notes.add(NewNote("My silence is mine.", "Ben's secret"))
    with riverside.at("aisha") as aisha:
        share(aisha, "Wait time", "I counted to four before anyone spoke.", "talk", "silence-kept")
        aisha.responses.add(note, "wonder", "Was the silence theirs or yours?")
        goal = aisha.goals.add(NewGoal(Wording("How do I leave room for silence?"))).id
        aisha.goals.share(goal, with_people("maya"))
    return riverside


async def look(pilot: Pilot[Any], words: str) -> None:
    """Type into the box; it is looked for as soon as her hands rest."""
    await write(pilot, words)


def screen(pilot: Pilot[Any]) -> FindScreen:
    assert isinstance(pilot.app.screen, FindScreen)
    return pilot.app.screen


def rows(pilot: Pilot[Any]) -> list[str]:
    """Kind of each thing that is shown."""
    return [screen(pilot)._hits[key].kind for key in screen(pilot).found.keys]


async def test_the_empty_box_explains_with_examples(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        assert "What are you looking for?" in text(app)
        assert "silence by:ben" in text(app)
        assert screen(pilot).box.has_focus


async def test_she_finds_while_she_types_all_she_may_read_and_nothing_else(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "sil")
        shown = text(app)
        assert sorted(rows(pilot)) == ["goal", "note", "note", "response"]
        assert "Exit tickets in 8B" in shown
        assert "note · Ben Ito" in shown
        assert "On Exit tickets in 8B" in shown
        assert "response · Aisha Khan" in shown
        assert "worked in silence" in shown
        assert "tagged" in shown  # the note that matches by its tag alone says so
        assert "secret" not in shown
        await look(pilot, "xyz")
        assert "Nothing you may read matches." in text(app)


async def test_an_outsider_finds_less_and_is_not_told_that_there_is_more(written: Riverside) -> None:
    app = written.app("sam")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "silence")
        assert sorted(rows(pilot)) == ["note", "note", "response"]
        assert "room for silence" not in text(app)
        await look(pilot, " secret")
        assert "Nothing you may read matches." in text(app)


def marked(content: Content) -> list[str]:
    """The words that are bold and underlined."""
    return [
        content.plain[span.start : span.end]
        for span in content.spans
        if "bold" in str(span.style) and "underline" in str(span.style)
    ]


async def test_what_was_looked_for_is_bold_and_underlined_in_title_and_text(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "SILÉNCE")
        found = {row.key: row for row in screen(pilot).found._rows}
        hits = screen(pilot)._hits
        goal = next(found[key] for key in found if hits[key].kind == "goal")
        note = next(found[key] for key in found if hits[key].title.startswith("Exit") and hits[key].kind == "note")
        assert marked(goal.title) == ["silence"]
        assert note.detail is not None
        assert marked(note.detail) == ["silence"]


async def test_filters_are_words_in_the_box_and_are_shown_as_understood(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "silence by:ben kind:notes")
        assert "Only notes, by Ben Ito" in text(app)
        assert rows(pilot) == ["note"]
        await look(pilot, " since:2020")
        assert "since 1 January 2020" in text(app)
        assert rows(pilot) == ["note"]
        await look(pilot, " tag:nowhere")
        assert "tagged #nowhere" in text(app)
        assert rows(pilot) == []


async def test_what_is_not_understood_is_said_and_left_out(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "silence by:zed")
        assert "by:zed is left out: nobody here is called that." in text(app)
        assert len(rows(pilot)) == 4


async def test_filters_can_be_chosen_by_key_and_taken_away_again(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "silence")
        await press(pilot, "f4")
        await write(pilot, "ben")
        await press(pilot, "enter")
        await look(pilot, "")
        assert screen(pilot).box.value == "silence by:ben "
        assert rows(pilot) == ["note"]
        await press(pilot, "f3", "enter")
        assert screen(pilot).box.value == "silence by:ben kind:note "
        await press(pilot, "f4")
        assert "Anyone's" in text(app)
        await press(pilot, "enter")
        assert screen(pilot).box.value == "silence kind:note "
        await press(pilot, "f5")
        assert "#talk" in text(app)
        await press(pilot, "escape", "f6", "enter")
        assert screen(pilot).box.value == "silence kind:note since:1w "
        await press(pilot, "f7")
        assert screen(pilot).box.value == ""


async def test_down_goes_to_what_was_found_up_goes_back_and_letters_are_typed_on(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", "down")
        assert screen(pilot).box.has_focus  # there is nothing below yet
        await look(pilot, "silenc")
        await press(pilot, "down")
        assert screen(pilot).found.has_focus
        await press(pilot, "up")
        assert screen(pilot).box.has_focus
        await press(pilot, "down", "e")
        assert screen(pilot).box.has_focus
        assert screen(pilot).box.value == "silence"
        await press(pilot, "down", "slash")
        assert screen(pilot).box.has_focus


async def test_a_response_opens_what_it_answers_and_back_the_cursor_is_where_it_was(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "kind:response silence")
        await press(pilot, "down", "enter")
        assert "They worked in silence for twenty minutes." in " ".join(text(app).split())
        await press(pilot, "escape")
        assert screen(pilot).found.has_focus
        assert screen(pilot).box.value == "kind:response silence"


async def test_enter_in_the_box_opens_the_best(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", "enter")
        assert "type a word or two" in text(app)
        await look(pilot, "leave room")
        await press(pilot, "enter")
        assert not isinstance(app.screen, FindScreen)
        assert "How do I leave room for silence?" in text(app)


async def test_her_words_stay_in_the_box_when_she_leaves_and_comes_back(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "silence")
        await press(pilot, "escape")
        assert app.current_mode == "notes"  # back where she came from
        await press(pilot, "slash")
        assert screen(pilot).box.value == "silence"
        assert screen(pilot).box.has_focus
        await look(pilot, " by:ben")
        assert rows(pilot) == ["note"]


async def test_what_a_colleague_writes_meanwhile_is_found_without_a_key(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "volcano")
        assert rows(pilot) == []
        written.do("ben", lambda plc: share(plc, "A volcano in 6A", "Vinegar."))
        await until(pilot, lambda: rows(pilot) == ["note"])


async def test_seven_letters_are_one_search_and_an_answer_to_an_older_question_is_dropped(written: Riverside) -> None:
    """The first search is held up behind something slow until she has typed on."""
    app, go_on = written.app("maya"), threading.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash")
        app._store.submit(go_on.wait, 10)
        for letter in "volcano":
            send(pilot, letter)
        await until(pilot, lambda: screen(pilot)._asked > 0, resting=False)
        searches = screen(pilot)._asked
        assert searches < 7
        await pilot.press(*["backspace"] * 7, *"wait")
        await until(pilot, lambda: screen(pilot)._asked > searches, resting=False)
        go_on.set()
        await wait_for(pilot, "Wait time")
        assert "Nothing you may read matches" not in text(app)


async def test_on_a_wide_terminal_the_beginning_of_the_text_stands_beside(written: Riverside) -> None:
    app = written.app("maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "slash")
        await look(pilot, "counted")
        assert "Everyone here (4 people)" in text(app)


async def test_hostile_words_in_the_box_and_in_the_results_do_nothing(written: Riverside) -> None:
    written.do(
        "ben", lambda plc: share(plc, "[/foo] [@click=app.quit]x[/]", '[b]zebra[/b] \x1b[31m $who AND ( * " NEAR')
    )
    for size in ((80, 24), (120, 40)):
        app = written.app("maya")
        async with app.run_test(size=size) as pilot:
            await press(pilot, "3", "slash")
            await look(pilot, "zebra")
            assert "[/foo] [@click=app.quit]x[/]" in text(app)
            for words in ('" AND (', " [/foo] [b]", ' by:"', " since:[x]", " kind:* NEAR("):
                screen(pilot).box.value += words
                await look(pilot, "")
            assert "\x1b" not in text(app)
