"""Run the benchmarks: `python -m benchmarks [names] [--quick] [--million] [--keep FOLDER]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, Plan, missing, table

PARTS = ("first_screen", "store", "keys", "reading", "changes", "shell", "exporting", "locked")


def main() -> int:
    """Print every figure with its goal. Missed goals are part of the result, not a failure of the run."""
    words = _words()
    sizes = [1_000, 10_000] if words.quick else [1_000, 10_000, 100_000, *([1_000_000] if words.million else [])]
    with tempfile.TemporaryDirectory(prefix="plc-bench-") as spare:
        folder = Path(words.keep or spare).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(runs=15 if words.quick else 25, sizes=sizes, folder=folder)
        missed = table(_figures(words.names or PARTS, plan))
    print(f"{missed} missed" if missed else "every goal met")
    return 0


def _figures(names: tuple[str, ...] | list[str], plan: Plan) -> Iterator[Figure]:
    for name in names:
        try:
            yield from importlib.import_module(f"benchmarks.{name}").figures(plan)
        except (TimeoutError, OSError, AssertionError) as problem:
            yield missing("-", f"{name}: {str(problem).splitlines()[0][:90]}", "not measured")


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*PARTS, []], help="which parts (all)")
    parser.add_argument("--quick", action="store_true", help="fewer runs, up to 10,000 notes")
    parser.add_argument("--million", action="store_true", help="lists and find at a million notes too")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the data sets there for the next time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
