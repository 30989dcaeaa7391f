"""`plc passphrase`: the one that opens a member's locked notes, and the recovery code."""

from __future__ import annotations

from collections.abc import Iterator

import click

from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcGroup
from plc_tui.cli.look import Look
from plc_tui.cli.output import View, show_done, show_one
from plc_tui.cli.secrets import need_passphrase, secret
from plc_tui.domain.errors import Invalid
from plc_tui.services.locking import Locks
from plc_tui.text import counted


@click.group(cls=PlcGroup, no_args_is_help=True)
@pass_desk
def passphrase(desk: Desk) -> None:
    """The passphrase of your locked notes, and the recovery code."""
    desk.opens_itself = True


MEANS = """A locked note is sealed with your passphrase before it reaches the file.
Nobody else can open it: no colleague, no keeper, not whoever runs the computer, and not the makers of plc.
If you lose both the passphrase and the recovery code, your locked notes are lost for ever. Nobody can bring them back.
What still shows: that there is a locked note, when you wrote in it, and roughly how long it is.
Whoever runs the computer could still watch the program while you have your notes open.
Backups made before you lock a note hold it as it was."""

NEW = click.option("--new-passphrase-file", metavar="FILE", help="The new passphrase (- is a line of standard input).")


@passphrase.command()
@pass_desk
def status(desk: Desk) -> None:
    """Say whether you have a passphrase, and how many notes are locked."""
    found = desk.plc.locks.state()
    show_one(desk, LOCKS, found, page=lambda: LOCKS.lines(found, desk.look))


@passphrase.command("set")
@click.option("--confirm", is_flag=True, help="You know what a lost passphrase means; do not ask.")
@pass_desk
def set_(desk: Desk, confirm: bool) -> None:
    """Choose your first passphrase, and get your recovery code: shown once, to be written down on paper."""
    if desk.plc.locks.state().passphrase:
        raise Invalid("You have a passphrase already. See: plc passphrase change, plc passphrase recover")
    certain(desk, confirm, MEANS)
    chosen = secret(desk, desk.passphrase_file, "Your passphrase", "--passphrase-file", twice=True)
    _give_code(desk, desk.plc.locks.begin(chosen))


@passphrase.command()
@NEW
@pass_desk
def change(desk: Desk, new_passphrase_file: str | None) -> None:
    """Change your passphrase. Your recovery code stays as it is."""
    need_passphrase(desk)
    old = secret(desk, desk.passphrase_file, "Your passphrase", "--passphrase-file")
    new = secret(desk, new_passphrase_file, "Your new passphrase", "--new-passphrase-file", twice=True)
    desk.plc.locks.change(old, new)
    show_done(
        desk, "passphrase.changed", {"changed": True}, "Your passphrase is changed. Your recovery code is the same."
    )


@passphrase.command()
@click.option("--code-file", metavar="FILE", help="Your recovery code (- is a line of standard input).")
@NEW
@pass_desk
def recover(desk: Desk, code_file: str | None, new_passphrase_file: str | None) -> None:
    """Choose a new passphrase with your recovery code, and get a new code."""
    need_passphrase(desk)
    code = secret(desk, code_file, "Your recovery code", "--code-file")
    new = secret(desk, new_passphrase_file, "Your new passphrase", "--new-passphrase-file", twice=True)
    _give_code(desk, desk.plc.locks.recover(code, new))


@passphrase.command("new-code")
@pass_desk
def new_code(desk: Desk) -> None:
    """Get a new recovery code, when you have lost the paper. The old code opens nothing any more."""
    need_passphrase(desk)
    known = secret(desk, desk.passphrase_file, "Your passphrase", "--passphrase-file")
    _give_code(desk, desk.plc.locks.new_code(known))


@passphrase.command("give-up")
@click.option("--confirm", is_flag=True, help="Do not ask.")
@pass_desk
def give_up(desk: Desk, confirm: bool) -> None:
    """Delete all your locked notes for good, when passphrase and recovery code are both lost."""
    need_passphrase(desk)
    count = desk.plc.locks.state().count
    notes = counted(count, "locked note", "locked notes")
    certain(desk, confirm, f"{notes} and every locked draft will be gone for good; this cannot be undone.")
    gone = desk.plc.locks.give_up()
    done = f"{counted(gone, 'locked note is', 'locked notes are')} gone for good. You can choose a new passphrase."
    show_done(desk, "passphrase.given-up", {"gone": gone}, done)


def _give_code(desk: Desk, code: str) -> None:
    """Print the code: the only thing on standard output, so that it can be sent to a printer and nowhere else."""
    if not (desk.json or desk.plain):
        click.echo(code)
    said = "This is your recovery code. Write it on paper and keep it away from this computer; it is never shown again."
    show_done(desk, "passphrase", {"recovery_code": code}, said)


def _row(locks: Locks, look: Look) -> tuple[str, ...]:
    del look
    return ("yes" if locks.passphrase else "no", str(locks.count))


def _lines(locks: Locks, look: Look) -> Iterator[str]:
    has = "You have a passphrase." if locks.passphrase else "You have no passphrase yet: plc passphrase set"
    yield from look.wrap(f"{has} {counted(locks.count, 'note is', 'notes are')} locked.")


LOCKS: View[Locks] = View(
    "passphrase.status", _row, _lines, lambda locks: {"passphrase": locks.passphrase, "locked": locks.count}
)
