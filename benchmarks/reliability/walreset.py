"""The control: stock SQLite up to 3.51.2 damages a file that several processes write and checkpoint, ours does not.

A checkpoint that finds nothing to do has read the journal's length. When it loses the processor in that moment and a
writer begins the journal anew, it later notes that more of the new journal is in the file than was ever written there
(sqlite.org/wal.html, "The WAL-Reset Bug"; fixed in 3.51.3, 3.50.7 and 3.44.6). So: a few processes that checkpoint all
the time keep the processors busy, and a writer that wakes up now and then interrupts one of them. In memory, where
nothing waits for a disk, seconds are enough. The same with our lock around both is the proof that the lock is the cure.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from pathlib import Path

from benchmarks.reliability.bars import Plan, Result
from benchmarks.reliability.crowd import Crowd
from plc_tui.store.lock import WriteLock

GOAL = "damaged without the lock, never with it"
WRITERS, CHECKPOINTERS, ROWS = 1, 3, 40
PAUSE = 0.0003
Turn = Callable[[], AbstractContextManager[None]]


def run(plan: Plan) -> Iterator[Result]:
    runs = plan.amount(1, 3, 7)
    seconds = {"quick": 4.0, "usual": 6.0, "full": 6.0}[plan.size]
    memory = Path("/dev/shm")
    folder = memory / f"plc-walreset-{os.getpid()}" if os.access(memory, os.W_OK) else plan.folder / "walreset"
    folder.mkdir()
    try:
        without = [_damaged(folder, seconds, locked=False) for _ in range(runs)]
        with_it = [_damaged(folder, seconds, locked=True) for _ in range(runs)]
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    hurt, saves = sum(bad for bad, _ in with_it), sum(count for _, count in with_it)
    control = sum(bad for bad, _ in without)
    reached = f"{control} of {runs} runs damaged without, {hurt} of {runs} with ({saves:,} commits)"
    if not control:
        reached += "; NOT reproduced in this run"
    yield Result(
        "-", f"WAL reset on SQLite {sqlite3.sqlite_version}", reached, GOAL, bool(control) and not hurt, bool(hurt)
    )


def _damaged(folder: Path, seconds: float, *, locked: bool) -> tuple[bool, int]:
    """Let several processes at a new file; whether it was damaged or lost a commit, and how many commits there were."""
    path, acks = folder / "x.db", folder / "acks"
    for file in folder.iterdir():
        file.unlink()
    with closing(_open(path)) as raw:
        raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, save INTEGER, words TEXT)")
        raw.execute("CREATE INDEX by_words ON t (words)")
        raw.execute("CREATE INDEX by_save ON t (save, words)")
    turn: Turn = WriteLock(path.with_name("x.db.lock")).held if locked else nullcontext
    end = time.monotonic() + seconds
    with Crowd() as crowd:
        for number in range(WRITERS):
            crowd.start(lambda number=number: _write(path, acks, turn, end, number))  # type: ignore[misc]  # its own
        for _ in range(CHECKPOINTERS):
            crowd.start(lambda: _checkpoint(path, turn, end))
        crowd.join()
    count = acks.stat().st_size
    return not _whole(path, count), count


def _open(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _write(path: Path, acks: Path, turn: Turn, end: float, number: int) -> None:
    raw, chance, saves = _open(path), random.Random(number), 0
    with acks.open("ab", buffering=0) as done:
        while time.monotonic() < end:
            time.sleep(chance.random() * PAUSE)
            with turn(), suppress(sqlite3.DatabaseError):  # a damaged file is counted at the end
                saves += 1
                raw.execute("BEGIN IMMEDIATE")
                for _ in range(chance.choice((1, 1, 1, ROWS))):
                    raw.execute("INSERT INTO t (save, words) VALUES (?, ?)", (saves, f"{chance.getrandbits(400):x}"))
                raw.execute("COMMIT")
                done.write(b".")
            if raw.in_transaction:
                raw.rollback()


def _checkpoint(path: Path, turn: Turn, end: float) -> None:
    raw = _open(path)
    while time.monotonic() < end:
        with turn(), suppress(sqlite3.DatabaseError):  # as above
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _whole(path: Path, acknowledged: int) -> bool:
    try:
        with closing(sqlite3.connect(path)) as raw:
            if raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return False
            return bool(raw.execute("SELECT count(DISTINCT save) FROM t NOT INDEXED").fetchone()[0] >= acknowledged)
    except sqlite3.DatabaseError:
        return False
