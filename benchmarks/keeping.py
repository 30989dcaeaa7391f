"""What keeping costs: `python -m benchmarks.keeping [NOTES ...]` (1,000 10,000 100,000 when none are named).

For each size: looking at the whole file, a backup, how long a colleague's saves take while the backup is made, and
deleting one note for good, which writes the whole file anew.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.data import community, opened
from plc_tui.domain.notes import NewNote
from plc_tui.store import soundness
from plc_tui.store.engine import Store

_COLLEAGUE = """
import sys, time
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
plc = open_plc(sys.argv[1], as_handle="ben")
while True:
    began = time.monotonic()
    plc.notes.add(NewNote("words " * 150))
    print(began, time.monotonic() - began, flush=True)
    time.sleep(0.02)
"""


def timed(work: Callable[[], object]) -> tuple[float, float, float]:
    """Return when it began and ended, and how many milliseconds it took."""
    began = time.monotonic()
    work()
    ended = time.monotonic()
    return began, ended, (ended - began) * 1000


def saves_beside(path: Path, work: Callable[[], object]) -> tuple[float, list[float]]:
    """Do the work while a colleague saves; return its milliseconds, and those of each save begun in that time."""
    with subprocess.Popen(
        [sys.executable, "-c", _COLLEAGUE, str(path)], stdout=subprocess.PIPE, text=True
    ) as colleague:
        assert colleague.stdout is not None
        for _ in range(20):
            colleague.stdout.readline()
        began, ended, took = timed(work)
        time.sleep(0.5)
        colleague.kill()
        lines = [line.split() for line in colleague.stdout.read().splitlines()]
    return took, [float(line[1]) * 1000 for line in lines if len(line) == 2 and began <= float(line[0]) <= ended]


def figures(notes: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure one size."""
    path = community(folder / f"{notes}.db", notes)
    yield "size", f"{path.stat().st_size / 1e6:.0f} MB"
    store = Store(path)
    yield "looking at every page", f"{timed(lambda: soundness.look_at_whole(store))[2]:.0f} ms"
    store.close()
    plc = opened(path)
    plc.notes.list()
    took, saves = saves_beside(path, lambda: plc.upkeep.backup(folder / f"{notes}-copy.db"))
    yield "backup, looked through", f"{took:.0f} ms"
    (folder / f"{notes}-copy.db").unlink()
    if saves:
        largest = sorted(saves)[int(len(saves) * 0.99)]
        yield "a save meanwhile", f"{statistics.median(saves):.1f} ms, p99 {largest:.0f} ms, max {max(saves):.0f} ms"
    note = plc.notes.add(NewNote("Words to forget."))
    plc.bin.put(note.id)
    took, saves = saves_beside(path, lambda: plc.bin.empty(note.id))
    yield "deleting a note for good", f"{took:.0f} ms; the longest save meanwhile {max(saves, default=0):.0f} ms"
    plc.close()


def main(sizes: list[int]) -> None:
    """Print what each size costs."""
    with tempfile.TemporaryDirectory(prefix="plc-bench-") as folder:
        for notes in sizes or [1_000, 10_000, 100_000]:
            print(f"{notes:,} notes")
            for what, figure in figures(notes, Path(folder)):
                print(f"  {what:<28}{figure}", flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]])
