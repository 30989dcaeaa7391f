"""Real ssh on the loopback: the link that drops (bar 8), two teachers at work, and what stands in no log."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plc_tui.host.account import running
from plc_tui.host.config import ServerConfig
from plc_tui.host.setup.part import TextFile
from plc_tui.host.setup.ssh import parts
from school import GROUP, QUICK, Server, Teacher
from school_words import PRIVATE, SHARED, School, fill
from served_run import ask
from terminal import Program

GONE_WITHIN = 5.0
"""Seconds: bar 8."""
BUSY = 3.0
"""Seconds more for a machine that is busy with other tests: sshd alone needs four to notice a silent network."""


@dataclass(frozen=True)
class Ssh:
    """An sshd of this machine's own configuration, and keys for the teachers."""

    port: int
    folder: Path
    log: Path

    def command(self, teacher: Teacher, *words: str, terminal: bool = False) -> list[str]:
        """The command line with which she connects from somewhere."""
        options = ["UserKnownHostsFile=/dev/null", "StrictHostKeyChecking=no", "LogLevel=ERROR", "BatchMode=yes", QUICK]
        parts = [part for option in options for part in ("-o", option)]
        key = ["-i", str(self.folder / teacher.login), "-o", "IdentitiesOnly=yes"]
        port = ["-p", str(self.port)]
        return [
            "ssh",
            "-F",
            "none",
            *parts,
            *key,
            *port,
            *(["-tt"] if terminal else []),
            f"{teacher.login}@127.0.0.1",
            *words,
        ]

    def terminal(self, teacher: Teacher, columns: int = 80) -> Program:
        """Her terminal, with the program opened over ssh."""
        return Program(self.command(teacher, terminal=True), columns=columns, env={"LANG": "C.UTF-8"})


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


