"""What a teacher does on the server instead of what does not work there: export, settings, completion, rescue."""

from __future__ import annotations

import fcntl
import io
import os
import stat
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from plc_tui.host.account import running
from school import Server
from school_words import PRIVATE, School, fill
from served_run import ask, served


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


def test_an_export_is_one_zip_and_never_on_a_screen(school: School) -> None:
    teacher = school.aisha
    as_her = ["setpriv", "--reuid", teacher.login, "--regid", str(teacher.gid), "--init-groups"]
    env = teacher.environment
    for form, name in (("markdown", "notes/"), ("csv", "notes.csv")):
        done = subprocess.run([*as_her, "plc", "export", "--format", form], env=env, capture_output=True, check=True)
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            assert any(each.startswith(name) for each in archive.namelist())
            assert PRIVATE in "".join(archive.read(each).decode() for each in archive.namelist())
    with teacher.terminal("plc", "export") as program:
        assert program.exit_code(60) == 4
        assert "plc export > words.zip" in " ".join(program.text.split())


def test_her_settings_are_kept_with_her_words_and_nobody_elses_change(school: School) -> None:
    lines = [
        ("config", "set", "theme", "light"),
        ("config", "get", "theme"),
        ("config", "get", "motion"),
        ("config", "list"),
    ]
    said = served(school.server, school.aisha, lines)
    assert [each.code for each in said] == [0, 0, 0, 0]
    assert [each.out.strip() for each in said[:3]] == ["light", "light", "off"]
    everyones = school.server.layout.settings
    everyones.write_text('theme = "contrast"\ndb = "/tmp/x.db"\nrescue_folder = "/tmp"\nmotion = "on"\n')
    try:
        names = ("theme", "db", "rescue_folder", "motion")
        found = served(school.server, school.ben, [("config", "get", name) for name in names])
        assert [each.out.strip() for each in found] == ["contrast", "", "", "off"]
        assert served(school.server, school.aisha, lines[1:2])[0].out.strip() == "light"
    finally:
        everyones.unlink()
    assert not (school.aisha.home / ".config").exists()


@pytest.mark.slow
def test_what_she_set_is_worn_as_soon_as_the_file_is_open(school: School) -> None:
    served(school.server, school.maya, [("config", "set", "mouse", "false"), ("config", "set", "marks", "ascii")])
    with school.maya.terminal() as program:
        program.wait_for("Riverside", "Maya Okafor", timeout=60)
        program.wait_until(lambda lines: "-----" in lines[2], timeout=60)
        assert b"\x1b[?1000h" in program.raw
        program.wait_until(lambda _: b"\x1b[?1000l" in program.raw, timeout=30, what="the mouse to be given back")
        program.press("f10")
        assert program.exit_code() == 0


def test_a_shell_completes_what_she_may_see_through_the_wrapper(school: School) -> None:
    def offered(words: str, count: int) -> str:
        env = {"_PLC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
        return school.ben.plc(env=env).out

    assert "plain,note" in offered("plc no", 1)
    notes = offered("plc note show ", 3)
    assert school.shared in notes
    assert school.private not in notes
    source = {"_PLC_COMPLETE": "bash_source", "COMP_WORDS": "", "COMP_CWORD": "0"}
    assert school.ben.plc(env=source, expect=2).out == ""


@pytest.mark.slow
def test_a_passphrase_is_asked_on_her_terminal_though_words_come_through_a_pipe(school: School) -> None:
    with school.ben.terminal("plc", "passphrase", "set", "--confirm") as program:
        program.wait_for("passphrase", timeout=60).type("correct horse battery\n")
        program.wait_for("Repeat", timeout=60).type("correct horse battery\n")
        assert program.exit_code(60) == 0
        assert "recovery code" in program.text
        assert "horse" not in program.text
    note = school.ben.plc("note", "add", "--title", "Sealed", "-", "--plain", stdin="sealed words").out.strip()
    locking = ("note", "lock", note, "--passphrase-file", "-", "--confirm")
    school.ben.plc(*locking, stdin="correct horse battery\n")
    assert "sealed words" not in school.ben.plc("export", "--format", "jsonl").out


def test_a_text_that_could_not_be_saved_when_the_link_dropped_is_among_her_drafts(school: School) -> None:
    data = school.server.layout.data
    with school.aisha.terminal() as program:
        program.wait_for("Home", "Riverside", timeout=60).press("3").wait_for("Talk").press("n").wait_for("Ctrl+S Save")
        lock = os.open(data / "plc.db.lock", os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a colleague's program that hangs while it saves
            program.press("ctrl+end", "enter").type("typed in vain").wait_for("typed in vain")
            there = running("plc")
            program.hang_up()
            gone_within(there, 5.5)
            (file,) = (data / "rescued" / f"{school.aisha.uid}-{school.aisha.login}").iterdir()
            about = file.stat()
            assert (stat.S_IMODE(about.st_mode), about.st_uid) == (0o600, school.server.account.pw_uid)
            assert "typed in vain" in file.read_text()
        finally:
            os.close(lock)
    assert "typed in vain" not in ask(school.server, school.ben, "drafts", "list").out
    assert "typed in vain" in ask(school.server, school.aisha, "drafts", "list", "--json").out
    assert not list(file.parent.iterdir())


def gone_within(programs: list[int], seconds: float) -> None:
    limit = time.monotonic() + seconds
    while any(Path(f"/proc/{number}").exists() for number in programs):
        assert time.monotonic() < limit, "the program is still there"
        time.sleep(0.02)


def test_nothing_of_hers_is_read_or_written_in_her_home(school: School) -> None:
    for name, text in (
        (".config/plc/config.toml", 'theme = "mono"\ndb = "/tmp/x"\n'),
        (".env", "PLC_AS=plctest-maya\n"),
    ):
        file = school.ben.home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    before = set(school.ben.home.rglob("*"))
    assert school.ben.plc("config", "get", "theme").out.strip() == "dark"
    assert school.ben.plc("member", "show", "--json").json()["item"]["login"] == school.ben.login
    assert set(school.ben.home.rglob("*")) == before
    assert not list(Path("/tmp").glob("plc-*-note-new*"))
