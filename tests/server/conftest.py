"""A real school's server on this machine: real accounts, real sudo, real sshd. Made once a session, removed after it.

A machine that is a server already, or has an account `plc` with words in it, is not touched: the tests are skipped.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plc_tui.host import config
from plc_tui.host.layout import SERVER
from terminal import Program, Result

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
GROUP = "plctest-teachers"
TEACHERS = ("plctest-maya", "plctest-ben", "plctest-aisha")
OUTSIDER = "plctest-out"
PLACES = ("/etc/plc", "/opt/plc", "/var/lib/plc", "/etc/sudoers.d/plc", "/usr/local/bin/plc", "/etc/cron.d/plc")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a server."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.server)


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
        self._source = source
        self.maya, self.ben, self.aisha = (Teacher(login) for login in TEACHERS)
        self.outsider = Teacher(OUTSIDER)

    def root(self, *args: str, stdin: str = "", expect: int | None = 0, source: Path | None = None) -> Result:
        """Run `plc` as root from the code it was installed from (or from `source`)."""
        done = subprocess.run(
            [sys.executable, "-m", "plc_tui", *args],
            input=stdin,
            capture_output=True,
            text=True,
            env={
                "PATH": os.environ["PATH"],
                "HOME": "/root",
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(source or self._source),
            },
            cwd="/",
            timeout=300,
            check=False,
        )
        result = Result(done.returncode, done.stdout, done.stderr)
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


def _run(*command: str, check: bool = True) -> None:
    subprocess.run(command, check=check, capture_output=True)


def _reason_not_to() -> str:
    """Say why these tests must not run here, "" when they may."""
    if os.getuid() != 0:
        return "only root can make the accounts these tests use"
    missing = [name for name in ("sudo", "visudo", "sshd", "setpriv", "useradd") if not shutil.which(name, path=_PATH)]
    if missing:
        return f"not installed here: {', '.join(missing)}"
    if SERVER.config.exists():
        return "" if f'group = "{GROUP}"' in SERVER.config.read_text() else "this machine is a school's server already"
    there = [place for place in PLACES if Path(place).exists()]
    return f"there is something at {there[0]} that these tests did not make" if there else ""


_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_ROOT = {"PATH": _PATH, "HOME": "/root", "LANG": "C.UTF-8"}


@pytest.fixture(scope="session")
def accounts() -> Iterator[None]:
    """Three teachers of one group, and somebody who is not in it."""
    if reason := _reason_not_to():
        pytest.skip(reason)
    _remove_everything()
    _run("groupadd", GROUP)
    for login in (*TEACHERS, OUTSIDER):
        more = ["-G", GROUP] if login in TEACHERS else []
        name = login.removeprefix("plctest-").capitalize()
        _run("useradd", "-m", "-s", "/bin/sh", "-c", f"{name} Test", *more, login)
        Path(pwd.getpwnam(login).pw_dir).chmod(0o700)
    yield
    _remove_everything()


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code as it is now, so that what is installed does not change while somebody edits it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("src", "styles", "seed"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "src"


@pytest.fixture(scope="session")
def server(accounts: None, source: Path) -> Server:
    """A server with an empty community, set up by `plc server install`."""
    made = Server(source)
    made.install()
    return made


@pytest.fixture
def teachers(server: Server) -> Iterator[Server]:
    """The server with nobody's words in it: for tests that write, each with a community of its own."""
    _empty(server)
    yield server
    _empty(server)


def _empty(server: Server) -> None:
    for path in server.layout.data.glob("plc.db*"):
        path.unlink()
    server.install()


def _remove_everything() -> None:
    """Take away all that these tests made, also what an interrupted run left."""
    if SERVER.config.exists() and config.read() is not None:
        _run(sys.executable, "-m", "plc_tui", "server", "uninstall", check=False)
    for place in PLACES:
        path = Path(place)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    known = {entry.pw_name for entry in pwd.getpwall()}
    for login in {*TEACHERS, OUTSIDER, "plc"} & known:
        _run("pkill", "-KILL", "-u", login, check=False)
        _run("userdel", "-r", login, check=False)
    for group in {GROUP, "plc"} & {entry.gr_name for entry in grp.getgrall()}:
        _run("groupdel", group, check=False)
