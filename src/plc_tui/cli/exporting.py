"""`plc export`: all a member's words, in plain files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import click

from plc_tui.cli.desk import Desk, pass_desk
from plc_tui.cli.frame import PlcCommand
from plc_tui.cli.output import show_done
from plc_tui.cli.secrets import open_locked
from plc_tui.domain.errors import CannotWrite, Invalid
from plc_tui.text import counted

FORMS = ("markdown", "jsonl", "html", "csv", "ics")
STREAMED = ("jsonl", "html", "csv", "ics")
"""Forms that are one text, so that they may go to standard output."""

ZIPPED = ("markdown", "csv")
"""Forms of several files, which go to standard output as one."""


@click.command(cls=PlcCommand)
@click.option("--to", metavar="DIR", type=click.Path(path_type=Path), help="Write to this folder.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="markdown", show_default=True, help="What to write."
)
@click.option(
    "--with-locked/--without-locked", "with_locked", default=None, help="Write locked notes too, in plain words."
)
@pass_desk
def export(desk: Desk, to: Path | None, form: str, with_locked: bool | None) -> None:
    """Take all your words with you, in plain files.

    Nothing is ever overwritten: a folder that is not empty gets a new one inside. Without --to, Markdown goes
    to a new folder here and everything else to standard output. On a school's server everything goes to standard
    output, several files as one zip: plc export > words.zip

    Locked notes are left out unless you want them; then they are written in plain words.
    """
    files = desk.plc.exporting.files(form, with_locked=_wants_locked(desk, with_locked))
    if desk.served and form in ZIPPED:
        _zip(desk, files)
        return
    if to is None and form in STREAMED:
        _stream(desk, files)
        return
    folder = _fresh(desk, Path() if to is None else to.expanduser())
    try:
        written = sum(1 for _ in map(lambda file: _write(folder, *file), files))  # noqa: C417 - a count of effects
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CannotWrite(f"The export stopped: {folder} cannot be written ({reason}). It is not whole.") from None
    if not (desk.json or desk.plain):
        click.echo(str(folder))
    sentence = f"{counted(written, 'file is', 'files are')} in {folder}."
    show_done(desk, "export", {"folder": str(folder), "files": written, "format": form}, sentence)


def _wants_locked(desk: Desk, answer: bool | None) -> bool:
    """Say whether locked notes are to be written, open ones then; asks when she did not say and there are some."""
    count = 0 if answer else desk.plc.locks.state().count
    notes = counted(count, "locked note", "locked notes")
    if answer is None and count and desk.may_ask():
        answer = click.confirm(f"Write your {notes} in plain words too?", err=True)
    if answer:
        open_locked(desk)
    elif count:
        desk.say(f"{notes} left out; --with-locked writes them in plain words.")
    return bool(answer)


def _zip(desk: Desk, files: Iterable[tuple[str, str]]) -> None:
    """Print the files as one zip, where that is not a screen."""
    from plc_tui.cli.zipped import print_zip

    if sys.stdout.isatty():
        desk.refuse("terminal")
    count = print_zip(files)
    desk.say(f"{counted(count, 'file is', 'files are')} in the zip.")


def _stream(desk: Desk, files: Iterable[tuple[str, str]]) -> None:
    """Print the first file; what else there is needs a folder."""
    for number, (name, words) in enumerate(files):
        if number == 0:
            click.echo(words, nl=False)
        else:
            desk.say(f"{name} is left out here; --to DIR writes every file.")


def _fresh(desk: Desk, wanted: Path) -> Path:
    """Make a folder that is new or empty: the one she named, else a dated one inside it."""
    try:
        if not wanted.exists() or (wanted.is_dir() and wanted != Path() and not any(wanted.iterdir())):
            wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
            return wanted
        name = f"plc-{desk.plc.actor.handle}-{desk.look.today().isoformat()}"
        for number in count(1):
            folder = wanted / (name if number == 1 else f"{name}-{number}")
            if not folder.exists():
                folder.mkdir(mode=0o700)
                return folder
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(f"The folder {wanted} cannot be used: {reason}.") from None
    raise AssertionError("unreachable")


def _write(folder: Path, name: str, words: str) -> None:
    """Write one new file that only its owner can read; never over or through another."""
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(words)
