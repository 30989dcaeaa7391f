"""Whatever is pressed, in whatever order, the program goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from once import once
from pilots import press, send, settled
from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc
from plc_tui.ui.app import PlcApp
from plc_tui.ui.commands import ALLOWED_KEYS

WAYS_OUT = {"f10", "ctrl+q"}
OFTEN = ["enter"] * 6 + ["escape"] * 5 + ["down"] * 6 + ["up", "pagedown", "pageup", "home", "end", "left", "right"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "demo", lambda folder: write_demo(folder / "demo.db").close()) / "demo.db"


async def press_anything(file: Path, seed: int, count: int) -> None:
    chance = random.Random(seed)
    keys = [*OFTEN, *sorted(ALLOWED_KEYS - WAYS_OUT)]
    app = PlcApp(lambda: open_plc(file, as_handle="maya"), settings_path=file.parent / "config.toml")
    pressed: list[str] = []
    async with app.run_test(size=chance.choice([(80, 24), (60, 20), (120, 40)])) as pilot:
        await settled(pilot)
        for _ in range(count):
            pressed.append(chance.choice(keys))
            await pilot.press(pressed[-1])
            if chance.random() < 0.3:
                await pilot.pause(0.02)
            assert app.is_running, pressed[-12:]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
async def test_five_hundred_keys_in_any_order_do_no_harm(file: Path, seed: int) -> None:
    await press_anything(file, seed, count=500)


@pytest.mark.parametrize("field", ["slash", "n"])
async def test_a_burst_of_keys_is_done_in_the_order_it_was_typed(file: Path, field: str) -> None:
    """A slow line delivers many keys at once; a Backspace or an arrow must not lose its turn to the next letters."""
    app = PlcApp(lambda: open_plc(file, as_handle="maya"), settings_path=file.parent / "config.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", field)
        burst = [*"volcano", *["backspace"] * 7, *"wat", "left", "i", "end", *" tim", "home", "delete", "W", "end", "e"]
        for key in burst:
            send(pilot, key)
        await settled(pilot)
        focused = app.focused
        assert isinstance(focused, Input | TextArea)
        assert (focused.value if isinstance(focused, Input) else focused.text) == "Wait time"
