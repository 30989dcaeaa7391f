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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from plc_tui.host import config
from plc_tui.host.layout import SERVER
from school import GROUP, OUTSIDER, PATH, PLACES, TEACHERS, Server

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a server; the test that takes it away comes last."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.server)
    items.sort(key=lambda item: item.path.name == "test_uninstall.py")


def _run(*command: str, check: bool = True) -> None:
    subprocess.run(command, check=check, capture_output=True)


def _reason_not_to() -> str:
    """Say why these tests must not run here, "" when they may."""
    if os.getuid() != 0:
        return "only root can make the accounts these tests use"
    wanted = ("sudo", "visudo", "sshd", "ssh", "ssh-keygen", "setpriv", "useradd")
    missing = [name for name in wanted if not shutil.which(name, path=PATH)]
    if missing:
        return f"not installed here: {', '.join(missing)}"
    if SERVER.config.exists():
        return "" if f'group = "{GROUP}"' in SERVER.config.read_text() else "this machine is a school's server already"
    if any(entry.pw_name == OUTSIDER for entry in pwd.getpwall()):
        return ""  # an earlier run of these tests was interrupted
    there = [place for place in PLACES if Path(place).exists()]
    return f"there is something at {there[0]} that these tests did not make" if there else ""


@pytest.fixture(scope="package", autouse=True)
def _in_front() -> Iterator[None]:
    """These tests come one after the other: they go first, and others fill the time in which they wait."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, min(before, -10))
    yield
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, before)


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
        shutil.copytree(CHECKOUT / name, folder / name)  # with the byte code there is, which install makes use of
    return folder / "src"


@pytest.fixture(scope="session")
def server(accounts: None, source: Path) -> Server:
    """A server with an empty community, set up by `plc server install`."""
    made = Server(source)
    made.install()
    return made


@pytest.fixture(scope="session")
def begun(server: Server) -> bytes:
    """The bytes of the community's file as the program begins it, with nobody's words in it."""
    _remove_words(server)
    _run(str(SERVER.plc), "server", "begin")
    return server.layout.community.read_bytes()


@pytest.fixture
def teachers(server: Server, begun: bytes) -> Iterator[Server]:
    """The server with nobody's words in it: for tests that write, each with a community of its own."""
    _empty(server, begun)
    yield server
    if SERVER.plc.exists():
        _empty(server, begun)


def _remove_words(server: Server) -> None:
    for path in server.layout.data.glob("plc.db*"):
        path.unlink()


def _empty(server: Server, begun: bytes) -> None:
    _remove_words(server)
    file = server.layout.community
    file.touch(0o600)
    shutil.chown(file, server.account.pw_name, server.account.pw_gid)
    file.write_bytes(begun)


def _remove_everything() -> None:
    """Take away all that these tests made, also what an interrupted run left."""
    if SERVER.config.exists() and config.read() is not None:
        _run(sys.executable, "-m", "plc_tui", "server", "uninstall", "--confirm", check=False)
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
