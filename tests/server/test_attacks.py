"""Bar 9: a teacher attacks what a colleague wrote on the same server. Nothing gets through.

What sudo itself refuses is in `test_sudo.py`; here is what is tried at the program, its file and its processes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plc_tui.host.account import running
from school import Server
from school_words import DRAFT, PRIVATE, WORDS, School, fill
from served_run import served
from terminal import Program


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


@pytest.fixture(scope="module")
def session(school: School) -> Iterator[Program]:
    """Aisha reads her private note, and has the locked-away words in her program's memory."""
    with school.aisha.terminal() as program:
        program.wait_for("Home", "Riverside", timeout=40).press("3").wait_for(PRIVATE)
        program.press("enter").wait_for(f"{PRIVATE} in a note")
        yield program
        assert program.process.poll() is None, "the session that was attacked has ended"
        program.press("f10")


def the_program() -> int:
    """The number of the process that runs as the account."""
    return next(n for n in running("plc") if b"/opt/plc/bin/plc" in Path(f"/proc/{n}/cmdline").read_bytes())


# On the file and on a running program: one attacker's process tries them all

ATTACKS = r"""
import ctypes, errno, fcntl, json, os, resource, signal, sys
pid = int(sys.argv[1]); terminals = sys.argv[2].split(); libc = ctypes.CDLL(None, use_errno=True)

def called(result):
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result

def read(path): return open(path, "rb").read(4096)

def write(path):
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND); os.write(descriptor, b"x"); return "written"

def remote():
    class Area(ctypes.Structure): _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    space = ctypes.create_string_buffer(64)
    here, there = Area(ctypes.addressof(space), 64), Area(0x400000, 64)
    return called(libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))

def stolen_descriptor():
    return called(libc.syscall(438, os.pidfd_open(pid), 3, 0))

def typed_into(terminal):
    descriptor = os.open(terminal, os.O_RDWR | os.O_NOCTTY); fcntl.ioctl(descriptor, 0x5412, b"q"); return "typed"

data, program = "/var/lib/plc", "/opt/plc"
tries = {
    **{f"read {name}": (lambda name=name: read(f"{data}/{name}")) for name in
       ("plc.db", "plc.db-wal", "plc.db-shm", "plc.db.lock", "backups", "rescued", "backups/any.db")},
    "list the folder": lambda: os.listdir(data),
    "look for the file": lambda: os.stat(f"{data}/plc.db").st_size,
    "open the lock": lambda: os.open(f"{data}/plc.db.lock", os.O_RDWR),
    "go into the folder": lambda: os.chdir(data),
    "a file in the folder": lambda: os.open(f"{data}/plc.db-journal", os.O_CREAT | os.O_WRONLY),
    "a hard link to the file": lambda: os.link(f"{data}/plc.db", "/tmp/plctest-link"),
    "remove the file": lambda: os.unlink(f"{data}/plc.db"),
    "rename the folder": lambda: os.rename(data, data + "2"),
    "write what root decided": lambda: write("/etc/plc/server.toml"),
    "write everyone's settings": lambda: os.open("/etc/plc/config.toml", os.O_CREAT | os.O_WRONLY),
    "write the program": lambda: write(f"{program}/bin/plc"),
    "a module beside the program": lambda: os.open(f"{program}/bin/plc_tui.py", os.O_CREAT | os.O_WRONLY),
    "write the command": lambda: write("/usr/local/bin/plc"),
    "read sudo's rule": lambda: read("/etc/sudoers.d/plc"),
    **{f"read /proc/{name}": (lambda name=name: read(f"/proc/{pid}/{name}")) for name in
       ("mem", "environ", "maps", "syscall", "stack", "auxv", "io", "pagemap", "smaps", "personality")},
    "list its files": lambda: os.listdir(f"/proc/{pid}/fd"),
    "open its file by number": lambda: read(f"/proc/{pid}/fd/3"),
    "its folder": lambda: os.readlink(f"/proc/{pid}/cwd"),
    "the folder through it": lambda: os.listdir(f"/proc/{pid}/cwd"),
    "the file through its root": lambda: read(f"/proc/{pid}/root{data}/plc.db"),
    "its interpreter": lambda: os.readlink(f"/proc/{pid}/exe"),
    "its memory by map": lambda: os.listdir(f"/proc/{pid}/map_files"),
    "write its memory": lambda: os.open(f"/proc/{pid}/mem", os.O_RDWR),
    "write its coredump filter": lambda: write(f"/proc/{pid}/coredump_filter"),
    "write its score": lambda: write(f"/proc/{pid}/oom_score_adj"),
    "attach": lambda: called(libc.ptrace(16, pid, 0, 0)),
    "seize": lambda: called(libc.ptrace(0x4206, pid, 0, 0)),
    "read its memory": remote,
    "take its descriptor": stolen_descriptor,
    "let it have a core": lambda: resource.prlimit(pid, resource.RLIMIT_CORE, (-1, -1)),
    "compare files with it": lambda: called(libc.syscall(312, os.getpid(), pid, 0, 0, 3)),
    **{f"send it {number.name}": (lambda number=number: os.kill(pid, number)) for number in
       (signal.SIGTERM, signal.SIGKILL, signal.SIGABRT, signal.SIGQUIT, signal.SIGSTOP, signal.SIGHUP, signal.SIGSEGV)},
    **{f"read {name}": (lambda name=name: os.open(name, os.O_RDONLY | os.O_NOCTTY)) for name in terminals},
    **{f"type into {name}": (lambda name=name: typed_into(name)) for name in terminals},
}
found = {}
for name, do in tries.items():
    try: found[name] = repr(do())
    except OSError as error: found[name] = errno.errorcode[error.errno]
print(json.dumps(found))
"""

