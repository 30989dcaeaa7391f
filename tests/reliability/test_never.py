"""What must never happen to the file, tried with a few real processes. `make reliability` tries it with many."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import warm

ROOT = Path(__file__).resolve().parent.parent.parent


def bar(name: str, folder: Path, *words: str) -> str:
    """Run one bar with a count of our own; its line. It ends with 1 when something that must never happen did."""
    command = [sys.executable, "-m", "benchmarks.reliability", name, *words, "--folder", str(folder)]
    code, out, err = warm.run(command, env=os.environ, cwd=ROOT, timeout=300)
    assert code == 0, (out + err).decode()
    return out.decode().splitlines()[-1]


def test_programs_killed_at_any_moment_lose_no_acknowledged_save_and_leave_nothing_half_done(tmp_path: Path) -> None:
    line = bar("kills", tmp_path, "--count", "25")
    saved = re.search(r"0 of ([\d,]+) lost, 0 half done or damaged", line)
    assert saved, line
    assert int(saved[1].replace(",", "")) > 0, "nothing was saved, so nothing was tried"


def test_killed_and_paused_readers_and_writers_see_nothing_impossible_and_planted_faults_are_found(
    tmp_path: Path,
) -> None:
    line = bar("isolation", tmp_path, "--count", "200")
    assert "0 anomalies in " in line
    planted = re.search(r"lost update (\d+) times, non-repeatable read (\d+) times", line)
    assert planted, line
    assert int(planted[1]) > 0
    assert int(planted[2]) > 0


def test_a_torn_journal_leaves_a_whole_file_with_exactly_the_beginning_of_what_was_saved(tmp_path: Path) -> None:
    assert "0 bad of 15 torn images" in bar("power", tmp_path, "--count", "15")


_BUSY = """
import os, sys, time
from pathlib import Path
from plc_tui.store.lock import WriteLock
lock, tally, wanted = WriteLock(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3])
out = os.open(tally, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
me = os.fork() and (os.fork() and b"a" or b"b") or (os.fork() and b"c" or b"d")
while tally.stat().st_size < wanted:
    with lock.held():
        time.sleep(0.001)
        os.write(out, me)
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
"""


def test_of_writers_who_never_pause_none_is_left_behind(tmp_path: Path) -> None:
    wanted, tally = 400, tmp_path / "tally"
    subprocess.run(
        [sys.executable, "-c", _BUSY, str(tmp_path / "x.lock"), str(tally), str(wanted)], timeout=120, check=True
    )
    turns = [tally.read_bytes()[:wanted].count(who) for who in (b"a", b"b", b"c", b"d")]
    assert min(turns) >= wanted // 4 // 4, turns


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("load", ("--quick",)),
        ("saturation", ("--quick",)),
        ("starvation", ("--quick",)),
        ("kills", ("--count", "400")),
        ("isolation", ("--count", "6000")),
        ("power", ("--count", "200")),
        ("walreset", ("--quick",)),
        ("sessions", ("--quick",)),
    ],
)
def test_the_same_for_longer(tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    bar(name, tmp_path, *words)
