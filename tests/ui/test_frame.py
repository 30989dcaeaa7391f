from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from pilots import press, settled, until
from plc_tui.domain.errors import UnusableFile
from plc_tui.ui.app import PlcApp
from plc_tui.ui.widgets.paged_list import PagedList
from small_places import Shelf, SmallEditor, small_app

SIZES = [(80, 24), (60, 20), (120, 40)]


def lines(app: PlcApp) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: PlcApp) -> str:
    return "\n".join(lines(app))


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_has_the_same_shape(size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        drawn = lines(app)
        assert drawn[0].startswith(" Riverside PLC")
        assert drawn[0].endswith("Maya Okafor")
        assert all(f"{key} {title}" in drawn[1] for key, title in (("1", "Home"), ("5", "Circles"), ("/", "Find")))
        assert "Waiting for you" in drawn[4]
        assert set(drawn[-2]) == {"─"}
        assert drawn[-1].startswith(" F1 Help  F2 Menu")
        assert len(drawn) == size[1]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_the_keyline_never_loses_help_and_back(size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert "F1 Help" in lines(app)[-1]
        assert "Esc Back" in lines(app)[-1]


async def test_the_current_place_is_marked_not_by_colour_alone() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        assert lines(app)[2].startswith("─━━━━━━─")
        await press(pilot, "2")
        start = lines(app)[1].index("2 Goals")
        assert lines(app)[2][start : start + 7] == "━" * 7
        assert lines(app)[2][start - 1] == "─"


async def test_the_frame_is_there_before_the_file_is_open() -> None:
    may_open = threading.Event()

    def slow() -> Shelf:
        assert may_open.wait(60)
        return Shelf()

    app = small_app(Shelf(), slow)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Opening..." in text(app), resting=False)
        assert "1 Home" in text(app)
        assert "Riverside PLC" not in text(app)
        may_open.set()
        await settled(pilot)
        assert "Riverside PLC" in text(app)
        assert "Ben asks for your eye" in text(app)


async def test_a_made_up_community_says_so_on_every_screen() -> None:
    app = small_app(Shelf(demo=True))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "made-up community" in lines(app)[0]
        await press(pilot, "2")
        assert "made-up community" in lines(app)[0]
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert "made up" in lines(app)[0]
        assert lines(app)[0].endswith("Maya Okafor")


@pytest.mark.parametrize("kept", [True, False])
async def test_only_a_throw_away_community_says_that_nothing_is_kept(tmp_path: Path, kept: bool) -> None:
    app = small_app(Shelf(demo=True), throw_away=None if kept else tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "a made-up community" in lines(app)[0]
        assert ("nothing here is kept" in lines(app)[0]) is not kept


async def test_a_file_that_cannot_be_opened_ends_in_one_sentence() -> None:
    def broken() -> Any:
        raise UnusableFile("This is not a plc file.")

    app = small_app(Shelf(), broken)
    async with app.run_test() as pilot:
        await settled(pilot)
    assert app.farewell == "This is not a plc file."
    assert app.return_code == 1


async def test_keys_and_mouse_change_place() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "2")
        assert app.current_mode == "goals"
        assert "No goals yet." in text(app)
        await press(pilot, "slash")
        assert app.current_mode == "find"
        await settled(pilot)
        await pilot.click(offset=(lines(app)[1].index("Reviews"), 1))
        await settled(pilot)
        assert app.current_mode == "reviews"
        await pilot.click(offset=(lines(app)[-1].index("F10"), 23))
        await settled(pilot)
        assert app.return_code == 0


async def test_esc_never_leaves_the_program() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "escape", "escape")
        assert app.is_running
        assert app.return_code is None


@pytest.mark.parametrize("key", ["f10", "ctrl+q"])
async def test_leaving_asks_nothing_and_keeps_what_is_written(key: str) -> None:
    shelf = Shelf()
    app = small_app(shelf)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await press(pilot, "h", "i", key)
    assert shelf.kept == {"note:new": {"body": "hi"}}
    assert app.return_code == 0
    assert app.farewell == ""


async def test_esc_goes_back_and_discards_nothing() -> None:
    shelf = Shelf()
    app = small_app(shelf)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await press(pilot, "n", "1", "slash", "question_mark")
        assert app.screen.query_one(TextArea).text == "n1/?"
        assert "Not saved yet" in lines(app)[-1]
        await press(pilot, "escape")
        assert not isinstance(app.screen, SmallEditor)
        assert shelf.kept == {"note:new": {"body": "n1/?"}}


async def test_the_draft_goes_when_the_text_was_saved() -> None:
    shelf = Shelf()
    app = small_app(shelf)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await press(pilot, "h", "i")
        await app.keeper.flush()
        assert shelf.kept
        await press(pilot, "ctrl+s")
        assert shelf.kept == {}
        assert "Saved as version 1." in text(app)


async def test_a_save_that_fails_goes_on_naming_the_file_her_words_are_in(tmp_path: Path) -> None:
    shelf = Shelf(trouble="full")
    app = small_app(shelf, rescue_folder=str(tmp_path))
    async with app.run_test(size=(200, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "h", "i")
        await app.keeper.flush()
        await press(pilot, "ctrl+s")
        [file] = tmp_path.iterdir()
        assert f"The disk is full. Your text is safe in {file}" in text(app)
        shelf.trouble = ""
        await press(pilot, "ctrl+s")
        assert "Saved as version 1." in text(app)


async def test_pressing_a_places_own_key_goes_back_to_its_beginning() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        app.go("home")
        await settled(pilot)
        assert len(app.screen_stack) == 1


async def test_what_cannot_be_done_now_says_why() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s")
        assert "There is nothing to share yet." in text(app)


async def test_what_a_service_refuses_becomes_one_calm_line() -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert "• A title needs a few words. ──" in text(app)
        await press(pilot, "escape")
        assert "A title needs" not in text(app)


async def test_a_long_notice_gets_lines_of_its_own() -> None:
    app = small_app(Shelf())
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        app.screen.say("The disk is full. " * 8)  # type: ignore[attr-defined]
        await settled(pilot)
        assert sum("The disk is full." in line for line in lines(app)) == 3
        assert lines(app)[-1].startswith(" F1 Help")


async def test_others_changes_refresh_what_is_in_sight_and_the_rest_when_she_comes_there() -> None:
    shelf = Shelf()
    app = small_app(shelf)
    heard: list[str] = []
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "2")
        for mode, name in (("home", "home"), ("goals", "goals")):
            screen: Any = app.get_screen_stack(mode)[0]
            screen.refresh_place = lambda name=name: heard.append(name)
        shelf.news = 1
        await app._look_for_changes()
        await settled(pilot)
        assert heard == ["goals"]
        await press(pilot, "1")
        assert heard == ["goals", "home"]


async def test_a_change_reaches_the_place_below_a_dialog() -> None:
    app = small_app(Shelf())
    heard: list[object] = []
    async with app.run_test() as pilot:
        await settled(pilot)
        place: Any = app.screen
        place.refresh_place = lambda: heard.append(1)
        await press(pilot, "f2")
        app.tell_change()
        await settled(pilot)
        assert heard == [1]


async def test_a_wide_screen_has_a_reading_pane_and_a_narrow_one_does_not() -> None:
    app = small_app(Shelf())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "A reading pane." not in text(app)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "A reading pane." in text(app)
        assert app.screen.query_one(PagedList).size.width < 70
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert app.screen.has_class("-narrow")
        assert "A reading pane." not in text(app)


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "mono"])
async def test_each_theme_is_on_from_the_first_paint(theme: str) -> None:
    app = small_app(Shelf(), theme=theme)
    async with app.run_test() as pilot:
        assert app.theme == f"plc-{theme}"
        before = app._css_update_count
        await settled(pilot)
        assert app._css_update_count == before
        assert app.screen.styles.background.hex.lower() == app.current_theme.background


