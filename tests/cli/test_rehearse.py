"""A session rehearsed in the shell: read like a script, or led by lines; and nothing of it anywhere."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from cli.conftest import Shell
from plc_tui.cli.typed import Typed
from terminal import plc

SMALL = ("session", "rehearse", "one-two-four-all", "--people", "4")


def test_without_a_terminal_it_reads_like_a_script_and_needs_no_community(empty: Shell) -> None:
    script = empty(*SMALL, as_=None).out
    assert script.startswith("Rehearsal: made-up people, nothing is kept.\n")
    told = " ".join(script.split())
    assert "Step 1 of 5: Alone, 1 minute. In silence, each for yourself" in told
    assert "For you: Read the question aloud once" in told
    assert "1. Jo Brandt, idea:" in told
    assert "How the time went:" in told
    assert "One thing to try" in told
    assert not empty.db.exists()


def test_as_data_it_is_the_course_and_how_the_time_went(empty: Shell) -> None:
    course = empty(*SMALL, "--json", as_=None).json()["item"]
    assert (course["title"], course["people"], len(course["replay"]["steps"])) == ("Rehearsal: 1-2-4-all", 4, 5)
    assert course["course"][0] == {
        "seconds": course["course"][0]["seconds"],
        "step": None,
        "what": "came",
        "who": "Jo Brandt",
        "kind": None,
        "text": None,
    }


def test_a_planned_session_is_rehearsed_by_its_id(made: bytes, empty: Shell) -> None:
    empty.db.write_bytes(made)
    session_id = empty.id("session", "plan", "what3", "--title", "Friday", "--circle", "maths")
    rows = [
        row.split("\t") for row in empty("session", "rehearse", session_id, "--people", "3", "--plain").out.splitlines()
    ]
    assert rows[-1][2] == "closed"
    assert {len(row) for row in rows} == {6}
    assert [row[1] for row in rows if row[2] == "step"] == ["1", "2", "3", "4"]
    assert "There is no such protocol." in empty("session", "rehearse", "no-such", expect=None).err


@pytest.mark.parametrize("way_out", ["q", pytest.param("kill -9", marks=pytest.mark.slow)])
def test_it_is_led_by_lines_and_leaves_nothing_behind(tmp_path: Path, way_out: str) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    with plc(*SMALL, "--fast", "60", env={"TMPDIR": str(spare)}, home=tmp_path / "home") as program:
        program.wait_for("4 people are here").type("\n")
        program.wait_for("For you:", "to be revealed").type("r\n")
        program.wait_for("Jo Brandt, idea")
        if way_out == "q":
            program.type("q\n").wait_for("One thing to try")
            assert program.exit_code() == 0
        else:
            program.kill(signal.SIGKILL).exit_code()
    assert list(spare.iterdir()) == []
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file()]


def test_a_line_is_read_when_it_is_finished_and_several_one_by_one() -> None:
    out, into = os.pipe()
    typed = Typed(out)
    os.write(into, b"n")
    assert typed.line(0) is None
    os.write(into, b"\n+\np")
    assert [typed.line(0), typed.line(0), typed.line(0)] == ["n", "+", None]
    os.close(into)
    assert typed.line(0) == "q"
    os.close(out)
