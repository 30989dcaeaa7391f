"""A real Textual app in a real terminal: with our driver it looks the same, says less, and notices a dropped link."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from terminal import Program

APP = """
import signal, sys
from textual.app import App
from textual.widgets import Input, OptionList, TextArea
from plc_tui.ui.driver import CellDriver

class Sample(App):
    CSS = "OptionList, TextArea { height: 1fr } TextArea { width: 60% }"
    BINDINGS = [("f2", "bell"), ("f3", "copy"), ("f4", "again"), ("f5", "outside"), ("f6", "slow")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self):
        yield Input(placeholder="name")
        yield OptionList(*[f"choice {n} " + "é漢字 words " * (n % 5) for n in range(300)], markup=False)
        yield TextArea("\\n".join("a note of many words, line %d" % n for n in range(200)))

    def on_mount(self):
        self.animation_level = "none"
        for widget in self.query("Input, TextArea"):
            widget.cursor_blink = False

    def on_key(self, event):
        if event.key in ("escape", "f9"):
            self.title = event.key
            self.query_one(Input).value += f"<{event.key}>"

    def action_copy(self):
        self.copy_to_clipboard("kept")

    def action_again(self):
        self.refresh(layout=True, repaint=True)
        self.screen.refresh(layout=True)

    def action_outside(self):
        with self.suspend():
            print("outside")
            input()

    def terminal_lost(self):
        if "hook" in sys.argv:
            open(sys.argv[-1], "w").write("lost")
        self.exit(return_code=3)

if "no-hook" in sys.argv:
    del Sample.terminal_lost
if "deaf" in sys.argv:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
app = Sample(driver_class=None if "stock" in sys.argv else CellDriver)
app.run()
sys.exit(app.return_code)
"""


def sample(*args: str | Path, modern: bool = True, **settings: int) -> Program:
    words = [sys.executable, "-c", APP, *map(str, args)]
    return Program(words, env={"TEXTUAL_ANIMATIONS": "none"}, modern=modern, **settings).wait_for("line 1")


def looks(program: Program) -> list[object]:
    blank = [[cell if cell.data != " " else (cell.bg, cell.reverse) for cell in row] for row in program.cells]
    return [blank, program.cursor]


def same(one: Program, other: Program) -> bool:
    """Whether both look the same once both are at rest; a busy machine is given time."""
    return any(looks(one.settle(0.15)) == looks(other.settle(0.15)) for _ in range(60))


JOURNEY: list[tuple[str, ...]] = [
    ("tab",),
    ("down", "down", "pagedown", "end", "up", "pageup", "home", "down"),
    ("tab",),
    ("a", "b", "enter"),
    ("pagedown",),
    ("x", "backspace", "up"),
    ("shift+right", "shift+right"),
    ("ctrl+end",),
    ("f2", "f3", "f4"),
    ("f5",),
    ("enter",),
    ("tab",),
    ("é", "q"),
]
BELL = b"\x07"
AWAY = {("f5",): "outside", ("enter",): "choice"}
"""What is on the screen once the program has stepped aside, and once it is back."""


@pytest.mark.parametrize("modern", [True, False])
def test_both_drivers_leave_the_same_cells_colours_and_cursor(modern: bool) -> None:
    with sample("stock", modern=modern) as stock, sample("ours", modern=modern) as ours:
        assert same(ours, stock)
        for keys in JOURNEY:
            for program in (stock, ours):
                program.press(*keys)
                if keys in AWAY:
                    program.wait_for(AWAY[keys])
            assert same(ours, stock), keys
        for size in ((100, 30), (60, 20), (80, 24)):
            for program in (stock, ours):
                program.resize(*size)
            assert same(ours, stock), size
        assert ours.written < stock.written / 3
        for program in (stock, ours):
            program.press("ctrl+q")
            assert program.exit_code() == 0
        assert ours.screen == stock.screen
        assert ours.cursor == stock.cursor


def test_a_letter_an_arrow_and_a_page_cost_few_bytes() -> None:
    with sample("ours").settle() as program:
        assert program.written <= 10_000
        costs = {}
        for key in ("tab", "down", "down", "pagedown", "tab", "a", "b"):
            before = program.written
            program.press(key).wait_written(before).settle(0.3)
            costs[key] = program.written - before
        assert costs["b"] <= 400
        assert costs["down"] <= 500
        assert costs["pagedown"] <= 3_000


def test_a_frame_that_changes_nothing_sends_nothing_and_one_that_does_is_wrapped() -> None:
    with sample("ours").settle() as program:
        before = program.written
        program.press("f4", "f2").wait_written(before, BELL).settle()
        before = program.written
        program.press("f4", "f4", "f2").wait_written(before, BELL)
        assert program.raw[before:] == BELL
        program.settle().press("tab").wait_written(before + len(BELL), b"\x1b[?2026l").settle()
        news = program.raw[before:]
        assert news.count(b"\x1b[?2026h") == news.count(b"\x1b[?2026l") > 0


def test_the_bell_and_the_clipboard_still_arrive() -> None:
    with sample("ours").settle() as program:
        program.press("f2", "f3").wait_written(0, BELL, b"\x1b]52;c;a2VwdA==\x07")


def test_a_lone_escape_a_function_key_and_a_paste_are_told_apart() -> None:
    with sample("ours").settle() as program:
        program.press("escape").wait_for("<escape>")
        program.press("f9").wait_for("<f9>")
        program.paste("pasted é漢").wait_for("pasted é漢")


@pytest.mark.parametrize("hook", ["hook", "no-hook"])
def test_when_the_terminal_is_gone_the_app_is_told_and_the_process_ends(hook: str, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    with sample("ours", "deaf", hook, sign).settle() as program:
        program.hang_up()
        assert program.exit_code() == (3 if hook == "hook" else 0)
    assert sign.exists() == (hook == "hook")


def test_waiting_for_keys_costs_no_processor_time() -> None:
    """A loaded machine may still be at what came before; then another second is looked at."""
    with sample("ours").settle(1) as program:

        def cost_of_a_second() -> float:
            before = processor_time(program.pid)
            time.sleep(1)
            return processor_time(program.pid) - before

        assert any(cost_of_a_second() < 0.01 for _ in range(10))


def test_a_terminated_program_gives_the_terminal_back() -> None:
    with sample("ours") as program:
        program.press("ctrl+q")
        assert program.exit_code() == 0
        assert program.text.strip() == ""
        assert b"\x1b[?1049l\x1b[?25h\x1b[?1004l" in program.raw
        assert program.cursor[2]


def processor_time(pid: int) -> float:
    """Seconds of processor time `pid` has used."""
    if not Path("/proc/self/stat").exists():
        pytest.fail("this test reads /proc: run it on Linux")
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
