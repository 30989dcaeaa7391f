"""Bar 9, at the command line: what a teacher types, pipes or sets to get at what is not hers. Nothing gets through."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from school import Server, Teacher
from school_words import MARK, PRIVATE, SHARED, School, fill
from served_run import ask, served

AS_PLC = ("sudo", "-n", "-u", "plc", "--", "/opt/plc/bin/plc")


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


TRICKS: dict[str, tuple[tuple[str, ...], int]] = {
    "another file": (("--db", "/tmp/plctest/evil.db", "note", "list"), 4),
    "another file after the verb": (("note", "list", "--db=/tmp/plctest/evil.db"), 4),
    "the file itself by a link": (("--db", "/tmp/plctest/link", "note", "list"), 4),
    "a database's address": (("--db", "sqlite:////var/lib/plc/plc.db", "note", "list"), 4),
    "somebody else": (("--as", "plctest-aisha", "note", "list"), 4),
    "her settings": (("--config", "/tmp/plctest/config.toml", "note", "list"), 4),
    "a file for a note": (("note", "add", "--title", "x", "--file", "/var/lib/plc/plc.db"), 4),
    "a file for a response": (("respond", "{shared}", "--wonder", "--file", "/etc/plc/server.toml"), 4),
    "a passphrase from a file": (("--passphrase-file", "/var/lib/plc/plc.db", "note", "list"), 4),
    "a folder": (("export", "--to", "/tmp/plctest/out"), 4),
    "the folder of the server": (("export", "--format", "jsonl", "--to", "/var/lib/plc"), 4),
    "a backup": (("backup", "/tmp/plctest/backup.db"), 4),
    "a backup beside it": (("backup",), 4),
    "an older file": (("restore", "/tmp/plctest/evil.db", "--confirm"), 4),
    "a new community": (("demo", "--keep", "/tmp/plctest/demo.db"), 4),
    "a name for the community": (("init", "--name", "Mine"), 4),
    "another handle": (("init", "--handle", "plctest-aisha", "--display", "Aisha"), 4),
    "a setting for the file": (("config", "set", "db", "/tmp/plctest/evil.db"), 4),
    "a setting for rescued texts": (("config", "set", "rescue_folder", "/tmp/plctest"), 4),
    "a setting for models": (("config", "set", "seed_folder", "/tmp/plctest"), 4),
    "where settings are": (("config", "path"), 4),
    "a member": (("member", "add", "eve", "--login", "plctest-out"), 4),
    "no member": (("member", "remove", "plctest-aisha", "--confirm"), 4),
    "her login": (("member", "edit", "plctest-aisha", "--login", "plctest-ben"), 4),
    "her name": (("member", "edit", "plctest-aisha", "--display", "Eve"), 4),
    "root's verbs": (("server", "hand-over", "plctest-aisha"), 4),
    "root's backup": (("server", "backup"), 4),
    "root's own start": (("server", "inside"), 4),
    "an option with a line in it": (("note", "list", "--limit", "1\n--db=/tmp/plctest/evil.db"), 2),
    "a verb with a line in it": (("note\nlist",), 2),
    "the start's own argument": (("--arguments-on-stdin", "1"), 2),
    "an id that is a path": (("note", "show", "../../plc.db"), 3),
    "a note of hers": (("note", "show", "{private}"), 3),
    "her goal": (("goal", "show", "{goal}"), 3),
    "the history of her note": (("note", "history", "{private}"), 3),
    "her draft": (("drafts", "show", "note:new"), 3),
}


@pytest.fixture(scope="module")
def traps(school: School) -> Iterator[Path]:
    """What an attacker puts in her way: a folder of ben's in /tmp with files, links and modules."""
    folder = Path("/tmp/plctest")
    subprocess.run(["rm", "-rf", folder], check=True)
    folder.mkdir(mode=0o755)
    for name in ("sitecustomize", "usercustomize", "plc_tui", "click", "json", "textual", "readline"):
        (folder / f"{name}.py").write_text("open('/tmp/plctest/ran', 'w')\n")
    (folder / "config.toml").write_text('db = "/tmp/plctest/evil.db"\nrescue_folder = "/tmp/plctest"\n')
    (folder / ".env").write_text("PLC_AS=plctest-aisha\n")
    (folder / "link").symlink_to("/var/lib/plc/plc.db")
    (folder / "plc.db").symlink_to("/var/lib/plc/plc.db")
    (folder / "editor").write_text("#!/bin/sh\ncat /var/lib/plc/plc.db > /tmp/plctest/ran\n")
    (folder / "editor").chmod(0o755)
    for path in (folder, *folder.iterdir()):
        os.lchown(path, school.ben.uid, school.ben.gid)
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)


