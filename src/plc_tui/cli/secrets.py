"""Secrets: from a prompt that shows nothing, or from a file that only their owner can read. Never from an argument."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plc_tui.domain.errors import Invalid

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk

_LONGEST = 4_096
"""Bytes of a secret: far more than anyone types."""


def secret(desk: Desk, file: str | None, question: str, option: str, *, twice: bool = False) -> str:
    """Return a secret from the file that was named (`-` is the next line of standard input), or from a prompt.

    Raises Invalid when there is neither, or when others can read the file.
    """
    if file == "-":
        return _line(sys.stdin.buffer.readline(_LONGEST), "Standard input")
    if file is not None:
        return _line(_from_file(Path(file).expanduser()), f"The file {file}")
    if desk.no_input or not _somebody_there():
        raise Invalid(
            f"{question} is needed. It is asked on a terminal, or given with {option} FILE (- is one line of input)."
        )
    typed: str = click.prompt(question, hide_input=True, err=True, confirmation_prompt=twice)
    return typed


def open_locked(desk: Desk) -> None:
    """Open her locked notes for this run, unless they are open. Raises Invalid and NotPermitted."""
    locks = desk.plc.locks
    need_passphrase(desk)
    if not locks.state().open:
        locks.open(secret(desk, desk.passphrase_file, "Passphrase", "--passphrase-file"))


def need_passphrase(desk: Desk) -> None:
    """Raise Invalid, with what to type, when she has no passphrase yet."""
    if not desk.plc.locks.state().passphrase:
        raise Invalid("You have no passphrase yet. Choose one first: plc passphrase set")


def _somebody_there() -> bool:
    """Whether there is a terminal to ask on, whatever standard input and output are."""
    try:
        with Path("/dev/tty").open("rb"):
            return True
    except OSError:
        return False


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = path.stat().st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                raise Invalid(f"Others can read {path}, so it keeps no secret. Mend it with: chmod 600 {path}")
            return file.readline(_LONGEST)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(f"The file {path} cannot be read: {reason}.") from None


def _line(data: bytes, called: str) -> str:
    try:
        words = data.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Invalid(f"{called} is not UTF-8 text.") from None
    if not words:
        raise Invalid(f"{called} holds no passphrase in its first line.")
    return words
