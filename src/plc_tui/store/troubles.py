"""Turns what a database complains of into one of our own errors, with what to do about it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from plc_tui.domain.errors import Busy, CannotWrite, PlcError, UnusableFile


class DamagedFile(UnusableFile):
    """The file does not hold together: nothing more is written to it, and a backup is the way on."""


class Unreadable(ValueError):
    """A value in the file is not what its column holds; whoever has the file open makes a DamagedFile of it."""


def damaged(path: Path | None) -> DamagedFile:
    """Return the one sentence for a damaged file, with the newest backup that lies beside it."""
    backup = newest_backup(path) if path else None
    cure = (
        f"`plc restore {backup} --confirm` brings back the newest backup"
        if backup
        else "bring back a backup with `plc restore PATH --confirm`"
    )
    return DamagedFile(f"{path or 'The database'} is damaged and was left as it is; {cure}.")


def newest_backup(path: Path) -> Path | None:
    """Return the newest copy of a community's file that plc made beside it or in its folder of backups."""
    names = (f"{path.stem}-[0-9]*-[0-9]*.db", f"{path.name}.before-*")
    folders = (path.parent, path.parent / "backups")
    try:
        found = [copy for folder in folders for name in names for copy in folder.glob(name) if copy.is_file()]
        return max(found, key=lambda copy: copy.stat().st_mtime, default=None)
    except OSError:  # a folder that cannot be looked into holds no backup for whoever asks
        return None


_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""The second: no room for what readers share."""


def in_words(
    problem: DBAPIError | sqlite3.Error | Unreadable | UnicodeDecodeError, path: Path | None, *, reading: bool = False
) -> PlcError:
    """Turn a database error into one of ours; the original may hold people's words and goes no further.

    `reading` says that nothing was to be written: what readers share has to be written beside the file even so.
    """
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    name = getattr(cause, "sqlite_errorname", "") or ""
    where = str(path or "the database")
    if reading and (trouble := _of_reading(name, where)):
        return trouble
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy("Others are saving just now and our turn did not come. Nothing was written; try again.")
    if name.startswith(_NO_ROOM):
        return CannotWrite(f"The disk that holds {where} is full. Nothing was written; make room and save again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return CannotWrite(f"{where} or its folder cannot be written by you. Nothing was written.")
    if name.startswith("SQLITE_NOTADB"):
        return _no_file_of_ours(path)
    if _tells_of_damage(name, cause):
        return damaged(path)
    if name.startswith("SQLITE_IOERR"):
        return CannotWrite(f"The disk that holds {where} gave an error. Nothing was written.")
    return UnusableFile(f"{where} could not be used ({name or type(cause).__name__}). Nothing was written.")


def _of_reading(name: str, where: str) -> PlcError | None:
    """Say why a file that is whole cannot be read; None for what is said alike to readers and writers."""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy("The community cannot be read just now, for others are busy with its file; try again.")
    if name.startswith(_NO_ROOM):
        return CannotWrite(f"{where} cannot be read just now: its disk is full. Make room and try again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN")):
        return CannotWrite(f"{where} cannot be read: for that plc has to write in its folder, and it cannot.")
    if name.startswith("SQLITE_IOERR"):
        return CannotWrite(f"{where} cannot be read just now: its disk gave an error.")
    return None


def of_disk(problem: OSError, path: Path | None, then: str) -> CannotWrite:
    """Say what a disk did that could not keep what was written, and what that means."""
    where = str(path or "the database")
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotWrite(f"The disk that holds {where} is full. {then}")
    return CannotWrite(f"The disk that holds {where} gave an error. {then}")


_BROKEN = ("Could not decode to UTF-8", "unsupported file format")


def _tells_of_damage(name: str, cause: object) -> bool:
    """SQLite's own word for it; text that is not UTF-8, which we never write; a value its column cannot hold.

    SQLite's complaint about a broken table may quote it: then Python cannot even read the complaint.
    """
    broken = isinstance(cause, sqlite3.OperationalError) and str(cause).startswith(_BROKEN)
    return name.startswith("SQLITE_CORRUPT") or broken or isinstance(cause, Unreadable | UnicodeDecodeError)


def _no_file_of_ours(path: Path | None) -> UnusableFile:
    """The first bytes are not SQLite's: another file altogether, unless backups of a community lie beside it."""
    if path is not None and newest_backup(path) is not None:
        return damaged(path)
    return UnusableFile(f"{path or 'The database'} is not a plc file, or it is damaged. It was left as it is.")
