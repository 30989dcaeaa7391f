"""How people point at what is in a session: steps by number, contributions by number, groups by letter, each other by
name. Ids do as well, and stay when something comes in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from plc_tui.cli import completing
from plc_tui.cli.amounts import Whole
from plc_tui.domain.errors import Invalid
from plc_tui.domain.sessions.labels import labels
from plc_tui.domain.sessions.values import SessionStep
from plc_tui.domain.sessions.views import ConsoleView, PersonAt, RoomView

ID = click.argument("session_id", metavar="ID", shell_complete=completing.sessions)
STEP = click.argument("number", metavar="N", type=Whole(1))


def step_id(steps: Sequence[SessionStep], number: int | None) -> str:
    """Return the id of the step of this number; "" for none and for 0, which is before the first. Raises Invalid."""
    if not number:
        return ""
    if number > len(steps):
        raise Invalid(f"There is no step {number}; the agenda has {len(steps)}.")
    return steps[number - 1].id


def step_number(view: RoomView) -> int:
    """Return the number of the step a session is in; 0 before the first and after the last."""
    return next((number for number, step in enumerate(view.steps, start=1) if step == view.current), 0)


def latest(view: RoomView, number: int | None, wanted: Iterable[SessionStep], otherwise: str) -> str:
    """Return the id of the step that was named, else of the last one of `wanted`. Raises Invalid with `otherwise`."""
    if number:
        return step_id(view.steps, number)
    found = list(wanted)
    if not found:
        raise Invalid(otherwise)
    return view.current.id if view.current in found else found[-1].id


def target(view: RoomView, typed: str) -> str:
    """Return the id of a contribution or group by its number, letter or id. Raises Invalid."""
    known = labels(view)
    by_label = {label.lower(): each for each, label in known.items()}
    wanted = typed.strip().lower()
    if wanted in known:
        return wanted
    if wanted in by_label:
        return by_label[wanted]
    shown = typed.strip()[:20]
    raise Invalid(f'There is no "{shown}" here. Numbers and letters are in: plc session show {view.id} --room')


def targets(view: RoomView, typed: str) -> list[str]:
    """Return the ids of several, as `1,4` or `A,B`. Raises Invalid."""
    return [target(view, each) for each in typed.split(",") if each.strip()]


def person(console: ConsoleView, typed: str) -> PersonAt:
    """Return somebody in a session by handle or name, or the beginning of one. Raises Invalid, also for two of them."""
    wanted = " ".join(typed.casefold().removeprefix("@").split())
    found = [
        each for each in console.people if wanted and wanted in (each.handle, _bare(each.name), each.name.casefold())
    ]
    found = found or [each for each in console.people if wanted and each.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid("More than one person here is called so. Name her by her handle, or by her whole name.")
    raise Invalid("There is nobody of that name in this session. Who is here: plc session console ID")


def _bare(name: str) -> str:
    return name.casefold().removesuffix(" (from paper)")