def test_no_trick_at_the_command_line_gets_through(school: School, traps: Path) -> None:
    before = kept(school, traps)
    ids = {"private": school.private, "goal": school.goal, "shared": school.shared}
    lines = [[each.format(**ids) for each in line] for line, _ in TRICKS.values()]
    through = {}
    for (name, (_, code)), said in zip(TRICKS.items(), served(school.server, school.ben, lines), strict=True):
        if said.code != code or MARK in said.out or not said.err.strip() or "Traceback" in said.err:
            through[name] = said
    assert through == {}
    assert kept(school, traps) == before


@pytest.mark.parametrize("name", ["another file", "somebody else", "a file for a note", "an option with a line in it"])
def test_nor_does_it_through_the_wrapper_and_sudo(school: School, traps: Path, name: str) -> None:
    line, code = TRICKS[name]
    said = school.ben.run("plc", *line, cwd=traps, expect=code)
    assert said.err.strip()
    assert not said.out


def kept(school: School, traps: Path) -> tuple[list[str], list[str], bytes]:
    """What would be different had something been written where it must not."""
    data = sorted(path.name for path in school.server.layout.data.iterdir() if not path.name.startswith("plc.db"))
    folders = sorted(str(path) for folder in (traps, school.ben.home) for path in folder.rglob("*"))
    return (
        [*data, *map(str, school.server.layout.backups.iterdir())],
        folders,
        Path("/etc/plc/server.toml").read_bytes(),
    )


def test_bytes_that_are_no_command_line_are_refused(school: School) -> None:
    for count, incoming in (
        ("1", b"\xff\xfe\0"),
        ("2", b"version\0"),
        ("1", b""),
        ("9", b"a" * 3_000_000),
        ("1", b"a" * 3_000_000 + b"\0"),
        ("999", b"note\0" * 5),
    ):
        said = school.ben.run(*AS_PLC, "--arguments-on-stdin", count, stdin=incoming, expect=2)
        assert said.err.strip()
        assert "Traceback" not in said.err
        assert not said.out


def test_closed_descriptors_are_not_written_into(school: School) -> None:
    """With 0, 1 and 2 closed the next file that is opened would get their numbers, and a message would go into it."""
    whole = school.server.layout.community
    for closing in ("<&-", "<&- >&- 2>&-"):
        school.ben.run("sh", "-c", f"plc note list {closing}", expect=None)
    assert whole.read_bytes()[:16] == b"SQLite format 3\0"
    assert PRIVATE in ask(school.server, school.aisha, "note", "show", school.private).out


def test_an_export_is_written_by_the_caller_and_not_by_the_program(school: School) -> None:
    for place in ("/var/lib/plc/plc.db", "/opt/plc/bin/plc", "/etc/plc/server.toml"):
        said = school.ben.run("sh", "-c", f"plc export > {place}", expect=None)
        assert said.code != 0
        assert "denied" in said.err.lower() or "cannot create" in said.err


def test_no_editor_is_started(school: School, traps: Path) -> None:
    env = {"EDITOR": str(traps / "editor"), "VISUAL": str(traps / "editor"), "SUDO_EDITOR": str(traps / "editor")}
    note = ask(school.server, school.ben, "note", "add", "of ben", "--title", "Mine", "--plain").out.strip()
    with school.ben.terminal("plc", "note", "edit", note, env=env) as program:
        assert program.exit_code(30) != 0
    words = "\0".join(("note", "edit", note)) + "\0"
    with school.ben.terminal(*AS_PLC, "--arguments-on-stdin", "3", env=env) as program:
        program.settle().keys(words + "\r")  # typed at the program itself, so that it has a terminal on both ends
        program.wait_for("starts no editor", timeout=30)
    assert not (traps / "ran").exists()


# A hostile environment

