"""What a teacher can get out of sudo's rule: the program, and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plc_tui.host.account import running
from school import Server
from terminal import Program

PLC = "/opt/plc/bin/plc"
AS_PLC = ("-u", "plc", "--", PLC)

NOT_ALLOWED: dict[str, tuple[str, ...]] = {
    "an argument": (*AS_PLC, "version"),
    "another file": (*AS_PLC, "--db", "/tmp/x.db"),
    "an argument beside the number": (*AS_PLC, "--arguments-on-stdin", "1", "--db"),
    "an argument before the number": (*AS_PLC, "--db", "--arguments-on-stdin", "1"),
    "no number": (*AS_PLC, "--arguments-on-stdin"),
    "a word for a number": (*AS_PLC, "--arguments-on-stdin", "x"),
    "a number and more": (*AS_PLC, "--arguments-on-stdin", "1x"),
    "a number and more after a space": (*AS_PLC, "--arguments-on-stdin", "1 --db x"),
    "a number and more after a line": (*AS_PLC, "--arguments-on-stdin", "1\n2"),
    "too large a number": (*AS_PLC, "--arguments-on-stdin", "1000"),
    "nothing": (*AS_PLC, "--arguments-on-stdin", "0"),
    "less than nothing": (*AS_PLC, "--arguments-on-stdin", "-1"),
    "a pattern": (*AS_PLC, "--arguments-on-stdin", "[1-9]"),
    "an empty argument": (*AS_PLC, ""),
    "a shell": ("-u", "plc", "-s"),
    "a login shell": ("-u", "plc", "-i"),
    "a shell by its path": ("-u", "plc", "--", "/bin/sh"),
    "a shell above it": ("-u", "plc", "--", "/opt/plc/bin/../../../bin/sh"),
    "the other start": ("-u", "plc", "--", "/opt/plc/bin/plc-ssh"),
    "an editor": ("-u", "plc", "-e", "/var/lib/plc/plc.db"),
    "root": ("-u", "root", "--", PLC),
    "root by a number": ("-u", "#0", "--", PLC),
    "root by a number too large": ("-u", "#4294967295", "--", PLC),
    "root's group": ("-u", "plc", "-g", "root", "--", PLC),
    "her own group": ("-u", "plc", "-g", "plctest-teachers", "--", PLC),
    "a colleague": ("-u", "plctest-ben", "--", PLC),
    "another folder": ("-D", "/tmp", *AS_PLC),
    "another root": ("-R", "/tmp", *AS_PLC),
    "open files": ("-C", "9", *AS_PLC),
    "all her variables": ("-E", *AS_PLC),
    "some of her variables": ("--preserve-env=PYTHONPATH", *AS_PLC),
    "a variable": ("-u", "plc", "PYTHONPATH=/tmp", "--", PLC),
    "a library": ("-u", "plc", "LD_PRELOAD=/tmp/x.so", "--", PLC),
    "in the background": ("-b", "-u", "plc", "--", "/bin/sh", "-c", "id"),
}


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_sudo_refuses(server: Server, name: str) -> None:
    said = server.maya.run("sudo", "-n", *NOT_ALLOWED[name], env={"PYTHONPATH": "/tmp"}, expect=1)
    assert said.err.startswith("sudo:") or "usage: sudo" in said.err or "sudoedit" in said.err, said
    assert not said.out


def test_sudo_refuses_the_copied_interpreter(server: Server) -> None:
    pythons = list(server.layout.releases.glob("*/python/bin/python3*"))
    for python in pythons:
        assert "sudo:" in server.maya.run("sudo", "-n", "-u", "plc", "--", str(python), "-c", "0", expect=1).err


def test_two_words_in_one_are_refused_by_the_program(server: Server) -> None:
    """sudo looks at the arguments with spaces between them, and so cannot tell these from two."""
    said = server.maya.run("sudo", "-n", *AS_PLC, "--arguments-on-stdin 1", stdin="version\0", expect=2)
    assert said.err.strip()
    assert not said.out


def test_who_is_not_in_the_group_gets_nothing(server: Server) -> None:
    said = server.outsider.plc("version", expect=1)
    assert "sudo:" in said.err
    assert not said.out


def test_words_that_were_typed_are_in_no_argument(server: Server) -> None:
    """What sudo logs and what `ps` shows is the command line of the program and of sudo."""
    secret = "nobody-may-see-this-in-ps"
    with server.maya.terminal("plc", "find", secret) as program:
        seen: set[str] = set()
        while program.process.poll() is None:
            seen |= {line for line in _command_lines() if "sudo" in line or PLC in line}
            time.sleep(0.02)
    assert any(PLC in line for line in seen)
    assert not [line for line in seen if secret in line]


def _command_lines() -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if "/usr/local/bin/plc" not in line:  # the wrapper itself runs as her, and shows its words to all as ever
            yield line


HOSTILE = """
    PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONBREAKPOINT PYTHONWARNINGS PYTHONPYCACHEPREFIX
    PYTHONEXECUTABLE PYTHONUSERBASE PYTHONPLATLIBDIR PYTHONMALLOC PYTHONDEBUG PYTHONUNBUFFERED PYTHONIOENCODING
    LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG_OUTPUT GCONV_PATH LOCPATH NLSPATH MALLOC_TRACE HOSTALIASES
    HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME PLC_DB PLC_AS PLC_CONFIG PLC_DEBUG EDITOR VISUAL PAGER
    BROWSER SHELL ENV BASH_ENV IFS CDPATH TMPDIR TEXTUAL TEXTUAL_DRIVER TEXTUAL_LOG TEXTUAL_DEBUG SQLITE_TMPDIR
    SSLKEYLOGFILE TERMINFO TERMCAP SUDO_EDITOR SUDO_UID SUDO_USER SUDO_GID SUDO_COMMAND
