"""What `plc server install` does to a machine, and what it leaves alone."""

from __future__ import annotations

import grp
import os
import pwd
import re
import stat
import subprocess
from pathlib import Path

import pytest

from school import GROUP, OUTSIDER, PLACES, Server, put_back
from served_run import served

LINE = re.compile(r"(\w[\w ]*?) {2,}(.+)")


def listing(*places: str) -> dict[str, tuple[object, ...]]:
    """Everything below some places: what it is, whose, how large, and when it was changed."""
    found = {}
    for place in places:
        for path in (Path(place), *Path(place).rglob("*")):
            if path.exists():
                about = path.lstat()
                found[str(path)] = (about.st_mode, about.st_uid, about.st_gid, about.st_size, about.st_mtime_ns)
    return found


def touched() -> dict[str, tuple[object, ...]]:
    """All places that the set-up may touch, but for the journal's files, which come and go with every reader."""
    found = listing(*PLACES, "/etc/ssh", "/etc/sudoers.d", "/etc/cron.d", "/usr/local/bin", "/run/sshd")
    data = {path: about for path, about in found.items() if not path.startswith("/var/lib/plc")}
    known = {"accounts": tuple(pwd.getpwall()), "groups": tuple(map(str, grp.getgrall()))}
    return data | known | dict.fromkeys(listing("/var/lib/plc"), ())


def steps(out: str) -> dict[str, str]:
    """What was said of each step."""
    return {found[2].split(" (")[0]: found[1] for line in out.splitlines() if (found := LINE.fullmatch(line))}


def test_every_file_has_its_owner_and_its_mode(server: Server) -> None:
    def about(path: str) -> tuple[str, str, str]:
        found = Path(path).lstat()
        owner, group = pwd.getpwuid(found.st_uid).pw_name, grp.getgrgid(found.st_gid).gr_name
        return owner, group, f"{stat.S_IMODE(found.st_mode):04o}"

    assert {path: about(path) for path in MODES} == MODES


MODES = {
    "/etc/plc": ("root", "root", "0755"),
    "/etc/plc/server.toml": ("root", "root", "0644"),
    "/var/lib/plc": ("plc", "plc", "0700"),
    "/var/lib/plc/backups": ("plc", "plc", "0700"),
    "/var/lib/plc/plc.db": ("plc", "plc", "0600"),
    "/var/lib/plc/plc.db.lock": ("plc", "plc", "0600"),
    "/opt/plc": ("root", "root", "0755"),
    "/opt/plc/bin": ("root", "root", "0755"),
    "/opt/plc/bin/plc": ("root", "root", "0755"),
    "/opt/plc/bin/plc-ssh": ("root", "root", "0755"),
    "/opt/plc/releases": ("root", "root", "0755"),
    "/etc/sudoers.d/plc": ("root", "root", "0440"),
    "/usr/local/bin/plc": ("root", "root", "0755"),
    "/etc/cron.d/plc": ("root", "root", "0644"),
}


def test_nobody_but_root_can_change_anything_of_the_program_and_everybody_can_read_it(server: Server) -> None:
    wrong = []
    for path in (Path("/opt/plc"), *Path("/opt/plc").rglob("*")):
        about = path.lstat()
        if about.st_uid != 0 or about.st_mode & 0o022 or about.st_mode & 0o444 != 0o444:
            wrong.append(f"{path} {about.st_mode:o}")
    assert not wrong
    for login in ("plc", OUTSIDER):
        made = server.outsider.run("sh", "-c", "find /opt/plc -writable 2>&1 | head -3") if login == OUTSIDER else None
        assert made is None or not made.out


def test_the_account_cannot_be_logged_in_to_and_belongs_to_no_other_group(server: Server) -> None:
    account = server.account
    assert (account.pw_dir, Path(account.pw_shell).name) == ("/var/lib/plc", "nologin")
    assert os.getgrouplist("plc", account.pw_gid) == [account.pw_gid]
    secret = next(line for line in Path("/etc/shadow").read_text().splitlines() if line.startswith("plc:"))
    assert secret.split(":")[1].startswith("!")


