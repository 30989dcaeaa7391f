"""Over ssh the group gets plc and nothing else: a real sshd on the loopback, with the file that install writes."""

from __future__ import annotations

import io
import os
import shlex
import socket
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from school import OUTSIDER, QUICK, TEACHERS, Server
from terminal import Program, Result

RUN = Path("/run/sshd")

SSHD = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/%u.pub
PidFile none
UsePAM no
PasswordAuthentication no
X11Forwarding yes
AllowTcpForwarding yes
Subsystem sftp internal-sftp
Include /etc/ssh/sshd_config.d/plc.conf
"""


class Ssh:
    """A client with the key of each of them."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def command(self, login: str, *options: str) -> list[str]:
        """What comes before the words for the other side."""
        key = str(self.folder / login)
        trust = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR")
        said = [word for option in ("BatchMode=yes", "IdentitiesOnly=yes", *trust, QUICK) for word in ("-o", option)]
        how = ("-F", "none", "-i", key, "-p", str(self.port))
        return ["ssh", *how, *said, *options, f"{login}@127.0.0.1"]

    def __call__(
        self, *words: str, login: str = TEACHERS[0], stdin: bytes = b"", options: tuple[str, ...] = ()
    ) -> tuple[Result, bytes]:
        """Say words to the other side, quoted as one types them."""
        command = [*self.command(login, *options), *([shlex.join(words)] if words else [])]
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)
        return Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode()), done.stdout


@pytest.fixture(scope="module")
def ssh(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    """A sshd with the file of `install --ssh`."""
    server.install("--ssh")
    folder = Path("/etc/plctest-sshd")  # sshd wants every folder above its keys to be root's alone
    folder.mkdir(mode=0o755, exist_ok=True)
    made_run = not RUN.exists()
    RUN.mkdir(exist_ok=True)
    for name in ("host", *TEACHERS, OUTSIDER):
        (folder / name).unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    for login in (*TEACHERS, OUTSIDER):
        subprocess.run(["usermod", "-p", "*", login], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config").write_text(SSHD.format(port=port, folder=folder))
    daemon = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE)
    assert daemon.stderr is not None
    assert b"listening" in daemon.stderr.readline()
    yield Ssh(folder, port)
    daemon.terminate()
    daemon.communicate()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    if made_run:
        RUN.rmdir()
    server.install("--no-ssh")


def test_install_says_what_sshd_shall_read_and_doctor_is_content(ssh: Ssh, server: Server) -> None:
    assert server.layout.sshd.stat().st_mode & 0o777 == 0o644
    assert "plc over ssh\tmend" not in server.root("server", "check", "--plain", expect=None).out
    assert server.root("server", "install", "--dry-run").out.count("would make") == 0


def test_a_command_over_ssh_is_plcs(ssh: Ssh, teachers: Server) -> None:
    for words in (("plc", "version"), ("version",)):
        said, _ = ssh(*words)
        assert said.out.startswith("plc 0.")
    assert ssh("plc", "init", "--display", "Maya Okafor")[0].code == 0
    title = "Two words, a \"quote\", 'another' and $HOME; id `id` | cat"
    said, _ = ssh("plc", "note", "add", "--title", title, "-", stdin="Line one\nLine two é\n".encode())
    assert said.code == 0, said.err
    found = ssh("note", "list", "--json")[0].json()["items"]
    assert [each["title"] for each in found] == [title]
    _, data = ssh("plc", "export")
    assert any("Line two é" in zipfile.ZipFile(io.BytesIO(data)).read(name).decode() for name in _texts(data))


def _texts(data: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".md")]


@pytest.mark.parametrize(
    "line",
    [
        "cat /etc/passwd",
        "sh -c id",
        "/bin/sh",
        "plc version; id",
        "version && id",
        "$(id)",
        "`id`",
        "scp -t /tmp",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
        "rsync --server . /tmp",
        "-c id",
        "--arguments-on-stdin 1",
        "'unfinished",
        "plc plc version",
    ],
)
def test_no_line_over_ssh_reaches_a_shell(ssh: Ssh, line: str) -> None:
    done = subprocess.run(
        [*ssh.command(TEACHERS[1]), line],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode not in (0, 126, 127), done
    assert "uid=" not in done.stdout + done.stderr
    assert "root:" not in done.stdout


def test_files_and_ports_are_not_reached_either(ssh: Ssh, tmp_path: Path) -> None:
    key = [*ssh.command(TEACHERS[1])[1:-1]]
    copied = subprocess.run(
        ["sftp", *[word.replace("-p", "-P") if word == "-p" else word for word in key], f"{TEACHERS[1]}@127.0.0.1"],
        input=b"ls /\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert copied.returncode != 0
    assert b"etc" not in copied.stdout
    through = subprocess.run(
        ssh.command(TEACHERS[1], "-W", f"127.0.0.1:{ssh.port}"), input=b"", capture_output=True, timeout=60, check=False
    )
    assert b"SSH-2.0" not in through.stdout
    assert b"forwarding failed" in through.stderr, through
    around = ssh.command(OUTSIDER, "-W", f"127.0.0.1:{ssh.port}")
    with subprocess.Popen(around, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as allowed:
        assert allowed.stdout is not None
        assert allowed.stdout.readline().startswith(b"SSH-2.0"), "who is not in the group can, so the test can fail"
        allowed.kill()


def test_without_words_the_program_opens(ssh: Ssh, teachers: Server) -> None:
    assert ssh("plc", "init", "--display", "Maya Okafor")[0].code == 0
    with Program(ssh.command(TEACHERS[0], "-t"), env=_around()) as program:
        program.wait_for("Home", "Riverside", timeout=40)
        program.press("f10")
        assert program.exit_code() == 0


def test_without_words_and_without_a_terminal_it_says_so(ssh: Ssh) -> None:
    said, _ = ssh()
    assert said.code == 2
    assert "needs a terminal" in said.err


def test_who_is_not_in_the_group_has_ssh_as_before(ssh: Ssh) -> None:
    said, _ = ssh("echo", "as before", login=OUTSIDER)
    assert (said.code, said.out) == (0, "as before\n")


def _around() -> Mapping[str, str | None]:
    return {"PATH": os.environ["PATH"], "SSH_AUTH_SOCK": None}
