"""The screen when a school's server runs it: a newcomer's one question, settings kept with the words, rescued texts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from textual.widgets import Input

from community import Riverside, settled
from plc_tui.rescue import for_server, rescue, rescued
from plc_tui.services import Plc
from plc_tui.services.opening import make_empty, open_plc
from plc_tui.services.rescued import bring_back
from plc_tui.services.roster import Roster, join, open_served
from plc_tui.settings import Settings
from plc_tui.ui.app import PlcApp
from plc_tui.ui.at_server import AtServer
from plc_tui.ui.widgets.paged_list import PagedList


class School:
    """A server's file, and maya's program on it."""

    def __init__(self, folder: Path) -> None:
        self.file, self.rescue = folder / "plc.db", folder / "rescued" / "1001"
        self.roster = Roster("maya", 1001, "teachers", frozenset({"maya"}), lambda: lambda _login: 1001)
        make_empty(self.file, name="Riverside")

    def join(self, name: str) -> Plc:
        return join(self.file, self.roster, name, "UTC")

    def open(self) -> Plc:
        return open_served(self.file, self.roster)

    def app(self, theme: str = "") -> PlcApp:
        server = AtServer("Maya from GECOS", self.join, self.rescue, theme)
        return PlcApp(self.open, settings=Settings(motion="off"), server=server)


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


async def test_a_newcomer_is_asked_her_name_and_then_is_at_home(school: School) -> None:
    app = school.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        while not app.screen.query(Input):
            await pilot.pause(0.05)
        assert app.screen.query_one(Input).value == "Maya from GECOS"
        app.screen.query_one(Input).value = "Maya Okafor"
        await pilot.press("enter")
        await settled(pilot)
        assert (app.who.community, app.who.member) == ("Riverside", "Maya Okafor")
    assert school.open().me().name == "Maya Okafor"


async def test_who_gives_no_name_leaves_and_is_no_member(school: School) -> None:
    app = school.app()
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query(Input):
            await pilot.pause(0.05)
        await pilot.press("escape")
        await pilot.pause(0.2)
    assert app.return_code == 0
    with pytest.raises(Exception, match="not been here"):
        school.open()


async def test_her_settings_come_with_the_file_and_are_kept_there(school: School) -> None:
    plc = school.join("Maya Okafor")
    plc.own_settings.keep("theme", "light")
    plc.close()
    app = school.app()
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        assert app.settings.theme == "light"
        assert "light" in app.theme
        assert app.animation_level == "none"
        app.go("settings")
        await settled(pilot)
        rows = app.screen.query_one(PagedList)
        assert not {"motion", "db", "rescue_folder", "seed_folder"} & set(rows.keys)
        assert {"theme", "clock", "timezone"} <= set(rows.keys)
        while rows.key != "clock":
            await pilot.press("down")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert app.settings.clock == 12
    again = school.open()
    assert again.own_settings.over(Settings()) == Settings(theme="light", clock=12)


async def test_a_terminal_without_colours_keeps_its_theme(school: School) -> None:
    plc = school.join("Maya Okafor")
    plc.own_settings.keep("theme", "light")
    plc.close()
    app = school.app(theme="mono")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.settings.theme == "mono"


async def test_nobody_is_added_or_removed_on_the_screen(school: School) -> None:
    school.join("Maya Okafor").close()
    app = school.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.carry_out("everyone")  # type: ignore[attr-defined]  # a place
        await settled(pilot)
        for command in ("add_member", "remove_member"):
            assert "group teachers" in (app.screen.reason_not(command) or "")  # type: ignore[attr-defined]  # the same


def test_a_text_that_could_not_be_saved_is_among_her_drafts_the_next_time(school: School) -> None:
    plc = school.join("Maya Okafor")
    plc.drafts.keep("note:new", {"title": "There", "body": "before"})
    for words in ("first", "second"):
        rescue(for_server("note:new", {"title": "", "body": words}), "note:new", school.rescue, only_there=True)
    assert bring_back(plc.drafts, school.rescue) == 2
    assert {draft.fields["body"] for draft in plc.drafts.list()} == {"before", "first", "second"}
    assert not list(school.rescue.iterdir())
    assert bring_back(plc.drafts, school.rescue) == 0
    plc.close()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"place": "x"}', '{"place": "x", "fields": 3}', "\x00", "7"])
def test_a_file_that_holds_no_draft_is_passed_over(school: School, text: str) -> None:
    school.rescue.mkdir(parents=True)
    (school.rescue / "half.md").write_text(text)
    assert list(rescued(school.rescue)) == []
    assert list(rescued(school.rescue / "nowhere")) == []


async def test_what_cannot_be_kept_is_rescued_for_her_and_no_path_is_shown(school: School) -> None:
    school.join("Maya Okafor").close()
    app = school.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        plc = app.plc
        assert plc is not None
        plc.drafts.keep = _fails  # type: ignore[method-assign]  # the disk is full, as the store says it
        app.keeper.watch("note:new", lambda: {"body": words[0]}, told := Told())
        words[0] = "typed meanwhile"
        await app.keeper.flush()
        assert "safe on the server" in told.trouble
        assert str(school.rescue) not in told.trouble
        app.say_rescued()
        assert "among your Drafts" in " ".join(app.farewell.split())
        assert str(school.rescue) not in app.farewell
    (file,) = school.rescue.iterdir()
    assert json.loads(file.read_text()) == {"place": "note:new", "fields": {"body": "typed meanwhile"}}
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.stat().st_uid == os.geteuid()


words = [""]


def _fails(*_args: object, **_more: object) -> None:
    raise OSError("no space left")


class Told:
    trouble = ""

    def __call__(self, state: str, trouble: str) -> None:
        self.trouble = trouble


async def test_nothing_on_the_screen_writes_a_file_opens_a_link_or_starts_a_shell(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.join("Maya Okafor").close()
    app = school.app()
    monkeypatch.chdir(tmp_path)
    before = {path for path in tmp_path.rglob("*") if not path.name.startswith("plc.db")}
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr("webbrowser.open", _fails)
        for act in (
            "screenshot('x.svg', '.')",
            "suspend_process",
            "command_palette",
            "toggle_dark",
            "notify('x')",
            "simulate_key('ctrl+z')",
        ):
            await app.run_action(f"app.{act}")
            await pilot.pause()
        app.save_screenshot("x.svg", str(tmp_path))
        app.deliver_screenshot("x.svg", str(tmp_path))
        app.deliver_text("words", save_directory=tmp_path, save_filename="x.txt")
        app.deliver_binary("words", save_directory=tmp_path, save_filename="x.bin")
        app.open_url("https://example.org")
        await settled(pilot)
        assert app.is_running
    assert {path for path in tmp_path.rglob("*") if not path.name.startswith("plc.db")} == before


async def test_alone_nothing_is_different(riverside: Riverside) -> None:
    app = PlcApp(lambda: open_plc(riverside.path, as_handle="maya"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.server is None
        app.go("settings")
        await settled(pilot)
        assert "motion" in app.screen.query_one(PagedList).keys