"""

HARMLESS = """
    COLORTERM LANG LC_ALL LC_CTYPE NO_COLOR TERM TZ PATH MAIL HOME LOGNAME USER SHELL
    SUDO_COMMAND SUDO_USER SUDO_UID SUDO_GID LD_PRELOAD
"""
"""What sudo gives the program: what describes a terminal, and what it says itself (LD_PRELOAD: its own noexec)."""


def environment_of(process: int) -> dict[str, str]:
    """What a process was started with."""
    pairs = Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def test_no_variable_of_hers_reaches_the_program(server: Server) -> None:
    assert len(HOSTILE) >= 40
    around = dict.fromkeys(HOSTILE, "/home/plctest-maya/hostile")
    with server.maya.terminal("sudo", "-n", *AS_PLC, env=around) as program:
        found = environment_of(_the_program(program))
    assert set(found) <= set(HARMLESS.split())
    assert not [name for name, value in found.items() if "hostile" in value]
    assert (found["SUDO_UID"], found["HOME"]) == (str(server.maya.uid), "/var/lib/plc")


def _the_program(program: Program) -> int:
    """Wait until the account's own process runs the program."""
    for _ in range(10_000):
        for number in running("plc"):
            try:
                if PLC in Path(f"/proc/{number}/cmdline").read_bytes().decode():
                    return number
            except OSError:
                continue
        assert program.process.poll() is None, program.text
    raise AssertionError("the program did not start")


TRIES = """#!{python} -IBS
import ctypes, os, subprocess, sys
words = (ctypes.c_char_p * 3)(b"echo", b"GOT IN")
print(sorted(os.environ), os.getcwd(), oct(os.umask(0)))
for what, do in {{
    "exec": lambda: os.execv("/bin/sh", ["sh", "-c", "echo GOT IN"]),
    "subprocess": lambda: subprocess.run(["/bin/echo", "GOT IN"]),
    "system": lambda: os.system("echo GOT IN"),
    "posix_spawn": lambda: os.posix_spawn("/bin/echo", ["echo", "GOT IN"], {{}}),
    "the kernel itself": lambda: ctypes.CDLL(None).syscall(59, b"/bin/echo", words, None),
}}.items():
    try:
        print(what, do())
    except OSError as error:
        print(what, error.strerror)
print("end")
"""


def test_even_a_program_that_was_taken_over_can_start_no_other(server: Server) -> None:
    """Put another program in the place of ours, which tries: sudo's noexec stops it."""
    start = server.layout.plc
    before = start.read_bytes()
    python = before.split()[0][2:].decode()
    try:
        start.write_text(TRIES.format(python=python))
        said = server.maya.run("sudo", "-n", *AS_PLC)
    finally:
        start.write_bytes(before)
    assert "GOT IN" not in said.out
    first, *tried, last = said.out.splitlines()
    assert first.endswith("/var/lib/plc 0o77")
    assert [line.rpartition(" ")[2] for line in tried] == ["denied", "denied", "-1", "-1", "-1"]
    assert last == "end"


def test_the_wrapper_passes_words_on_as_they_are(server: Server) -> None:
    """A program in the place of ours says what it got."""
    start = server.layout.plc
    before = start.read_bytes()
    python = before.split()[0][2:].decode()
    words = ["note", "add", "two words", "", "a\nline", "'\"$HOME`id`\\", "*", "é", "--title=-", "-n"]
    try:
        start.write_text(f"#!{python} -IBS\nimport sys\nprint(sys.argv[1:], sys.stdin.buffer.read())\nsys.exit(7)\n")
        with_input = server.maya.plc(*words, stdin="hers", expect=7).out
        without = server.maya.plc(*words[:3], stdin="hers", expect=7).out
        alone = server.maya.plc(stdin="hers", expect=7).out
        completing = {"_PLC_COMPLETE": "bash_complete", "COMP_WORDS": "plc no -", "COMP_CWORD": "1"}
        asked = server.maya.plc(env=completing, stdin="hers", expect=7).out
        too_many = server.maya.plc(*["x"] * 1000, expect=2)
    finally:
        start.write_bytes(before)
    typed = b"".join(word.encode() + b"\0" for word in words)
    assert with_input == f"['--arguments-on-stdin', '10'] {typed + b'hers'!r}\n"
    assert (
        without
        == f"['--arguments-on-stdin', '3'] {b'note' + bytes(1) + b'add' + bytes(1) + b'two words' + bytes(1)!r}\n"
    )
    assert alone == "[] b'hers'\n"
    told = b"_PLC_COMPLETE=bash_complete\0COMP_WORDS=plc no -\0COMP_CWORD=1\0"
    assert asked == f"['--arguments-on-stdin', '3'] {told!r}\n"
    assert "at most 999 words" in too_many.err


def test_root_needs_no_sudo(server: Server) -> None:
    assert os.getuid() == 0
    said = server.root("server", "list")
    assert said.code == 0
