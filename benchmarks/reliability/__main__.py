"""Try the bars: `python -m benchmarks.reliability [names] [--quick | --full] [--count N] [--folder FOLDER]`.

One line a bar. Ends with 1 when a hard property failed (something lost, half done, damaged, or a checker that sees
nothing); a figure that misses its bar is part of the result, not a failure of the run.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

from benchmarks.reliability.bars import Plan, Result

PARTS = ("load", "saturation", "starvation", "kills", "isolation", "power", "walreset", "sessions")


def main() -> int:
    words = _words()
    size = "quick" if words.quick else "full" if words.full else "usual"
    print(f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}, {size}", flush=True)
    broken = False
    for name in words.names or PARTS:
        folder = Path(tempfile.mkdtemp(prefix="plc-reliability-", dir=words.folder))
        try:
            broken |= _print(name, Plan(size, folder, words.count))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return int(broken)


def _print(name: str, plan: Plan) -> bool:
    """Print a bar's lines; whether one of them is broken."""
    results: list[Result] = []
    for result in importlib.import_module(f"benchmarks.reliability.{name}").run(plan):
        print(result.line(), flush=True)
        results.append(result)
    return any(result.broken for result in results)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*PARTS, []], help="which bars (all)")
    parser.add_argument("--quick", action="store_true", help="small counts, well under a minute in all")
    parser.add_argument("--full", action="store_true", help="the counts of the bars: about half an hour")
    parser.add_argument("--count", type=int, help="a count of your own for the bars named")
    parser.add_argument("--folder", help="where files are made (a real disk; the usual temporary folder)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
