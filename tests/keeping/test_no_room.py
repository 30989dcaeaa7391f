"""A full disk, a place for reading only, a right that is taken away: her text is kept, and the file is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from terminal import Program

sys.path.insert(0, str(Path(__file__).parent))
from account import Account, account

FIRST, SECOND, THIRD = "Silence, and then Sara spoke.", " Nobody moved.", " I wrote it down."


@pytest.fixture(scope="module")
def somebody() -> Iterator[Account]:
    with account() as made:
        yield made


@pytest.fixture(scope="module")
def begun(somebody: Account) -> bytes:
    """The bytes of a community of hers that has one note."""
    db = somebody.folder / "begun.db"
    somebody.shell("init", "--name", "R", "--handle", "me", "--display", "Me", "--no-input", db=db)
    somebody.shell("note", "add", "The first note.", db=db)
    return db.read_bytes()


@pytest.fixture
def disk(somebody: Account, begun: bytes, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of four megabytes that is hers, with a community on it that has one note."""
    folder = somebody.folder / f"disk{abs(hash(request.node.name))}"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        db = folder / "plc.db"
        db.write_bytes(begun)
        db.chmod(0o600)
        somebody.give(folder, db)
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def make_room(folder: Path) -> None:
    (folder / "filler").unlink()


def forbid(folder: Path) -> None:
    """The folder and the file are root's now."""
    for path in (folder, *folder.iterdir()):
        os.chown(path, 0, 0)


def is_whole(db: Path) -> bool:
    """Look at a copy: on a full disk SQLite cannot even read."""
    with tempfile.TemporaryDirectory() as folder:
        for file in db.parent.glob("plc.db*"):
            shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / "plc.db")) as raw:
            return bool(raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def one_sentence(said: str) -> bool:
    return bool(said.strip()) and said.count("\n") == 1 and "Traceback" not in said


def begin(somebody: Account, folder: Path) -> Program:
    program = somebody.plc(db=folder / "plc.db")
    program.wait_for("F1 Help", timeout=30).keys("n").wait_for("0 words")
    return program.type(FIRST).wait_for("5 words", "Draft kept", timeout=30)


TROUBLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "the disk is full": (fill, "is full"),
    "the right to write is taken away": (forbid, "Permission denied"),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_while_she_writes_her_text_is_kept_in_a_file_of_her_own_and_she_is_told(
    somebody: Account, disk: Path, trouble: str
) -> None:
    strike, reason = TROUBLE[trouble]
    with begin(somebody, disk) as program:
        strike(disk)
        program.type(SECOND).wait_for("Could not save", timeout=30)
        said = " ".join(program.text.split())
        assert reason in said
        assert "Your text is safe in" in said
        program.press("f10")
        assert program.exit_code(30) == 0
        assert "It is safe in" in " ".join(program.text.split())
        assert "Traceback" not in program.text
    assert any(FIRST + SECOND in text for text in somebody.rescued)
    (disk / "filler").unlink(missing_ok=True)
    assert is_whole(disk / "plc.db")


def test_when_there_is_room_again_she_goes_on_and_saves(somebody: Account, disk: Path) -> None:
    with begin(somebody, disk) as program:
        fill(disk)
        program.type(SECOND).wait_for("Could not save", timeout=30)
        make_room(disk)
        program.type(THIRD).wait_for("Draft kept", timeout=30)
        program.press("ctrl+s").wait_for("Saved as version 1", timeout=30)
        program.press("f10").exit_code(30)
    listed = somebody.shell("note", "list", "--json", db=disk / "plc.db").json()["items"]
    assert {note["body"] for note in listed} == {"The first note.", FIRST + SECOND + THIRD}
    assert is_whole(disk / "plc.db")


def folder_for_reading(folder: Path) -> None:
    folder.chmod(0o500)


def file_for_reading(folder: Path) -> None:
    (folder / "plc.db").chmod(0o400)
    folder.chmod(0o500)


START = {
    "a full disk": fill,
    "a folder for reading only": folder_for_reading,
    "a file for reading only": file_for_reading,
}


@pytest.mark.parametrize("place", START)
def test_from_the_start_it_is_said_in_one_sentence_and_the_file_stays_as_it_is(
    somebody: Account, disk: Path, place: str
) -> None:
    db = disk / "plc.db"
    (disk / "plc.db.lock").unlink(missing_ok=True)
    before = db.read_bytes()
    START[place](disk)
    done = somebody.shell("note", "add", "-", stdin="A long thought.", db=db, expect=1)
    sentence, rescued = done.err.splitlines()
    if "Your text" in sentence:
        sentence, rescued = rescued, sentence
    assert "Your text is safe in" in rescued
    assert one_sentence(sentence + "\n")
    assert "A long thought." in somebody.rescued
    with somebody.plc(db=db) as program:
        program.exit_code(30)
        assert "Traceback" not in program.text
        assert str(disk)[:20] in program.text
    assert db.read_bytes() == before
    assert is_whole(db)