async def test_a_terminal_without_glyphs_gets_ascii() -> None:
    app = small_app(Shelf(), marks="ascii")
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "r")
        assert text(app).isascii()
        assert lines(app)[2].startswith("-======-")


async def test_a_mistake_of_ours_keeps_the_draft_and_says_nobodys_words() -> None:
    shelf = Shelf()
    app = small_app(shelf)

    async def write_and_crash() -> None:
        async with app.run_test() as pilot:
            await settled(pilot)
            home: Any = app.screen
            await press(pilot, "enter")
            await press(pilot, "h", "i")
            home.carry_out("crash")
            await settled(pilot)

    with pytest.raises(Exception, match="words of hers"):
        await write_and_crash()
    assert shelf.kept == {"note:new": {"body": "hi"}}
    assert app.return_code == 1
    assert "because of a mistake in the program" in app.farewell
    assert "Traceback" not in app.farewell
    assert "words of hers" not in app.farewell


async def test_no_file_is_written_and_no_link_opened_from_the_screen(tmp_path: Any) -> None:
    app = small_app(Shelf())
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.run_action(f"app.screenshot('shot.svg', '{tmp_path}')")
        app.deliver_text("file.txt")
        app.open_url("https://example.org")
        await app.run_action("app.command_palette")
        await press(pilot, "ctrl+c")
        assert list(tmp_path.iterdir()) == []
        assert len(app.screen_stack) == 1
        assert not app.query(Input)
