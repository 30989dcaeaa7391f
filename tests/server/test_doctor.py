"""Every line of the set-up is looked at; what is wrong is said, and the command that is named puts it right."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from school import GROUP, Server


class Broken(NamedTuple):
    """What is broken, the words that tell so, and the cure that is named."""

    damage: Callable[[Server], object]
    words: str
    cure: str = "sudo plc server install"


def findings(server: Server, expect: int | None = None) -> dict[str, dict[str, str]]:
    """What check says, by what it is about."""
    items = server.root("server", "check", "--json", expect=expect).json()["items"]
    return {each["what"]: each for each in items}


def to_mend(server: Server) -> dict[str, dict[str, str]]:
    """What is to be mended; that this machine has no cron is no matter of these tests."""
    return {what: each for what, each in findings(server).items() if each["state"] != "well" and what != "cron"}


def tool(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def some(server: Server, pattern: str) -> Path:
    return next(server.layout.releases.glob(f"*/{pattern}"))


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


ROUNDS: dict[str, dict[str, Broken]] = {
    "modes and owners": {
        "the folder of the words": Broken(lambda s: s.layout.data.chmod(0o755), "has mode 0755, not 0700"),
        "the folder of the backups": Broken(lambda s: os.chown(s.layout.backups, 0, 0), "belongs to the wrong account"),
        "what root decided": Broken(lambda s: s.layout.config.chmod(0o600), "has mode 0600, not 0644"),
        "who can change the program": Broken(lambda s: some(s, "lib/plc_tui/text.py").chmod(0o666), "text.py can be"),
        "the community's file": Broken(lambda s: s.layout.community.chmod(0o644), "plc.db has mode 0644"),
        "sudo's rule": Broken(lambda s: s.layout.sudoers.chmod(0o644), "has mode 0644, not 0440"),
        "sudo's files": Broken(lambda _: None, "bad permissions, should be mode 0440", "visudo -c"),
        "the command plc": Broken(lambda s: os.chown(s.layout.wrapper, s.maya.uid, 0), "belongs to the wrong account"),
        "the nightly backup": Broken(lambda s: s.layout.cron.chmod(0o666), "has mode 0666, not 0644"),
        "the account plc": Broken(lambda _: tool("usermod", "-s", "/bin/sh", "plc"), "its shell is /bin/sh"),
    },
    "contents": {
        "sudo's rule": Broken(lambda s: append(s.layout.sudoers, f"%{GROUP} ALL=(ALL) ALL\n"), "not as plc writes it"),
        "the command plc": Broken(lambda s: s.layout.wrapper.write_text("#!/bin/sh\n"), "not as plc writes it"),
        "the nightly backup": Broken(lambda s: s.layout.cron.write_text(""), "not as plc writes it"),
        "the account plc": Broken(lambda _: tool("usermod", "-aG", GROUP, "plc"), f"plc is in the group {GROUP}"),
        "plc over ssh": Broken(lambda s: s.layout.sshd.write_text("Match all\n"), "is there and should not be"),
        "sudo for the group": Broken(lambda _: taken_back(), "sudo does not let", "see: sudo visudo -c"),
        "backups": Broken(lambda s: old_backup(s), "the newest backup is 5 days old", "sudo plc server backup"),
    },
    "a changed program": {
        "the program": Broken(lambda s: append(some(s, "lib/plc_tui/text.py"), "#"), "text.py was changed"),
    },
    "what is missing": {
        "the folder of the backups": Broken(lambda s: shutil.rmtree(s.layout.backups), "there is no folder"),
        "sudo's rule": Broken(lambda s: s.layout.sudoers.unlink(), "there is no /etc/sudoers.d/plc"),
        "the command plc": Broken(lambda s: s.layout.wrapper.unlink(), "there is no /usr/local/bin/plc"),
        "the nightly backup": Broken(lambda s: s.layout.cron.unlink(), "there is no /etc/cron.d/plc"),
        "the program": Broken(lambda s: s.layout.plc.unlink(), "there is no program"),
        "sudo for the group": Broken(lambda _: None, "sudo does not let plctest-"),
        "contents": Broken(lambda _: None, "the program does not start"),
    },
    "people": {
        "the group plctest-teachers": Broken(lambda _: tool("groupdel", GROUP), "there is no group plctest-teachers"),
        "members": Broken(lambda _: None, "nobody is in plctest-teachers yet", f"usermod -aG {GROUP} LOGIN"),
        "keepers": Broken(lambda _: None, "plctest-maya is not in the group", f"usermod -aG {GROUP} LOGIN"),
    },
}


def old_backup(server: Server) -> None:
    """Nothing but a backup of five days ago."""
    for newer in server.layout.backups.iterdir():
        newer.unlink()
    backup = server.layout.backups / "plc-20260101-020000.db"
    backup.touch(0o600)
    shutil.chown(backup, "plc", "plc")
    then = time.time() - 5 * 86_400 - 60
    os.utime(backup, (then, then))


STRANGE = Path("/etc/sudoers.d/zz-plctest")
"""A file of root's that sudo reads after ours."""


