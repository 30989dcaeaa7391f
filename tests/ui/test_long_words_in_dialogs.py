"""Words of any length in a dialog: its answers and its keys stay in sight, and all of the words can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from textual.widgets import Button, Input, Static

from pilots import press, settled, text, words
from plc_tui.domain.audience import Audience
from plc_tui.ui import safe
from plc_tui.ui.dialogs.answer import Answer
from plc_tui.ui.dialogs.ask import Ask, Field
from plc_tui.ui.dialogs.audience import Ladder
from plc_tui.ui.dialogs.choose import Choose, Option
from plc_tui.ui.dialogs.confirm import Confirm
from plc_tui.ui.dialogs.dialog import Dialog
from plc_tui.ui.dialogs.respond import MANNERS, Respond, Target
from plc_tui.ui.dialogs.secret import Line, Secret
from plc_tui.ui.dialogs.statement import Statement
from plc_tui.ui.dialogs.voting import Dots, Fist
from plc_tui.ui.widgets.paged_list import PagedList
from small_places import Shelf, small_app

SIZES = [(60, 20), (80, 24)]
TITLE = f"{'Wait time, and what it does ' * 11}"[:294] + " ended"
"""Three hundred letters."""
BODY = f"{'Names of many people, and what becomes of it. ' * 40} Last words."


async def nothing(given: Mapping[str, str]) -> str:
    return ""


LONG = safe.words(TITLE)
FIELDS = (Field("title", "What is it about?", required=True), Field("why", "Why?", long=True))
DIALOGS: dict[str, Callable[[], Dialog[object]]] = {
    "confirm": lambda: Confirm(LONG, safe.words(BODY), "Share it", "Keep it as it is"),
    "answer": lambda: Answer(LONG, safe.words(BODY), {"join": "Join it", "not": "No, thank you", "later": "Not now"}),
    "statement": lambda: Statement(LONG, safe.words(BODY), "Delete them", "Keep them"),
    "ask": lambda: Ask(LONG, FIELDS, "Make it"),
    "secret": lambda: Secret(LONG, safe.words(BODY), (Line("old", "The passphrase"),), "Open", nothing),
    "choose": lambda: Choose(LONG, (Option("a", LONG, LONG),), many=True, chosen=("a",), hint="", none="nobody yet"),
    "ladder": lambda: Ladder(TITLE, Audience("me")),
    "fist": lambda: Fist(LONG, 3),
    "dots": lambda: Dots([(str(number), LONG) for number in range(30)], 3, {}),
    "respond": lambda: Respond("response:n1:wonder", MANNERS["wonder"], Target(TITLE, TITLE, TITLE), "What is it?"),
}  # type: ignore[assignment]  # what each gives is its own


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DIALOGS)
async def test_its_answers_and_its_keys_are_in_sight_however_long_the_words(name: str, size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.push_screen(dialog := DIALOGS[name]())
        await settled(pilot)
        keys = " ".join(str(dialog.query_one("#hints", Static).content).split())
        assert keys in words(app)
        assert all(str(button.label) in text(app) for button in dialog.query(Button))
        if app.focused is not None:
            seen = app.screen.find_widget(app.focused).visible_region
            assert seen.height >= min(app.focused.size.height, 3), f"{app.focused} is out of sight:\n{text(app)}"
        for rows in dialog.query(PagedList):
            assert rows.size.height >= 4, f"no room for the list:\n{text(app)}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["confirm", "answer", "statement", "secret"])
async def test_all_of_the_words_can_be_read_from_the_keyboard(name: str, size: tuple[int, int]) -> None:
    app = small_app(Shelf())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.push_screen(dialog := DIALOGS[name]())
        await settled(pilot)
        answers = app.focused
        await press(pilot, *["pageup"] * (30 if name == "secret" else 0))  # it begins with its field in sight
        assert "Wait time" in text(app)
        for _ in range(30):
            if "Last words." in text(app):
                break
            await press(pilot, "pagedown")
        assert "Last words." in text(app)
        assert "PgDn More" in words(app) or name == "secret"
        await press(pilot, *["pageup"] * 30)
        assert app.screen is dialog
        assert app.focused is answers
        assert "Last words." not in text(app)


async def test_short_words_take_no_more_room_than_they_need_and_promise_no_more() -> None:
    app = small_app(Shelf())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(dialog := Confirm(safe.words("Share it?"), safe.words("They will read it."), "Share", "No"))
        await settled(pilot)
        assert dialog.query_one("#panel").size.height < 10
        assert "PgDn" not in text(app)


async def test_a_form_under_a_long_title_shows_the_field_she_is_in_and_what_is_missing() -> None:
    app = small_app(Shelf())
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        app.push_screen(dialog := DIALOGS["ask"]())
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert "What is it about?: a few words are needed here." in words(app)
        await press(pilot, *"Ways")
        assert "Ways" in text(app)
        await press(pilot, "enter")
        assert not isinstance(app.focused, Input)
        assert app.screen.find_widget(dialog.focused).visible_region.height >= 3
