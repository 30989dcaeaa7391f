"""Bar 4: programs killed with `kill -9` at any moment: nothing acknowledged is lost, nothing is half done.

A save is acknowledged by a line through a pipe once the service has returned. Half of the programs move the journal
into the file far more often than usual, so that many die in the middle of that as well.
"""

from __future__ import annotations

import fcntl
import os
import random
import select
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reliability.audit import problems
from benchmarks.reliability.bars import Plan, Result, told
from benchmarks.reliability.crowd import Crowd
from benchmarks.reliability.savers import Ack, Saver, community

GOAL = "0 acknowledged writes lost, 0 half done"
AT_ONCE = 4
ROUND = 500
"""Kills of one file, before it is looked through and another is begun."""
LONGEST = 0.1
"""Seconds a program may live: most of them counted from their first save, the others from their start."""
OPENING = 0.2
"""The part of programs that are killed while they open the file."""
PATIENT = 60.0
"""Seconds after which a program is killed that has saved nothing."""


def run(plan: Plan) -> Iterator[Result]:
    wanted = plan.amount(60, 1_000, 10_000)
    folder, done, saved, while_saving, wrong = plan.room("kills"), 0, 0, 0, list[str]()
    for number in range(0, wanted, ROUND):
        path = community(folder / f"{number}.db")
        killed = _round(path, min(ROUND, wanted - number))
        done, saved, while_saving = done + killed.kills, saved + len(killed.acks), while_saving + killed.after_a_save
        wrong += problems(path, killed.acks)
        for file in folder.iterdir():
            file.unlink()
    told(wrong)
    lost = sum(problem.startswith("lost") for problem in wrong)
    reached = (
        f"{done:,} kills ({while_saving:,} after a save): {lost} of {saved:,} lost, "
        f"{len(wrong) - lost} half done or damaged"
    )
    yield Result("4", "kill -9 at random moments of writing", reached, GOAL, not wrong, bool(wrong))


@dataclass
class _Killed:
    """What became of one file's writers."""

    kills: int = 0
    after_a_save: int = 0
    """Kills of programs that had saved something: they were in the middle of writing, not of opening."""
    acks: list[Ack] = field(default_factory=list)


@dataclass
class _Life:
    """One program: its process, when it is to be killed, and whether it has saved."""

    pid: int
    ends: float
    saved: bool = False


def _round(path: Path, kills: int) -> _Killed:
    seen, heard, speaks = _Killed(), *_pipe()
    with Crowd() as crowd:
        lives = {name: _begin(crowd, path, name, speaks) for name in range(AT_ONCE)}
        rest = b""
        while seen.kills < kills:
            wait = max(0.0, min(life.ends for life in lives.values()) - time.monotonic())
            if select.select([heard], [], [], wait)[0]:
                rest = _listen(os.read(heard, 65536), rest, seen, lives)
            for name, life in list(lives.items()):
                if life.ends <= time.monotonic():
                    crowd.kill(life.pid)
                    seen.kills, seen.after_a_save = seen.kills + 1, seen.after_a_save + life.saved
                    del lives[name]
                    lives[name + AT_ONCE] = _begin(crowd, path, name + AT_ONCE, speaks)
    os.set_blocking(heard, False)
    while select.select([heard], [], [], 0)[0]:
        rest = _listen(os.read(heard, 65536), rest, seen, {})
    os.close(heard)
    os.close(speaks)
    return seen


def _pipe() -> tuple[int, int]:
    heard, speaks = os.pipe()
    fcntl.fcntl(speaks, fcntl.F_SETPIPE_SZ, 1 << 20)
    return heard, speaks


def _begin(crowd: Crowd, path: Path, name: int, speaks: int) -> _Life:
    work: Callable[[], None] = lambda: _write(path, name, speaks)  # noqa: E731 - its own values
    lives = random.random() * LONGEST if random.random() < OPENING else PATIENT
    return _Life(crowd.start(work), time.monotonic() + lives)


def _listen(data: bytes, rest: bytes, seen: _Killed, lives: dict[int, _Life]) -> bytes:
    """Take in acknowledgements; one who has saved now lives for a random time from this moment on."""
    *lines, rest = (rest + data).split(b"\n")
    for line in lines:
        name, note, version, mark = line.decode().split(" ")
        seen.acks.append((note, int(version), mark))
        life = lives.get(int(name))
        if life and not life.saved:
            life.saved, life.ends = True, time.monotonic() + random.random() * LONGEST
    return rest


def _write(path: Path, name: int, speaks: int) -> None:
    saver = Saver(path, 0, f"k{name}")
    if name % 2:
        saver.plc.store.pragma("wal_autocheckpoint=20")
    while True:
        ack = saver.share() if saver.count % 5 == 4 and random.random() < 0.5 else saver.save()
        os.write(speaks, f"{name} {' '.join(map(str, ack))}\n".encode())
