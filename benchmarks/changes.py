"""Row 10: from a colleague's save to the moment it is on my screen."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, at_most
from plc_tui.domain.audience import with_people
from plc_tui.domain.notes import NewNote
from plc_tui.services.plc import Plc
from terminal import Program

NOTES = 10_000


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure two members on one file."""
    path = community(plan.folder / f"community-{NOTES}.db", NOTES)
    program = [sys.executable, "-m", "plc_tui", "--db", str(path), "--as", "maya"]
    plc = opened(path, "ben")
    written: list[str] = []
    try:
        with Program(program, home=plan.folder / "home") as maya:
            maya.wait_for("Your goals", timeout=30)
            maya.press("3").settle(1).press("o").settle(1)
            seconds = [_seen(maya, plc, number, written) for number in range(plan.runs)]
        yield at_most("10", "a colleague's note on my screen, median", median(seconds), 1.5, " s")
        yield at_most("10", "a colleague's note on my screen, slowest", max(seconds), 1.5, " s")
    finally:
        for one in written:
            plc.bin.put(one)
        plc.close()


def _seen(maya: Program, plc: Plc, number: int, written: list[str]) -> float:
    maya.press("home").settle(0.3)  # the list keeps her place: what is new would come in above it
    time.sleep(random.Random(number).random())
    title = f"Number {number} for Maya"
    note = plc.notes.add(NewNote("She waited.", title))
    written.append(note.id)
    plc.notes.share(note.id, with_people("maya"))
    began = time.perf_counter()
    maya.wait_for(title)
    return time.perf_counter() - began
