"""Backups of the whole file, taken while others save, and which of them are kept."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from plc_tui.domain.errors import CannotWrite, UnusableFile
from plc_tui.store.engine import APPLICATION_ID, Store
from plc_tui.store.soundness import look_at_whole, problems_of_copy
from plc_tui.store.troubles import in_words

STAMP = "%Y%m%d-%H%M%S"
_FORGOTTEN = 3600
"""Seconds after which an unfinished copy is one that nobody works on any more."""


def stamp() -> str:
    """Return this moment as it stands in the names of copies, in UTC: they sort by age."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def backup(store: Store, to: Path) -> None:
    """Copy the whole database to a new file that only its owner can read, and look whether the copy is sound.

    The copy is of one moment and waits for nobody: others save meanwhile. What was deleted is not in it. Raises
    DamagedFile when the database itself does not hold together; whatever goes wrong, no half copy stays.
    """
    if store.path is None:
        raise UnusableFile("A database server is backed up with its own tools.")
    look_at_whole(store)
    with new_file(to.parent) as part, copying(to):
        store.raw.execute("VACUUM INTO ?", (str(part),))
        _check(part)
        on_disk(part)
        if to.exists():
            raise UnusableFile(f"{to} is there already; name another file.")
        part.rename(to)
        on_disk(to.parent)


def _check(part: Path) -> None:
    with closing(sqlite3.connect(part)) as copy:
        problem = next(problems_of_copy(copy), None)
    if problem is not None:
        raise UnusableFile(f"The copy was not sound ({problem}), so it was not kept. Older backups are as they were.")


@contextmanager
def new_file(folder: Path) -> Iterator[Path]:
    """Give an empty file to fill and then to move to its place; nobody else can read it, and no half of it stays."""
    _sweep(folder)
    try:
        descriptor, name = tempfile.mkstemp(prefix=".plc-", suffix=".part", dir=folder)  # 0600
    except OSError as problem:
        raise CannotWrite(f"No copy can be made in {folder}: {problem.strerror}.") from None
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
    finally:
        for ending in ("", "-journal", "-wal", "-shm", ".lock"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what is left of copies that were killed half way."""
    with suppress(OSError):
        for part in folder.glob(".plc-*.part*"):
            if part.stat().st_mtime < time.time() - _FORGOTTEN:
                part.unlink(missing_ok=True)


@contextmanager
def copying(to: Path) -> Iterator[None]:
    """Say in our own words why a copy could not be written."""
    try:
        yield
    except sqlite3.Error as problem:
        raise in_words(problem, to) from None
    except OSError as problem:
        raise CannotWrite(f"{to} cannot be written: {problem.strerror}.") from None


def on_disk(path: Path) -> None:
    """Wait until a closed file, or the names in a folder, would outlive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # no connection of ours is open to it
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# Names and rotation


def dated_name(file: Path, folder: Path) -> Path:
    """Return a free name for a backup of `file` made now, such as `plc-20261122-030000.db`."""
    first = f"{file.stem}-{time.strftime(STAMP, time.gmtime())}"
    names = (folder / f"{first}{f'-{number}' if number else ''}.db" for number in range(1000))
    return next(name for name in names if not name.exists())


def thin_out(file: Path, newest: Path, keep: int) -> int:
    """Remove all but the newest `keep` backups of `file` beside `newest`, which is one of them; return how many went.

    Only files that `backup` named and made: with a date in the name, and our own mark in the first bytes.
    """
    dated = re.compile(rf"{re.escape(file.stem)}-([0-9]{{8}}-[0-9]{{6}})(?:-([0-9]+))?\.db")
    found = [
        (match[1], int(match[2] or 0), path)
        for path in newest.parent.iterdir()
        if (match := dated.fullmatch(path.name))
    ]
    ours = [path for *_, path in sorted(found) if path != newest and _is_ours(path)]
    too_many = ours[: max(0, len(ours) - keep + 1)]
    for path in too_many:
        path.unlink()
    return len(too_many)


def _is_ours(path: Path) -> bool:
    """Say whether a closed copy is a file of plc; a link or a folder is none."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(72)
    return header[:15] == b"SQLite format 3" and header[68:72] == APPLICATION_ID.to_bytes(4, "big")
