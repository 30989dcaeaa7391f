"""`plc note lock` and `plc note unlock`: what only the writer's passphrase opens."""

from __future__ import annotations

import click

from plc_tui.cli import completing
from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_written
from plc_tui.cli.secrets import need_passphrase, open_locked
from plc_tui.cli.views.notes import NOTE
from plc_tui.text import counted

ID = click.argument("note_id", metavar="ID", shell_complete=completing.notes)


@click.command(cls=PlcCommand)
@ID
@click.option("--confirm", is_flag=True, help="Do not ask, even when colleagues lose sight of it.")
@pass_desk
def lock(desk: Desk, note_id: str, confirm: bool) -> None:
    """Lock a note of yours, all its versions and its draft, with your passphrase.

    Nobody else reads it from then on, on the screen or in the file. Copies that reviewers were given, what
    colleagues wrote to it, and backups made before stay as they are. The first passphrase: plc passphrase set
    """
    need_passphrase(desk)
    stays = desk.plc.locks.stays_plain(note_id)
    if stays.readers:
        certain(desk, confirm, f"{stays.readers} could read it until now, and only you will.")
    open_locked(desk)
    made = desk.plc.locks.lock(note_id)
    plain = [
        counted(stays.copies, "copy that a reviewer was given", "copies that reviewers were given")
        if stays.copies
        else "",
        counted(stays.responses, "response", "responses") if stays.responses else "",
    ]
    left = " and ".join(filter(None, plain))
    show_written(
        desk,
        NOTE,
        made,
        "Locked. Only you can read it, with your passphrase.",
        *([f"Not locked with it: {left}."] if left else []),
        "Backups made before now still hold it as it was.",
    )


@click.command(cls=PlcCommand)
@ID
@click.option("--copy", "copied", is_flag=True, help="Leave it locked and make a plain copy, which can be shared.")
@pass_desk
def unlock(desk: Desk, note_id: str, copied: bool) -> None:
    """Take the lock off a note for good, or make a plain copy of it. It stays yours alone until you share it.

    To read a locked note without taking its lock off: plc note show ID
    """
    open_locked(desk)
    if copied:
        made = desk.plc.locks.copy(note_id)
        show_written(desk, NOTE, made, "A plain copy. Only you can read it until you share it.")
        return
    made = desk.plc.locks.take_off(note_id)
    show_written(desk, NOTE, made, "The lock is off. Only you can read it until you share it.")
