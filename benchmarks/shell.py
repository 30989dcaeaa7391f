"""Row 11: a verb in the shell, as a whole process."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.data import community
from benchmarks.measure import Figure, Plan, alternate, at_most, process
from terminal import environment

NOTES = 10_000
NO_STORE = ("--help", "version", "completion bash")


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure verbs that open the file, and verbs that need none."""
    path = community(plan.folder / f"community-{NOTES}.db", NOTES)
    env = environment(plan.folder / "home", {"PLC_DB": str(path), "PLC_AS": "maya"})
    plc = [sys.executable, "-m", "plc_tui"]
    with_store = {
        "note list": ["note", "list", "--limit", "20", "--json"],
        "find": ["find", "quokka", "--json"],
        "inbox": ["inbox", "--json"],
    }
    subjects = {name: process([*plc, *words], env) for name, words in with_store.items()}
    subjects |= {name: process([*plc, *name.split()], env) for name in NO_STORE}
    for module in ("sqlmodel", "click"):
        subjects[module] = process([sys.executable, "-c", f"import {module}"], env)
    found = alternate(subjects, plan.runs)
    for name in with_store:
        what = f"plc {name} over import sqlmodel ({found['sqlmodel'] * 1e3:.0f} ms)"
        yield at_most("11", what, found[name] / found["sqlmodel"], 1.2, "x")
    for name in NO_STORE:
        what = f"plc {name} over import click ({found['click'] * 1e3:.0f} ms)"
        yield at_most("11", what, found[name] / found["click"], 1.5, "x")
