"""Members who save: each a process with the program's own services and a connection of its own."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import bodies
from benchmarks.reliability.crowd import Crowd, End, Gate
from plc_tui.domain.audience import EVERYONE_HERE
from plc_tui.domain.errors import Busy, PlcError
from plc_tui.domain.notes import NewNote
from plc_tui.services.opening import make, open_plc
from plc_tui.services.plc import Plc

Ack = tuple[str, int, str]
"""A save that was acknowledged: the note, its version (0: shared with everyone) and the mark in its text."""

VERSIONS = 20
"""How often a note is saved before its writer begins another."""
_texts = bodies(random.Random(11))
TEXTS = [next(_texts) for _ in range(64)]


def community(path: Path, members: int = 1) -> Path:
    """Make a community of members m0, m1 ... in a new file."""
    plc = make(path, name="Riverside PLC", handle_="m0", display="Maya Okafor", login="m0")
    for number in range(1, members):
        plc.members.add(f"m{number}")
    plc.close()
    return path


class Saver:
    """One member's program, which saves one text after the other."""

    def __init__(self, path: Path, member: int, name: str = "") -> None:
        self.plc: Plc = open_plc(path, as_handle=f"m{member}")
        self._name, self._count = name or f"m{member}", 0
        self._note = ""

    def save(self) -> Ack:
        """Save the next text: as a new note, or most often as the next version of the last one."""
        mark = f"{self._name}x{self._count}y"
        body = f"{TEXTS[self._count % len(TEXTS)]}\n\n{mark} #waiting"
        if self._count % VERSIONS == 0:
            note = self.plc.notes.add(NewNote(body, f"Wait time {mark}"))
        else:
            note = self.plc.notes.edit(self._note, body=body)
        self._note, self._count = note.id, self._count + 1
        return note.id, note.version, mark

    def share(self) -> Ack:
        """Share the last note with everyone."""
        self.plc.notes.share(self._note, EVERYONE_HERE)
        return self._note, 0, ""

    @property
    def count(self) -> int:
        """How many texts were saved."""
        return self._count


@dataclass
class Diary:
    """What one process saw: how long each save took, what was acknowledged, what failed."""

    seconds: list[float] = field(default_factory=list)
    acks: list[Ack] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def save(self, saver: Saver) -> None:
        """Save once and note how it went."""
        began = time.perf_counter()
        try:
            ack = saver.save()
        except PlcError as error:
            self.errors.append(str(error))
        else:
            self.acks.append(ack)
        self.seconds.append(time.perf_counter() - began)

    def keep(self, file: Path) -> None:
        """Write it down."""
        file.write_text(json.dumps(vars(self)))


def read_diary(file: Path) -> Diary:
    values: dict[str, Any] = json.loads(file.read_text())
    return Diary(values["seconds"], [tuple(ack) for ack in values["acks"]], values["errors"])


def sit(path: Path, folder: Path, works: list[Callable[[Saver, Diary], None]]) -> list[Diary]:
    """Let as many members as there are works do each one, all from the same moment on; what each one saw.

    Nobody leaves before the last one is done, so that no save is measured among processes that end.
    """
    gate, end = Gate(), End()

    def member(number: int, work: Callable[[Saver, Diary], None]) -> None:
        saver, diary = _ready(path, number), Diary()
        gate.wait()
        work(saver, diary)
        end.wait()
        diary.keep(folder / f"{number}.json")
        saver.plc.close()

    with Crowd() as crowd:
        for number, work in enumerate(works):
            crowd.start(lambda number=number, work=work: member(number, work))  # type: ignore[misc]  # its own values
        gate.open(len(works))
        end.wait()
        failed = crowd.join()
    diaries = []
    for number in range(len(works)):
        with suppress(FileNotFoundError):
            diaries.append(read_diary(folder / f"{number}.json"))
    if failed:
        diaries.append(Diary(errors=[f"{failed} processes ended with a mistake"]))
    return diaries


def _ready(path: Path, number: int) -> Saver:
    """Open, add a note and edit it. So many at the same moment is no part of any bar: some may need a second try.

    The first of each takes ten times as long as the others, for its statements are put together then.
    """
    while True:
        with suppress(Busy):
            saver = Saver(path, number)
            saver.save()
            saver.save()
            return saver


def flat_out(seconds: float) -> Callable[[Saver, Diary], None]:
    """Save without a pause for so long."""

    def work(saver: Saver, diary: Diary) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            diary.save(saver)

    return work


def every(pause: float, seconds: float) -> Callable[[Saver, Diary], None]:
    """Save once in each `pause` seconds, at a moment of one's own, and look each time whether others wrote."""

    def work(saver: Saver, diary: Diary) -> None:
        began = time.monotonic() + random.random() * pause
        for number in range(max(1, round(seconds / pause))):
            time.sleep(max(0.0, began + number * pause - time.monotonic()))
            diary.save(saver)
            saver.plc.changed()

    return work
