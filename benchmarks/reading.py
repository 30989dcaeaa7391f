"""Row 9: opening a note to read it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial

from benchmarks.apps import note
from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, Terminal, alternate, at_most
from plc_tui.domain.notes import NewNote

NOTES = 10_000
MARK = "QXZJV"
"""How the note begins: no other text has these letters one after the other."""
FRAME = 16
"""Milliseconds."""


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure the page alone, then a note opened in the program."""
    home = plan.folder / "home"
    with Terminal([sys.executable, "-m", "benchmarks.apps", "reading"], home, {"PYTHONPATH": "."}) as app:
        app.until_words("ready")
        app.quiet()
        found = alternate({key: partial(app.settled, key, 0.15) for key in ("s", "e", "l", "b")}, plan.runs)
    small, large = found["s"] * 1e3, found["l"] * 1e3
    more = small - found["e"] * 1e3
    yield at_most("9", f"a note of 5 kB ({small:.0f} ms), more than an empty text of its size", more, FRAME, " ms")
    yield at_most("9", "a note of 50 kB", large, 150, " ms")
    yield from _in_the_program(plan)


def _in_the_program(plan: Plan) -> Iterator[Figure]:
    path = community(plan.folder / f"community-{NOTES}.db", NOTES)
    plc = opened(path)
    written = plc.notes.add(NewNote(f"{MARK} {note(50_000)}", "Of 50,000 characters"))
    plc.close()
    try:
        program = [sys.executable, "-m", "plc_tui", "--db", str(path), "--as", "maya"]
        with Terminal(program, plan.folder / "home") as terminal:
            terminal.until_words("Home")
            terminal.quiet(1)
            terminal.press("3").quiet(1.5)
            large = alternate({"": lambda: _opened(terminal)}, plan.runs)[""]
        yield at_most("9", "opening a note of 50 kB in the program, store included", large * 1e3, 150, " ms")
    finally:
        plc = opened(path)
        plc.bin.put(written.id)
        plc.close()


def _opened(terminal: Terminal) -> float:
    """Open the note, and go back."""
    start, began = len(terminal.raw), time.perf_counter()
    terminal.press("enter")
    seconds = terminal.until_words(MARK, start) - began
    terminal.quiet(0.6)
    terminal.settled("escape", 0.6)
    return seconds