REFUSED = {"EACCES", "EPERM", "ENOENT"}
"""ENOENT only where there is nothing: see below."""


def test_no_attack_on_the_file_or_a_running_program_gets_through(school: School, session: Program) -> None:
    number = the_program()
    terminals = {str(Path(f"/proc/{n}/fd/0").readlink()) for n in running("plc")}
    python = next(school.server.layout.releases.glob("*/python/bin/python3.*"), Path(sys.executable))
    said = school.ben.run(str(python), "-c", ATTACKS, str(number), " ".join(terminals)).out
    found: dict[str, str] = json.loads(said)
    assert len(found) >= 50
    assert {name: how for name, how in found.items() if how not in REFUSED} == {}
    assert [name for name, how in found.items() if how == "ENOENT" and not name.startswith("open its")] == []
    assert session.process.poll() is None


def test_the_attacks_do_get_through_where_nothing_is_closed(school: School) -> None:
    """The same tries by the account itself: they are able to succeed, so their refusal means something."""
    python = next(school.server.layout.releases.glob("*/python/bin/python3.*"), Path(sys.executable))
    child = subprocess.Popen(["setpriv", "--reuid", "plc", "--clear-groups", "sleep", "60"], cwd="/var/lib/plc")
    try:
        tries = ATTACKS.replace('"rename the folder"', '"-": lambda: None, "x"').replace("os.unlink(", "os.stat(")
        tries = tries.replace("os.kill(pid, number)", "os.kill(pid, 0)")
        command = ["setpriv", "--reuid", "plc", "--clear-groups", python, "-c", tries, str(child.pid), "/dev/null"]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout)
    finally:
        child.kill()
        child.wait()
        for left in ("/tmp/plctest-link", "/var/lib/plc/plc.db-journal"):
            Path(left).unlink(missing_ok=True)
    through = {name for name, how in found.items() if how not in REFUSED}
    assert {"read plc.db", "list the folder", "open the lock", "read /proc/environ", "its folder", "send it SIGKILL",
            "the file through its root", "a hard link to the file", "let it have a core"} <= through  # fmt: skip


def test_no_core_is_left_when_a_program_breaks(school: School) -> None:
    with school.aisha.terminal() as program:
        program.wait_for("Home", "Riverside", timeout=40)
        others = set(running("plc"))
        number = max(n for n in others if b"/opt/plc/bin/plc" in Path(f"/proc/{n}/cmdline").read_bytes())
        limits = Path(f"/proc/{number}/limits").read_text()
        core = next(line.split() for line in limits.splitlines() if line.startswith("Max core"))
        assert core[4:6] == ["0", "0"], limits
        assert Path(f"/proc/{number}/fd").stat().st_uid == 0, "a process that may be dumped belongs to its account"
        assert "NoNewPrivs:\t1" in Path(f"/proc/{number}/status").read_text()
        os.kill(number, signal.SIGSEGV)
        program.exit_code(30)
    assert not [path for path in school.server.layout.data.rglob("*core*") if path.is_file()]


def test_whoever_was_attacked_has_noticed_nothing(school: School, session: Program) -> None:
    """Last: her session still runs, her words are whole, and her draft is hers."""
    assert session.process.poll() is None
    lines = [("drafts", "show", "note:new"), ("note", "list", "--json"), ("goal", "list", "--json")]
    draft, notes, goals = served(school.server, school.aisha, lines)
    assert DRAFT in draft.out
    words = notes.out + goals.out
    assert all(word in words for word in WORDS if word.endswith(("mine", "a-goal")))
