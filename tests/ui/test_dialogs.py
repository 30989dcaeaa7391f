from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static, TextArea

from pilots import press, settled, words
from plc_tui.ui import commands
from plc_tui.ui.app import PlcApp
from plc_tui.ui.dialogs.choose import Choose
from plc_tui.ui.dialogs.confirm import Confirm
from plc_tui.ui.dialogs.menu import Menu
from plc_tui.ui.dialogs.palette import find
from plc_tui.ui.widgets.paged_list import PagedList
from small_places import OWN, Shelf, small_app

SIZES = [(80, 24), (60, 20), (120, 40)]


def lines(app: PlcApp) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: PlcApp) -> str:
    return "\n".join(lines(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_menu_lists_everything_with_its_words_its_key_and_why_not(size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "f2")
        menu = app.screen
        assert isinstance(menu, Menu)
        listed = menu.query_one(PagedList).keys
        assert set(listed) == {command.id for command in commands.here("small")} - {"menu"}
        rows = [line.split("│")[1].rstrip(" ┃") for line in lines(app) if "│" in line]
        assert any("New thing" in row and row.endswith(" n") for row in rows)
        assert "Not possible now: There is nothing to share yet." in text(app)
        assert "Esc Back" in text(app)


async def test_a_reason_longer_than_its_line_stands_below_menu_and_palette_when_the_cursor_is_on_it() -> None:
    shelf = Shelf()
    app = small_app(shelf)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        reason = "There is nothing to share yet; write a few words first and save them."
        app.screen.reason_not = lambda command_id: reason if command_id == "share" else None
        await press(pilot, "f2")
        cut = app.screen.query_one("#cut", Static)
        assert not cut.display
        app.screen.query_one(PagedList).go_to("share")
        await settled(pilot)
        assert reason in str(cut.content)
        assert "words first and save them." in text(app)
        assert "Esc Back" in text(app)
        await press(pilot, "escape", "ctrl+p", *"share")
        assert "words first and save them." in text(app)
        await press(pilot, *"zzz")
        assert not app.screen.query_one("#cut").display


async def test_enter_in_the_menu_does_the_command_and_so_does_its_own_key() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "f2")
        await press(pilot, "r")
        assert "A title needs a few words." in text(app)
        await press(pilot, "f2")
        app.screen.query_one(PagedList).go_to("go_goals")
        await press(pilot, "enter")
        assert app.current_mode == "goals"


async def test_esc_in_a_dialog_does_nothing_else() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        for key in ("f1", "f2", "ctrl+p", "n", "p"):
            await press(pilot, key)
            assert app.in_dialog, key
            await press(pilot, "escape")
            assert not app.in_dialog, key
        assert app.is_running


async def test_a_dialog_opens_no_second_one() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p")
        await press(pilot, "f2", "ctrl+p", "f9")
        assert len(app.screen_stack) == 2


async def test_leaving_works_from_a_dialog() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "f2")
        await press(pilot, "f10")
    assert app.return_code == 0


async def test_the_palette_finds_a_command_by_a_few_letters() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p")
        await press(pilot, *"refus")
        await press(pilot, "enter")
        assert "A title needs a few words." in text(app)


async def test_the_palette_moves_with_the_arrows_and_says_when_it_finds_nothing() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p")
        before = app.screen.query_one(PagedList).key
        await press(pilot, "down", "down")
        assert app.screen.query_one(PagedList).key != before
        await press(pilot, *"zzzz")
        assert "Nothing is called that here." in text(app)
        await press(pilot, "enter")
        assert app.in_dialog


def test_the_best_match_comes_first() -> None:
    assert find("share", list(OWN))[0].id == "share"
    assert find("", list(OWN)) == list(OWN)
    assert find("qqqq", list(OWN)) == []


@pytest.mark.parametrize("size", SIZES)
async def test_help_says_what_the_place_is_for_an_example_and_the_keys(size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "question_mark")
        assert "Home is for looking around." in text(app)
        assert "Press n and see." in text(app)
        assert "Keys here" in text(app)
        assert "Esc Back" in text(app)
        await press(pilot, "f1")
        assert not app.in_dialog


async def test_help_opens_over_a_question_with_its_own_keys_and_leads_back_to_it() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p")
        question = app.screen
        assert isinstance(question, Choose)
        await press(pilot, "f1")
        assert app.screen is not question
        assert "Here you choose from a list." in words(app)
        assert "Ctrl+S    Done" in text(app)
        assert "Home is for looking around." in words(app)
        await press(pilot, "f1")
        assert app.screen is question


async def choose_two(pilot: Pilot[Any]) -> None:
    await press(pilot, "p")
    await settled(pilot)
    await press(pilot, "enter", "down", "enter")
    await settled(pilot)


async def test_choosing_several_people_and_saying_yes() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await choose_two(pilot)
        assert isinstance(app.screen, Choose)
        assert "Chosen: Ben Ito, Aisha Khan" in text(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Confirm)
        assert "They will be able to read this." in text(app)
        await press(pilot, "y")
        assert "Shared with Ben Ito, Aisha Khan." in text(app)


async def test_enter_alone_never_says_yes() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await choose_two(pilot)
        await press(pilot, "ctrl+s")
        assert isinstance(app.focused, Button)
        assert app.focused.id == "no"
        await press(pilot, "enter")
        assert "Nothing was shared." in text(app)


async def test_arrows_reach_yes_too() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await choose_two(pilot)
        await press(pilot, "ctrl+s")
        await press(pilot, "right", "enter")
        assert "Shared with Ben Ito, Aisha Khan." in text(app)


async def test_typing_narrows_a_list_and_enter_takes_away_again() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "p")
        await press(pilot, *"khan")
        assert app.screen.query_one(PagedList).keys == ("Aisha Khan",)
        await press(pilot, "enter")
        assert "Chosen: Aisha Khan" in text(app)
        await press(pilot, "enter")
        assert "Chosen: nobody yet" in text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_form_goes_from_field_to_field_and_gives_the_words(size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        await press(pilot, "ctrl+s")
        assert "What is it about?: a few words are needed here." in text(app)
        await press(pilot, *"Wait", "enter")
        assert isinstance(app.focused, TextArea)
        await press(pilot, "n", "o", "enter", "w")
        assert "Ctrl+S Done" in text(app)
        await press(pilot, "ctrl+s")
        assert "'title': 'Wait', 'why': 'no\\nw'" in text(app)


async def test_every_dialog_is_ascii_where_the_terminal_lacks_glyphs() -> None:
    app = small_app(Shelf(), marks="ascii")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in ("f1", "f2", "ctrl+p", "n", "p"):
            await press(pilot, key)
            assert [line for line in lines(app) if not line.isascii()] == [], key
            await press(pilot, "escape")


async def test_no_field_blinks() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        for key in ("n", "p", "ctrl+p"):
            await press(pilot, key)
            fields = [*app.screen.query(Input), *app.screen.query(TextArea)]
            assert fields
            assert not any(field.cursor_blink for field in fields)
            await press(pilot, "escape")
