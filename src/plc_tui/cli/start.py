"""`plc` alone, `plc init`, `plc demo`: the beginning."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.opening import folder_for, machine_zone, open_for
from plc_tui.domain.errors import Invalid, PlcError

if TYPE_CHECKING:
    from plc_tui.ui.at_server import AtServer

COMMUNITY = "My learning log"
"""What a community is called when nobody says otherwise: most begin alone."""


def open_program(desk: Desk) -> None:
    """Open the program; the first time, after two questions. Ends with the program's exit code."""
    if desk.served:
        _show(desk, settings_path=None, server=_at_server(desk))
        return
    if "://" not in desk.place and not _is_there(Path(desk.place)):
        _need_terminal()
        if desk.no_input:
            raise Invalid(f"There is no file {desk.place} yet. Make one with: plc init")
        _begin(desk)
    _show(desk, settings_path=Path(desk.config_path) if desk.config_path else None)


def _is_there(file: Path) -> bool:
    """Say whether there is something in the file's place; an empty file is what a failed beginning leaves."""
    return file.exists() and not (file.is_file() and file.stat().st_size == 0)


def _need_terminal() -> None:
    """Go on only where the program can be shown; otherwise say what to do instead. Raises Invalid."""
    from plc_tui.ui.start import refusal

    size = shutil.get_terminal_size()
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    problem = refusal(os.environ, terminal=terminal, size=(size.columns, size.lines))
    if problem:
        raise Invalid(problem)


def _at_server(desk: Desk) -> AtServer:
    from plc_tui.cli.opening import join_served
    from plc_tui.rescue import server_folder
    from plc_tui.ui.at_server import AtServer

    caller = desk.caller
    return AtServer(caller.full_name, lambda name: join_served(desk, name), server_folder(caller.uid, caller.login))


def _show(
    desk: Desk, settings_path: Path | None, throw_away: Path | None = None, server: AtServer | None = None
) -> None:
    from plc_tui.ui.start import start

    opening, where = (lambda: open_for(desk)), {"settings_path": settings_path, "throw_away": throw_away}
    code = start(opening, desk.everyones, **where, server=server)
    click.get_current_context().exit(code)


def _begin(desk: Desk) -> None:
    """Ask the two questions of the first time and make the file."""
    desk.say("Welcome to plc. Two questions, then you can write.")
    name = click.prompt("Your name", default=desk.caller.full_name or None, err=True)
    title = click.prompt("A name for your community, or for your own log", default=COMMUNITY, err=True)
    _make(desk, title, None, name)


def _make(desk: Desk, title: str, handle: str | None, display: str) -> dict[str, str]:
    """Make the file with its first member and return what `plc init` prints."""
    from plc_tui.services.opening import make

    folder_for(desk)
    login = desk.caller.login
    word = handle or _handle(login) or _handle(display) or "me"
    plc = make(desk.place, name=title, handle_=word, display=display, login=login, timezone=machine_zone())
    try:
        me = plc.me()
        return {"name": plc.community().name, "place": desk.place, "member": me.handle, "display": me.name}
    finally:
        plc.close()


def _handle(words: str) -> str:
    """Make a handle of a login or a name, "" when nothing of it can be one."""
    first = re.sub(r"[^a-z0-9-]", "", words.lower().split(" ")[0]) if words else ""
    return first[:31] if re.fullmatch(r"[a-z].*", first) else ""


@click.command(cls=PlcCommand)
@click.option("--name", help=f"What the community is called; otherwise “{COMMUNITY}”.")
@click.option("--handle", help="Your handle; otherwise your login.")
@click.option("--display", help="Your name as others read it.")
@pass_desk
def init(desk: Desk, name: str | None, handle: str | None, display: str | None) -> None:
    """Make a community's file and its first member: you. On a school's server: become a member."""
    if desk.served:
        _tell_made(desk, _join(desk, display))
        return
    if "://" not in desk.place and _is_there(Path(desk.place)):
        raise Invalid(f"{desk.place} is there already; it was left as it is. Name another file with --db.")
    if display is None and handle is None and desk.may_ask():
        display = click.prompt("Your name", default=desk.caller.full_name or None, err=True)
    if name is None and desk.may_ask():
        name = click.prompt("A name for your community, or for your own log", default=COMMUNITY, err=True)
    # Without a name of her own the system's is used, but never for a handle that is somebody else's.
    shown = display if display is not None else ("" if handle else desk.caller.full_name)
    made = _make(desk, COMMUNITY if name is None else name, handle, shown)
    _tell_made(desk, made)


def _tell_made(desk: Desk, made: dict[str, str]) -> None:
    if desk.json:
        from plc_tui.cli.output import print_item

        print_item("community", made)
    elif desk.plain:
        click.echo(made["place"])
    elif desk.served:
        desk.say(f"Welcome to “{made['name']}”, {made['display']} (@{made['member']}). Open it with: plc")
    else:
        desk.print([made["place"]])
        desk.say(f"“{made['name']}” is made, and kept by {made['display']} (@{made['member']}). Open it with: plc")


def _join(desk: Desk, display: str | None) -> dict[str, str]:
    """Become a member of the school's server and return what `plc init` prints. Raises Invalid without a name."""
    from plc_tui.cli.opening import join_served

    name = display if display is not None else desk.caller.full_name
    if not name:
        raise Invalid('Say how colleagues shall read your name: plc init --display "Your Name"')
    plc = join_served(desk, name)
    try:
        me = plc.me()
        return {"name": plc.community().name, "place": desk.place, "member": me.handle, "display": me.name}
    finally:
        plc.close()


@click.command(cls=PlcCommand)
@click.option("--keep", metavar="PATH", type=click.Path(path_type=Path), help="Make it in this file and keep it.")
@pass_desk
def demo(desk: Desk, keep: Path | None) -> None:
    """Look around in a made-up community, in a throw-away file."""
    if keep is None:
        _need_terminal()
        with _throw_away() as folder:
            _make_demo(desk, folder / "demo.db")
            _show(desk, settings_path=None, throw_away=folder)
        return
    if keep.exists():
        raise Invalid(f"{keep} is there already; it was left as it is.")
    _make_demo(desk, keep)
    try:
        _need_terminal()
    except PlcError:
        click.echo(str(keep))
        desk.say(f"The made-up community is in {keep}. Look into it with: plc --db {keep} --as {desk.handle}")
        return
    _show(desk, settings_path=None)


@contextmanager
def _throw_away() -> Iterator[Path]:
    """Make a folder that is gone afterwards, also when a signal ends the program in between."""
    from plc_tui.ui.leaving import remove

    before = {number: signal.signal(number, _told_to_go) for number in (signal.SIGHUP, signal.SIGTERM)}
    folder = Path(tempfile.mkdtemp(prefix="plc-demo-"))
    try:
        yield folder
    finally:
        for number in before:  # a second signal must not come between
            signal.signal(number, signal.SIG_IGN)
        remove(folder)
        for number, handler in before.items():
            signal.signal(number, handler)


def _told_to_go(number: int, frame: object) -> None:
    """Go through every `finally`; once the program is on the screen it listens to signals itself."""
    del frame
    raise SystemExit(128 + number)


def _make_demo(desk: Desk, path: Path) -> None:
    """Fill a new file with the made-up community, and act in it as one of its members."""
    from plc_tui.services.demo import write_demo

    plc = write_demo(path)
    desk.db, desk.as_ = str(path), desk.as_ or plc.actor.handle
    plc.close()
