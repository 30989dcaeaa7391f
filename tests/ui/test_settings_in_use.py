"""Every setting does what its line in Settings says."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import plc_tui
from community import Riverside, press, settled, text, words, write
from plc_tui import seeds
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
from plc_tui.settings import Settings
from plc_tui.ui.screens.goal_editor import GoalEditor
from plc_tui.ui.screens.note_editor import NoteEditor

WHAT3 = next(model for model in seeds.models() if model.id == "what3")


async def begun(pilot: Any, model: str | None = None) -> NoteEditor:
    await settled(pilot)
    editor = NoteEditor(model=model)
    pilot.app.push_screen(editor)
    await settled(pilot)
    return editor


def test_no_setting_is_without_use() -> None:
    source = Path(plc_tui.__file__).parent
    code = "\n".join(file.read_text() for file in source.rglob("*.py") if file.name != "settings.py")
    unused = [
        each.name for each in fields(Settings) if not re.search(rf"settings\.{each.name}\b|found\.{each.name}\b", code)
    ]
    assert unused == []


async def test_a_new_note_begins_with_the_model_she_set(riverside: Riverside) -> None:
    app = riverside.app("maya", default_model="what3")
    async with app.run_test(size=(80, 24)) as pilot:
        editor = await begun(pilot)
        assert [line for line in editor.area.text.splitlines() if line] == [f"## {p.title}" for p in WHAT3.prompts]
        assert editor.unchanged, "questions alone are nothing of hers"
        await write(pilot, "I waited.")
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.notes.list().items[0]).model == "what3"


async def test_another_model_can_still_be_asked_for(riverside: Riverside) -> None:
    app = riverside.app("maya", default_model="what3")
    async with app.run_test(size=(80, 24)) as pilot:
        assert (await begun(pilot, "free")).area.text == ""


async def test_a_note_that_was_begun_gets_no_questions_put_into_it(riverside: Riverside) -> None:
    riverside.do("maya", lambda plc: plc.drafts.keep("note:new", {"title": "", "body": "Begun.", "model": "free"}))
    note = riverside.do("maya", lambda plc: plc.notes.add(NewNote("I waited.", "Wait time")))
    app = riverside.app("maya", default_model="what3")
    async with app.run_test(size=(80, 24)) as pilot:
        assert (await begun(pilot)).area.text == "Begun."
        await press(pilot, "escape")
        editor = NoteEditor(note.id)
        pilot.app.push_screen(editor)
        await settled(pilot)
        assert editor.area.text == "I waited."


async def test_a_model_that_is_gone_leaves_an_empty_page(riverside: Riverside) -> None:
    app = riverside.app("maya", default_model="long-gone")
    async with app.run_test(size=(80, 24)) as pilot:
        assert (await begun(pilot)).area.text == ""


async def test_lines_are_as_wide_as_she_set_where_there_is_room(riverside: Riverside) -> None:
    app = riverside.app("maya", editor_width=50)
    async with app.run_test(size=(100, 30)) as pilot:
        editor = await begun(pilot)
        assert editor.area.wrap_width == 50
        editor.area.put("word " * 2000)
        await settled(pilot)
        assert editor.area.wrap_width == 50, "a scrollbar takes nothing from the line"
    app = riverside.app("maya", editor_width=120)
    async with app.run_test(size=(80, 24)) as pilot:
        assert 70 <= (await begun(pilot)).area.wrap_width < 80


async def test_a_new_goal_asks_in_the_frame_she_set(riverside: Riverside) -> None:
    app = riverside.app("maya", default_goal_frame="woop")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(GoalEditor())
        await settled(pilot)
        for field in seeds.goal_frame("woop").fields:
            assert field.title in words(app)
        await write(pilot, "Who talks in 7A")
        await press(pilot, "ctrl+s")
    assert riverside.do("maya", lambda plc: plc.goals.list().items[0]).frame == "woop"


async def test_a_goal_frame_that_is_gone_leaves_the_plain_questions(riverside: Riverside) -> None:
    app = riverside.app("maya", default_goal_frame="long-gone")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(GoalEditor())
        await settled(pilot)
        assert seeds.goal_frame("plain").fields[0].title in words(app)


async def test_home_looks_back_only_for_those_who_like_it(riverside: Riverside) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=365)
    plc = open_plc(riverside.path, as_handle="maya", clock=lambda: long_ago)
    plc.notes.add(NewNote("Do they talk more when I say less?", "Less"))
    plc.close()
    app = riverside.app("maya", looking_back=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Looking back" not in text(app)
        assert "Nothing waits for you." in words(app)
