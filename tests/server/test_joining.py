"""The first visit, the roster that is a unix group, and who takes her words with her when she goes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from school import GROUP, Server, Teacher
from school_words import GOAL, IN_CIRCLE, PRIVATE, SHARED, School, fill
from served_run import ask, served


@pytest.fixture(scope="module")
def school(server: Server) -> School:
    return fill(server)


def test_the_screen_asks_a_newcomer_for_her_name_and_nothing_else(teachers: Server) -> None:
    said = teachers.ben.plc("note", "list", expect=2)
    assert "You have not been here before." in said.err
    assert 'plc init --display "Your Name"' in said.err
    assert "Welcome to “Riverside”, Ben Ito (@plctest-ben)." in teachers.ben.plc("init", "--display", "Ben Ito").err
    assert ask(teachers, teachers.ben, "note", "list", "--json").json()["items"] == []
    with teachers.maya.terminal() as program:
        program.wait_for("You are here for the first time.", "Maya Test", timeout=40)
        program.press("end").type(" Okafor").press("enter")
        program.wait_for("Riverside", "Maya Test Okafor", timeout=40)
        program.press("f10")
        assert program.exit_code() == 0
    me = ask(teachers, teachers.maya, "member", "show", "--json").json()["item"]
    assert (me["name"], me["login"], me["keeper"]) == ("Maya Test Okafor", "plctest-maya", True)
    with teachers.aisha.terminal() as program:
        program.wait_for("You are here for the first time.", timeout=40).press("escape")
        assert program.exit_code() == 0
    assert "You have not been here before." in ask(teachers, teachers.aisha, "note", "list", expect=2).err


@contextmanager
def out_of_the_group(teacher: Teacher) -> Iterator[None]:
    """As long as this lasts she is not in the group."""
    subprocess.run(["gpasswd", "-d", teacher.login, GROUP], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["gpasswd", "-a", teacher.login, GROUP], check=True, capture_output=True)


def names_in(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join([*archive.namelist(), *(archive.read(name).decode() for name in archive.namelist())])


def without_audience(words: str) -> list[str]:
    """Leave out how large the circles are that may read a thing: she is in none any more."""
    return [line for line in words.splitlines() if "circle (" not in line]


def exported(teacher: Teacher) -> bytes:
    command = ["setpriv", "--reuid", teacher.login, "--regid", str(teacher.gid), "--init-groups", "plc", "export"]
    env = teacher.environment
    return subprocess.run(command, env=env, cwd=teacher.home, capture_output=True, check=True).stdout


def handed_over(server: Server, login: str, expect: int = 0) -> tuple[bytes, str]:
    done = subprocess.run([server.layout.plc, "server", "hand-over", login], capture_output=True, check=False)
    assert done.returncode == expect, done.stderr.decode()
    return done.stdout, done.stderr.decode()


def test_who_leaves_the_group_has_no_access_and_keeps_her_words(school: School) -> None:
    before = exported(school.aisha)
    assert all(word in names_in(before) for word in (PRIVATE, SHARED, IN_CIRCLE, GOAL))
    with school.aisha.terminal() as running:
        running.wait_for("Home", "Riverside", timeout=40)
        with out_of_the_group(school.aisha):
            refused = school.aisha.plc("note", "list", expect=1)
            assert "sudo:" in refused.err
            assert not refused.out
            told = as_if_sudo_had_let_her_in(school.aisha)
            assert (told.returncode, told.stdout) == (4, "")
            assert f"You are not in the group {GROUP}" in told.stderr
            lines = [("note", "show", school.shared), ("member", "list", "--json")]
            shared, members = served(school.server, school.ben, lines)
            assert SHARED in shared.out
            handles = {member["handle"] for member in members.json()["items"]}
            assert handles == {school.maya.login, school.ben.login}
            running.press("3").wait_for("You no longer belong to this community", timeout=30)
            data, said = handed_over(school.server, school.aisha.login)
            assert "Aisha Khan" in said
            assert without_audience(names_in(data)) == without_audience(names_in(before))
        running.press("f10")
    lines = [("note", "show", school.private), ("member", "show", "--json")]
    private, me = served(school.server, school.aisha, lines)
    assert PRIVATE in private.out
    assert me.json()["item"]["name"] == "Aisha Khan"


def as_if_sudo_had_let_her_in(teacher: Teacher) -> subprocess.CompletedProcess[str]:
    command = ["setpriv", "--reuid", "plc", "--regid", "plc", "--clear-groups", "/opt/plc/bin/plc"]
    env = {"SUDO_UID": str(teacher.uid), "LANG": "C.UTF-8"}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_only_root_hands_over_and_only_to_a_file(school: School) -> None:
    said = school.maya.run("/opt/plc/bin/plc", "server", "hand-over", school.aisha.login, expect=None)
    assert said.code == 4
    assert not said.out
    assert handed_over(school.server, "nobody-at-all", expect=3)[0] == b""
    assert PRIVATE not in names_in(handed_over(school.server, school.ben.login)[0])


@contextmanager
def another_account(teacher: Teacher) -> Iterator[None]:
    """As long as this lasts the login is that of an account made anew: it has another number."""
    subprocess.run(["usermod", "-u", str(teacher.uid + 5000), teacher.login], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["usermod", "-u", str(teacher.uid), teacher.login], check=True, capture_output=True)


def test_whoever_gets_a_login_anew_is_not_let_in_as_the_one_who_had_it(teachers: Server) -> None:
    ben = teachers.ben
    ask(teachers, ben, "init", "--display", "Ben Ito")
    kept = ask(teachers, ben, "note", "add", "For me alone.", "--plain").out.strip()
    with another_account(ben):
        said = ben.plc("note", "list", expect=4).err
        assert f"plc server recognise {ben.login} --new" in said
        assert "For me alone." not in said
        told = teachers.root("server", "recognise", ben.login, "--new").err
        another = Teacher(ben.login)
        assert "You have not been here before." in ask(teachers, another, "note", "list", expect=2).err
        ask(teachers, another, "init", "--display", "Another Ben")
        ask(teachers, another, "note", "show", kept, expect=3)
        data, _ = handed_over(teachers, told.split('"')[1])
        assert "For me alone." in names_in(data)
    assert "somebody else's" in ask(teachers, ben, "note", "list", expect=4).err
    teachers.root("server", "recognise", ben.login, "--same")
    assert ask(teachers, ben, "member", "show", "--json").json()["item"]["name"] == "Another Ben"
