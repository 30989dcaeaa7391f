"""What the verbs of `plc server` do."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from plc_tui import text
from plc_tui.cli.desk import Desk
from plc_tui.cli.output import print_items, print_row, show_done
from plc_tui.host import account, setup
from plc_tui.host.config import ServerConfig, ServerProblem
from plc_tui.host.layout import SERVER
from plc_tui.host.setup import part, people, tools
from plc_tui.host.setup.program import clear_away


def set_up(desk: Desk, config: ServerConfig, dry: bool) -> None:
    """Go through the table of parts and tell what was done to each; at the end, what is left for root to do."""
    _prepared(config)
    parts = setup.parts(config, SERVER)
    done, well = ("would make", "well") if dry else ("made", "well")
    with _alone(dry):
        rows = ((done if wrong else well, each.what, wrong) for each, wrong in part.install(parts, dry=dry))
        _tell(desk, rows)
    if dry:
        desk.say("Nothing was changed.")
        return
    left = [told for told in part.look_over(tuple(each for each in parts if each.only_looked_at)) if told.cure]
    desk.say(*(f"{told.words}. {told.cure}" for told in left))
    desk.say(f"The server is ready. Whoever is in the group {config.group} starts the program by typing: plc")


def _prepared(config: ServerConfig) -> None:
    """Return when the machine has what the set-up needs. Raises ServerProblem, which says how to get it."""
    for tool, package in (("sudo", "sudo"), ("visudo", "sudo"), ("useradd", "passwd"), ("groupadd", "passwd")):
        tools.need(tool, package)
    if config.ssh:
        tools.need("sshd", "openssh-server")
    for login in config.keepers:
        if not people.exists(login):
            raise ServerProblem(f"There is no account {login} to be a keeper. Make it first: adduser {login}")
    if config.account in config.keepers:
        raise ServerProblem(f"{config.account} is the program's own account and can be no keeper.")


@contextmanager
def _alone(dry: bool) -> Iterator[None]:
    """Hold a lock, so that two of root's set-ups do not meet; a dry run changes nothing and needs none."""
    if dry:
        yield
        return
    descriptor = os.open(SERVER.sudoers.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _tell(desk: Desk, rows: Iterator[tuple[str, str, str]]) -> None:
    """Tell each step as it is done: the person at the keys sees where it stopped."""
    if desk.json:
        print_items("server.step", ({"done": done, "what": what, "was": was} for done, what, was in rows))
        return
    for done, what, was in rows:
        if desk.plain:
            print_row((done, what, was))
        else:
            click.echo(text.clean(f"{done:<10}  {what}{f' ({was})' if was else ''}"))


def take_away(desk: Desk, config: ServerConfig, dry: bool) -> None:
    """Close the door, send everybody home, and take every part away but the words."""
    parts = setup.parts(config, SERVER)
    with _alone(dry):
        if not dry:
            SERVER.sudoers.unlink(missing_ok=True)
            _say_gone(desk, account.send_home(config.account))
        verb = "would remove" if dry else "removed"
        _tell(desk, ((verb, gone, "") for gone in part.uninstall(parts, dry=dry)))
    desk.say(
        f"The words and the backups are in {SERVER.data}, which belongs to the account {config.account}. "
        f"To forget them too: userdel {config.account}; rm -r {SERVER.data}"
    )


def _say_gone(desk: Desk, count: int) -> None:
    if count:
        ended = text.counted(count, "open program was ended", "open programs were ended")
        desk.say(f"{ended}; what was being written is kept as drafts.")


# Done as the account, by the installed program


def make_file(desk: Desk, config: ServerConfig) -> None:
    """Make the empty community file."""

    def work() -> int:
        from plc_tui.services.opening import make_empty

        make_empty(SERVER.community, name=config.name)
        return 0

    _done(account.as_account(config.account, work))
    show_done(
        desk, "server.begin", {"path": str(SERVER.community)}, f"{SERVER.community} is there, with no words in it."
    )


def copy(desk: Desk, config: ServerConfig, keep: int, quiet: bool) -> None:
    """Make a backup and remove the oldest ones; and remove what is left of earlier versions of the program."""

    def work() -> int:
        from plc_tui.cli.backups import new_place
        from plc_tui.services.upkeep import backup, thin_out

        to = backup(SERVER.community, new_place(SERVER.community))
        gone = thin_out(SERVER.community, to, keep)
        if not quiet:
            older = f" {text.counted(gone, 'older backup is', 'older backups are')} gone." if gone else ""
            show_done(desk, "backup", {"path": str(to), "removed": gone}, f"Everything is in {to}.{older}")
        return 0

    _done(account.as_account(config.account, work))
    clear_away(SERVER, config.account)


def put_back(desk: Desk, config: ServerConfig, path: Path) -> None:
    """Send everybody home and put a backup in the file's place."""
    _say_gone(desk, account.send_home(config.account))

    def work() -> int:
        from plc_tui.services.upkeep import restore

        if not os.access(path, os.R_OK):
            raise ServerProblem(
                f"The account {config.account} cannot read {path}; copy it into {SERVER.backups} first."
            )
        kept = restore(path, SERVER.community)
        aside = f" What was there before is in {kept}." if kept else ""
        record = {"path": str(SERVER.community), "kept": str(kept) if kept else None}
        show_done(desk, "restore", record, f"Everything is as it was in {path.name}.{aside}")
        return 0

    _done(account.as_account(config.account, work))


def say_who(desk: Desk, config: ServerConfig, login: str | None, same: bool) -> None:
    """Let a login, or with None all, be known by its present account: as the same member, or as somebody new."""

    def work() -> int:
        from plc_tui.services.roster import same_people, somebody_new

        if same or login is None:
            count = text.counted(same_people(SERVER.community, login), "member is", "members are")
            desk.say(f"{count} recognised by the account of today from the next visit on.")
            return 0
        earlier = somebody_new(SERVER.community, login)
        desk.say(
            f"Whoever has the login {login} now begins as a newcomer. What the earlier member wrote is handed over "
            f'with: plc server hand-over "{earlier}"'
        )
        return 0

    _done(account.as_account(config.account, work))


def look_inside(desk: Desk, config: ServerConfig) -> None:
    """Print whether the file is whole, and its revision."""

    def work() -> int:
        from plc_tui.services.upkeep import report

        found = report(SERVER.community)
        desk.print((found.integrity.splitlines()[0], found.revision))
        return 0

    _done(account.as_account(config.account, work))


def _done(code: int) -> None:
    """Return when the child did it; else end as it did, which has told why."""
    if code:
        raise click.exceptions.Exit(code)
