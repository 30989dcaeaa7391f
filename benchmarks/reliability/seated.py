"""One program in a session, as its screen would use the services; what it saw and did goes into a diary at once."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plc_tui.domain.errors import Busy, Invalid, PlcError
from plc_tui.domain.sessions.showing import FEWEST_VOTERS
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import SeatView
from plc_tui.services.opening import open_plc

DOTS = 2
"""So many dots everyone gives whenever she votes, so that what a ballot comes to tells how many were counted."""
LOOK, KEEP, BEAT = 1.0, 2.0, 10.0
"""Seconds between two looks, two keepings of what is being written, and two signs that one is there."""


@dataclass(frozen=True)
class Line:
    """One line of a diary.

    what  born | saw (a revision) | try, done, refused (an act) | failed | console (what it did, and the revision then)
    """

    member: int
    life: int
    at: float
    what: str
    act: str = ""
    words: str = ""
    step: str = ""
    revision: int = 0
    took: float = 0.0
    given: tuple[tuple[str, int], ...] = ()


class Diary:
    """Written line by line, each whole: what is in it is known also of a program that was killed."""

    def __init__(self, file: Path, member: int, life: int) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._member, self._life = member, life

    def note(self, what: str, **values: object) -> None:
        """Write a line."""
        line = {"member": self._member, "life": self._life, "at": time.monotonic(), "what": what, **values}
        os.write(self._file, (json.dumps(line) + "\n").encode())


def read(file: Path) -> Iterator[Line]:
    """Return the lines of a diary."""
    for text in file.read_text().splitlines():
        values = json.loads(text)
        yield Line(**values | {"given": tuple((name, count) for name, count in values.get("given", ()))})


class Seated:
    """A member at her program in a session; members 0 and 1 have the console."""

    def __init__(self, path: Path, member: int, session: str, diary: Diary) -> None:
        self.plc = open_plc(path, as_handle=f"m{member}")
        self._member, self._session, self._diary = member, session, diary
        self._chance = random.Random(f"{member} {os.getpid()}")
        self._count, self._kept, self._seen = 0, "", -1

    def come(self, code: str) -> None:
        """Come in, take the draft up that was kept, and look."""
        while True:
            with suppress(Busy):  # everyone opens the file at this moment
                self._view = self.plc.seat.look(self._session) if self._known() else self.plc.sessions.join(code)
                break
        draft = self.plc.drafts.find(self._place())
        self._diary.note("born", words=draft.fields["body"] if draft else "")
        self._seen = self._view.room.revision
        self._diary.note("saw", revision=self._seen)
        if self._member == 0:
            self._hand_console_to_the_second()

    def _known(self) -> bool:
        with suppress(PlcError):
            return self.plc.seat.here(self._session)
        return False

    def _hand_console_to_the_second(self) -> None:
        for _ in range(600):
            second = [each.key for each in self.plc.console.look(self._session).people if each.handle == "m1"]
            if second:
                self.plc.console.hand_over(self._session, second[0])
                return
            time.sleep(0.05)

    def take_part(self, until: float) -> None:
        """Look every second, and do what comes to her mind."""
        began = time.monotonic() + self._chance.random() * LOOK
        next_keep, next_beat, number = began, began, 0
        while (now := time.monotonic()) < until:
            if self.plc.changed() and self.plc.sessions.revision(self._session) != self._seen:
                self._look()
            if now >= next_keep:
                self._keep()
                next_keep = now + KEEP
            if now >= next_beat:
                self._act("here", lambda: self.plc.seat.here(self._session))
                next_beat = now + BEAT
            if self._member < 2:
                self._facilitate(number)
            elif self._chance.random() < 0.5:
                self._do_something()
            number += 1
            # both consoles press at the same moment; everyone else has a moment of her own
            wait = LOOK - time.monotonic() % LOOK if self._member < 2 else began + number * LOOK - time.monotonic()
            time.sleep(max(0.0, wait))
        self._end()

    def _end(self) -> None:
        time.sleep(LOOK)
        self._look()

    def _look(self) -> None:
        began = time.perf_counter()
        self._view = self.plc.seat.look(self._session)
        self._seen = self._view.room.revision
        self._diary.note("saw", revision=self._seen, took=time.perf_counter() - began)

    def _place(self) -> str:
        return f"seat:{self._session}"

    def _keep(self) -> None:
        words = f"draft{self._member}x{self._count}x{self._chance.randrange(10**6)}y"
        self._act("draft", lambda: self.plc.drafts.keep(self._place(), {"body": words}), words=words)

    def _act(self, act: str, do: Callable[[], object], **values: object) -> None:
        self._diary.note("try", act=act, **values)
        began = time.perf_counter()
        try:
            found = do()
        except Invalid:
            self._diary.note("refused", act=act, **values)
        except PlcError as error:
            self._diary.note("failed", act=act, words=repr(error))
        else:
            self._diary.note("done", act=act, took=time.perf_counter() - began, **values)
            if isinstance(found, SeatView):
                self._view, self._seen = found, found.room.revision
                self._diary.note("saw", revision=self._seen)

    def _do_something(self) -> None:
        step, seat = self._view.room.current, self.plc.seat
        self._count += 1
        mark = f"m{self._member}x{self._count}x{os.getpid()}y"
        chosen = self._chance.random()
        if chosen < 0.2 or step is None:
            self._act("sign", self._chance.choice([self._ready, self._more, self._hand]))
        elif chosen < 0.25:
            self._act("park", lambda: seat.park(self._session, mark), words=mark)
        elif chosen < 0.3:
            self._act("commit", lambda: seat.commit(self._session, mark), words=mark)
        elif step.gathers:
            self._act("say", lambda: seat.say(self._session, mark, step=step.id), words=mark, step=step.id)
        elif step.fist:
            self._fist(step)
        elif step.dots and self._view.votable:
            self._vote(step)

    def _ready(self) -> object:
        return self.plc.seat.ready(self._session)

    def _more(self) -> object:
        return self.plc.seat.one_more(self._session)

    def _hand(self) -> object:
        return self.plc.seat.hand(self._session, self._chance.random() < 0.5)

    def _vote(self, step: SessionStep) -> None:
        given: dict[str, int] = {}
        for _ in range(DOTS):
            target = self._chance.choice(self._view.votable).id
            given[target] = given.get(target, 0) + 1
        self._act(
            "vote", lambda: self.plc.seat.vote(self._session, given, step.id), step=step.id, given=list(given.items())
        )

    def _fist(self, step: SessionStep) -> None:
        fingers = self._chance.randrange(6)
        self._act(
            "vote", lambda: self.plc.seat.fist(self._session, fingers, step.id), step=step.id, given=[(str(fingers), 1)]
        )

    # The console

    def _facilitate(self, number: int) -> None:
        """Both consoles press "next" every second time; between, the first ends the step's vote or reveals."""
        room, console = self._view.room, self.plc.console
        if number % 2 == 0:
            self._console("next", lambda: console.forward(self._session, room.current.id if room.current else ""))
        elif self._member == 0 and room.current is not None:
            at = room.current
            if at.voting and console.look(self._session).votes >= FEWEST_VOTERS:
                self._console("shown", lambda: console.show_votes(self._session, at.id))
            elif at.hidden and not at.revealed:
                self._console("revealed", lambda: console.reveal(self._session, at.id))
            else:
                self._console("minutes", lambda: console.longer(self._session, 60))

    def _console(self, act: str, do: Callable[[], object]) -> None:
        before, began = self._seen, time.perf_counter()
        try:
            do()
        except PlcError as error:
            self._diary.note("failed", act=act, words=repr(error))
            return
        took = time.perf_counter() - began
        self._diary.note("done", act=act, took=took)
        self._view = self.plc.seat.look(self._session)
        self._seen = self._view.room.revision
        if self._seen != before:
            self._diary.note("console", act=act, step=self._view.room.current.id if self._view.room.current else "",
                             revision=self._seen)  # fmt: skip
