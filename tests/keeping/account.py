"""An account of its own for tests of what may not be written: root may write anywhere, so root's tests show nothing."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import warm
from terminal import Program, Result, environment

NAME = "plctest-ro"
# It may read what root's interpreter is made of, wherever that lies; it writes only what is its own.
_READS = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
_PLC = (sys.executable, "-m", "plc_tui")
_HERS = warm.Code(("setpriv", f"--reuid={NAME}", f"--regid={NAME}", "--clear-groups", *_READS, sys.executable))
"""A process that has become her, and stands by for her programs."""


@dataclass(frozen=True)
class Account:
    """Somebody who is not root, with a folder of her own."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def give(self, *paths: Path) -> None:
        entry = pwd.getpwnam(NAME)
        for path in paths:
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def plc(self, *words: str, db: Path) -> Program:
        """Start the program in a terminal as her."""
        args, env = [*_PLC, *words], {"PLC_DB": str(db)}
        return Program(args, env=env, home=self.home, cwd=self.folder, code=_HERS)

    def shell(self, *words: str, db: Path, stdin: str = "", expect: int = 0) -> Result:
        """Run a command as her."""
        env = environment(self.home, {"PLC_DB": str(db)})
        code, *said = warm.run([*_PLC, *words], stdin=stdin.encode(), env=env, cwd=self.folder, code=_HERS)
        done = Result(code, *(each.decode() for each in said))
        assert done.code == expect, done.err
        return done

    @property
    def rescued(self) -> list[str]:
        """Every text that lies rescued among her own files."""
        return [path.read_text() for path in self.home.glob("state/plc/rescued/*")]


@contextmanager
def account() -> Iterator[Account]:
    """Make the account, and remove it when no other test run on this machine uses it."""
    if os.geteuid() != 0:
        pytest.skip("only root can make the account these tests use")
    if missing := [name for name in ("setpriv", "useradd", "userdel", "mount") if not shutil.which(name)]:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    with (Path(tempfile.gettempdir()) / f"{NAME}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not any(entry.pw_name == NAME for entry in pwd.getpwall()):
            subprocess.run(["useradd", "--no-create-home", "--shell", "/bin/sh", NAME], check=True)
        fcntl.flock(turn, fcntl.LOCK_SH)
        try:
            with _folder() as folder:
                yield Account(folder)
        finally:
            warm.let_go(_HERS)
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # another run still uses it, and removes it
            else:
                subprocess.run(["userdel", NAME], check=True, capture_output=True)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of hers: pytest's own ones are root's, and nobody else may look into them."""
    folder = Path(tempfile.mkdtemp(prefix="plctest-"))
    made = Account(folder)
    try:
        made.home.mkdir()
        made.give(folder, made.home)
        yield folder
    finally:
        shutil.rmtree(folder)
