"""Row 12: all of a member's notes in plain files on the disk, as `plc export --to` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from benchmarks.data import community, opened
from benchmarks.measure import Figure, Plan, alternate, timed
from plc_tui.services.plc import Plc

NOTES = 10_000
GOALS = {"markdown": 5_000, "jsonl": 20_000}


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure each form that has a goal, on a member who wrote everything herself."""
    path = community(plan.folder / f"hers-{NOTES}.db", NOTES, ("maya",))
    plc = opened(path)
    try:
        with TemporaryDirectory(dir=plan.folder) as spare:
            subjects = {form: timed(partial(_export, plc, form, Path(spare))) for form in GOALS}
            found = alternate(subjects, plan.runs, unmeasured=1)
    finally:
        plc.close()
    for form, least in GOALS.items():
        reached = NOTES / found[form]
        what = f"export of {NOTES:,} notes to {form} ({found[form]:.2f} s)"
        yield Figure("12", what, f"{reached:,.0f}/s", f">= {least:,}/s", reached >= least)


def _export(plc: Plc, form: str, folder: Path) -> None:
    """Write every file of an export into a new folder."""
    folder = Path(mkdtemp(dir=folder))
    for name, text in plc.exporting.files(form):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
