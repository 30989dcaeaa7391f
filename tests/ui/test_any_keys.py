"""Whatever is pressed, in whatever order, the program goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pilots import settled
from plc_tui.services.demo import write_demo
from plc_tui.services.opening import open_plc
from plc_tui.ui.app import PlcApp
from plc_tui.ui.commands import ALLOWED_KEYS

WAYS_OUT = {"f10", "ctrl+q"}
OFTEN = ["enter"] * 6 + ["escape"] * 5 + ["down"] * 6 + ["up", "pagedown", "pageup", "home", "end", "left", "right"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "plc.db"
    write_demo(path).close()
    return path


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
