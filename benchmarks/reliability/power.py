"""Bar 6: the power fails. What is left of the journal is cut, garbled or full of holes; the file must still be good.

Writers are stopped where they stand, also in the middle of moving the journal into the file, and file and journal are
copied. In each copy the journal is torn: at a random place behind what was already being moved into the file (SQLite
made sure of those pages before it moved them), either only behind what the programs have waited for (a disk that keeps
its word: every acknowledged save must be there) or anywhere (one that does not). Opened by our store, a torn copy must
be whole and hold exactly the beginning of the history. Programs that do not wait for the disk are tried too: that they
lose acknowledged saves must be seen.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.reliability.audit import damage, half_done
from benchmarks.reliability.bars import Plan, Result, told
from benchmarks.reliability.crowd import Crowd
from benchmarks.reliability.disk import FRAME, HEADER, Watched, made_sure
from benchmarks.reliability.savers import TEXTS, community
from plc_tui.domain.errors import PlcError
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import open_plc
from plc_tui.store import schema
from plc_tui.store.engine import Store

GOAL = "0 bad: whole, exactly a prefix of what was saved"
WRITERS = 2
IMAGES, TORN = 20, 5
"""Copies taken of one file before another is begun, and torn images made of each copy."""
PLANTED, MOST_PLANTED = 4, 200
"""Copies taken at once of programs that do not wait for the disk, and how many torn images until a loss is seen."""


def run(plan: Plan) -> Iterator[Result]:
    wanted, bad = plan.amount(40, 300, 1_000), list[str]()
    folder, images, kept = plan.room("power"), 0, 0
    chance = random.Random()
    while images < wanted:
        made, good, wrong = _round(folder, min(IMAGES, -(-(wanted - images) // TORN)), chance)
        images, kept, bad = images + made, kept + good, bad + wrong
    told(bad)
    planted, seen = 0, list[str]()
    while not seen and planted < MOST_PLANTED:
        made, _, lost = _round(folder, PLANTED, chance, waits=False)
        planted, seen = planted + made, seen + lost
    reached = (
        f"{len(bad)} bad of {images:,} torn images ({kept:,} with unmoved saves in the journal); "
        f"without waiting for the disk {len(seen)} of {planted}"
    )
    yield Result("6", "power cut: torn journals", reached, GOAL, bool(seen) and not bad, bool(bad) or not seen)


def _round(folder: Path, copies: int, chance: random.Random, *, waits: bool = True) -> tuple[int, int, list[str]]:
    """Take copies of one new file and tear each several times; how many, how many of these mattered, what was bad."""
    for file in folder.iterdir():
        file.unlink()
    path, images, mattered, bad = community(folder / "plc.db"), 0, 0, list[str]()
    with Crowd() as crowd:
        pids = [crowd.start(_writing(path, number, waits)) for number in range(WRITERS)]
        while not _told(path):
            time.sleep(0.01)
        for _ in range(copies):
            time.sleep(chance.random() * 0.08)
            copy = _copy(crowd, pids, path)
            for _ in range(TORN):
                images += 1
                mattered += copy.torn(chance)
                bad += copy.problems()
    return images, mattered, bad


def _writing(path: Path, number: int, waits: bool) -> Callable[[], None]:
    def work() -> None:
        wait = Watched(path.with_name("waited")) if waits else _at_once
        setattr(os, "fdatasync", wait)  # noqa: B010 - in this process alone, and mypy knows it by its own type
        plc = open_plc(path, as_handle="m0")
        plc.store.pragma(f"wal_autocheckpoint={(100, 1000)[number % 2]}")
        told_to = os.open(path.with_name("told"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        count = 0
        while True:
            mark = f"p{number}x{count}y"
            note = plc.notes.add(NewNote(f"{TEXTS[count % len(TEXTS)]} #waiting", mark))
            os.write(told_to, f"{mark} {note.id}\n".encode())
            count += 1

    return work


def _at_once(file: int) -> None:
    """In the place of waiting for the disk: a fault."""


def _told(path: Path) -> list[str]:
    file = path.with_name("told")
    return [line.split(" ")[0] for line in file.read_text().splitlines()] if file.exists() else []


class _Copy:
    """File and journal as they were at one moment, to be torn again and again."""

    def __init__(self, folder: Path, told_then: list[str], first: int, page: int) -> None:
        self._folder, self._told, self._page = folder, told_then, page
        self._journal = (folder / "whole-wal").read_bytes()
        self._first, self._sure = first, max(first, made_sure(folder / "waited", self._journal))
        self._image = folder / "image.db"
        self._order = self._open(self._journal)
        """Every save in the copy, in the order of the saves; those that were told are all among them."""
        self._torn, self._honest = self._journal, False

    def torn(self, chance: random.Random) -> bool:
        """Tear the journal at another place; whether saves were in it that only it held."""
        frame = FRAME + self._page
        frames = max(0, len(self._journal) - HEADER) // frame
        self._honest = chance.random() < 0.5
        least = self._sure if self._honest else self._first
        floor = HEADER + least * frame if least else 0
        place = chance.randint(min(floor, len(self._journal)), len(self._journal))
        self._torn = _tear(self._journal, place, chance)
        return self._last_save(frame, frames) > self._first

    def _last_save(self, frame: int, frames: int) -> int:
        """How many frames there are up to the last whole save."""
        salts, last = self._journal[16:24], 0
        for number in range(frames):
            at = HEADER + number * frame
            if self._journal[at + 8 : at + 16] != salts:
                break
            if struct.unpack_from(">I", self._journal, at + 4)[0]:
                last = number + 1
        return last

    def problems(self) -> list[str]:
        """Open the torn image with our store; what is wrong with it."""
        try:
            there = self._open(self._torn)
        except (PlcError, sqlite3.Error, _BadError) as error:
            return [f"bad: {error}"]
        if there != self._order[: len(there)]:
            return [f"bad: {len(there)} saves are no beginning of {len(self._order)}"]
        if self._honest and not set(self._told) <= set(there):
            return [f"bad: {len(set(self._told) - set(there))} acknowledged saves are lost"]
        return []

    def _open(self, journal: bytes) -> list[str]:
        """Return the saves in the image with this journal, in order. Raises _BadError when it is not whole."""
        self._image.with_name("image.db-shm").unlink(missing_ok=True)
        shutil.copyfile(self._folder / "whole.db", self._image)
        self._image.with_name("image.db-wal").write_bytes(journal)
        store = Store(self._image)
        try:
            schema.prepare(store)
        finally:
            store.close()
        with closing(sqlite3.connect(self._image)) as raw:
            for problem in (*damage(raw), *half_done(raw)):
                raise _BadError(problem)
            return [title for (title,) in raw.execute("SELECT title FROM note JOIN thing USING (id) ORDER BY seq")]


class _BadError(Exception):
    """An image that is not whole."""


def _copy(crowd: Crowd, pids: list[int], path: Path) -> _Copy:
    """Stop everyone and copy file, journal and what was told; then let everyone go on."""
    for pid in pids:
        if not crowd.stop(pid):
            raise RuntimeError("a writer ended by itself")
    shutil.copyfile(path, path.with_name("whole.db"))
    shutil.copyfile(path.with_name("plc.db-wal"), path.with_name("whole-wal"))
    told_then, first = _told(path), _moving(path.with_name("plc.db-shm"))
    page = struct.unpack(">H", path.with_name("whole.db").read_bytes()[16:18])[0]
    for pid in pids:
        crowd.go_on(pid)
    return _Copy(path.parent, told_then, first, page)


def _moving(index: Path) -> int:
    """How many frames may already be in the file: nBackfill and nBackfillAttempted in the journal's index."""
    data = index.read_bytes()
    return max(struct.unpack_from("=I", data, 96)[0], struct.unpack_from("=I", data, 128)[0])


def _tear(journal: bytes, place: int, chance: random.Random) -> bytes:
    """What a disk may leave behind a place: nothing, noise, zeros, or holes of a sector."""
    rest = len(journal) - place
    kind = chance.choice(("cut", "noise", "zeros", "holes"))
    if kind == "cut":
        return journal[:place]
    if kind == "noise":
        return journal[:place] + chance.randbytes(chance.randint(0, max(rest, 8192)))
    if kind == "zeros":
        return journal[:place] + bytes(rest)
    data = bytearray(journal)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(place, len(journal))
        data[at : min(len(data), at + 512)] = chance.randbytes(min(512, max(0, len(data) - at)))
    return bytes(data)
