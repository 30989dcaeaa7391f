"""Bar 5: readers and writers of many lists, killed and paused at any moment: nobody sees what could not be.

Each transaction goes through the store's own `read` and `write`, on the table of the community's properties. What it
did is in a file of its process before and after it. The same is tried with two planted faults, which must be found:
a checker that sees nothing proves nothing.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import struct
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import text

from benchmarks.reliability.audit import problems
from benchmarks.reliability.bars import Plan, Result, told
from benchmarks.reliability.crowd import Crowd
from benchmarks.reliability.history import Seen, Transaction, anomalies
from benchmarks.reliability.savers import community
from plc_tui.store.engine import Connection, Store

GOAL = "0 anomalies; both planted faults found"
AT_ONCE = 6
KEYS, PURSES, COINS = 4, 5, 100
EPOCH = 0.5
"""Seconds after which new lists are begun, so that none grows long."""
DISTURBED = 0.04
"""Seconds between two disturbances (a kill or a pause), on average."""
PAUSED = 0.05
"""Seconds a process is stopped at most: also while it holds the lock and everyone waits."""
PROCESSES = 1 << 14
"""Processes begun at most."""
PLANTED = 600
"""Transactions within which a planted fault must have been found."""

Fault = Literal["", "lost update", "non-repeatable read"]
_GET = text("SELECT value FROM meta WHERE key = :key")
_PUT = text("INSERT INTO meta VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value")


def run(plan: Plan) -> Iterator[Result]:
    wanted = plan.amount(1_000, 20_000, 100_000)
    clean = _try(plan.room("clean"), wanted, "")
    found: dict[Fault, Counter[str]] = {}
    for fault in ("lost update", "non-repeatable read"):
        found[fault] = _try(plan.room(fault.split(" ")[0]), min(PLANTED, wanted), fault).kinds
    told([f"{name}: {count}" for name, count in clean.kinds.items()])
    told([f"the planted {fault} was not found" for fault, kinds in found.items() if not kinds[fault]])
    blind = [fault for fault, kinds in found.items() if not kinds[fault]]
    planted = ", ".join(f"{fault} {kinds[fault]} times" for fault, kinds in found.items())
    disturbed = f"{clean.kills} kills, {clean.pauses} pauses"
    reached = f"{clean.kinds.total()} anomalies in {clean.transactions:,} ({disturbed}); planted: {planted}"
    broken = bool(clean.kinds) or bool(blind)
    yield Result("5", "isolation under kills and pauses", reached, GOAL, not broken, broken)


@dataclass
class _Outcome:
    transactions: int
    kills: int
    pauses: int
    kinds: Counter[str]


def _try(folder: Path, wanted: int, fault: Fault) -> _Outcome:
    path = community(folder / "plc.db")
    _fill_purses(path)
    trial = _Trial(path, fault)
    with Crowd() as crowd:
        trial.disturb(crowd, wanted)
    history = _history(folder)
    found = anomalies(history, _final(path), PURSES * COINS)
    if not fault:
        told([f"{name}: {where}" for name, where in found])
    kinds = Counter(name for name, _ in found) + Counter(problem.split(":")[0] for problem in problems(path, ()))
    kinds += Counter({"a process failed": trial.failed})
    return _Outcome(sum(each.ended is not None for each in history), trial.kills, trial.pauses, kinds)


class _Trial:
    """Processes at work on one file, disturbed until they have done enough."""

    def __init__(self, path: Path, fault: Fault) -> None:
        self._path, self._fault = path, fault
        self._began, self._begun = time.monotonic(), 0
        self._done = mmap.mmap(-1, 8 * PROCESSES)
        self.kills = self.pauses = self.failed = 0

    def disturb(self, crowd: Crowd, wanted: int) -> None:
        """Kill one and begin another, or stop one for a moment, again and again."""
        chance = random.Random(wanted)
        pids = [self._begin(crowd) for _ in range(AT_ONCE)]
        while sum(struct.unpack_from(f"{self._begun}q", self._done)) < wanted and self._begun < PROCESSES:
            time.sleep(chance.random() * 2 * DISTURBED)
            place = chance.randrange(AT_ONCE)
            if not crowd.stop(pids[place]):
                self.failed += 1
                pids[place] = self._begin(crowd)
            elif chance.random() < 0.25:
                self.kills += 1
                crowd.kill(pids[place])
                pids[place] = self._begin(crowd)
            else:
                self.pauses += 1
                time.sleep(chance.random() * PAUSED)
                crowd.go_on(pids[place])

    def _begin(self, crowd: Crowd) -> int:
        number, self._begun = self._begun, self._begun + 1
        return crowd.start(lambda: _Worker(self._path, number, self._began, self._done, self._fault).work())


def _fill_purses(path: Path) -> None:
    store = Store(path)
    with store.write() as connection:
        for number in range(PURSES):
            connection.execute(_PUT, {"key": f"purse {number}", "value": str(COINS)})
    store.close()


def _get(connection: Connection, key: str) -> str:
    return str(connection.execute(_GET, {"key": key}).scalar() or "")


def _numbers(value: str) -> list[int]:
    return [int(number) for number in value.split(",") if number]


class _Worker:
    """One process: transaction after transaction until it is killed."""

    def __init__(self, path: Path, name: int, began: float, done: mmap.mmap, fault: Fault) -> None:
        self._store, self._name, self._began, self._done = Store(path), name, began, done
        self._store.journal_ahead()  # as every program does when it opens the file
        self._fault = fault if name % 2 else ""
        self._chance, self._count = random.Random(name), 0
        self._diary = os.open(path.parent / f"{name}.history", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def work(self) -> None:
        """Go on for ever."""
        while True:
            self._count += 1
            act = self._chance.choice((self._append, self._append, self._read, self._pay))
            act(self._name * 1_000_000 + self._count)
            struct.pack_into("q", self._done, 8 * self._name, self._count)

    def _keys(self, most: int) -> list[str]:
        epoch = int((time.monotonic() - self._began) / EPOCH)
        return [f"{epoch}.{key}" for key in self._chance.sample(range(KEYS), self._chance.randint(1, most))]

    def _note(self, **values: Any) -> None:
        """Write down what is about to be done, or what was done, before anything else happens."""
        os.write(self._diary, json.dumps(values).encode() + b"\n")

    def _append(self, number: int) -> None:
        """Append to some lists, having read them and one more."""
        keys, reads = self._keys(3), list[tuple[str, int, int]]()
        self._note(number=number, begun=time.monotonic(), appends=keys)
        if self._fault == "lost update":
            with self._store.read() as connection:
                before = {key: _get(connection, key) for key in keys}
            with self._store.write() as connection:
                for key in keys:
                    connection.execute(_PUT, {"key": key, "value": f"{before[key]}{number},"})
        else:
            with self._store.write() as connection:
                reads += self._see(connection, self._keys(1))
                for key in keys:
                    value = _get(connection, key)
                    reads.append((key, *_seen(value)))
                    connection.execute(_PUT, {"key": key, "value": f"{value}{number},"})
        self._note(number=number, ended=time.monotonic(), reads=reads)

    def _read(self, number: int) -> None:
        """Read some lists twice, and count what is in all purses."""
        keys = self._keys(KEYS)
        self._note(number=number, begun=time.monotonic(), appends=[])
        with self._store.read() as connection:
            reads = self._see(connection, keys)
            total = sum(int(_get(connection, f"purse {purse}")) for purse in range(PURSES))
            if self._fault != "non-repeatable read":
                reads += self._see(connection, keys)
        if self._fault == "non-repeatable read":
            time.sleep(0.01)
            with self._store.read() as connection:
                reads += self._see(connection, keys)
        self._note(number=number, ended=time.monotonic(), reads=reads, total=total)

    def _pay(self, number: int) -> None:
        """Move coins from one purse to another."""
        one, other = self._chance.sample(range(PURSES), 2)
        self._note(number=number, begun=time.monotonic(), appends=[])
        with self._store.write() as connection:
            has, gets = (int(_get(connection, f"purse {purse}")) for purse in (one, other))
            coins = self._chance.randint(0, has)
            connection.execute(_PUT, {"key": f"purse {one}", "value": str(has - coins)})
            connection.execute(_PUT, {"key": f"purse {other}", "value": str(gets + coins)})
        self._note(number=number, ended=time.monotonic(), reads=[])

    def _see(self, connection: Connection, keys: list[str]) -> list[tuple[str, int, int]]:
        return [(key, *_seen(_get(connection, key))) for key in keys]


def _seen(value: str) -> tuple[int, int]:
    seen = Seen.of(_numbers(value))
    return seen.length, seen.sum


def _history(folder: Path) -> list[Transaction]:
    found: dict[int, Transaction] = {}
    for file in folder.glob("*.history"):
        for line in file.read_text().splitlines():
            values = json.loads(line)
            number = values["number"]
            if "begun" in values:
                found[number] = Transaction(number, int(file.stem), values["begun"], appends=tuple(values["appends"]))
                continue
            each = found[number]
            each.ended, each.total = values["ended"], values.get("total")
            each.reads = [(key, Seen(length, total)) for key, length, total in values["reads"]]
    return list(found.values())


def _final(path: Path) -> dict[str, list[int]]:
    store = Store(path)
    with store.read() as connection:
        rows = connection.execute(text("SELECT key, value FROM meta WHERE key GLOB '[0-9]*.[0-9]'")).all()
    store.close()
    return {key: _numbers(value) for key, value in rows}
