"""Rows 4, 5 and 6: lists, find and save through the services, against the same in raw sqlite3."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from benchmarks.data import COMMON, RARE, TAG, bodies, community, opened
from benchmarks.measure import Figure, Plan, alternate, at_most, timed
from plc_tui.services.plc import Plc

PAGE = 20
_RAW_PAGE = """
SELECT note.id, title, body, model, stage, version, created, thing.updated, member.handle, member.name
FROM thing JOIN note ON note.id = thing.id JOIN member ON member.id = thing.owner_id
WHERE owner_id = ? AND kind = 'note' AND in_bin = 0 ORDER BY thing.updated DESC, thing.id DESC LIMIT 20
"""
_RAW_GOALS = """
SELECT goal.id, frame, state, version, question, why, notice, steers, season, thing.created, thing.updated, handle, name
FROM thing JOIN goal ON goal.id = thing.id JOIN member ON member.id = thing.owner_id
JOIN goal_revision ON goal_revision.goal_id = goal.id AND goal_revision.number = goal.version
WHERE owner_id = ? AND kind = 'goal' AND in_bin = 0 ORDER BY thing.updated DESC, thing.id DESC LIMIT 20
"""
_RAW_FIND = "SELECT rowid, title FROM search WHERE search MATCH ? ORDER BY rank LIMIT 20"


def figures(plan: Plan) -> Iterator[Figure]:
    """Measure lists, find and save at every size."""
    paths = {size: community(plan.folder / f"store-{size}.db", size, goals=size // 10) for size in plan.sizes}
    with ExitStack() as stack:
        open_ones = {size: opened(path) for size, path in paths.items()}
        for plc in open_ones.values():
            stack.callback(plc.close)
        raw = {size: stack.enter_context(closing(sqlite3.connect(path))) for size, path in paths.items()}
        yield from _lists(open_ones, raw, plan)
        for size, plc in open_ones.items():
            yield from _find(size, plc, raw[size], plan)
            yield from _save(size, plc, plan)


def _lists(plcs: dict[int, Plc], raw: dict[int, sqlite3.Connection], plan: Plan) -> Iterator[Figure]:
    small, large = min(plcs), max(plcs)
    lists: dict[str, Callable[[Plc], object]] = {
        "my notes": lambda plc: plc.notes.list("mine", count=PAGE),
        "notes shared with me": lambda plc: plc.notes.list("shared", count=PAGE),
        "all notes I may read": lambda plc: plc.notes.list("all", count=PAGE),
        "all goals I may read": lambda plc: plc.goals.list("all", count=PAGE),
    }
    me = _me(raw[large])
    for name, act in lists.items():
        subjects = {str(size): timed(partial(act, plc)) for size, plc in plcs.items()}
        query = _RAW_GOALS if "goals" in name else _RAW_PAGE
        subjects["raw"] = timed(partial(_rows, raw[large], query, me))
        found = alternate(subjects, plan.runs * 4)
        yield at_most(
            "4", f"{name}: newest page, {large:,} over {small:,}", found[str(large)] / found[str(small)], 1.3, "x"
        )
        ratio = found[str(large)] / found["raw"]
        yield at_most(
            "4", f"{name}: newest page of {large:,} over raw SQLite ({found['raw'] * 1e3:.2f} ms)", ratio, 6, "x"
        )


def _me(raw: sqlite3.Connection) -> str:
    return str(raw.execute("SELECT id FROM member WHERE handle = 'maya'").fetchone()[0])


def _rows(raw: sqlite3.Connection, query: str, value: str) -> list[object]:
    return raw.execute(query, (value,)).fetchall()


def _find(size: int, plc: Plc, raw: sqlite3.Connection, plan: Plan) -> Iterator[Figure]:
    subjects = {
        "raw": timed(lambda: _rows(raw, _RAW_FIND, RARE)),
        "rare": timed(lambda: plc.finding.find(RARE)),
        "common": timed(lambda: plc.finding.find(COMMON)),
        "filters": timed(lambda: plc.finding.find(COMMON, kind="note", by="ben", tag=TAG)),
    }
    found = alternate(subjects, plan.runs * 2)
    where = f"at {size:,}"
    yield at_most(
        "5",
        f"find a rare word {where} over raw FTS5 ({found['raw'] * 1e3:.2f} ms)",
        found["rare"] / found["raw"],
        4,
        "x",
    )
    yield at_most("5", f"find a common word {where}", found["common"] * 1e3, 40 if size >= 1_000_000 else 10, " ms")
    yield at_most("5", f"find with three filters {where}", found["filters"] * 1e3, 25, " ms")


def _save(size: int, plc: Plc, plan: Plan) -> Iterator[Figure]:
    texts = bodies(random.Random(3))
    note = plc.notes.list("mine", count=1).items[0]
    with closing(_raw_notes(plan.folder / f"raw-{size}.db", size)) as raw:
        subjects = {
            "raw": timed(lambda: _raw_save(raw, next(texts))),
            "ours": timed(lambda: plc.notes.edit(note.id, body=next(texts))),
        }
        found = alternate(subjects, plan.runs * 2)
    what = f"save a note at {size:,} over raw insert + index ({found['raw'] * 1e3:.2f} ms)"
    yield at_most("6", what, found["ours"] / found["raw"], 5, "x")


def _raw_notes(path: Path, size: int) -> sqlite3.Connection:
    """Return a plain table of as many notes with a full-text index beside it, as durable as ours."""
    fresh = not path.exists()
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cell_size_check=ON"):
        raw.execute(f"PRAGMA {pragma}")
    if fresh:
        raw.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, body TEXT, updated TEXT)")
        raw.execute("CREATE INDEX newest ON note (updated)")
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(title, body)")
        raw.execute("BEGIN")
        texts = bodies(random.Random(5))
        for _ in range(min(size, 100_000)):
            _insert(raw, next(texts))
        raw.execute("COMMIT")
    return raw


def _raw_save(raw: sqlite3.Connection, body: str) -> None:
    raw.execute("BEGIN IMMEDIATE")
    _insert(raw, body)
    raw.execute("COMMIT")


def _insert(raw: sqlite3.Connection, body: str) -> None:
    row = raw.execute("INSERT INTO note (title, body, updated) VALUES (?, ?, datetime())", (body[:40], body)).lastrowid
    raw.execute("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", (row, body[:40], body))
