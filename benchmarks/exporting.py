"""Row 12: all of a member's notes in plain files on the disk, as `plc export --to` writes them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, alternate, timed

NOTES = 10_000
GOALS = {"markdown": 5_000, "jsonl": 20_000}


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure each form that has a goal, on a member who wrote everything herself; and the disk alone."""
    path = community(plan.folder / f"hers-{NOTES}.db", NOTES, ("maya",))
    plc = opened(path)
    try:
        subjects = {form: _written(plan.folder, partial(plc.exporting.files, form)) for form in GOALS}
        subjects |= {f"only {form}": _written(plan.folder, list(plc.exporting.files(form)).copy) for form in GOALS}
        found = alternate(subjects, plan.runs, unmeasured=1)
    finally:
        plc.close()
    for form, least in GOALS.items():
        reached = NOTES / found[form]
        what = f"export of {NOTES:,} notes to {form} (the disk alone {found[f'only {form}']:.2f} s)"
        yield Figure("12", what, f"{reached:,.0f}/s", f">= {least:,}/s", reached >= least)


def _written(parent: Path, files: Callable[[], Iterable[tuple[str, str]]]) -> Callable[[], float]:
    """Return what writes files into a new folder, says how many seconds that took, and takes them away again."""

    def run() -> float:
        folder = Path(mkdtemp(dir=parent))
        seconds = timed(lambda: _write(files(), folder))()
        shutil.rmtree(folder)
        return seconds

    return run


def _write(files: Iterable[tuple[str, str]], folder: Path) -> None:
    for name, text in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
