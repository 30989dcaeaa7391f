"""The part of the set-up that puts the program into /opt/plc, and checks that nobody but root can change it."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import plc_tui
from plc_tui.host.account import running
from plc_tui.host.config import ServerProblem
from plc_tui.host.layout import Layout
from plc_tui.host.setup import interpreter
from plc_tui.host.setup.part import Part, TextFile
from plc_tui.host.setup.release import FLAGS, Release, Source

START = '''#!{python} {flags}
"""Starts plc. Written by `plc server install`; replacing this file is how plc is upgraded."""

import sys

sys.path.append({packages!r})

from plc_tui.__main__ import main

main()
'''

START_SSH = '''#!{python} {flags}
"""Gives whoever comes over ssh plc and nothing else. Written by `plc server install`; it runs as the teacher."""

import os
import shlex
import sys

try:
    words = shlex.split(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
except ValueError as error:
    sys.exit(f"This command cannot be understood: {{error}}.")
if words[:1] == ["plc"]:
    del words[0]
try:
    os.execv({wrapper!r}, ["plc", *words])
except OSError as error:
    sys.exit(f"plc cannot be started: {{error.strerror}}.")
'''

CHECK = (
    "import sys; sys.path.append({packages!r});"
    "import plc_tui.cli.root, plc_tui.services.plc, textual, sqlmodel, alembic;"
    "from plc_tui import resources; resources.folder('styles'), resources.folder('seed');"
    "print(plc_tui.__version__)"
)
"""What the account tries before a release is used."""


@dataclass(frozen=True)
class Program(Part):
    """The program in /opt/plc: the release that is in use, and the two files that start it."""

    layout: Layout
    account: str
    what: str = "the program"
    source: Source = field(default_factory=Source)

    def wrong(self) -> str:
        """Look at every file of it; and whether it is the program that is asking, where that is another copy."""
        used = self.used
        if used is None:
            return f"there is no program in {self.layout.program}"
        if not self._is_running_one and not used.is_of(self.source):
            return "it is another version than the one you are running"
        return used.wrong() or next((words for file in self._starts(used) if (words := file.wrong())), "")

    def make(self) -> None:
        """Copy the running program, try it as the account, and only then use it. Raises ServerProblem."""
        release = self.used if self._is_running_one else Release(self.layout.releases / self.source.name)
        assert release is not None, "a program that runs from a release finds it"
        if release.wrong():
            if self._is_running_one:
                raise ServerProblem(f"{release.wrong()}. Install plc again from where you got it.")
            release.make(self.source)
        self._try(release)
        for file in self._starts(release):
            file.make()
        clear_away(self.layout, self.account)

    @property
    def used(self) -> Release | None:
        """The release in use."""
        try:
            start = self.layout.plc.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        found = re.search(rf"'({re.escape(str(self.layout.releases))}/[^/']+)/lib'", start)
        return Release(Path(found[1])) if found else None

    @property
    def _is_running_one(self) -> bool:
        """Whether what runs now is the release in use: then there is nothing to copy from."""
        used = self.used
        return used is not None and Path(plc_tui.__file__).is_relative_to(used.folder)

    def _starts(self, release: Release) -> tuple[TextFile, TextFile]:
        words = {"python": _python(release, self.source), "flags": FLAGS}
        ssh = START_SSH.format(**words, wrapper=str(self.layout.wrapper))
        plc = START.format(**words, packages=str(release.packages))
        return (
            TextFile("the program's start over ssh", self.layout.plc_ssh, ssh, 0o755),
            TextFile("the program's start", self.layout.plc, plc, 0o755),
        )

    def _try(self, release: Release) -> None:
        who = pwd.getpwnam(self.account)
        command = [_python(release, self.source), FLAGS, "-c", CHECK.format(packages=str(release.packages))]
        tried = subprocess.run(
            command,
            user=who.pw_uid,
            group=who.pw_gid,
            extra_groups=[],
            env={},
            cwd="/",
            check=False,
            capture_output=True,
            text=True,
        )
        if tried.stdout.strip() != plc_tui.__version__:
            shutil.rmtree(release.folder)
            last = (tried.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise ServerProblem(f"The program does not start as {self.account}, so it is not used: {last[:200]}")

    def there(self) -> str:
        """Name the folder."""
        return str(self.layout.program) if self.layout.program.exists() else ""

    def remove(self) -> None:
        """Remove the whole folder."""
        shutil.rmtree(self.layout.program)


def _python(release: Release, source: Source) -> str:
    copied = release.folder / "python/bin" / interpreter.NAME
    return str(copied if source.interpreter is None else source.interpreter)


@dataclass(frozen=True)
class Closed(Part):
    """Nothing of the program can be written by anybody but root, and everybody can read it."""

    layout: Layout
    what: str = "who can change the program"

    def wrong(self) -> str:
        """Name the first path that is not so."""
        return next((f"{path} can be changed by others, or not read by them" for path in self._open()), "")

    def make(self) -> None:
        """Set owner and mode where they are not right."""
        for path in list(self._open()):
            os.chown(path, 0, 0, follow_symlinks=False)
            if not path.is_symlink():
                path.chmod((stat.S_IMODE(path.stat().st_mode) & 0o755) | (0o755 if path.is_dir() else 0o644))

    def _open(self) -> Iterator[Path]:
        top = self.layout.program
        for path in (str(top.parent), *_all_below(top)) if top.exists() else ():
            about = os.lstat(path)
            mode = 0o555 if stat.S_ISDIR(about.st_mode) else 0o444
            loose = about.st_mode & 0o022 or about.st_mode & mode != mode
            if about.st_uid != 0 or (loose and not stat.S_ISLNK(about.st_mode)):
                yield Path(path)


def _all_below(top: Path) -> Iterator[str]:
    """Yield a folder and everything in it: thousands of paths, so without an object for each."""
    for folder, folders, names in os.walk(top):
        yield folder
        yield from (f"{folder}/{name}" for name in names)
        yield from (path for name in folders if os.path.islink(path := f"{folder}/{name}"))  # noqa: PTH114 - not gone into


def clear_away(layout: Layout, account: str) -> None:
    """Remove releases that are no longer in use; while anybody has the program open all of them stay."""
    used = Program(layout, account).used
    if used is None or running(account):
        return
    for folder in layout.releases.iterdir():
        if folder != used.folder and not Path(plc_tui.__file__).is_relative_to(folder):
            shutil.rmtree(folder)