def taken_back() -> None:
    """A rule that takes back what ours gives."""
    STRANGE.write_text(f"%{GROUP} ALL=(ALL) !ALL\n")
    STRANGE.chmod(0o440)


def mend(server: Server, cures: set[str]) -> None:
    """Do what the cures say."""
    STRANGE.unlink(missing_ok=True)
    server.install()
    if any("usermod" in cure for cure in cures):
        for teacher in (server.maya, server.ben, server.aisha):
            tool("usermod", "-aG", GROUP, teacher.login)
    if any("server backup" in cure for cure in cures):
        server.root("server", "backup", "--keep", "1", "--quiet")


LONG = ("a changed program",)
"""Rounds that have the program copied anew."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in ROUNDS])
def test_what_is_broken_is_told_and_mended_as_it_says(server: Server, name: str) -> None:
    broken = ROUNDS[name]
    for each in broken.values():
        each.damage(server)
    try:
        found = to_mend(server)
    finally:
        mend(server, {each.cure for each in broken.values()})
    assert set(found) == set(broken)
    for what, each in broken.items():
        assert each.words in found[what]["words"], what
        assert each.cure in found[what]["cure"], what
    assert to_mend(server) == {}


@pytest.mark.slow
def test_an_account_that_was_made_anew_gets_its_words_back(server: Server) -> None:
    before = server.account.pw_uid
    tool("userdel", "plc")
    tool("useradd", "-r", "-u", str(before + 700), "plctest-between")
    try:
        found = to_mend(server)
        assert found["the account plc"]["words"] == "there is no account plc"
        server.install()
        assert server.layout.community.stat().st_uid == server.account.pw_uid
        assert to_mend(server) == {}
    finally:
        tool("userdel", "plctest-between")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda file: os.chown(file, 1, 1), "is not root's alone"),
        (lambda file: file.chmod(0o666), "is not root's alone"),
        (lambda file: file.parent.chmod(0o777), "is not root's alone"),
        (lambda file: append(file, "grup = 'x'\n"), 'there is no setting "grup"'),
        (lambda file: append(file, "= = =\n"), "cannot be understood"),
    ],
)
def test_what_root_decided_counts_only_while_nobody_else_can_have_written_it(
    server: Server, damage: Callable[[Path], object], words: str
) -> None:
    file = server.layout.config
    before = file.read_bytes()
    damage(file)
    try:
        found = to_mend(server)
        assert list(found) == ["what root decided"]
        assert words in found["what root decided"]["words"]
        assert words in server.root("server", "install", expect=1).err
        assert server.maya.plc("inbox", expect=4).err
    finally:
        os.chown(file, 0, 0)
        file.chmod(0o644)
        file.parent.chmod(0o755)
        file.write_bytes(before)


def test_plc_doctor_tells_root_the_same(server: Server) -> None:
    said = server.root("doctor", "--json", expect=None).json()["items"]
    assert {what for broken in ROUNDS.values() for what in broken} <= {each["what"] for each in said}
    assert "file" not in {each["what"] for each in said}
