"""`plc backup` and `plc restore`: the whole community's file, for whoever keeps it."""

from __future__ import annotations

from pathlib import Path

import click

from plc_tui.cli.amounts import Whole
from plc_tui.cli.asking import certain
from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_done
from plc_tui.domain.errors import Invalid, NotPermitted, UnusableFile
from plc_tui.text import counted


def _own_file(desk: Desk) -> Path:
    """Return the community's file when it is the caller's own. Raises Invalid, UnusableFile or NotPermitted."""
    if "://" in desk.place:
        raise Invalid("A database server is backed up and restored with its own tools.")
    file = Path(desk.place).absolute()
    if file.exists() and not desk.caller.owns(file):
        raise NotPermitted("Only whoever owns the community's file can do that: it holds everyone's words.")
    return file


@click.command(cls=PlcCommand)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--keep", type=Whole(min=1), metavar="N", help="Keep the newest N backups in that folder.")
@pass_desk
def backup(desk: Desk, path: Path | None, keep: int | None) -> None:
    """Copy the community's file while it is in use.

    PATH is a new file or a folder; without it the folder backups beside the file.
    """
    file = _own_file(desk)
    if not file.exists():
        raise UnusableFile(f"There is no file {file} yet. Make one with: plc init")
    from plc_tui.services import upkeep

    to = _target(file, path)
    upkeep.backup(file, to)
    gone = upkeep.thin_out(file, to, keep) if keep else 0
    if not (desk.json or desk.plain):
        click.echo(str(to))
    older = f" {counted(gone, 'older backup is', 'older backups are')} gone." if gone else ""
    show_done(desk, "backup", {"path": str(to), "removed": gone}, f"Everything is in {to}.{older}")


def _target(file: Path, path: Path | None) -> Path:
    """Return where the copy goes: the file that was named, or a dated one in a folder."""
    if path is None:
        return new_place(file)
    named = path.expanduser().absolute()
    return new_place(file, named) if named.is_dir() else named


def new_place(file: Path, folder: Path | None = None) -> Path:
    """Return a dated name in `folder`, or in the usual folder for backups of `file`, which is made. Raises Invalid."""
    from plc_tui.services.upkeep import dated_name

    folder = folder or file.parent / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(f"The folder {folder} cannot be made: {reason}.") from None
    return dated_name(file, folder)


@click.command(cls=PlcCommand)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--confirm", is_flag=True, help="Do not ask.")
@pass_desk
def restore(desk: Desk, path: Path, confirm: bool) -> None:
    """Put a backup in the place of the community's file; the replaced one is kept beside it."""
    file, copy = _own_file(desk), path.expanduser().absolute()
    if not copy.exists():
        raise Invalid(f"There is no backup {copy}.")
    certain(desk, confirm, f"{file} will be as it was in {copy.name}, for everyone who uses it.")
    from plc_tui.services.upkeep import restore as put_back

    kept = put_back(copy, file)
    aside = f" What was there before is in {kept}." if kept else ""
    record = {"path": str(file), "kept": str(kept) if kept else None}
    show_done(desk, "restore", record, f"{file} is as it was in {copy.name}.{aside}")