@pytest.fixture(scope="module")
def sudo_log(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All that sudo can be told to write down."""
    log = tmp_path_factory.mktemp("sudo") / "log"
    rule = Path("/etc/sudoers.d/plctest-log")
    rule.write_text(f"Defaults logfile={log}, loglinelen=0\n")
    rule.chmod(0o440)
    yield log
    rule.unlink()


@pytest.fixture(scope="module")
def ssh(school: School, sudo_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    """Our own sshd with the text that `plc server install --ssh` puts in place (see `test_ssh.py`)."""
    folder = tmp_path_factory.mktemp("ssh")
    (ours,) = parts(ServerConfig(group=GROUP, ssh=True), school.server.layout)
    assert isinstance(ours, TextFile)
    (folder / "plc.conf").write_text(ours.text)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("host", *(t.login for t in (school.maya, school.ben, school.aisha))):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    for teacher in (school.maya, school.ben, school.aisha):
        subprocess.run(["usermod", "-p", "*", teacher.login], check=True)  # no password, and yet not locked
        keys = teacher.home / ".ssh" / "authorized_keys"
        keys.parent.mkdir(mode=0o700, exist_ok=True)
        keys.write_text((folder / f"{teacher.login}.pub").read_text())
        for path in (keys, keys.parent):
            os.chown(path, teacher.uid, teacher.gid)
    made, log = Ssh(port, folder, folder / "log"), folder / "log"
    config = folder / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nUsePAM no\n"
        "PasswordAuthentication no\nSubsystem sftp internal-sftp\n"
        f"Include {folder / 'plc.conf'}\n"
    )
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    daemon = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", config, "-E", log])
    try:
        wait_until(lambda: is_open(port), 20, "sshd to listen")
        yield made
    finally:
        daemon.terminate()
        daemon.wait(10)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true: object, seconds: float, what: str) -> float:
    """Wait until `true()` holds and return how long it took."""
    assert callable(true)
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + seconds, f"waited {seconds} s for {what}"
        time.sleep(0.02)
    return time.monotonic() - began


def programs() -> set[int]:
    """The programs that run as the server's account."""
    return set(running("plc"))


def is_there(process: int) -> bool:
    """Whether a process still is, also as one that nobody has asked how it ended."""
    return Path(f"/proc/{process}").exists()


def lock_is_free(server: Server) -> bool:
    """Whether somebody else can take the write lock at once."""
    lock = server.layout.community.with_name("plc.db.lock")
    return subprocess.run(["flock", "-n", lock, "true"], check=False).returncode == 0


WAYS = ("the window is closed", "the network is gone", pytest.param("her machine is gone", marks=pytest.mark.slow))


@pytest.mark.parametrize("how", WAYS)
def test_a_dropped_link_leaves_no_process_no_lock_and_the_draft(school: School, ssh: Ssh, how: str) -> None:
    words = f"kept {how.partition(' is ')[0]}"
    with ssh.terminal(school.aisha) as program:
        program.wait_for("Home", "Riverside", timeout=40).press("3").wait_for("Notes").press("n").wait_for(
            "Ctrl+S Save"
        )
        there = programs()
        assert there
        program.press("ctrl+end", "enter").type(words).wait_for(words)
        if how == "the window is closed":
            program.hang_up()
        elif how == "the network is gone":
            stop_the_link(program)
        else:
            program.kill(signal.SIGKILL)
        allowed = GONE_WITHIN + (BUSY if how == "the network is gone" else 0)
        took = wait_until(lambda: not any(map(is_there, there)), allowed, f"the program to go when {how}")
    print(f"{how}: gone after {took:.2f} s")
    assert lock_is_free(school.server)
    assert words in ask(school.server, school.aisha, "drafts", "show", "note:new").out


def stop_the_link(program: Program) -> None:
    """Her ssh no longer answers: the server's sshd notices and hangs up."""
    os.kill(program.pid, signal.SIGSTOP)


def test_two_teachers_over_ssh_see_each_others_notes_as_they_are_shared(school: School, ssh: Ssh) -> None:
    def asked(*words: str, stdin: str = "") -> str:
        command = ssh.command(school.aisha, *words)
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True).stdout.strip()

    with ssh.terminal(school.ben) as ben, ssh.terminal(school.aisha) as aisha:
        ben.wait_for("Home", "Ben Ito", timeout=40).press("3").wait_for("Notes").press("o").wait_for("Wait time")
        aisha.wait_for("Home", "Aisha Khan", timeout=40)
        note = asked("plc note add --title 'Seen at once' --plain -", stdin="over the wire")
        asked("note", "share", note, "--with", school.ben.login)
        ben.wait_for("Seen at once", timeout=20)
        aisha.press("3").wait_for("Seen at once", PRIVATE, timeout=20)
        assert PRIVATE not in ben.text
        for program in (ben, aisha):
            program.press("f10")
            assert program.exit_code() == 0


def test_ssh_gives_the_group_plc_and_nothing_else(school: School, ssh: Ssh) -> None:
    def asked(*words: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(ssh.command(school.ben, *words), input=stdin.encode(), capture_output=True, check=False)

    whole = asked("plc", "export")
    assert whole.returncode == 0
    assert whole.stdout[:2] == b"PK"
    for words in ("id", "cat /var/lib/plc/plc.db", "plc; id", "sh", "plc $(id)", "'plc' `id`"):
        done = asked(words)
        assert b"uid=" not in done.stdout
        assert done.returncode != 0
    assert asked("plc note list --json").returncode == 0
    command = ssh.command(school.ben, "-s", "sftp")
    command[-3:] = ["-s", command[-3], "sftp"]
    copied = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert copied.returncode != 0


def test_no_word_stands_in_any_log(school: School, ssh: Ssh, sudo_log: Path) -> None:
    secret = "zebra-that-nobody-logs"
    school.ben.plc("note", "add", "--title", secret, "-", stdin=secret)
    school.ben.plc("find", secret)
    subprocess.run(ssh.command(school.ben, "find", secret), check=True, capture_output=True)
    logged = sudo_log.read_text()
    assert logged.count("/opt/plc/bin/plc --arguments-on-stdin") >= 3
    assert secret not in logged
    assert SHARED not in logged
    assert secret not in ssh.log.read_text()
