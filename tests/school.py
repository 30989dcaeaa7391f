"""A real school's server on this machine, and the people who may use it: for the tests in tests/server/."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import warm
from plc_tui.host.layout import SERVER
from terminal import Program, Result

GROUP = "plctest-teachers"
TEACHERS = ("plctest-maya", "plctest-ben", "plctest-aisha")
OUTSIDER = "plctest-out"
PLACES = (
    "/etc/plc",
    "/opt/plc",
    "/var/lib/plc",
    "/etc/sudoers.d/plc",
    "/usr/local/bin/plc",
    "/etc/cron.d/plc",
    "/etc/ssh/sshd_config.d/plc.conf",
)
"""What the set-up makes."""
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
QUICK = "KexAlgorithms=curve25519-sha256"
"""What tests ask ssh for, who connect fifty times: its own choice takes seven times as long to agree on a key."""
ROOTS_OWN = ("plc_tui.__main__", "plc_tui.cli.run", "plc_tui.cli.server_work", "plc_tui.cli.server_check")
"""What most of root's verbs import."""


@contextmanager
def put_back(*paths: Path) -> Iterator[None]:
    """Afterwards these files of root's are as they were; what was not there goes."""
    before = {path: (path.read_bytes(), path.stat().st_mode) if path.exists() else None for path in paths}
    try:
        yield
    finally:
        for path, was in before.items():
            path.unlink(missing_ok=True)
            if was:
                path.write_bytes(was[0])
                path.chmod(was[1] & 0o7777)


class Teacher:
    """Somebody with an account on the machine."""

    def __init__(self, login: str) -> None:
        about = pwd.getpwnam(login)
        self.login, self.uid, self.gid, self.home = login, about.pw_uid, about.pw_gid, Path(about.pw_dir)

    def run(
        self,
        *command: str,
        stdin: str | bytes = "",
        env: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        expect: int | None = 0,
        timeout: float = 60,
    ) -> Result:
        """Run a command as her, with her groups as they are now; AssertionError unless it exits with `expect`."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*self._as_her(), *command],
            input=data,
            capture_output=True,
            env=self.environment | dict(env or {}),
            cwd=cwd or self.home,
            timeout=timeout,
            start_new_session=True,
            check=False,
        )
        result = Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        assert expect in (None, result.code), f"{command}: exit {result.code}\n{result.out}\n{result.err}"
        return result

    def plc(
        self, *args: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None, expect: int | None = 0
    ) -> Result:
        """Run `plc` as she types it."""
        return self.run(str(SERVER.wrapper), *args, stdin=stdin, env=env, expect=expect)

    def terminal(self, *command: str, env: Mapping[str, str | None] | None = None, columns: int = 80) -> Program:
        """Start a command (the program, when none is given) as her in a terminal."""
        words = command or (str(SERVER.wrapper),)
        around: dict[str, str | None] = {"TMPDIR": None, **self.environment, **(env or {})}
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            around.setdefault(f"XDG_{name}_HOME", None)
        return Program([*self._as_her(), *words], env=around, home=self.home, cwd=self.home, columns=columns)

    @property
    def environment(self) -> dict[str, str]:
        """What her login shell would give a program."""
        return {
            "HOME": str(self.home),
            "USER": self.login,
            "LOGNAME": self.login,
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

    def _as_her(self) -> list[str]:
        return ["setpriv", "--reuid", self.login, "--regid", str(self.gid), "--init-groups", "--"]


class Server:
    """The server of this machine, and the people who may use it."""

    layout = SERVER

    def __init__(self, source: Path) -> None:
        self.source = source
        self.maya, self.ben, self.aisha = (Teacher(login) for login in TEACHERS)
        self.outsider = Teacher(OUTSIDER)

    def root(self, *args: str, stdin: str = "", expect: int | None = 0, source: Path | None = None) -> Result:
        """Run `plc` as root from the code it was installed from (or, from a cold start, from `source`)."""
        env = {"PATH": os.environ["PATH"], "HOME": "/root", "LANG": "C.UTF-8", "PYTHONPATH": str(source or self.source)}
        command = [sys.executable, "-m", "plc_tui", *args]
        if source is None:
            code = warm.Code(folder=str(self.source), modules=ROOTS_OWN)
            number, out, err = warm.run(command, stdin=stdin.encode(), env=env, cwd="/", timeout=300, code=code)
        else:
            done = subprocess.run(command, input=stdin.encode(), capture_output=True, env=env, cwd="/", check=False)
            number, out, err = done.returncode, done.stdout, done.stderr
        result = Result(number, out.decode(), err.decode())
        assert expect in (None, result.code), f"plc {args}: exit {result.code}\n{result.out}\n{result.err}"
        return result

    def install(self, *more: str) -> Result:
        """Set the server up as these tests want it (again)."""
        keeper = TEACHERS[0]
        return self.root("server", "install", "--name", "Riverside", "--group", GROUP, "--keeper", keeper, *more)

    @property
    def account(self) -> pwd.struct_passwd:
        """The account that owns the words."""
        return pwd.getpwnam("plc")
