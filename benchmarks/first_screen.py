"""Row 1: how soon the first screen is there; and what one session costs while nothing happens (row 3)."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, Terminal, alternate, at_most
from plc_tui.domain.goals import NewGoal, Wording

NOTES = 10_000
QUESTION = "How long do I wait"
AT_REST = 6.0
"""Seconds after which nothing goes on: five after opening the bins are looked through, once."""


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure the first frame with the right words and the first with data."""
    path = community(plan.folder / f"community-{NOTES}.db", NOTES)
    _have_goal(path)
    home = plan.folder / "home"
    hello = [sys.executable, "-m", "benchmarks.apps", "hello"]
    program = [sys.executable, "-m", "plc_tui", "--db", str(path), "--as", "maya"]
    found = alternate(
        {
            "hello": lambda: _first(hello, home, "hello"),
            "frame": lambda: _first(program, home, "Home"),
            "data": lambda: _first(program, home, QUESTION),
        },
        plan.runs,
    )
    bare = f"a bare hello ({found['hello'] * 1e3:.0f} ms)"
    yield at_most("1", f"first frame with the right words over {bare}", found["frame"] / found["hello"], 1.15, "x")
    yield at_most("1", f"first frame with data, {NOTES:,} notes, over {bare}", found["data"] / found["hello"], 2.2, "x")
    yield from _at_rest(program, home)


def _have_goal(path: Path) -> None:
    """Give her a goal that Home shows."""
    plc = opened(path)
    if not plc.goals.list().items:
        plc.goals.add(NewGoal(Wording(f"{QUESTION} after a question?")))
    plc.close()


def _first(command: Sequence[str], home: Path, words: str) -> float:
    with Terminal(command, home, {"PYTHONPATH": "."}) as terminal:
        return terminal.until_words(words) - terminal.began


def _at_rest(program: Sequence[str], home: Path) -> Iterator[Figure]:
    with Terminal(program, home) as terminal:
        terminal.until_words(QUESTION)
        terminal.quiet(AT_REST, AT_REST)
        before, began = _processor_time(terminal.process.pid), time.perf_counter()
        terminal.quiet(8, 60)
        spent = (_processor_time(terminal.process.pid) - before) / (time.perf_counter() - began)
        yield at_most("3", "idle processor time a second", spent * 1e3, 1.5, " ms")
        yield at_most("3", "private memory of a session", _private_memory(terminal.process.pid), 60, " MB")


def _processor_time(pid: int) -> float:
    """Seconds of processor time all its threads have used, to the nanosecond."""
    tasks = Path(f"/proc/{pid}/task")
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9


def _private_memory(pid: int) -> float:
    """Megabytes that only this process holds."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
