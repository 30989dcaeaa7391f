from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pilots import press, settled, until, wait_for
from plc_tui.services.opening import make, open_plc
from plc_tui.settings import load
from plc_tui.ui.app import PlcApp
from plc_tui.ui.places import PLACES, Place
from plc_tui.ui.screens import settings_list
from plc_tui.ui.widgets.paged_list import PagedList

HERE = (Place("home", "Home", "1", "plc_tui.ui.screens.settings:SettingsScreen"), *PLACES[1:])


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    made = make(tmp_path / "plc.db", name="Riverside PLC", handle_="maya", display="Maya Okafor", login="maya")
    made.close()
    return tmp_path / "plc.db"


@pytest.fixture
def app(file: Path, tmp_path: Path) -> PlcApp:
    return PlcApp(lambda: open_plc(file, as_handle="maya"), settings_path=tmp_path / "config.toml", places=HERE)


def lines(app: PlcApp) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


async def change(pilot: Pilot[Any], key: str, *presses: str) -> None:
    pilot.app.screen.query_one(PagedList).go_to(key)
    await press(pilot, "enter", *presses)


async def test_about_fifteen_settings_with_their_values_on_one_screen(app: PlcApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        keys = app.screen.query_one(PagedList).keys
        assert 12 <= len(keys) <= 15
        text = "\n".join(lines(app))
        assert "Your name" in text
        assert "Maya Okafor" in text
        assert "How colleagues see you." in text


async def test_no_path_is_asked_for_on_the_screen(app: PlcApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        assert not {"db", "rescue_folder", "seed_folder"} & set(app.screen.query_one(PagedList).keys)


async def test_another_theme_is_on_at_once_and_next_time(app: PlcApp, tmp_path: Path) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "theme", "down", "enter")
        await wait_for(pilot, "Colours: Light. It is kept for next time.")
        assert app.theme == "plc-light"
        assert tomllib.loads((tmp_path / "config.toml").read_text()) == {"theme": "light"}
        assert load(tmp_path / "config.toml").theme == "light"


async def test_the_usual_value_comes_back(app: PlcApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "marks", *"plain", "enter")
        await until(pilot, lambda: app.settings.marks == "ascii")
        assert [line for line in lines(app) if not line.isascii()] == []
        await press(pilot, "u")
        await until(pilot, lambda: app.settings.marks == "auto")
        app.screen.query_one(PagedList).go_to("name")
        await press(pilot, "u")
        await wait_for(pilot, "has no usual value")


async def test_a_value_that_makes_no_sense_is_refused_with_words(app: PlcApp, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await change(pilot, "editor_width", "9", "9", "9", "ctrl+s")
        await wait_for(pilot, "a number from 40 to 120")
        assert app.settings.editor_width == 72
        assert not (tmp_path / "config.toml").exists()


async def test_her_new_name_is_in_the_masthead_and_in_the_file(app: PlcApp, file: Path) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "name", *" [/b]", "ctrl+s")
        assert lines(app)[0].endswith("Maya Okafor [/b]")
    plc = open_plc(file, as_handle="maya")
    assert plc.me().name == "Maya Okafor [/b]"
    plc.close()


async def test_words_about_her_that_are_too_long_come_back_with_the_reason(app: PlcApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "name")
        app.screen.query_one(Input).value = "Maya " * 80
        await press(pilot, "ctrl+s")
        await wait_for(pilot, "shorten it")
        assert app.screen.query_one(Input).value.startswith("Maya Maya")
        app.screen.query_one(Input).value = "Maya O."
        await press(pilot, "ctrl+s")
        assert lines(app)[0].endswith("Maya O.")


async def test_the_time_zone_is_chosen_by_typing_a_city(app: PlcApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "timezone", *"lisbon", "enter")
        assert any("Europe/Lisbon" in line for line in lines(app))


async def test_models_and_frames_are_offered_by_their_titles(app: PlcApp) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await change(pilot, "default_model", *"gibbs", "enter")
        await until(pilot, lambda: app.settings.default_model == "gibbs")


def test_every_setting_is_explained_in_a_sentence() -> None:
    for key in (*settings_list.LOOKS, *settings_list.BEGINS, *(about.field for about in settings_list.ABOUT_HER)):
        assert settings_list.explained(key).plain.endswith(".")
