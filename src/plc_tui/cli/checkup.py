"""The checks of `plc doctor`. Each looks and changes nothing; what it cannot look at it says."""

from __future__ import annotations

import locale
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plc_tui.domain.errors import PlcError
from plc_tui.host.identity import UnknownCaller
from plc_tui.host.layout import SERVER
from plc_tui.settings import SettingsProblem

if TYPE_CHECKING:
    from plc_tui.cli.desk import Desk

State = Literal["well", "note", "mend"]

_OWN_DISK = "Put the file on the server's own disk, or your computer's; colleagues reach it there over SSH."
ROOM = 50_000_000
"""Bytes that should be free on the disk of the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, how it is, in words, and how to mend it."""

    what: str
    state: State
    words: str
    cure: str = ""


def look_over(desk: Desk) -> Iterator[Finding]:
    """Look at everything; for root on a school's server, at the server instead of at a file of root's own."""
    if os.geteuid() == 0 and SERVER.config.exists():
        from plc_tui.cli.server_check import findings

        yield from findings()
    else:
        yield from _own(desk)
    yield _sqlite()
    yield from _seeds()
    yield _terminal()


def _own(desk: Desk) -> Iterator[Finding]:
    yield _you(desk)
    settings = _settings(desk)
    yield settings
    if settings.state == "well":  # where the file is, is among the settings
        yield from _file(desk)


def _you(desk: Desk) -> Finding:
    try:
        caller = desk.caller
    except UnknownCaller as unknown:
        return Finding("you", "mend", str(unknown))
    return Finding("you", "well", f"this system knows you as {caller.login}")


def _settings(desk: Desk) -> Finding:
    from plc_tui import settings

    try:
        desk.settings  # noqa: B018 - reads the files
    except SettingsProblem as problem:
        return Finding("settings", "mend", str(problem), "Correct that line, or move the file away.")
    there = [str(file) for file in settings.files(desk.config_path) if file.exists()]
    return Finding("settings", "well", ", ".join(there) or "none yet; every setting has its default")


def _file(desk: Desk) -> Iterator[Finding]:
    if "://" in desk.place:
        yield Finding("file", "note", "the community is in a database server; its own tools look after it")
        return
    file = Path(desk.place).absolute()
    if not file.exists():
        yield Finding("file", "mend", f"there is no file {file}", "Make one with: plc init")
        return
    yield from _modes(desk, file)
    yield _disk(file)
    yield _room(file)
    yield _inside(file)
    yield _member(desk)


def _modes(desk: Desk, file: Path) -> Iterator[Finding]:
    if not desk.caller.owns(file):
        yield Finding("file", "note", f"{file} belongs to somebody else, so nobody can act for another in it")
    others = [path for path in (file, *_beside(file)) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if others:
        names = " ".join(str(path) for path in others)
        yield Finding("file", "mend", "others on this machine can read it", f"Close it with: chmod 600 {names}")
    else:
        yield Finding("file", "well", f"{file}, for its owner alone")
    if not os.access(file.parent, os.W_OK):
        cure = f"Give yourself the right to write in {file.parent}."
        yield Finding("folder", "mend", f"{file.parent} cannot be written by you, so nothing can be saved", cure)
    elif stat.S_IMODE(file.parent.stat().st_mode) & 0o022:
        cure = f"Close it with: chmod go-w {file.parent}"
        yield Finding("folder", "mend", f"others on this machine can put files into {file.parent}", cure)


def _beside(file: Path) -> list[Path]:
    return [path for ending in ("-wal", "-shm") if (path := file.with_name(file.name + ending)).exists()]


def _disk(file: Path) -> Finding:
    from plc_tui.host.disk import disk_of

    disk = disk_of(file)
    if disk is None:
        return Finding("disk", "note", "its kind cannot be told on this system; it must not be a network file system")
    if disk.network:
        words = f"{file} is on a network file system ({disk.kind}), where SQLite's journal does not work"
        return Finding("disk", "mend", words, _OWN_DISK)
    return Finding("disk", "well", f"on this machine ({disk.kind})")


def _room(file: Path) -> Finding:
    free = shutil.disk_usage(file.parent).free
    words = f"{free // 1_000_000:,} MB free"
    if free < ROOM:
        return Finding("room", "mend", words, "Make room on that disk, or saving will fail.")
    return Finding("room", "well", words)


def _inside(file: Path) -> Finding:
    from plc_tui.services import upkeep

    try:
        report = upkeep.report(file)
    except PlcError as problem:
        return Finding("contents", "mend", str(problem))
    if report.integrity != "ok":
        cure = "Bring back a backup: plc restore PATH --confirm"
        return Finding("contents", "mend", "the file is damaged", cure)
    return Finding("contents", "well", f"whole, at revision {report.revision}")


def _member(desk: Desk) -> Finding:
    try:
        me = desk.me
    except PlcError as problem:
        return Finding("member", "note", str(problem))
    return Finding("member", "well", f"{me.name} (@{me.handle})")


def _sqlite() -> Finding:
    """Say whether this SQLite has the fix of the WAL-reset bug (3.51.3, and 3.50.7 and 3.44.6 of older lines)."""
    version = sqlite3.sqlite_version_info
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    name = f"SQLite {sqlite3.sqlite_version}"
    if fixed:
        return Finding("sqlite", "well", name)
    words = f"{name} can lose commits when programs write at the same time; plc's own lock prevents it"
    return Finding("sqlite", "note", words, "Let no other program write to the file.")


def _seeds() -> Iterator[Finding]:
    from plc_tui import seeds
    from plc_tui.seeds.problem import SeedProblem

    try:
        for each in (seeds.models, seeds.frames, seeds.goal_frames, seeds.principles):
            each()
        problems = seeds.problems()
    except (SeedProblem, FileNotFoundError) as problem:
        yield Finding("models and frames", "mend", str(problem), "Install plc again.")
        return
    for words in problems:
        yield Finding("models and frames", "mend", words, "Correct that file; until then it is left out.")
    if not problems:
        yield Finding("models and frames", "well", f"{len(seeds.models())} models, {len(seeds.frames())} frames")


def _terminal() -> Finding:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Finding("terminal", "note", "none here; the plain commands work, the program needs one")
    kind, encoding = os.environ.get("TERM", ""), locale.getpreferredencoding(False)
    size = shutil.get_terminal_size()
    words = f"{kind or 'no TERM'}, {size.columns}x{size.lines}, {encoding}"
    if kind in ("", "dumb") or size.columns < 40 or size.lines < 12:
        return Finding("terminal", "mend", f"{words}: too little for the program", "Make the window larger.")
    if encoding.lower().replace("-", "") != "utf8":
        cure = "Set LANG to a UTF-8 locale such as C.UTF-8."
        return Finding("terminal", "note", f"{words}: letters beyond it show as ?", cure)
    return Finding("terminal", "well", words)
