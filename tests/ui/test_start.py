"""Starting the program in a real terminal, and every way out of it."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import small_places
from plc_tui.settings import Settings
from plc_tui.ui.look import moves, time_of_day
from plc_tui.ui.start import _for_terminal, refusal
from terminal import Program, until

SMALL = Path(__file__).parent.parent / "small_places.py"


def program(shelf: Path, trouble: str = "", columns: int = 80, rows: int = 24, **env: str | None) -> Program:
    arguments = [sys.executable, SMALL, shelf, trouble, str(shelf.parent / "rescued")]
    return Program(arguments, env=env, columns=columns, rows=rows)


def kept(shelf: Path) -> str:
    return str(json.loads(shelf.read_text())["note:new"]["body"])


STUCK = 25
"""Seconds within which a program ends on a loaded machine; the stuck store is at it for longer."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf.json"


def write(program: Program) -> Program:
    program.wait_for("Ben asks for your eye").press("enter").wait_for("Save")
    return program.type("half a thought").wait_for("half a thought")


def test_a_place_without_a_screen_is_refused_with_words() -> None:
    good = {"TERM": "xterm-256color"}
    assert refusal(good, terminal=True, size=(80, 24)) is None
    for environ, terminal, size in (
        (good, False, (80, 24)),
        ({"TERM": "dumb"}, True, (80, 24)),
        ({}, True, (80, 24)),
        (good, True, (39, 24)),
        (good, True, (80, 11)),
    ):
        words = refusal(environ, terminal=terminal, size=size)
        assert words is not None
        assert "plc --help" in words


