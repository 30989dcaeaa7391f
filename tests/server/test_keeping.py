"""Backups, restoring and upgrades on a server, with people in the program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from plc_tui.host.account import running
from school import Server, put_back
from school_words import PRIVATE, fill
from served_run import ask


def cron(server: Server) -> None:
    """Do what cron does at night: its line, with its variables, as its user."""
    text = server.layout.cron.read_text()
    surroundings = dict(re.findall(r"^([A-Z]+)=(.*)$", text, re.M))
    user, command = re.findall(r"^[\d*]+ [\d*]+ \* \* \* (\S+) (.+)$", text, re.M)[0]
    assert user == "root"
    done = subprocess.run(
        [surroundings["SHELL"], "-c", command],
        env=surroundings | {"HOME": "/root", "LOGNAME": user},
        cwd="/root",
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout + done.stderr == "", "cron would send this by mail every night"


def test_the_nightly_backup_is_the_accounts_and_the_oldest_go(teachers: Server) -> None:
    folder = teachers.layout.backups
    for earlier in folder.iterdir():
        earlier.unlink()
    with put_back(teachers.layout.config, teachers.layout.cron):
        teachers.install("--keep", "3")
        cron(teachers)
        (first,) = folder.iterdir()
        for name in ("plc-20260102-021700.db", "plc-20260103-021700.db", "mine.db"):
            shutil.copy(first, folder / name)
            shutil.chown(folder / name, "plc", "plc")
            (folder / name).chmod(0o600)
        first.rename(folder / "plc-20260101-021700.db")
        cron(teachers)
    left = sorted(path.name for path in folder.iterdir())
    assert left[:3] == ["mine.db", "plc-20260102-021700.db", "plc-20260103-021700.db"]
    (new,) = left[3:]
    about = (folder / new).stat()
    assert (about.st_uid, about.st_mode & 0o777) == (teachers.account.pw_uid, 0o600)
    for path in folder.iterdir():
        path.unlink()


def test_words_come_back_from_a_backup(teachers: Server) -> None:
    school = fill(teachers)
    name = teachers.root("server", "backup", "--plain").out.strip()
    ask(teachers, school.aisha, "note", "add", "Too much.", "--title", "Written after the backup")
    said = teachers.root("server", "restore", Path(name).name, expect=2)
    assert "--confirm" in said.err
    teachers.root("server", "restore", Path(name).name, "--confirm")
    listed = school.aisha.plc("note", "list").out
    assert PRIVATE in listed
    assert "Written after" not in listed
    assert teachers.root("server", "inside").out.startswith("ok\n")
    assert list(teachers.layout.data.glob("plc.db.before-restore-*"))
    for path in (*teachers.layout.data.glob("plc.db.before-restore-*"), *teachers.layout.backups.iterdir()):
        path.unlink()


def test_whoever_looks_after_the_file_reads_in_nothing_of_what_members_do(server: Server) -> None:
    python, flags = server.layout.plc.read_text().split()[:2]
    setting_up = server.layout.plc.read_text().partition("from plc_tui")[0]
    heavy = "import plc_tui.services.upkeep; print({'sqlmodel', 'pydantic', 'alembic', 'textual'} & set(sys.modules))"
    said = subprocess.run([python.removeprefix("#!"), flags, "-c", setting_up + heavy], capture_output=True, check=True)
    assert said.stdout == b"set()\n"


def test_what_is_no_backup_is_not_put_in_place(teachers: Server) -> None:
    before = teachers.layout.community.read_bytes()
    strange = teachers.layout.backups / "strange.db"
    strange.write_text("These are not the words you are looking for.")
    shutil.chown(strange, "plc", "plc")
    for name, reason in {
        "strange.db": "not a sound backup",
        "none.db": "cannot read",
        "/etc/shadow": "cannot read",
    }.items():
        assert reason in teachers.root("server", "restore", name, "--confirm", expect=1).err
    strange.unlink()
    assert teachers.layout.community.read_bytes() == before


@pytest.mark.slow
def test_an_upgrade_leaves_whoever_is_in_the_program_alone(
    teachers: Server, tmp_path_factory: pytest.TempPathFactory, source: Path
) -> None:
    newer = tmp_path_factory.mktemp("newer") / "plc"  # from now on the server's own source, also for other tests
    shutil.copytree(source.parent, newer)
    with (newer / "src/plc_tui/text.py").open("a") as file:
        file.write("# one line more\n")
    teachers.maya.plc("init", "--display", "Maya Okafor")
    (before,) = teachers.layout.releases.iterdir()
    with teachers.maya.terminal() as program:
        program.wait_for("Home")
        said = teachers.root("server", "install", source=newer / "src").out
        assert "made        the program (it is another version" in said
        assert before.is_dir()
        assert len(list(teachers.layout.releases.iterdir())) == 2
        program.press("3").wait_for("Notes")  # its modules are read from the old release only now
        program.press("f10")
        assert program.exit_code() == 0
    assert teachers.ben.plc("version").out
    while running("plc"):
        pass
    teachers.root("server", "backup", "--quiet")
    assert before not in teachers.layout.releases.iterdir()
    teachers.source = newer / "src"


@pytest.mark.slow
def test_a_program_that_does_not_start_is_never_used(teachers: Server, tmp_path: Path, source: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(source.parent, broken)
    (broken / "src/plc_tui/services/plc.py").write_text("this is no Python\n")
    before = teachers.layout.plc.read_bytes()
    said = teachers.root("server", "install", source=broken / "src", expect=1)
    assert "does not start as plc, so it is not used" in said.err
    assert teachers.layout.plc.read_bytes() == before
    assert len(list(teachers.layout.releases.iterdir())) == 1
