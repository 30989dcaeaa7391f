"""Who is at the keys of the server's program: nobody for whom not everything vouches."""

from __future__ import annotations

import os
import pwd
import subprocess

import pytest

import warm
from school import Server
from school_words import School, fill
from served_run import installed


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


def as_account(*more: str, gid: str = "plc", said: str | None = None) -> subprocess.CompletedProcess[str]:
    """Start the program as the account without sudo, with a caller's number of our own choosing."""
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | ({} if said is None else {"SUDO_UID": said})
    command = ["setpriv", "--reuid", "plc", "--regid", gid, "--clear-groups", *more, "/opt/plc/bin/plc"]
    command += ["--arguments-on-stdin", "2"]
    return subprocess.run(command, input="note\0list\0", env=env, capture_output=True, text=True, check=False)


def as_account_at_once(server: Server, said: str | None) -> tuple[int, bytes, bytes]:
    """The same without the start of an interpreter."""
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | ({} if said is None else {"SUDO_UID": said})
    python, plc = installed(server).interpreter[0], "/opt/plc/bin/plc"
    command = [python, plc, "--arguments-on-stdin", "2"]
    return warm.run(command, stdin=b"note\0list\0", env=env, cwd="/", code=installed(server), account="plc")


def test_a_number_that_vouches_for_nobody_is_refused(school: School) -> None:
    account, outsider = school.server.account.pw_uid, school.server.outsider.uid
    nobody = max(entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid < 60_000) + 1_000
    ben = str(school.ben.uid)
    assert as_account().returncode == 4
    for said in (None, "", "0", "-1", "x", f" {ben}", f"{ben} ", f"{ben}\n", f"+{ben}", "1e3", "٣", "9" * 30,
                 str(account), str(nobody), str(outsider)):  # fmt: skip
        code, out, err = as_account_at_once(school.server, said)
        assert (code, out) == (4, b""), (said, err)
        assert err.strip()
    assert as_account_at_once(school.server, ben)[0] == 0


def test_a_process_that_is_not_wholly_the_accounts_is_refused(school: School) -> None:
    ben = str(school.ben.uid)
    assert as_account(gid=str(school.ben.gid), said=ben).returncode == 4
    mixed = ["setpriv", "--euid", "plc", "--regid", "plc", "--clear-groups", "/opt/plc/bin/plc"]
    done = subprocess.run(mixed, env={"SUDO_UID": ben}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert "borrowed rights" in done.stderr


def test_a_file_that_is_not_the_accounts_alone_is_refused(school: School) -> None:
    file, account = school.server.layout.community, school.server.account
    try:
        os.chown(file, school.ben.uid, -1)
        assert "does not belong to the server's account alone" in school.ben.plc("note", "list", expect=4).err
        os.chown(file, account.pw_uid, -1)
        file.chmod(0o640)
        assert "does not belong to the server's account alone" in school.ben.plc("note", "list", expect=4).err
    finally:
        os.chown(file, account.pw_uid, -1)
        file.chmod(0o600)


def test_a_configuration_that_others_can_write_counts_for_nothing(school: School) -> None:
    file = school.server.layout.config
    try:
        file.chmod(0o646)
        assert "not root's alone" in school.ben.plc("note", "list", expect=4).err
    finally:
        file.chmod(0o644)


def test_without_a_configuration_nobody_is_the_owner_of_the_file(school: School) -> None:
    """The account's own process must not take whoever started it for the account."""
    file = school.server.layout.config
    away = file.with_suffix(".away")
    try:
        file.rename(away)
        for args in ((), ("note", "list")):
            said = school.ben.plc(*args, expect=None)
            assert said.code != 0
            assert not said.out
        with school.ben.terminal() as program:
            program.wait_until(lambda _: program.process.poll() is not None or "name" in program.text, timeout=30)
            program.type("Eve\n\n").settle()
            assert program.exit_code(30) == 4
            assert "borrowed rights" in program.text
    finally:
        away.rename(file)
    school.ben.plc("note", "list")
    assert not [path for path in school.server.layout.data.rglob("*") if path.is_dir() and path.name == ".local"]