def test_without_a_terminal_it_says_what_to_do_and_exits_2(shelf: Path) -> None:
    result = subprocess.run([sys.executable, SMALL, shelf], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "needs a terminal" in result.stderr


def test_a_dumb_terminal_and_a_tiny_one_are_refused(shelf: Path) -> None:
    with program(shelf, TERM="dumb") as dumb:
        assert dumb.exit_code() == 2
        assert "TERM=dumb" in dumb.text
    with program(shelf, columns=38, rows=12) as tiny:
        assert tiny.exit_code() == 2
        assert "38 columns" in tiny.text


def test_colours_are_left_out_on_request_and_motion_over_ssh() -> None:
    assert _for_terminal(Settings(), {"NO_COLOR": "1"}).theme == "mono"
    assert _for_terminal(Settings(theme="light"), {"NO_COLOR": ""}).theme == "light"
    assert moves("auto", {})
    assert not moves("auto", {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    assert moves("on", {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})


def test_times_are_written_on_her_clock() -> None:
    from datetime import UTC, datetime

    afternoon = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    assert (time_of_day(afternoon, 24), time_of_day(afternoon, 12)) == ("14:02", "2:02 pm")
    midnight = afternoon.replace(hour=0)
    assert (time_of_day(midnight, 24), time_of_day(midnight, 12)) == ("00:02", "12:02 am")


def test_no_colour_reaches_a_terminal_that_asked_for_none(shelf: Path) -> None:
    with program(shelf, NO_COLOR="1") as plain:
        plain.wait_for("Ben asks for your eye")
        colours = {value for row in plain.cells for cell in row for value in (cell.fg, cell.bg)} - {"default"}
        assert all(value[:2] == value[2:4] == value[4:] for value in colours), colours


def test_the_terminal_is_given_back_as_it_was(shelf: Path) -> None:
    with program(shelf) as running:
        running.wait_for("Ben asks for your eye").press("f10")
        assert running.exit_code() == 0
        assert running.text.strip() == ""
        for mode in (b"?1049", b"?1000", b"?2004", b"?1004"):
            assert running.raw.rindex(mode + b"l") > running.raw.rindex(mode + b"h")
        assert running.raw.rindex(b"?25h") > running.raw.rindex(b"?25l")


def test_a_click_on_the_scrollbar_turns_the_page(shelf: Path) -> None:
    with program(shelf, rows=12) as running:
        running.wait_for("Waiting for you", "┃").settle()
        running.click(79, 9).wait_gone("Waiting for you").wait_for("next: five seconds")
        running.click(79, 4).wait_for("Waiting for you")


def test_the_draft_is_on_disk_without_a_key_and_survives_kill_9(shelf: Path) -> None:
    """That it takes at most two seconds is held in test_keeping.py, and of the file in test_nothing_is_lost.py."""
    with program(shelf) as running:
        write(running)
        until(lambda: shelf.exists() and "half a thought" in shelf.read_text(), "the draft")
        running.wait_for("Draft kept").kill()
        running.exit_code()
    assert kept(shelf) == "half a thought"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_told_to_go_it_keeps_the_draft_and_goes_at_once(shelf: Path, number: int, code: int) -> None:
    with program(shelf) as running:
        write(running)
        assert running.kill(number).exit_code(STUCK) == code
    assert kept(shelf) == "half a thought"


def test_a_dropped_link_keeps_the_draft_and_leaves_no_process(shelf: Path) -> None:
    with program(shelf) as running:
        write(running)
        running.hang_up().exit_code(STUCK)
    assert kept(shelf) == "half a thought"


def test_a_store_that_is_stuck_cannot_hold_her_text_or_the_process(shelf: Path, tmp_path: Path) -> None:
    with program(shelf, "stuck") as running:
        write(running)
        until(small_places.stuck_beside(shelf).exists, "a save that has begun and will not end")
        running.type(" more").wait_for("half a thought more")
        running.kill(signal.SIGTERM).exit_code(STUCK)
    [file] = (tmp_path / "rescued").iterdir()
    assert "half a thought more" in file.read_text()


def test_the_last_way_out_takes_a_throw_away_folder_along(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "demo.db").write_text("made up")
    code = (
        "import sys, time, pathlib; from plc_tui.ui import leaving; leaving.HARD_STOP = 0.1;"
        "leaving.hard_stop(7, pathlib.Path(sys.argv[1])); time.sleep(100)"
    )
    result = subprocess.run([sys.executable, "-c", code, str(folder)], timeout=60, check=False)
    assert result.returncode == 7
    assert not folder.exists()


def test_leaving_waits_for_no_stuck_store(shelf: Path, tmp_path: Path) -> None:
    with program(shelf, "stuck") as running:
        write(running)
        until(small_places.stuck_beside(shelf).exists, "a save that has begun and will not end")
        assert running.press("f10").exit_code(STUCK) == 0
        assert "safe in" in running.text
    assert len(list((tmp_path / "rescued").iterdir())) == 1


def test_the_first_paint_waits_for_no_database() -> None:
    code = (
        "import sys, plc_tui.ui.start, plc_tui.ui.app, plc_tui.ui.driver, plc_tui.ui.screens.home;"
        "late = {'sqlmodel', 'sqlalchemy', 'pydantic', 'markdown_it', 'tomlkit', 'dateparser', 'alembic',"
        " 'plc_tui.services.plc', 'plc_tui.domain.finding', 'plc_tui.seeds', 'textual.widgets._text_area'};"
        "print(sorted(late & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.strip() == "[]"


def test_a_mistake_of_ours_is_one_calm_paragraph(shelf: Path) -> None:
    with program(shelf) as running:
        running.wait_for("Ben asks for your eye").press("x")
        assert running.exit_code() == 1
        assert "because of a mistake in the program" in running.text
        raw = running.raw.decode()
        assert "Traceback" not in raw
        assert "words of hers" not in raw


def test_the_traceback_is_there_for_those_who_ask(shelf: Path) -> None:
    with program(shelf, PLC_DEBUG="1", columns=120, rows=60) as running:
        running.wait_for("Ben asks for your eye").press("x")
        assert running.exit_code() == 1
        assert "Traceback" in running.text


def test_a_file_that_cannot_be_opened_is_one_sentence_on_a_clean_terminal(shelf: Path) -> None:
    with program(shelf, "damaged") as running:
        assert running.exit_code() == 1
        assert running.text.strip() == "This is not a plc file."


def test_a_full_disk_ends_in_a_rescue_file_that_is_named(shelf: Path, tmp_path: Path) -> None:
    with program(shelf, "full", columns=120, rows=30) as running:
        write(running).wait_for("Could not save", "The disk is full.")
        running.press("f10")
        assert running.exit_code() == 0
        [file] = (tmp_path / "rescued").iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert "half a thought" in file.read_text()
        assert file.name in running.text.replace("\n", "")