VARIABLES = """
    PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONBREAKPOINT PYTHONWARNINGS PYTHONPYCACHEPREFIX PYTHONUSERBASE
    PYTHONEXECUTABLE PYTHONPLATLIBDIR PYTHONMALLOC PYTHONDEBUG PYTHONVERBOSE PYTHONPROFILEIMPORTTIME PYTHONCASEOK
    LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT LD_PROFILE GCONV_PATH LOCPATH NLSPATH MALLOC_TRACE
    HOSTALIASES RES_OPTIONS TZDIR TZ TERMINFO TERMINFO_DIRS TERMCAP TMPDIR TEMP SQLITE_TMPDIR SQLALCHEMY_WARN_20
    HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_DIRS PLC_DB PLC_AS PLC_CONFIG PLC_DEBUG EDITOR VISUAL
    PAGER BROWSER SHELL ENV BASH_ENV IFS CDPATH TEXTUAL TEXTUAL_DRIVER TEXTUAL_LOG TEXTUAL_DEBUG TEXTUAL_SCREENSHOT
    TEXTUAL_SCREENSHOT_LOCATION TEXTUAL_THEME SSLKEYLOGFILE OPENSSL_CONF SUDO_EDITOR SUDO_ASKPASS SUDO_UID SUDO_USER
    SUDO_GID SUDO_COMMAND SUDO_PROMPT USER LOGNAME MAIL LANGUAGE COLUMNS LINES
"""
HOSTILE = VARIABLES.split()


def hostile_value(name: str, aisha: Teacher, traps: Path) -> str:
    """The value of a variable that would do most harm."""
    special = {
        "PLC_AS": aisha.login,
        "PLC_DEBUG": "1",
        "SUDO_UID": str(aisha.uid),
        "SUDO_GID": str(aisha.gid),
        "SUDO_USER": aisha.login,
        "USER": aisha.login,
        "LOGNAME": aisha.login,
        "PLC_DB": str(traps / "evil.db"),
        "PLC_CONFIG": str(traps / "config.toml"),
        "PYTHONSTARTUP": str(traps / "sitecustomize.py"),
        "PYTHONINSPECT": "1",
        "PYTHONBREAKPOINT": "sitecustomize.x",
        "TEXTUAL_DRIVER": "sitecustomize:Driver",
        "TEXTUAL_SCREENSHOT": "1",
        "COLUMNS": "1000000",
        "LINES": "1000000",
        "LD_DEBUG": "all",
    }
    return special.get(name, str(traps))


def test_all_hostile_variables_at_once_change_nothing(school: School, traps: Path) -> None:
    around = {name: hostile_value(name, school.aisha, traps) for name in HOSTILE if name != "LD_DEBUG"}
    # LD_DEBUG lets her own shell write its notes between the words she types: nobody's harm but hers.
    found = school.ben.plc("find", MARK, "--json", env=around).out
    assert SHARED in found
    assert PRIVATE not in found
    with school.ben.terminal(env=around) as program:
        program.wait_for("Riverside", "Ben Ito", timeout=40).press("f10")
        assert program.exit_code() == 0
    assert not (traps / "ran").exists()
    assert not (traps / "evil.db").exists()


PROBE = """#!{python} -IBS
import os, sys
print(sorted(f"{{name}}={{value}}" for name, value in os.environ.items()))
"""


def test_no_hostile_variable_by_itself_reaches_the_program(school: School, traps: Path) -> None:
    """A program in the place of ours says what it was given for each; sudo and the wrapper are the real ones."""
    assert len(HOSTILE) >= 40
    start = school.server.layout.plc
    before = start.read_bytes()
    try:
        start.write_text(PROBE.format(python=before.split()[0][2:].decode()))
        usual = school.ben.plc().out
        script = "\n".join(f"env '{n}={hostile_value(n, school.aisha, traps)}' /usr/local/bin/plc" for n in HOSTILE)
        lines = school.ben.run("sh", "-c", script, cwd=traps).out.splitlines()
    finally:
        start.write_bytes(before)
    wrong = {name: line for name, line in zip(HOSTILE, lines, strict=True) if line != usual.strip()}
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_variable_by_itself_changes_anything(school: School, traps: Path, name: str) -> None:
    value = hostile_value(name, school.aisha, traps)
    said = school.ben.plc("note", "list", "--json", env={name: value}, expect=None if name == "LD_DEBUG" else 0)
    assert school.private not in said.out
    if name != "LD_DEBUG":
        assert {item["id"] for item in said.json()["items"]} >= {school.shared, school.in_circle}
    assert not (traps / "ran").exists()