def test_the_words_cannot_be_reached_by_teachers(server: Server) -> None:
    for teacher in (server.maya, server.outsider):
        for command in ("ls /var/lib/plc", "cat /var/lib/plc/plc.db", "cat /etc/sudoers.d/plc"):
            assert "Permission denied" in teacher.run("sh", "-c", command, expect=None).err


def test_a_second_install_changes_nothing_and_what_was_chosen_stays_chosen(server: Server) -> None:
    before, decided = touched(), server.layout.config.read_text()
    assert set(steps(server.root("server", "install").out).values()) == {"well"}
    assert touched() == before
    assert server.layout.config.read_text() == decided
    assert f'group = "{GROUP}"' in decided
    assert 'keepers = ["plctest-maya"]' in decided


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(server: Server) -> None:
    with put_back(server.layout.wrapper):
        server.layout.wrapper.unlink()
        before = touched()
        said = server.root("server", "install", "--keep", "3", "--ssh", "--dry-run")
        told = {what for what, how in steps(said.out).items() if how == "would make"}
        assert told == {"what root decided", "the command plc", "plc over ssh", "the nightly backup"}
        assert "Nothing was changed" in said.err
        assert "would remove" in server.root("server", "uninstall", "--dry-run").out
        assert touched() == before


def test_what_cannot_be_is_refused_before_anything_is_changed(server: Server) -> None:
    before = touched()
    for words, reason in REFUSED.items():
        said = server.root("server", "install", *words.split("|"), expect=1)
        assert reason in said.err, words
    assert touched() == before


REFUSED = {
    "--keeper|nobody-of-that-name": "no account nobody-of-that-name",
    "--keeper|plc": "own account",
    "--group|two words": '"group" wants',
    "--group|a,b ALL=(ALL) ALL": '"group" wants',
    "--name|two\nlines": '"name" wants',
    "--keep|0": '"keep" wants',
}


def test_only_root_may_do_any_of_it(server: Server) -> None:
    verbs = ("install", "uninstall", "check", "backup", "restore x", "list", "begin", "inside")
    for verb in verbs:
        command = ["/opt/plc/bin/plc", "server", *verb.split()]
        assert "Only root" in server.maya.run(*command, expect=4).err
    for said in served(server, server.maya, [("server", *verb.split()) for verb in verbs]):
        assert (said.code, bool(said.err)) == (4, True)


def test_a_file_that_sudo_cannot_read_is_never_put_in_place(server: Server) -> None:
    strange = Path("/etc/sudoers.d/zz-plctest")
    ours = server.layout.sudoers.read_bytes()
    with put_back(strange, server.layout.config, server.layout.sudoers):
        strange.write_text("this is no rule\n")
        strange.chmod(0o440)
        said = server.root("server", "install", "--group", "plctest-others", expect=1)
        assert "/etc/sudoers.d/plc was left as it was" in said.err
        assert server.layout.sudoers.read_bytes() == ours
        assert sorted(Path("/etc/sudoers.d").glob(".plc*")) == []
    subprocess.run(["groupdel", "plctest-others"], check=True, capture_output=True)
    subprocess.run(["visudo", "-c"], check=True, capture_output=True)


@pytest.mark.parametrize("bad", ["Nonsense yes\n", "Port hello\n"])
def test_a_file_that_sshd_cannot_read_is_never_put_in_place(server: Server, bad: str) -> None:
    strange = server.layout.sshd.with_name("zz-plctest.conf")
    with put_back(strange, server.layout.config, server.layout.sshd):
        strange.write_text(bad)
        said = server.root("server", "install", "--ssh", expect=1)
        assert "plc.conf was left as it was" in said.err
        assert list(server.layout.sshd.parent.iterdir()) == [strange]
