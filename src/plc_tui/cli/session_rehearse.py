"""`plc session rehearse`: a session led alone, with made-up people; nothing of it is written anywhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from plc_tui.cli import completing
from plc_tui.cli.amounts import Whole
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.look import Look
from plc_tui.cli.output import print_item, print_row
from plc_tui.cli.typed import Typed
from plc_tui.cli.views.session_changes import Sight, beginning, changes
from plc_tui.cli.views.session_rehearsal import (
    COMMANDS,
    course_record,
    course_row,
    replay_lines,
    replay_record,
    stamped,
)
from plc_tui.domain.errors import NotFound, PlcError
from plc_tui.domain.sessions.clock import time_in_words
from plc_tui.domain.sessions.rehearsing import BANNER, RehearsalPlan

if TYPE_CHECKING:
    from plc_tui.services.rehearsing import Leading, Rehearsal

LOOKS = 1.0
"""Seconds between two looks at who is due to do something, while nobody types."""
FASTEST = 600
ENDED = ("q", "quit", "end")
_SESSION = re.compile("f[0-9a-z]{1,9}")


@click.command(cls=PlcCommand)
@click.argument("what", metavar="PROTOCOL-OR-ID", shell_complete=completing.of_seeds("protocols"))
@click.option("--people", type=Whole(2), help="So many are in it, you among them.")
@click.option("--minutes", type=Whole(1), help="In so many minutes.")
@click.option("--fast", type=click.FloatRange(0.1, FASTEST), default=1.0, help="Time goes so many times as fast.")
@click.option("--seed", type=Whole(), default=1, help="Another number: other words, at other moments.")
@pass_desk
def rehearse(desk: Desk, what: str, people: int | None, minutes: int | None, fast: float, seed: int) -> None:
    """Lead a session once, alone, with made-up people.

    On a protocol, or a planned session with its own steps. Where nobody is at the keys (--no-input, --json, --plain,
    into a file) it reads like a script.
    """
    from plc_tui.services.desk import utc_now
    from plc_tui.services.rehearsing import FastClock, HandClock, Leading, Rehearsal

    plan = replace(_plan(desk, what, people), minutes=minutes, seed=seed)
    name = desk.caller.full_name or "You"
    if desk.may_ask() and not (desk.json or desk.plain):
        _Led(desk, Rehearsal(plan, name, FastClock(fast))).lead()
        return
    clock = HandClock(utc_now())
    rehearsal = Rehearsal(plan, name, clock)
    _read(desk, rehearsal, Leading(rehearsal, clock))


def _plan(desk: Desk, what: str, people: int | None) -> RehearsalPlan:
    """Find what is rehearsed: a protocol needs no community, a planned session does. Raises NotFound."""
    from plc_tui import seeds

    desk.everyones  # noqa: B018 - the community's own protocols are in the folder it names
    if any(protocol.id == what for protocol in seeds.protocols()):
        return RehearsalPlan(what, people or 0)
    if not _SESSION.fullmatch(what):
        raise NotFound("There is no such protocol. They are listed by: plc session protocols")
    return RehearsalPlan.of(desk.plc.sessions.show(what), people or 0)


# Nobody at the keys


def _read(desk: Desk, rehearsal: Rehearsal, leading: Leading) -> None:
    steps = rehearsal.plc.sessions.show(rehearsal.session_id).steps
    if desk.json:
        course = [course_record(each, rehearsal.opened, steps) for each in leading.acts()]
        about = {"title": rehearsal.title, "people": rehearsal.size, "course": course}
        print_item("session.rehearsal", {**about, "replay": replay_record(rehearsal.replay())})
    elif desk.plain:
        for each in leading.acts():
            print_row(course_row(each, rehearsal.opened, steps))
    else:
        _script(desk, rehearsal, leading)


def _script(desk: Desk, rehearsal: Rehearsal, leading: Leading) -> None:
    look, seen = Look.of_nobody(), _sight(rehearsal)
    desk.print([f"{BANNER}.", *beginning(seen)])
    while (happened := leading.go_on()) is not None:
        if happened:
            before, seen = seen, _sight(rehearsal)
            at = (happened[-1].at - rehearsal.opened).total_seconds()
            told = (*_worth(before, seen), *_for_you(before, seen))
            desk.print(line for each in told for line in stamped(each, at, look))
    desk.print(replay_lines(rehearsal.replay(), look))


def _worth(before: Sight, after: Sight) -> Iterator[str]:
    """Yield what has changed, but not each time one more is ready: in a script that is every other line."""
    old, new = before.console, after.console
    if old is not None and new is not None and new.more <= old.more:
        before = replace(before, console=replace(old, ready=new.ready, more=new.more))
    return changes(before, after)


def _for_you(before: Sight, after: Sight) -> Iterator[str]:
    """Yield what a step that has begun asks of whoever facilitates."""
    old, new = before.room.current, after.room.current
    if new is not None and new.guardrail and (old is None or old.id != new.id):
        yield f"For you: {new.guardrail}"


def _sight(rehearsal: Rehearsal) -> Sight:
    view = rehearsal.plc.console.look(rehearsal.session_id)
    return Sight(view.room, console=view)


# Somebody at the keys


class _Led:
    """A rehearsal that is led by lines from the terminal."""

    def __init__(self, desk: Desk, rehearsal: Rehearsal) -> None:
        self._desk, self._rehearsal, self._look = desk, rehearsal, Look.of_nobody()
        self._console, self._id = rehearsal.plc.console, rehearsal.session_id
        self._seen, self._told = _sight(rehearsal), ("", "")

    def lead(self) -> None:
        """Lead it until it is ended; then say how the time went."""
        self._say(f"{BANNER}.", *beginning(self._seen), COMMANDS)
        typed = Typed(sys.stdin.fileno())
        ended = False
        while not ended:
            self._rehearsal.tick()
            self._tell()
            line = typed.line(LOOKS)
            if line is not None:
                ended = self._done(line.strip().lower())
        self._rehearsal.plc.sessions.close(self._id)
        self._desk.print(replay_lines(self._rehearsal.replay(), self._look))

    def _tell(self) -> None:
        """Say what has changed, and a threshold of the time once."""
        before, self._seen = self._seen, _sight(self._rehearsal)
        lines = [*changes(before, self._seen), *_for_you(before, self._seen)]
        step = self._seen.room.current
        if step is not None and step.since is not None:
            words = time_in_words(step, self._rehearsal.clock())
            if words and (step.id, words) != self._told:
                lines.append(f"{words}.")
            self._told = (step.id, words)
        self._say(*lines)

    def _say(self, *lines: str) -> None:
        self._desk.print(wrapped for line in lines for wrapped in self._look.wrap(line))

    def _done(self, command: str) -> bool:
        """Do what was typed; say whether that ends it. What cannot be done now is said."""
        if command in ENDED:
            return True
        try:
            self._do(command)
        except PlcError as problem:
            self._say(str(problem))
        return False

    def _do(self, command: str) -> None:
        step = self._seen.room.current
        here = step.id if step else ""
        if command in ("", "n"):
            self._console.forward(self._id, here)
        elif command in ("+", "-"):
            self._console.longer(self._id, 60 if command == "+" else -60)
        elif command == "p":
            self._console.pause(self._id)
        elif command == "r":
            self._console.reveal(self._id, here)
        elif command == "v":
            self._console.show_votes(self._id, here)
        elif command == "t":
            people = self._console.look(self._id).people
            self._console.next_turn(self._id, next((each.key for each in people if each.turn), ""))
        elif command == "w":
            self._say(*beginning(self._seen))
        else:
            self._say(COMMANDS)


VERBS = (rehearse,)
